"""DOIs, asked at the proxy of the DOI system, because many publishers block robots.

Shapes: https://doi.info/doi-handbook/HTML/rest-api-response-format.html (responseCode 1 found; 100 not found, with
status 404; 200 found without the wanted values; 2 an error) and
https://doi.info/doi-handbook/HTML/rest-api-request-format.html. DOIs that Crossref has deleted lead to
`crossref.org/_deleted-doi/` (seen in public code for 10.1007/978-3-642-01445-1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from llmprimer.links.model import SiteAnswer, Verdict
from llmprimer.links.sites.answers import mapping, number, object_of, objects, one_line
from llmprimer.links.sites.site import LinkSite, Question
from llmprimer.links.sites.url_parts import split_url

_HOSTS = frozenset({"doi.org", "www.doi.org", "dx.doi.org"})
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.ASCII)
#: The values of a record that lead to a page: an address, a choice of addresses, another record.
_LEADING = frozenset({"URL", "10320/LOC", "HS_ALIAS"})
_FOUND, _NOT_FOUND = 1, 100
_CROSSREF = frozenset({"crossref.org", "www.crossref.org"})
_DELETED = ("_deleted-doi", "deleted_doi")


class DoiSite(LinkSite):
    """DOIs in the form of addresses."""

    name = "doi"
    meaning = "whether a DOI is registered, and has an address to lead to; not whether the page there answers"
    address = "https://doi.org/api/handles"

    def identify(self, url: str) -> str | None:
        split = split_url(url)
        if split is None or split.host not in _HOSTS:
            return None
        path = split.path
        if not _DOI.fullmatch(path) or not path.isprintable() or "\ufffd" in path:
            return None
        return path.lower() if path.isascii() else path

    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        return Question(f"{self.base(environment)}/{quote(ids[0], safe='/')}", {"Accept": "application/json"})

    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        del headers
        answer = object_of(body)
        if not ids or one_line(answer.get("handle")).lower() != ids[0].lower():
            return {}
        code = number(answer.get("responseCode"))
        if status_code == 404 and code == _NOT_FOUND:
            return {ids[0]: SiteAnswer(Verdict.NOT_FOUND, "no such DOI is registered")}
        if status_code != 200 or code != _FOUND:
            return {}
        values = objects(answer.get("values"))
        if not any(one_line(value.get("type")).upper() in _LEADING for value in values):
            return {}
        targets = [
            split
            for value in values
            if one_line(value.get("type")).upper() == "URL"
            and (split := split_url(one_line(mapping(value.get("data")).get("value")))) is not None
        ]
        if any(target.host in _CROSSREF and target.path.lower().startswith(_DELETED) for target in targets):
            return {ids[0]: SiteAnswer(Verdict.GONE, "the DOI has been deleted by its registration agency")}
        leads = f" and leads to {targets[0].host}" if targets else ""
        return {ids[0]: SiteAnswer(Verdict.OK, f"the DOI is registered{leads}")}
