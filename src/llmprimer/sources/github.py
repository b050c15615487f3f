"""GitHub repositories: https://docs.github.com/en/rest/repos/repos#get-a-repository

An identifier is `owner/name`. `owner/name#citation` and `owner/name#first-commit` need their own requests. Without a token
(GITHUB_TOKEN or GH_TOKEN) the limit is 60 requests an hour.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from llmprimer.catalogue import events
from llmprimer.errors import NetworkError
from llmprimer.records.people import parse_name
from llmprimer.sources.service import (
    Facts,
    Item,
    KnownWork,
    Service,
    WorkQuestion,
    abstract_of,
    list_of,
    object_of,
    text_of,
    title_of,
    without_empty,
)

if TYPE_CHECKING:
    from llmprimer.net.client import Answer, Client

_JSON = "application/vnd.github+json"
_RAW = "application/vnd.github.raw+json"
_LONGEST_CITATION = 100_000
_CITATION = "#citation"
_FIRST_COMMIT = "#first-commit"
#: GitHub's values for a missing or unknown licence.
_NO_LICENCE = frozenset({"", "NOASSERTION", "OTHER"})


class GitHubService(Service):
    """Repositories: description, licence, the day of the first commit, and the authors in CITATION.cff."""

    name = "github"
    label = "GitHub"
    address = "https://api.github.com"
    pause = 0.5
    limits = "60 requests an hour, 5,000 with a token (https://docs.github.com/en/rest/using-the-rest-api)"

    def __init__(self, client: Client, environment: Mapping[str, str], contact: str = "") -> None:
        super().__init__(client, environment, contact)
        self._token = (environment.get("GITHUB_TOKEN") or environment.get("GH_TOKEN") or "").strip()

    def questions(self, work: KnownWork) -> Iterable[WorkQuestion]:
        if work.repository:
            if not (work.has("license") and work.has("abstract")):
                yield WorkQuestion(work.repository, "repository ", is_address=True)
            if not work.has("author"):
                yield WorkQuestion(work.repository + _CITATION, is_address=True)
            if not work.has("issued"):
                yield WorkQuestion(work.repository + _FIRST_COMMIT, is_address=True)

    def fetch(self, ids: Sequence[str]) -> dict[str, Item | None]:
        identity = ids[0]
        repository, mark, _ = identity.partition("#")
        if identity.endswith(_CITATION):
            return {identity: self._citation(repository)}
        if identity.endswith(_FIRST_COMMIT):
            return {identity: self._first_commit(repository)}
        if mark:
            return {identity: None}
        data = self._json(self._ask(f"/repos/{repository}"), repository)
        if data is None:
            return {identity: None}
        if not isinstance(data, dict) or not text_of(data.get("name")):
            raise self._unexpected_form(repository)
        return {
            identity: {
                "name": data.get("name"),
                "full_name": data.get("full_name"),
                "description": data.get("description"),
                "topics": data.get("topics"),
                "owner": object_of(data.get("owner")).get("login"),
                "license": object_of(data.get("license")).get("spdx_id"),
            }
        }

    def read(self, identity: str, item: Item) -> Facts:
        repository, _, part = identity.partition("#")
        if part:
            name = "CITATION.cff" if f"#{part}" == _CITATION else "the first commit"
            fields = (
                _citation_fields(item)
                if f"#{part}" == _CITATION
                else without_empty([("issued", text_of(item.get("date")))])
            )
            return Facts(f"https://github.com/{repository} ({name})", fields)
        name, description = text_of(item.get("name")), text_of(item.get("description"))
        full = text_of(item.get("full_name"))
        full = full if re.fullmatch(r"[\w.-]+/[\w.-]+", full, re.ASCII) else repository
        licence = text_of(item.get("license"))
        fields = without_empty(
            [
                ("type", "software"),
                ("kind", "repository"),
                ("title", title_of(f"{name}: {description}" if description else name)),
                ("publisher", text_of(item.get("owner"))),
                ("license", "" if licence in _NO_LICENCE else licence),
                ("abstract", description if len(description.split()) >= 3 else ""),
                ("url", f"https://github.com/{full}"),
            ]
        )
        moved = full.lower() != repository.lower()
        remarks = (f"the repository is now https://github.com/{full}",) if moved else ()
        return Facts(f"https://github.com/{full} (the API of GitHub)", fields, remarks=remarks)

    def _citation(self, repository: str) -> Item | None:
        answer = self._ask(f"/repos/{repository}/contents/CITATION.cff", _RAW)
        if answer.status in (404, 410):
            return None
        if answer.status != 200 or len(answer.body) > _LONGEST_CITATION:
            raise self._unexpected_form(f"the CITATION.cff of {repository}")
        return _citation_file(answer.text)

    def _first_commit(self, repository: str) -> Item | None:
        """The author date of the first commit: with one commit a page, it is on the last page."""
        path = f"/repos/{repository}/commits?per_page=1"
        answer = self._ask(path)
        if answer.status == 409:  # an empty repository
            return None
        data = self._json(answer, repository)
        if data is None:
            return None
        last = re.search(r'[?&]page=(\d{1,9})[^>]*>;\s*rel="last"', answer.headers.get("link", ""))
        if last is not None:
            data = self._json(self._ask(f"{path}&page={last[1]}"), repository)
        commit = object_of(object_of(next(iter(list_of(data)), None)).get("commit"))
        day = re.match(r"\d{4}-\d\d-\d\d", text_of(object_of(commit.get("author")).get("date")))
        if day is None:
            raise self._unexpected_form(f"the first commit of {repository}")
        return {"date": day[0]}

    def _ask(self, path: str, accept: str = _JSON) -> Answer:
        token = {"authorization": f"Bearer {self._token}"} if self._token else {}
        answer = self._get(f"{self.base}{path}", accept=accept, headers=token)
        # A blocked repository also gives 403, but with requests remaining.
        if answer.status == 403 and answer.headers.get("x-ratelimit-remaining", "0") == "0":
            until = _clock_time(answer.headers.get("x-ratelimit-reset", ""))
            hint = "GITHUB_TOKEN allows more" if not self._token else "try again later"
            raise NetworkError(f"GitHub answers no more questions {until}", hint=hint)
        return answer


def _clock_time(reset: str) -> str:
    if reset.isascii() and reset.isdigit() and 0 < int(reset[:12]) - time.time() < 86_400:
        return f"until {datetime.fromtimestamp(int(reset[:12]), UTC):%H:%M} UTC"
    return "this hour"


def _citation_file(text: str) -> Item | None:
    """The top-level values of a CITATION.cff as texts; None for another file."""
    found: dict[str, Any] = {}
    try:
        for item in events.items(text, per_entry=frozenset(), report=lambda *_: None):
            found.setdefault(item.section, item.value)
    except events.YamlError:
        return None
    names = ("title", "authors", "license", "abstract")
    return {name: found[name] for name in names if name in found} or None


def _citation_fields(item: Item) -> Item:
    """https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md"""
    listed = list_of(item.get("authors"))
    names = [name for one in listed if (name := _author(one))]
    return without_empty(
        [
            # If any entry is not a name, the list is incomplete.
            ("author", names if len(names) == len(listed) else []),
            ("license", text_of(item.get("license"))),
            ("abstract", abstract_of(text_of(item.get("abstract")))),
        ]
    )


def _author(one: object) -> dict[str, str] | None:
    if not isinstance(one, dict):
        return None
    family, given = text_of(one.get("family-names")), text_of(one.get("given-names"))
    if family:
        parts = [("family", family), ("given", given), ("suffix", text_of(one.get("name-suffix")))]
        return without_empty([*parts, ("non_dropping_particle", text_of(one.get("name-particle")))])
    name = text_of(one.get("name"))
    return {"literal": name} if name else parse_name(given) if given else None
