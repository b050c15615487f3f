"""Checks that all values of a bibliography's entries are in a draft or in the leftovers, and adds unread ones to the leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from llmprimer.importing.accounting import MONTHS, WORD, is_known, words_of
from llmprimer.records.draft import Draft, Reading
from llmprimer.text import fold

#: Text around a value: the site of a DOI, the braces that keep capitals.
_MARKS = re.compile(r"https?://(?:dx\.)?doi\.org/|[{}]", re.IGNORECASE)


_DATES = frozenset({"issued", "accessed"})


def account_values(
    reading: Reading, draft: Draft, values: Iterable[tuple[str, str]], translated: Mapping[str, str]
) -> None:
    """Leaves over each (label, text) of the entry whose words the draft does not have.

    `translated` are labels whose values have other words in our fields, such as names of types and languages, with the field.
    """
    known = [frozenset(words_of(draft))]
    taken: set[str] = set()
    for label, text in values:
        tokens = WORD.findall(_MARKS.sub("", text))
        if (field := translated.get(label)) is not None and field in draft.fields:
            if field in _DATES:
                tokens = [token for token in tokens if not token.isdigit() and fold(token)[:3] not in MONTHS]
            elif label not in taken:
                tokens = []
            taken.add(label)
        if any(not is_known(fold(token), known) for token in tokens):
            reading.leave(draft.line, f"{label}: {text}", "not understood")


def account_outside(reading: Reading, lines: Iterable[tuple[int, str]]) -> None:
    """Leaves over each (number, text) of the lines outside entries that says something which no draft does."""
    known = [frozenset(word for draft in reading.drafts for word in words_of(draft))]
    for number, line in lines:
        if any(not is_known(fold(token), known) for token in WORD.findall(line)):
            reading.leave(number, line, "outside the entries")


def flat(value: Any, label: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a mapping, with the path of names to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from flat(inner, f"{label}.{name}" if label else str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from flat(inner, label)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield label, str(value)
