"""D: dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from llmprimer.dates import PartialDate
from llmprimer.lint.finding import Remark, Severity
from llmprimer.lint.registry import record_rule
from llmprimer.lint.views import RecordView

#: Kinds with a publication date. All others (home pages, documentation, repositories) keep changing.
_SCHOLARLY = frozenset({"paper", "book", "thesis", "report"})
_DATED = _SCHOLARLY | {"blog", "news", "social", "video"}
#: A year from 1500 in a citation key.
_YEAR = re.compile(r"(?<![0-9a-z])(?:1[5-9]|20)\d\d(?!\d)", re.IGNORECASE)
#: Kinds that show their exact date, so that the first of January is not a default value.
_STAMPED = frozenset({"news", "social", "forum", "video"})


def _date(record: RecordView, *path: str) -> PartialDate | None:
    try:
        return PartialDate.parse(record.text(*path))
    except ValueError:
        return None


@record_rule(
    "D201",
    "missing-date",
    Severity.WARNING,
    reason="A paper, book, report, post or article without a date cannot be sorted by date or cited in full. A key "
    "without a year (`zdnet-gpt3`) means that none was found; for papers, books, theses and reports, `nd` in the key.",
    bad="kind: paper",
    good="kind: paper\nissued: 2017",
)
def missing_date(record: RecordView) -> Iterator[Remark]:
    """Works of a dated kind without a date, unless the key shows that none was found."""
    kind = record.text("kind")
    known = "nd" not in record.key.split("-") and (kind in _SCHOLARLY or _YEAR.search(record.key) is not None)
    if known and kind in _DATED and not record.text("issued") and not record.text("published", "issued"):
        yield record.remark(f"`issued` is missing (kind: {kind})")


@record_rule(
    "D202",
    "too-precise-date",
    Severity.WARNING,
    reason="The first of January is usually a year that a program has completed; record only what is known.",
    bad="issued: 2017-01-01",
    good="issued: 2017",
)
def too_precise_date(record: RecordView) -> Iterator[Remark]:
    """Dates on the first of January, unless works of this kind show their exact date."""
    for path in (("issued",), ("published", "issued")):
        date = _date(record, *path)
        if date is not None and date.parts[1:] == (1, 1) and record.text("kind") not in _STAMPED:
            yield record.remark(f"is it really the first of January, or {date.year}?", *path)


@record_rule(
    "D203",
    "before-arxiv",
    Severity.ERROR,
    reason="An arXiv identifier begins with the year and month of the first version; nothing on arXiv is older.",
    bad="issued: 2016-05\narxiv: {id: '1706.03762'}",
    good="issued: 2017-06-12\narxiv: {id: '1706.03762'}",
)
def before_arxiv(record: RecordView) -> Iterator[Remark]:
    """Dates before the month of the identifier."""
    issued = _date(record, "issued")
    number = record.text("arxiv", "id").rpartition("/")[2]
    if issued is None or len(number) < 7 or not number[:4].isdigit() or not 1 <= int(number[2:4]) <= 12:
        return
    year = int(number[:2]) + (1900 if int(number[:2]) > 90 else 2000)
    # Allow one day for time zones.
    first = datetime(year, int(number[2:4]), 1, tzinfo=UTC) - timedelta(days=1 if issued.day else 0)
    if issued.latest < first.date().isoformat():
        month = f"{year}-{number[2:4]}"
        yield record.remark(f"{issued} is before {month}, the month of arXiv:{record.text('arxiv', 'id')}", "issued")


@record_rule(
    "D204",
    "future-date",
    Severity.ERROR,
    reason="A work that is not published yet cannot be cited, and no page was visited in the future.",
    bad="accessed: 2999-01-13",
    good="accessed: 2023-01-13",
)
def future_date(record: RecordView) -> Iterator[Remark]:
    """Dates after tomorrow; today's date may be a day later in another time zone."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    for path in (("issued",), ("accessed",)):
        date = _date(record, *path)
        if date is not None and date.earliest > tomorrow:
            yield record.remark(f"{date} is in the future", *path)


@record_rule(
    "D205",
    "seen-before-issued",
    Severity.WARNING,
    reason="A page was visited before it was published: one of the two dates is wrong.",
    bad="issued: 2023-02-01\naccessed: 2023-01-13",
    good="issued: 2022-02-01\naccessed: 2023-01-13",
)
def seen_before_issued(record: RecordView) -> Iterator[Remark]:
    """`accessed` before `issued`."""
    issued, accessed = _date(record, "issued"), _date(record, "accessed")
    if issued is not None and accessed is not None and accessed.latest < issued.earliest:
        yield record.remark(f"seen on {accessed}, but issued on {issued}", "accessed")
