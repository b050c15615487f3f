"""The nearest known words to one that is not known, for messages."""

from __future__ import annotations

from collections.abc import Iterable

#: A candidate that is less similar than the best one by more than this (of 1) is not what was meant.
_NEARLY_AS_NEAR = 0.1


def nearest(word: str, known: Iterable[str], *, count: int = 3) -> list[str]:
    """Up to `count` of the known words, nearest first; empty where none comes near."""
    # Imported here: only errors need it.
    from difflib import SequenceMatcher, get_close_matches

    lowered = {candidate.lower(): candidate for candidate in known}
    word = word.lower()
    close = get_close_matches(word, lowered, n=count, cutoff=0.6)
    if close:
        best, *others = ((SequenceMatcher(None, candidate, word).ratio(), candidate) for candidate in close)
        close = [best[1], *(candidate for ratio, candidate in others if ratio >= best[0] - _NEARLY_AS_NEAR)]
    within = sorted((k for k in lowered if len(word) >= 3 and word in k and k not in close), key=lambda k: (len(k), k))
    return [lowered[k] for k in (close + within)[:count]]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean "rlhf"?`, or nothing, to put behind a message."""
    found = nearest(word, known)
    if not found:
        return ""
    *rest, last = [f'"{k}"' for k in found]
    return f"; did you mean {', '.join(rest) + ' or ' if rest else ''}{last}?"
