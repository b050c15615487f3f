"""BibLaTeX, for biber: its own entry types and fields, so that `biber --tool --validate-datamodel` has no complaint.

The types, and the fields that each requires: https://www.ctan.org/pkg/biblatex (manual), sections 2.1 and 2.2. A work
that lacks what its type requires gets the nearest type that asks for less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmprimer.export import Options
from llmprimer.export._latex.bibliography import Bibliography
from llmprimer.export._latex.capitals import protect
from llmprimer.export._latex.entries import (
    LatexEntry,
    access_note,
    is_masters,
    language_name,
    pages,
    verbatim,
    verbatim_url,
)
from llmprimer.export._latex.names import names
from llmprimer.export._work import TYPE_LABELS, CitedWork, keywords, short_name, without_repetition, work_of
from llmprimer.vocabulary import CslType

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference

_ARTICLES = frozenset({CslType.ARTICLE_JOURNAL, CslType.REVIEW, CslType.REVIEW_BOOK})
_NEWS = frozenset({CslType.ARTICLE_MAGAZINE, CslType.ARTICLE_NEWSPAPER})
_ONLINE = frozenset({CslType.WEBPAGE, CslType.POST, CslType.POST_WEBLOG, CslType.ARTICLE, CslType.INTERVIEW})
_INREFERENCE = frozenset({CslType.ENTRY, CslType.ENTRY_DICTIONARY, CslType.ENTRY_ENCYCLOPEDIA})

#: Not texts: the note says what they are. For texts, the name of the site or series shows it.
_NAMED = frozenset(
    {CslType.SOFTWARE, CslType.MOTION_PICTURE, CslType.BROADCAST, CslType.SONG, CslType.GRAPHIC, CslType.SPEECH}
)

_ALWAYS = frozenset({"note", "title", "langid", "keywords", "abstract", "annotation", "addendum", "label"})


def _fields(names: str) -> frozenset[str]:
    return _ALWAYS | set(names.split())


#: Entry type -> the fields that biblatex's data model allows (`_kind` takes care of `author`).
_ALLOWED = {
    "article": _fields("editor issn journaltitle number pages series volume"),
    "book": _fields("edition editor isbn location number pages part publisher series volume"),
    "collection": _fields("edition editor isbn location number pages part publisher series volume"),
    "dataset": _fields("edition editor location number organization publisher series type"),
    "incollection": _fields("booktitle edition editor isbn location number pages part publisher series volume"),
    "inproceedings": _fields("booktitle editor eventtitle isbn location number pages part publisher series volume"),
    "inreference": _fields("booktitle edition editor isbn location number pages part publisher series volume"),
    "misc": _fields("editor howpublished location organization type"),
    "online": _fields("editor organization"),
    "patent": _fields("location number type"),
    "report": _fields("institution location number pages type"),
    "thesis": _fields("institution location pages type"),
    "unpublished": _fields("eventtitle howpublished location type"),
}
_CONTAINER = {
    "article": "journaltitle",
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "inreference": "booktitle",
    "misc": "organization",
    "online": "organization",
    "dataset": "organization",
}
_PUBLISHER = {
    "report": "institution",
    "thesis": "institution",
    "misc": "organization",
    "online": "organization",
}


def _entry(r: Reference, header: Header, options: Options, to_latex: bool) -> str:
    work = without_repetition(r, work_of(r, options))
    kind = _kind(r, work)
    entry = LatexEntry(kind, r.citation_key, to_latex=to_latex, allowed=_ALLOWED[kind])
    if r.author:
        entry.put("author", names(r.author, to_latex=to_latex, classic=False, and_others=r.and_others))
    if r.editor and entry.allows("editor"):
        entry.put("editor", names(r.editor, to_latex=to_latex, classic=False))
    elif r.editor:
        entry.remarks.append("Edited by " + ", ".join(name.display for name in r.editor))
    if not r.author and not r.editor and work.issued is None:
        # Without a name and a year, some styles have nothing to make a label of.
        entry.text("label", short_name(r, work))
    title = protect(work.title, to_latex=to_latex, names=options.names, language=r.language, byline=not r.author)
    entry.put("title", title)
    _publication(entry, r, work)
    _numbers(entry, r, work)
    if work.issued is not None:
        entry.put("date", str(work.issued))
    _identifiers(entry, r, work)
    entry.text("langid", language_name(r.language))
    entry.note(r.note)
    entry.text("keywords", ", ".join(keywords(r, header)) or None)
    if options.annotations:
        entry.text("abstract", r.abstract)
        entry.text("annotation", r.summary)
    return str(entry)


def _publication(entry: LatexEntry, r: Reference, work: CitedWork) -> None:
    """Container, type and publisher."""
    kind = entry.kind
    container = work.container_title or (r.event_title if kind == "inproceedings" else None)
    entry.text(_CONTAINER.get(kind, "howpublished"), container, in_note="In {}")
    if r.event_title != container:
        entry.text("eventtitle", r.event_title)
    if kind in ("report", "thesis"):
        entry.text("type", _type_of(kind, r))
    elif r.genre is not None or (work.type in _NAMED and kind in ("online", "misc")):
        # Not in `type`, which APA does not print.
        entry.remarks.append(r.genre or TYPE_LABELS[work.type])
    if container is None or _PUBLISHER.get(kind) != "organization":
        # A page on a site is cited by the site, without its publisher.
        entry.text(_PUBLISHER.get(kind, "publisher"), work.publisher)
    entry.text("location", work.publisher_place)


def _numbers(entry: LatexEntry, r: Reference, work: CitedWork) -> None:
    entry.text("series", r.collection_title)
    entry.text("edition", r.edition, in_note="{} edition")
    if work.volume is not None:
        # biber refuses a volume that is not a number.
        is_number = work.volume.isdecimal() and work.volume.isascii()
        entry.text("volume" if is_number else "part", work.volume, in_note="vol. {}")
    entry.text("number", work.issue or r.number, in_note="no. {}")
    if work.page is not None and entry.allows("pages"):
        entry.put("pages", pages(work.page))
    elif work.page is not None:
        entry.remarks.append(f"p. {work.page}")


def _identifiers(entry: LatexEntry, r: Reference, work: CitedWork) -> None:
    if r.arxiv is not None:
        entry.put("eprint", r.arxiv.id)
        entry.put("eprinttype", "arxiv")
        if r.arxiv.primary_class is not None:
            entry.put("eprintclass", r.arxiv.primary_class)
    if work.doi is not None:
        entry.put("doi", verbatim(work.doi))
    if work.url is not None:
        entry.put("url", verbatim_url(work.url))
        if work.accessed is not None and work.issued is not None:
            entry.put("urldate", str(work.accessed))
        else:
            # Not in `urldate`, which authoryear takes for the year of a work that has none.
            entry.text("addendum", access_note(work.accessed))
    entry.serial_numbers(r.isbn, r.issn)


def _kind(r: Reference, work: CitedWork) -> str:
    kind = work.type
    if kind is CslType.DATASET and work.issued is not None:
        # Without a date, some styles print an empty bracket.
        return "dataset"
    online = "online" if work.issued and (work.url or work.doi or r.arxiv) else "misc"
    # Not @software: biblatex-chicago has no such type, and stops.
    if kind in _ONLINE or kind is CslType.SOFTWARE or (kind in _NEWS and not work.is_published):
        return online
    if work.issued is None:
        return "misc"
    if kind in _ARTICLES or kind in _NEWS:
        return "article" if r.author and work.container_title else online
    if kind is CslType.PAPER_CONFERENCE:
        return "inproceedings" if r.author and (work.container_title or r.event_title) else online
    if kind in (CslType.BOOK, CslType.CLASSIC):
        return "book" if r.author else "collection" if r.editor else "misc"
    if kind is CslType.COLLECTION:
        return "book" if r.author else "collection" if r.editor else "misc"
    if kind in _INREFERENCE or kind is CslType.CHAPTER:
        if not (r.author and r.editor and work.container_title):
            return online
        return "inreference" if kind in _INREFERENCE else "incollection"
    if kind is CslType.REPORT:
        return "report" if r.author and work.publisher else online
    if kind is CslType.THESIS:
        return "thesis" if r.author and work.publisher else online
    if kind is CslType.PATENT:
        return "patent" if r.author and r.number else "misc"
    if kind is CslType.MANUSCRIPT:
        return "unpublished" if r.author else "misc"
    return "misc"


def _type_of(kind: str, r: Reference) -> str:
    """The key that biblatex has words for in every language, or the genre itself."""
    genre = r.genre or ""
    if kind == "thesis":
        return "mathesis" if is_masters(genre) else "phdthesis"
    return "techreport" if not genre or "technical" in genre.lower() else genre


exporter = Bibliography(_entry)
