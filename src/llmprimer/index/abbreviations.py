"""Abbreviations that a catalogue's own text explains: "Chain-of-Thought (CoT)", "RL (reinforcement learning)", initials.

Each function reads the text of one record or topic; the index adds up the results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_letters

from llmprimer.index.stop import STOP
from llmprimer.text import marked_words, words

#: Maximum number of letters and digits in an abbreviation.
LONGEST = 10
_BRACKETED = re.compile(r"\(([^()]{2,80})\)")
_NAMED = re.compile(r"(\S{2,14}): +(\S.*)")
_WORD = re.compile(r"[^\W_]+")
_SHORT = re.compile(r"[^\W\d_](?:[^\W_]|[-.&/](?=[^\W_])){1,12}")
_LETTERS = frozenset(ascii_letters)


def definitions(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yields (abbreviation as one folded word, words of its long form) for each abbreviation that the text explains.

    "VQA: Visual question answering" explains by initials. In "A (B)", either A or B may be the abbreviation. The rule
    comes from Schwartz and Hearst (2003): the long form contains all letters of the abbreviation in order, the first one
    at the start of a word, within at most min(n + 5, 2n) words for n letters.
    """
    named = _NAMED.match(text)
    if named is not None and (short := _abbreviation(named[1])) is not None:
        in_order = words(named[2])
        for run in phrases(marked_words(named[2]), short):
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
            # The long form must be the whole text in brackets.
            if found is not None and len(found) == len(words(inner)):
                yield short, found


def _abbreviation(text: str) -> str | None:
    """The text folded, if it looks like an abbreviation: one short word with at least one capital letter."""
    # A plural s is not part of the abbreviation: "large language models (LLMs)".
    if len(text) > 2 and text.endswith("s") and text[-2].isupper():
        text = text[:-1]
    if _SHORT.fullmatch(text) is None or not any(letter.isupper() for letter in text):
        return None
    short = "".join(words(text))
    return short if 2 <= len(short) <= LONGEST else None


def _long_form(short: str, text: str) -> list[str] | None:
    """The words at the end of the text that the abbreviation stands for, if any."""
    tokens = list(_WORD.finditer(text))[-min(len(short) + 5, 2 * len(short)) :]
    if not tokens:
        return None
    window = text[tokens[0].start() :].lower()
    at = len(window)
    for position in range(len(short) - 1, -1, -1):
        at = window.rfind(short[position], 0, at)
        while position == 0 and at > 0 and window[at - 1].isalnum():
            at = window.rfind(short[position], 0, at)
        if at < 0:
            return None
    found = words(window[at:])
    whole = len(found) > 1 and short not in found and len("".join(found)) > len(short)
    return found if whole and found[-1] not in STOP else None


def initials(marked: Sequence[str]) -> list[str]:
    """The distinct initials of the words (`marked_words`): of all words, without function words, and without function
    words but with each compound counted as one word ("Conflict-free Replicated Data Types" is CRDT).

    # stands for a word that does not start with a letter.
    """
    letters = [letter(word) for word in marked]
    return list(dict.fromkeys("".join([letters[position] for position in positions]) for positions in readings(marked)))


def phrases(marked: Sequence[str], letters: str) -> list[tuple[str, ...]]:
    """The distinct runs of words with these initials, by any of the three readings, in order.

    A run does not start or end with a function word unless it is the whole name ("You only look once").
    """
    count = len(letters)
    found: dict[tuple[int, int], None] = {}
    first_letters = [letter(word) for word in marked]
    for positions in readings(marked):
        spelt = "".join([first_letters[position] for position in positions])
        at = spelt.find(letters)
        while at >= 0:
            first, last = positions[at], positions[at + count - 1]
            while last + 1 < len(marked) and last + 1 not in positions and marked[last].endswith("-"):
                last += 1  # include the rest of a compound that counts as one word
            whole = first == 0 and last == len(marked) - 1
            if whole or (_bare(marked[first]) not in STOP and _bare(marked[last]) not in STOP):
                found[first, last] = None
            at = spelt.find(letters, at + 1)
    return [tuple(_bare(word) for word in marked[first : last + 1]) for first, last in found]


def readings(marked: Sequence[str]) -> list[list[int]]:
    """The three ways to choose words for initials, without duplicates, as lists of word positions.

    All words; without function words; without function words and with each compound as one word.
    """
    everything = list(range(len(marked)))
    content = [position for position, word in enumerate(marked) if word.rstrip("-") not in STOP]
    found = [everything]
    if content != everything:
        found.append(content)
    parts = {position for position, word in enumerate(marked) if word.endswith("-")}
    if parts:
        single = [position for position in content if not (position in parts and position - 1 in parts)]
        if single != content:
            found.append(single)
    return found


def _bare(word: str) -> str:
    return word.rstrip("-")


def letter(word: str) -> str:
    """The initial of a word; # if it does not begin with a letter."""
    return word[0] if word[:1] in _LETTERS else "#"
