"""Abbreviations that a catalogue's own text explains: "Chain-of-Thought (CoT)", "RL (reinforcement learning)", initials.

Every function here looks at the text of one record or topic alone; the index adds up what they find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from llmprimer.index.stop import STOP
from llmprimer.text import words

#: An abbreviation has at most so many letters and digits.
LONGEST = 10
_BRACKETED = re.compile(r"\(([^()]{2,80})\)")
_NAMED = re.compile(r"(\S{2,14}): +(\S.*)")
_WORD = re.compile(r"[^\W_]+")
_SHORT = re.compile(r"[^\W\d_](?:[^\W_]|[-.&/](?=[^\W_])){1,12}")


def definitions(text: str) -> Iterator[tuple[str, list[str]]]:
    """(abbreviation as one folded word, words of what it stands for) for each that the text explains.

    "VQA: Visual question answering" explains by initials. In brackets either of the two may stand. The rule is that of Schwartz and Hearst (2003): all letters of the abbreviation
    occur in the long form, in order, the first one at the start of a word, in at most min(n + 5, 2n) words for n letters.
    """
    named = _NAMED.match(text)
    if named is not None and (short := _abbreviation(named[1])) is not None:
        in_order = words(named[2])
        for run in (*phrases(in_order, short),):
            if in_order[: len(run)] == list(run):
                yield short, list(run)
    for match in _BRACKETED.finditer(text):
        inner, before = match[1].strip(), text[: match.start()].rstrip()
        if (short := _abbreviation(inner)) is not None:
            found = _long_form(short, before)
            if found is not None:
                yield short, found
            continue
        last = before.rsplit(None, 1)[-1] if before else ""
        if (short := _abbreviation(last)) is not None:
            found = _long_form(short, inner)
            # The whole of the brackets explains, not their end.
            if found is not None and len(found) == len(words(inner)):
                yield short, found


def _abbreviation(text: str) -> str | None:
    """The folded abbreviation that the text is, if it looks like one: one word of few letters, a capital among them."""
    # A plural s is none of the letters: "large language models (LLMs)".
    if len(text) > 2 and text.endswith("s") and text[-2].isupper():
        text = text[:-1]
    if _SHORT.fullmatch(text) is None or not any(letter.isupper() for letter in text):
        return None
    short = "".join(words(text))
    return short if 2 <= len(short) <= LONGEST else None


def _long_form(short: str, text: str) -> list[str] | None:
    """The words at the end of the text that the abbreviation stands for."""
    tokens = list(_WORD.finditer(text))[-min(len(short) + 5, 2 * len(short)) :]
    if not tokens:
        return None
    window = text[tokens[0].start() :].lower()
    at = len(window)
    for place in range(len(short) - 1, -1, -1):
        at = window.rfind(short[place], 0, at)
        while place == 0 and at > 0 and window[at - 1].isalnum():
            at = window.rfind(short[place], 0, at)
        if at < 0:
            return None
    found = words(window[at:])
    whole = len(found) > 1 and short not in found and len("".join(found)) > len(short)
    return found if whole and found[-1] not in STOP else None


def initials(in_order: Sequence[str]) -> tuple[str, str]:
    """The first letters of the words, and of those that are no function words; # for what does not start with a letter."""
    letters = [word[0] if word[:1].isascii() and word[:1].isalpha() else "#" for word in in_order]
    kept = [letter for word, letter in zip(in_order, letters, strict=True) if word not in STOP]
    return "".join(letters), "".join(kept)


def phrases(in_order: Sequence[str], letters: str) -> Iterator[tuple[str, ...]]:
    """The runs of words whose first letters are `letters`, function words counted or passed over.

    A run neither starts nor ends with a function word, but for the title as a whole ("You only look once").
    """
    count = len(letters)
    for start in range(len(in_order) - count + 1):
        run = tuple(in_order[start : start + count])
        whole = start == 0 and count == len(in_order)
        if initials(run)[0] == letters and (whole or (run[0] not in STOP and run[-1] not in STOP)):
            yield run
    content = [i for i, word in enumerate(in_order) if word not in STOP]
    for start in range(len(content) - count + 1):
        places = content[start : start + count]
        if places[-1] - places[0] + 1 == count:
            continue  # without function words between: found above
        run = tuple(in_order[places[0] : places[-1] + 1])
        if initials(run)[1] == letters:
            yield run
