"""The status of a work (withdrawn, retracted, superseded), from arXiv, Crossref and DataCite."""

from __future__ import annotations

import re
from typing import Any

from llmprimer.identifiers import arxiv_id, bare_doi
from llmprimer.records.written_dates import valid_date
from llmprimer.sources.service import Item, list_of, object_of, objects_of, text_of, without_empty

_WORK = r"(?:paper|article|manuscript|submission|preprint|work|note|letter|version|thesis|report|document|it)"
#: "This paper has been withdrawn by the author", "Withdrawn due to an error in section 3"; not "we have withdrawn the
#: claim of theorem 2", and not "withdrawn from a conference".
_WITHDRAWN = re.compile(
    rf"(?:\b(?:this|the)\s+(?:\w+\s+)?{_WORK}\s+(?:(?:has|have)\s+been|is|was|(?:is\s+)?being|had\s+to\s+be)\s+(?:now\s+|temporarily\s+)?"
    r"(?:withdrawn|retracted)\b|^\W{0,3}(?:(?:paper|article|submission)\s+)?(?:withdrawn|retracted)\b|\b(?:withdrawn|retracted)\s+by\s+(?:the\s+)?"
    r"(?:author|arxiv|submitter|admin))(?!\s+from\b)",
    re.IGNORECASE,
)
_ARXIV = r"(?:ar\s?Xiv\s*[:.]?\s*|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)?(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
#: "superseded by arXiv:2406.00780", but not "supersedes arXiv:2406.00780".
_SUPERSEDED = re.compile(
    rf"\b(?:superseded|subsumed|replaced|obsoleted)\s+by\s+(?:[^.;:]{{0,80}}?\s)?{_ARXIV}|\bsee\s+{_ARXIV.replace('?P<id>', '?P<see>')}"
    r"\s+(?:instead|which\s+supersedes)",
    re.IGNORECASE,
)
_SUPERSEDED_BY_UNNAMED = re.compile(
    rf"\b(?:this|the)\s+(?:\w+\s+)?{_WORK}\s+(?:(?:has\s+been|is|was)\s+)(?:now\s+)?(?:superseded|subsumed)\s+by\b",
    re.IGNORECASE,
)
#: A longer abstract is not a notice, even if it starts like one.
_LONGEST_NOTICE = 600

#: Crossref's types of updates: https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/
_NOTICES = {
    "retraction": "retracted",
    "removal": "withdrawn",
    "withdrawal": "withdrawn",
    "new_version": "superseded",
    "new-version": "superseded",
}
#: Most serious first.
_SEVERITY = ("retracted", "withdrawn", "superseded")
#: Notices that give a remark for the curator, not a status.
_CONCERNS = {
    "expression_of_concern": "an expression of concern",
    "expression-of-concern": "an expression of concern",
    "partial_retraction": "a partial retraction",
    "partial-retraction": "a partial retraction",
}


def arxiv_status(comment: str, summary: str, own_id: str = "") -> Item | None:
    """The status in arXiv's comment, or in a notice that replaces the abstract; None if there is none."""
    for text in (comment, summary if len(summary) <= _LONGEST_NOTICE else ""):
        newer = _SUPERSEDED.search(text)
        successor = arxiv_id(newer["id"] or newer["see"]) if newer is not None else None
        if successor is not None and successor != own_id:
            return {"type": "superseded", "arxiv": successor, "note": text[:_LONGEST_NOTICE]}
        if _WITHDRAWN.search(text) is not None:
            return {"type": "withdrawn", "note": text[:_LONGEST_NOTICE]}
        if _SUPERSEDED_BY_UNNAMED.search(text) is not None:
            return {"type": "superseded", "note": text[:_LONGEST_NOTICE]}
    return None


def crossref_status(item: Item) -> tuple[Item | None, tuple[str, ...]]:
    """The status from the most serious notice in Crossref's `updated-by`, and remarks on less serious notices.

    `update-to` is not used: only the notices themselves have it.
    """
    notices, remarks = [], []
    for update in objects_of(item.get("updated-by")):
        kind = text_of(update.get("type")).lower()
        doi = bare_doi(text_of(update.get("DOI"))) or ""
        if kind in _NOTICES:
            when = date_of(update.get("updated"))
            notices.append(without_empty([("type", _NOTICES[kind]), ("issued", when), ("doi", doi)]))
        elif kind in _CONCERNS:
            remarks.append(f"{_CONCERNS[kind]} is published{f': doi:{doi}' if doi else ''}")
    notices.sort(key=lambda notice: _SEVERITY.index(notice["type"]))
    return notices[0] if notices else None, tuple(dict.fromkeys(remarks))


def datacite_status(attributes: Item) -> Item | None:
    """The status from DataCite's related identifiers: superseded by the work that makes this one obsolete."""
    for one in objects_of(attributes.get("relatedIdentifiers")):
        if one.get("relationType") == "IsObsoletedBy":
            name = text_of(one.get("relatedIdentifier"))
            if (doi := bare_doi(name)) is not None:
                return {"type": "superseded", "doi": doi}
    return None


def date_of(value: Any) -> str:
    """The text of a date in Crossref's form (`date-parts`); empty for other values."""
    first = next(iter(list_of(object_of(value).get("date-parts"))), None)
    numbers = [part for part in list_of(first)[:3] if isinstance(part, int)]
    date = valid_date(numbers)
    return str(date) if date is not None else ""
