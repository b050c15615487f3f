"""Suggests known words for an unknown one, for messages."""

from __future__ import annotations

from collections.abc import Iterable

#: Candidates are dropped if their similarity (0 to 1) is lower than the best by more than this.
_MAX_GAP = 0.1


def nearest(word: str, known: Iterable[str], *, count: int = 3) -> list[str]:
    """Up to `count` of the known words, nearest first; empty if none is similar."""
    # Imported here: only errors need it.
    from difflib import SequenceMatcher, get_close_matches

    lowered = {candidate.lower(): candidate for candidate in known}
    word = word.lower()
    close = get_close_matches(word, lowered, n=count, cutoff=0.6)
    if close:
        best, *others = ((SequenceMatcher(None, candidate, word).ratio(), candidate) for candidate in close)
        close = [best[1], *(candidate for ratio, candidate in others if ratio >= best[0] - _MAX_GAP)]
    containing = sorted(
        (k for k in lowered if len(word) >= 3 and word in k and k not in close), key=lambda k: (len(k), k)
    )
    return [lowered[k] for k in (close + containing)[:count]]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message, such as `; did you mean "rlhf"?`, or an empty text."""
    found = nearest(word, known)
    if not found:
        return ""
    *rest, last = [f'"{k}"' for k in found]
    return f"; did you mean {', '.join(rest) + ' or ' if rest else ''}{last}?"
