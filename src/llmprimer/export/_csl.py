"""A reference as a CSL item.

The variables: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables; the JSON form:
https://github.com/citation-style-language/schema (csl-data.json).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmprimer.dates import PartialDate
from llmprimer.export import Options
from llmprimer.export._work import keywords, sentences, work_of
from llmprimer.vocabulary import CslType

if TYPE_CHECKING:
    from llmprimer.model import Header, Name, Reference

_NAME_PARTS = ("family", "given", "dropping_particle", "non_dropping_particle", "suffix", "literal")
#: In the specification, but not yet in the JSON schema.
_TYPES = {CslType.EVENT: "speech"}

#: The fields of a reference that a CSL item can hold.
CARRIED = frozenset(
    "type title author and_others editor issued container_title collection_title publisher publisher_place event_title genre number "
    "edition volume issue page doi isbn issn arxiv status license language topics summary abstract note url archive_url accessed".split()
)


def item_of(reference: Reference, header: Header, options: Options) -> dict[str, Any]:
    """The item, its variables in a fixed order, those without a value left out."""
    r = reference
    work = work_of(r, options)
    preprint = r.arxiv is not None and not work.formal
    number, annote = r.number, r.summary
    publisher = work.publisher
    if preprint and r.arxiv is not None:
        number, publisher = number or f"arXiv:{r.arxiv.id}", publisher or "arXiv"
    elif r.arxiv is not None:
        # Styles print `archive`, `number` and `note` as if the preprint were the only version; none prints `annote`.
        annote = sentences(f"arXiv:{r.arxiv.id}", r.summary)
    archived = f"Archived at {r.archive_url}" if r.archive_url is not None else None
    item: dict[str, Any] = {
        "id": r.citation_key,
        "type": _TYPES.get(work.type, work.type.value),
        "title": work.title,
        # citeproc prints it as "et al."; CSL has no variable for it.
        "author": [*map(_name, r.author), *([{"literal": "others"}] if r.and_others else [])],
        "editor": [_name(name) for name in r.editor],
        "issued": _date(work.issued),
        "container-title": work.container_title,
        "collection-title": r.collection_title,
        "publisher": publisher,
        "publisher-place": work.publisher_place,
        "event": r.event_title,
        "genre": r.genre,
        "number": number,
        "edition": r.edition,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.page,
        "DOI": work.doi,
        "ISBN": r.isbn,
        "ISSN": r.issn,
        "URL": work.url,
        "accessed": _date(work.accessed),
        "status": r.status.type.value if r.status is not None else None,
        "license": r.license,
        "language": r.language,
        "keyword": ", ".join(keywords(r, header)),
        "abstract": r.abstract if options.annotations else None,
        "annote": annote,
        "note": sentences(r.note, archived),
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    values = ((part, getattr(name, part)) for part in _NAME_PARTS)
    return {part.replace("_", "-"): value for part, value in values if value is not None}


def _date(date: PartialDate | None) -> dict[str, list[list[int]]] | None:
    return None if date is None else {"date-parts": [list(date.parts)]}
