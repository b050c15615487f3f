"""I: identifiers, and contradictions between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from llmprimer.identifiers import arxiv_id, bare_doi, doi_in_address, host, is_isbn, is_issn
from llmprimer.lint.finding import Remark, Severity
from llmprimer.lint.registry import catalogue_rule, record_rule
from llmprimer.lint.views import CatalogueView, RecordView

_ACL = re.compile(
    r"(?:aclanthology\.org|aclweb\.org/anthology)/([A-Z]\d\d-\d{4}|\d{4}\.[a-z0-9-]+\.\d+)", re.IGNORECASE
)
_ACL_DOI = re.compile(r"10\.18653/v1/(\S+)", re.IGNORECASE)


def _dois(record: RecordView) -> Iterator[tuple[tuple[str, ...], str]]:
    """The DOIs of a record with their paths."""
    for path in (("doi",), ("published", "doi")):
        if doi := record.text(*path):
            yield path, doi


@record_rule(
    "I601",
    "arxiv-disagrees-with-url",
    Severity.ERROR,
    reason="The address and the arXiv identifier are those of different papers: one of them is wrong.",
    bad="url: https://arxiv.org/abs/1706.03741\narxiv: {id: '1706.03762'}",
    good="url: https://arxiv.org/abs/1706.03762\narxiv: {id: '1706.03762'}",
)
def arxiv_disagrees_with_url(record: RecordView) -> Iterator[Remark]:
    """Two arXiv papers in one record."""
    own = record.text("arxiv", "id")
    for path in (("url",), ("published", "url"), ("archive_url",)):
        other_id = arxiv_id(record.text(*path)) if record.text(*path) else None
        if own and other_id and other_id != own:
            yield record.remark(f"`{'.'.join(path)}` is of arXiv:{other_id}, `arxiv` says {own}", *path)


@catalogue_rule(
    "I602",
    "doi-of-another-work",
    Severity.ERROR,
    reason="A DOI names one work; here it contradicts the address or the arXiv identifier, or another record has it.",
    bad="doi: 10.48550/arxiv.1706.03741\narxiv: {id: '1706.03762'}",
    good="doi: 10.1145/3442188.3445922\narxiv: {id: '1706.03762'}",
)
def doi_of_another_work(catalogue: CatalogueView) -> Iterator[Remark]:
    """DOIs that contradict other fields of the record, or that several records have."""
    holders: dict[str, list[tuple[RecordView, tuple[str, ...]]]] = defaultdict(list)
    for record in catalogue.records:
        own = record.text("arxiv", "id")
        for path, doi in _dois(record):
            holders[doi.lower()].append((record, path))
            named = arxiv_id(doi)
            if named and own and named != own:
                yield record.remark(f"this is the DOI of arXiv:{named}, `arxiv` says {own}", *path)
            other = _other_in_address(record, path, doi)
            if other:
                yield record.remark(f"the address is of {other}", *path)
    for doi, uses in holders.items():
        if len({record.key for record, _ in uses}) > 1:
            for record, path in uses:
                others = sorted({other.key for other, _ in uses if other is not record})
                yield record.remark(f"{', '.join(others)} has {doi} too", *path)


def _other_in_address(record: RecordView, path: tuple[str, ...], doi: str) -> str | None:
    """The work of the address next to the DOI, if it is another one."""
    url = record.text(*path[:-1], "url")
    other_id = bare_doi(url) if host(url) in ("doi.org", "dx.doi.org") else None
    if other_id is not None and other_id != doi.lower():
        return f"the DOI {other_id}"
    in_url, in_doi = _ACL.search(url), _ACL_DOI.fullmatch(doi)
    if in_url and in_doi and in_url[1].lower() != in_doi[1].lower():
        return f"{in_url[1]} in the ACL Anthology"
    return None


@record_rule(
    "I603",
    "doi-not-in-lower-case",
    Severity.NOTE,
    reason="Case is not significant in a DOI; in lower case, equal DOIs are equal text.",
    bad="doi: 10.18653/V1/N19-1423",
    good="doi: 10.18653/v1/n19-1423",
    fixable=True,
)
def doi_not_in_lower_case(record: RecordView) -> Iterator[Remark]:
    """Capitals in DOIs."""
    if (doi := record.text("doi")) != doi.lower():
        yield record.remark(f"in lower case: {doi.lower()}", "doi", fix=record.setting("doi", doi.lower()))
    doi = record.text("published", "doi")
    if doi != doi.lower():
        fix = record.changing("published", lambda value: {**value, "doi": doi.lower()})
        yield record.remark(f"in lower case: {doi.lower()}", "published", "doi", fix=fix)


@record_rule(
    "I604",
    "arxiv-doi",
    Severity.NOTE,
    reason="The DOI of an arXiv paper follows from its identifier; the field `doi` is for the formal publication.",
    bad="doi: 10.48550/arxiv.1706.03762\narxiv: {id: '1706.03762'}",
    good="arxiv: {id: '1706.03762'}",
    fixable=True,
)
def arxiv_doi(record: RecordView) -> Iterator[Remark]:
    """DOIs that arXiv assigns."""
    doi = record.text("doi")
    number = arxiv_id(doi) if doi else None
    if number is None:
        return
    own = record.text("arxiv", "id")
    if own == number:
        yield record.remark("this DOI says no more than `arxiv` does", "doi", fix=record.setting("doi", None))
    elif not own:
        yield record.remark(f"write `arxiv: {{id: '{number}'}}` instead", "doi")


@record_rule(
    "I605",
    "arxiv-not-recorded",
    Severity.WARNING,
    reason="The address is that of a paper on arXiv; with the identifier it can be cited, found and compared.",
    bad="kind: paper\nissued: 2017\nurl: https://arxiv.org/abs/1706.03762",
    good="kind: paper\nissued: 2017\nurl: https://arxiv.org/abs/1706.03762\narxiv: {id: '1706.03762'}",
    fixable=True,
)
def arxiv_not_recorded(record: RecordView) -> Iterator[Remark]:
    """Papers with an arXiv address but without `arxiv`."""
    url = record.text("url")
    number = arxiv_id(url) if "arxiv" in url.lower() else None
    if number and not record.values.get("arxiv") and record.text("kind") in ("paper", "report", "thesis"):
        yield record.remark(f"`arxiv` is missing: {number}", "url", fix=record.setting("arxiv", {"id": number}))


@record_rule(
    "I606",
    "wrong-check-digit",
    Severity.ERROR,
    reason="The last digit of an ISBN or ISSN is computed from the others; it is wrong here, so one of them is mistyped.",
    bad="isbn: 978-0-306-40615-8",
    good="isbn: 978-0-306-40615-7",
)
def wrong_check_digit(record: RecordView) -> Iterator[Remark]:
    """ISBN and ISSN with a wrong check digit or length."""
    for field in ("isbn", "issn"):
        for number in re.split(r"[,;]\s*|\s+(?=97[89])", record.text(field)):
            digits = re.sub(r"[\s-]", "", number).upper()
            if digits and not (is_isbn(digits) if field == "isbn" else is_issn(f"{digits[:4]}-{digits[4:]}")):
                yield record.remark(f'"{number}" is not a valid {field.upper()}: its check digit is wrong', field)


@record_rule(
    "I607",
    "doi-not-recorded",
    Severity.WARNING,
    reason="The address spells the DOI; in its own field the work can be cited, found, compared and looked up by it.",
    bad="kind: paper\nissued: 2021\nurl: https://dl.acm.org/doi/10.1145/3442188.3445922",
    good="kind: paper\nissued: 2021\nurl: https://dl.acm.org/doi/10.1145/3442188.3445922\ndoi: 10.1145/3442188.3445922",
    fixable=True,
)
def doi_not_recorded(record: RecordView) -> Iterator[Remark]:
    """Works with a DOI in their address but no DOI of their own."""
    doi = doi_in_address(record.text("url"))
    if doi is not None and not any(_dois(record)) and record.text("kind") in ("paper", "book", "report", "thesis"):
        yield record.remark(f"`doi` is missing: {doi}", "url", fix=record.setting("doi", doi))
