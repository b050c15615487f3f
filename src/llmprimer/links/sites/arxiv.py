"""arXiv, asked about many papers at once by its API.

Shapes: https://info.arxiv.org/help/api/user-manual.html (3.3 the feed, 3.4 errors: an entry whose id is under
`/api/errors`). With `id_list` alone the API returns each article of the list; one that does not exist is simply
missing (https://docs.rs/crate/rsxiv/latest/source/src/response/tests/query_empty.xml). A feed without entries
proves nothing: arXiv sometimes sends one with status 200
(https://github.com/lukasschwab/arxiv.py/issues/43). Rate limits come as the text `Rate exceeded.`. Old and new ids:
https://info.arxiv.org/help/arxiv_identifier.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from llmprimer.links.model import SiteAnswer, Verdict
from llmprimer.links.sites.answers import one_line
from llmprimer.links.sites.site import LinkSite, Question, with_parameters
from llmprimer.links.sites.url_parts import split_url

_HOSTS = frozenset({"arxiv.org", "www.arxiv.org", "export.arxiv.org"})
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    "funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|"
    "q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_NEW = re.compile(r"((\d\d(?:0[1-9]|1[0-2]))\.(\d{4,5}))(?:v([1-9]\d{0,2}))?", re.ASCII)
_OLD = re.compile(
    rf"({_ARCHIVES})(?:\.[a-z]{{2}})?/(\d\d(?:0[1-9]|1[0-2])\d{{3}})(?:v([1-9]\d{{0,2}}))?", re.IGNORECASE | re.ASCII
)
_ATOM = "{http://www.w3.org/2005/Atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_COMMENT = "{http://arxiv.org/schemas/atom}comment"
_ENTRY = re.compile(r"https?://arxiv\.org/abs/(\S+)")
#: The first month of ids with five digits after the dot, and of ids with a dot.
_FIVE_DIGITS, _FIRST_NEW = 1501, 704


class ArxivSite(LinkSite):
    """Papers, as pages of abstracts or PDFs, with or without a version."""

    name = "arxiv"
    meaning = (
        "papers by old and new ids, with their titles; a complete answer without a paper means that it is not there"
    )
    address = "https://export.arxiv.org/api/query"
    batch_size = 50
    #: https://info.arxiv.org/help/api/tou.html
    pause = 3.0

    def identify(self, url: str) -> str | None:
        split = split_url(url)
        if split is None or split.host not in _HOSTS or len(split.parts) < 2:
            return None
        kind, rest = split.parts[0], "/".join(split.parts[1:])
        if kind == "pdf":
            rest = rest.removesuffix(".pdf")
        elif kind != "abs":
            return None  # not every paper has HTML and sources
        identity, version = _identity(rest) or ("", 0)
        return (f"{identity}v{version}" if version else identity) or None

    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        papers = list(dict.fromkeys(_paper(identity)[0] for identity in ids))
        parameters = [("id_list", ",".join(papers)), ("start", "0"), ("max_results", str(len(papers)))]
        return Question(with_parameters(self.base(environment), parameters), {"Accept": "application/atom+xml"})

    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        del headers
        feed = _feed(body) if status_code == 200 else None
        if feed is None:
            return {}
        entries = feed.findall(f"{_ATOM}entry")
        there: dict[str, tuple[int, ET.Element]] = {}
        for entry in entries:
            match = _ENTRY.fullmatch(_text(entry, f"{_ATOM}id"))
            found = _identity(match[1]) if match else None
            if found is not None:
                there[found[0]] = (found[1], entry)
        # What a feed leaves out is missing only if the feed has as many entries as it says.
        complete = bool(entries) and len(there) == len(entries) and _text(feed, _TOTAL) == str(len(entries))
        answers = {}
        for identity in ids:
            paper, version = _paper(identity)
            latest, entry_there = there.get(paper, (0, None))
            if entry_there is not None and version <= latest:
                answers[identity] = _there(entry_there)
            elif entry_there is None and complete:
                answers[identity] = SiteAnswer(Verdict.NOT_FOUND, "arXiv has no paper of that number")
        return answers


def _identity(text: str) -> tuple[str, int] | None:
    """The paper, and the version or 0; None if the text cannot be an id of arXiv."""
    if match := _NEW.fullmatch(text):
        month = int(match[2])
        if month < _FIRST_NEW or len(match[3]) != (5 if month >= _FIVE_DIGITS else 4):
            return None
        return match[1], int(match[4] or 0)
    if match := _OLD.fullmatch(text):
        return f"{match[1].lower()}/{match[2]}", int(match[3] or 0)
    return None


def _paper(identity: str) -> tuple[str, int]:
    """The paper and the version of an id from `identify`."""
    return _identity(identity) or (identity, 0)


def _feed(body: bytes) -> ET.Element | None:
    try:
        text = body.decode("utf-8")
        # arXiv declares no entities; an answer that does comes from elsewhere and may be an attack.
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            return None
        root = ET.fromstring(text)  # noqa: S314 - no entities, see above
    except (ET.ParseError, ValueError, LookupError, RecursionError):
        return None
    return root if root.tag == f"{_ATOM}feed" else None


def _text(element: ET.Element, name: str) -> str:
    found = element.find(name)
    return one_line(found.text) if found is not None else ""


def _there(entry: ET.Element) -> SiteAnswer:
    withdrawn = "withdrawn" in _text(entry, _COMMENT).lower()
    reason = "arXiv has the paper, and its comment says that it is withdrawn" if withdrawn else "arXiv has the paper"
    return SiteAnswer(Verdict.OK, reason, _text(entry, f"{_ATOM}title") or None)
