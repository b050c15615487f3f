"""Checks that all values of a bibliography's entries are in a draft or in the leftovers, and adds unread ones to the leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from llmprimer.importing.document.accounting import MONTHS, WORD, is_known, words_of
from llmprimer.records.draft import Draft, Reading
from llmprimer.text import fold

#: Inline tags, which databases of publications have in titles: `CO<sub>2</sub>`, `<i>Drosophila</i>`.
_INLINE_TAG = re.compile(r"</?(?:i|b|em|strong|su[bp]|inf|scp?|tt|u|span)(?:\s[^<>]{0,80})?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{2,6});")
#: The fields whose texts may have such tags.
_PRINTED = ("title", "container_title", "event_title", "collection_title", "publisher", "abstract", "summary", "note")
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
        tokens = WORD.findall(_MARKS.sub("", _untagged(text)))
        if (field := translated.get(label)) is not None and field in draft.fields:
            if field in _DATES:
                tokens = [token for token in tokens if not token.isdigit() and fold(token)[:3] not in MONTHS]
            elif label not in taken:
                tokens = []
            taken.add(label)
        if any(not is_known(fold(token), known) for token in tokens):
            reading.leave(draft.line, f"{label}: {text}", "not understood")


def untag(fields: dict[str, Any]) -> None:
    """Takes inline HTML tags and entities out of the texts of an entry. A text of tags alone stays."""
    for name in _PRINTED:
        if isinstance(text := fields.get(name), str) and (bare := _untagged(text)):
            fields[name] = bare


def _untagged(text: str) -> str:
    # Twice, because some exports escape what is escaped already: `&amp;lt;`.
    for _ in range(2):
        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
    return _INLINE_TAG.sub("", text).strip()


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
