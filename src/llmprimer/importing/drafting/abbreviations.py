"""Tells whether a short name is made of the initials of a title, or of the words at one end of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from llmprimer.text import fold

#: Words that abbreviations may skip: `Lamps of the Night (LN)`.
_SKIPPED = frozenset(
    "a an and as at by de der des di du et for from in la le of on or per s the to und van via with y".split()
)
#: No title has as many words, and no name as many letters.
_MOST_WORDS, _MOST_LETTERS = 40, 24
#: How many letters tell more than chance.
_CERTAIN = 3


class TitleWord(NamedTuple):
    """A word of a title, and whether an abbreviation may lack its initial."""

    text: str
    may_lack: bool


def words_of(text: str) -> list[TitleWord]:
    """The words of a title, those that hyphens join apart."""
    joined = re.finditer(r"(?P<joined>(?<=\w)[-‐/])?(?P<word>[^\W_]+)", fold(text))
    return [TitleWord(match["word"], bool(match["joined"]) or match["word"] in _SKIPPED) for match in joined]


def abbreviates(name: str, words: Sequence[TitleWord]) -> bool:
    """Whether each word gives the name its initial, and further letters at most: `GlowLa` of `Glowing Lamps`, and `GL` too."""
    letters = "".join(re.findall(r"[^\W_]", fold(name)))
    if not 2 <= len(letters) <= _MOST_LETTERS or not 2 <= len(words) <= _MOST_WORDS:
        return False
    if words[0].may_lack and letters[0] != words[0].text[0]:
        return False
    ends = {0}  # how many letters the words so far may have given
    for word in words:
        reached = {further for end in ends for further in _given(letters, end, word.text)}
        ends = reached | ends if word.may_lack else reached
    return len(letters) in ends or _is_shuffled(letters, words)


def abbreviates_beginning(name: str, words: Sequence[TitleWord]) -> bool:
    """Whether the letters are the initials of the first words, three or more, and others follow that it says nothing of."""
    letters = "".join(re.findall(r"[^\W_]", fold(name)))
    beginnings = (words[:end] for end in range(len(letters), len(words) - 1))
    return len(letters) >= _CERTAIN and any(letters in _initials(beginning) for beginning in beginnings)


def abbreviates_end(name: str, words: Sequence[TitleWord]) -> bool:
    """Whether the name stands for the words at the end of the title, and not for those at the beginning."""
    return any(abbreviates(name, words[begin:]) for begin in range(1, len(words) - 1))


def _initials(words: Sequence[TitleWord]) -> tuple[str, str]:
    """The initials of all the words, and without those that may lack."""
    return "".join(word.text[0] for word in words), "".join(word.text[0] for word in words if not word.may_lack)


def _is_shuffled(letters: str, words: Sequence[TitleWord]) -> bool:
    """Whether the letters are the initials in another order, as in names made to be read: `LIT` of `Lamps That Idle`."""
    initials = _initials(words)
    return (
        len(letters) >= _CERTAIN
        and letters[0] == words[0].text[0]
        and any(sorted(letters) == sorted(one) for one in initials)
    )


def _given(letters: str, begin: int, word: str) -> list[int]:
    """The ends of the letters that a word may give from there on: its initial, then letters of it in their order."""
    if not letters.startswith(word[0], begin):
        return []
    ends = [begin + 1]
    for letter in word[1:]:
        if letters.startswith(letter, ends[-1]):
            ends.append(ends[-1] + 1)
    return ends
