"""Tells the columns of a table that hold dates with labels, `First round: 2020-05-01`, which are no titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from llmprimer.importing.document.linking import lines_of
from llmprimer.importing.document.outline import Block
from llmprimer.records.written_dates import is_date

#: `Round 2: ` before a date.
_LABEL = re.compile(r"^[^:：]{1,24}[:：]\s*")
#: How many cells show what a column has.
_LEAST = 3


def columns_of_dates(rows: Iterable[Block]) -> set[tuple[int, int]]:
    """The columns of tables, with the numbers of these, most of whose cells have nothing but dates behind labels."""
    filled: Counter[tuple[int, int]] = Counter()
    dated: Counter[tuple[int, int]] = Counter()
    for row in rows:
        for n, cell in enumerate(row.cells):
            lines = ["".join(span.text for span in line).strip() for line in lines_of(cell)]
            lines = [line for line in lines if re.search(r"\w", line)]
            filled[row.group, n] += bool(lines)
            is_labelled = any(map(_LABEL.match, lines))
            dated[row.group, n] += is_labelled and all(is_date(_LABEL.sub("", line)) for line in lines)
    return {place for place, count in dated.items() if count >= _LEAST and 2 * count > filled[place]}
