"""Classic BibTeX: its thirteen entry types, and the fields that plain, plainurl and IEEEtran read.

The entry types and what they require: https://www.ctan.org/pkg/bibtex (btxdoc), section 3. A work that lacks what its
type requires is a `misc`, which requires nothing, rather than an entry that every style complains about.
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
    printed_url,
    verbatim,
    verbatim_url,
)
from llmprimer.export._latex.names import names
from llmprimer.export._work import TYPE_LABELS, CitedWork, keywords, short_name, without_repetition, work_of
from llmprimer.vocabulary import CslType

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference

_MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_ARTICLES = frozenset({CslType.ARTICLE_JOURNAL, CslType.REVIEW, CslType.REVIEW_BOOK})
#: The container shows what they are.
_UNLABELLED = frozenset({CslType.ARTICLE_NEWSPAPER, CslType.WEBPAGE})
_NEWS = frozenset({CslType.ARTICLE_MAGAZINE, CslType.ARTICLE_NEWSPAPER})
_BOOKS = frozenset({CslType.BOOK, CslType.CLASSIC, CslType.COLLECTION})
_PARTS = frozenset({CslType.CHAPTER, CslType.ENTRY, CslType.ENTRY_DICTIONARY, CslType.ENTRY_ENCYCLOPEDIA})


def _entry(r: Reference, header: Header, options: Options, to_latex: bool) -> str:
    work = without_repetition(r, work_of(r, options))
    # Then the address must be in a field that every style prints, because the work cannot be found without it. It is only
    # in that field, because styles that know `url` would print it again.
    only_on_web = work.url is not None and not work.is_published
    entry = LatexEntry(_kind(r, work), r.citation_key, to_latex=to_latex)
    if r.author:
        entry.put("author", names(r.author, to_latex=to_latex, classic=True, and_others=r.and_others))
    elif not r.editor:
        # What styles sort by and cite with; some print it too, before the title.
        entry.text("key", short_name(r, work))
    if r.editor:
        entry.put("editor", names(r.editor, to_latex=to_latex, classic=True))
    title = protect(work.title, to_latex=to_latex, names=options.names, language=r.language, byline=not r.author)
    entry.put("title", title)
    _publication(entry, r, work, only_on_web)
    _numbers(entry, r, work)
    _date(entry, work)
    _identifiers(entry, r, work, only_on_web)
    _note(entry, r, work, only_on_web)
    if r.topics:
        entry.text("keywords", ", ".join(keywords(r, header)))
    if r.language is not None:
        entry.text("langid", language_name(r.language))
    if options.annotations:
        entry.text("abstract", r.abstract)
        entry.text("annote", r.summary)
    return str(entry)


def _publication(entry: LatexEntry, r: Reference, work: CitedWork, only_on_web: bool) -> None:
    """Container and publisher."""
    container = work.container_title
    match entry.kind:
        case "article":
            entry.text("journal", container)
        case "inproceedings" | "incollection":
            entry.text("booktitle", container or r.event_title)
            entry.text("publisher", work.publisher)
            if container and r.event_title and r.event_title != container:
                entry.remarks.append(f"Presented at {r.event_title}")
        case "misc" if only_on_web:
            entry.put("howpublished", printed_url(work.url or ""))
            entry.remarks += _described(r, work, only_on_web)
            # IEEEtran lowers the first letter of a note, which may be a name's.
            entry.begins_with_name = len(entry.remarks) == 1 and entry.remarks[0] != TYPE_LABELS.get(work.type)
        case "misc":
            entry.text("howpublished", ", ".join(_described(r, work, only_on_web)) or None)
        case kind:
            publisher = {"techreport": "institution", "phdthesis": "school", "mastersthesis": "school"}.get(kind)
            entry.text(publisher or "publisher", work.publisher)
            if publisher:
                entry.text("type", r.genre)
            if container:
                entry.remarks.append(f"In {container}")
    entry.text("address", work.publisher_place)


def _numbers(entry: LatexEntry, r: Reference, work: CitedWork) -> None:
    """Volume, pages and the like; a `misc` has no such fields: styles ignore them."""
    number = work.issue or r.number
    if entry.kind == "misc":
        said = (
            ("{}", r.collection_title),
            ("{} edition", r.edition),
            ("vol. {}", work.volume),
            ("no. {}", number),
            ("p. {}", work.page),
        )
        entry.remarks += [form.format(value) for form, value in said if value]
        return
    entry.text("series", r.collection_title)
    entry.text("edition", r.edition)
    entry.text("volume", work.volume)
    # Except for journals and reports, styles complain about a number without a series, and about one with a volume.
    if entry.kind in ("article", "techreport") or (r.collection_title and work.volume is None):
        entry.text("number", number)
    elif number:
        entry.remarks.append(f"no. {number}")
    if work.page is not None:
        entry.put("pages", pages(work.page))


def _date(entry: LatexEntry, work: CitedWork) -> None:
    date = work.issued
    if date is None:
        # Without it, some styles print `????` or an empty bracket.
        entry.put("year", "n.d.")
        return
    entry.put("year", f"{date.year:04d}")
    if date.month is not None:
        entry.put_macro("month", _MONTHS[date.month - 1])
    if date.day is not None:
        # Old styles do not print it, but pandoc, JabRef, citation-js and biber read it.
        entry.put("day", str(date.day))


def _note(entry: LatexEntry, r: Reference, work: CitedWork, only_on_web: bool) -> None:
    url = work.url if only_on_web and entry.kind != "misc" else None
    entry.note(r.note, access_note(work.accessed), url=url)


def _identifiers(entry: LatexEntry, r: Reference, work: CitedWork, only_on_web: bool) -> None:
    if r.arxiv is not None:
        entry.put("eprint", r.arxiv.id)
        entry.put("archiveprefix", "arXiv")
        if r.arxiv.primary_class is not None:
            entry.put("primaryclass", r.arxiv.primary_class)
    if work.doi is not None:
        entry.put("doi", verbatim(work.doi))
    if work.url is not None and not only_on_web:
        entry.put("url", verbatim_url(work.url))
    entry.serial_numbers(r.isbn, r.issn)


def _kind(r: Reference, work: CitedWork) -> str:
    kind = work.type
    if not r.author and not (r.editor and kind in _BOOKS):
        return "misc"
    if work.issued is None:
        return "misc"
    if kind in _NEWS and not work.is_published:
        return "misc"
    if kind in _ARTICLES or kind in _NEWS:
        return "article" if work.container_title else "misc"
    if kind is CslType.PAPER_CONFERENCE:
        return "inproceedings" if work.container_title or r.event_title else "misc"
    if not work.publisher:
        return "misc"
    if kind in _BOOKS:
        return "book"
    if kind in _PARTS:
        return "incollection" if work.container_title and r.editor else "misc"
    if kind is CslType.THESIS:
        return "mastersthesis" if is_masters(r.genre) else "phdthesis"
    return "techreport" if kind is CslType.REPORT else "misc"


def _described(r: Reference, work: CitedWork, only_on_web: bool) -> list[str]:
    """Its type and its container, for types that BibTeX does not have: `Blog post`, `OpenAI Blog`."""
    if r.arxiv is not None and not work.formal:
        is_address = work.url is not None and r.arxiv.id in work.url and only_on_web
        what = r.genre or ("arXiv preprint" if is_address else f"arXiv preprint arXiv:{r.arxiv.id}")
    else:
        what = r.genre or ("" if work.type in _UNLABELLED else TYPE_LABELS.get(work.type, ""))
    where = work.container_title or r.event_title or work.publisher
    return list(dict.fromkeys(part for part in (what, where) if part))


exporter = Bibliography(_entry)
