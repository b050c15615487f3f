"""RIS, which EndNote, Mendeley, RefWorks and Zotero read.

The tags: https://en.wikipedia.org/wiki/RIS_(file_format), after the specification of 2011.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from llmprimer.dates import PartialDate
from llmprimer.export import Losses, Options, uncarried
from llmprimer.export._work import TYPE_LABELS, keywords, spaced, work_of
from llmprimer.vocabulary import CslType

if TYPE_CHECKING:
    from llmprimer.model import Header, Name, Reference

#: Only types that older programs know too: bibutils ignores CPAPER, DATA, BLOG, ENCYC, VIDEO, ART, STAND and
#: others of 2011. Other types are GEN, and M3 names them.
_TYPES = {
    CslType.ARTICLE: "UNPB",
    CslType.ARTICLE_JOURNAL: "JOUR",
    CslType.ARTICLE_MAGAZINE: "MGZN",
    # citation-js reads no author of NEWS.
    CslType.ARTICLE_NEWSPAPER: "MGZN",
    CslType.BOOK: "BOOK",
    CslType.BROADCAST: "ELEC",
    CslType.CHAPTER: "CHAP",
    CslType.CLASSIC: "BOOK",
    CslType.COLLECTION: "BOOK",
    CslType.ENTRY: "CHAP",
    CslType.ENTRY_DICTIONARY: "CHAP",
    CslType.ENTRY_ENCYCLOPEDIA: "CHAP",
    CslType.HEARING: "HEAR",
    CslType.LEGAL_CASE: "CASE",
    CslType.LEGISLATION: "STAT",
    CslType.MANUSCRIPT: "UNPB",
    CslType.MAP: "MAP",
    CslType.MOTION_PICTURE: "ELEC",
    CslType.PAMPHLET: "PAMP",
    CslType.PAPER_CONFERENCE: "CONF",
    CslType.PATENT: "PAT",
    CslType.PERSONAL_COMMUNICATION: "PCOMM",
    CslType.POST: "ELEC",
    CslType.POST_WEBLOG: "ELEC",
    CslType.REPORT: "RPRT",
    CslType.REVIEW: "JOUR",
    CslType.REVIEW_BOOK: "JOUR",
    CslType.SOFTWARE: "COMP",
    CslType.THESIS: "THES",
    CslType.WEBPAGE: "ELEC",
}
_WIDE = frozenset({"CHAP", "ELEC", "GEN", "UNPB"})
_NARROW = frozenset({CslType.ARTICLE_NEWSPAPER})
_JOURNALS = frozenset({"JOUR", "MGZN"})
#: Looks like a comma, but separates nothing.
_COMMA = "\u201a"
_PAGES = re.compile(r"(\w+)\s*[-\u2010-\u2015]+\s*(\w+)")


class Ris:
    suffix = ".ris"
    media_type = "application/x-research-info-systems"
    carries = frozenset(
        "type title author and_others editor issued container_title collection_title publisher publisher_place event_title genre number "
        "edition volume issue page doi isbn issn arxiv language topics summary abstract note url accessed".split()
    )
    limits = ""
    comment: str | None = None
    reads_fields = True

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        losses = Losses()
        lost = uncarried(self)
        before = ""
        for reference in references:
            lines = [f"{tag}  - {spaced(value)}\n" for tag, value in _tags(reference, header, options)]
            out.write(before + "".join(lines) + "ER  - \n")
            before = "\n"
            losses.add_fields(reference, lost)
        return losses

    def recognises(self, beginning: str) -> bool:
        return re.match(r"TY {2}- [A-Z]+\nID {2}- ", beginning) is not None


exporter = Ris()


def _tags(r: Reference, header: Header, options: Options) -> Iterable[tuple[str, str]]:
    work = work_of(r, options)
    kind = _TYPES.get(work.type, "GEN")
    yield "TY", kind
    yield "ID", r.citation_key
    for name in r.author:
        yield "AU", _name(name)
    if r.and_others:
        # citeproc and Zotero take this name for "et al.".
        yield "AU", "others,"
    for name in r.editor:
        yield "ED", _name(name)
    yield "TI", work.title
    container = work.container_title
    simple = {
        "T2": container,
        "JO": container if kind in _JOURNALS else None,
        "T3": r.collection_title or (r.event_title if r.event_title != container else None),
        "VL": work.volume,
        "IS": work.issue or (r.number if kind != "RPRT" else None),
        "M1": r.number if kind == "RPRT" else None,
        "ET": r.edition,
        "M3": r.genre or (TYPE_LABELS.get(work.type) if kind in _WIDE or work.type in _NARROW else None),
        "PB": work.publisher,
        "CY": work.publisher_place,
        "DO": work.doi,
        "SN": r.isbn or r.issn,
        "LA": r.language,
        # rispy and others take a semicolon for the end of an address.
        "UR": work.url and work.url.replace(";", "%3B"),
        "AB": r.abstract if options.annotations else None,
    }
    if work.issued is not None:
        yield "PY", f"{work.issued.year:04d}"
        yield "DA", _date(work.issued)
    if work.page is not None:
        match = _PAGES.fullmatch(work.page)
        yield "SP", match[1] if match else work.page
        if match:
            yield "EP", match[2]
    for tag, value in simple.items():
        if value is not None:
            yield tag, value
    for keyword in keywords(r, header):
        yield "KW", keyword
    if r.arxiv is not None:
        yield "AN", f"arXiv:{r.arxiv.id}"
        if r.arxiv.primary_class is not None:
            yield "N1", f"arXiv class: {r.arxiv.primary_class}"
    if r.isbn and r.issn:
        yield "N1", f"ISSN: {r.issn}"
    if r.collection_title and r.event_title and r.event_title != container:
        yield "N1", f"Event: {r.event_title}"
    # Not in Y2: some programs take it for a date of publication, and bibutils complains about it.
    accessed = f"Accessed {r.accessed}" if r.accessed is not None else None
    for text in (r.summary, r.note, accessed):
        if text is not None:
            yield "N1", text


def _date(date: PartialDate) -> str:
    """Year, month and day with slashes, empty if unknown."""
    return "/".join(
        (f"{date.year:04d}", f"{date.month:02d}" if date.month else "", f"{date.day:02d}" if date.day else "", "")
    )


def _name(name: Name) -> str:
    """`Family, Given, Suffix`; the name of an organisation with a comma at the end, so that no reader splits it."""
    if name.literal is not None:
        return f"{name.literal.replace(',', _COMMA)},"
    family = " ".join(part for part in (name.dropping_particle, name.family_name) if part)
    if name.suffix is not None:
        return f"{family}, {name.given or ''}, {name.suffix}"
    return f"{family}, {name.given}" if name.given else family
