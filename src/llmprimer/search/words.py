"""Words of a query that mean a kind or a month."""

from __future__ import annotations

from llmprimer.index.kinds import KIND_WORDS
from llmprimer.stem import singular

KINDS: dict[str, tuple[str, ...]] = {}
for _kind, _words in KIND_WORDS.items():
    for _word in _words:
        KINDS[_word] = (*KINDS.get(_word, ()), _kind)


def kinds_of(word: str) -> tuple[str, ...]:
    """The kinds that a word means, in singular or plural; empty if none."""
    return KINDS.get(word) or KINDS.get(singular(word), ())


MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
