"""Finds titles of works that are numbered paragraphs, `4.Large Lamps of Small Rooms`, which Markdown takes for no list without a space."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from llmprimer.importing.document.citations import tells_news
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.document.paragraph_lines import paragraph_lines
from llmprimer.importing.forms.bare_titles import FEWEST, LEAST_IN_ALL, LONGEST, PARAGRAPHS, are_titles

#: What share of the lines must look like titles; sections of a text are numbered too, but have fewer words.
_MOST = 0.65
#: What ends a number of one part, and of several.
_END = re.compile(r"[.)、．:：]\s*|\s+")
_END_OF_PARTS = re.compile(r"[.)、．:：]?\s*")
#: How a title begins: with a word, or as `3D Lamps` does.
_BEGIN = re.compile(r"[^\W\d_]|\d[A-Z]\b")
#: Any other number before a title; with nothing but a space behind it, it may be a part of the title: `10 Ways to Hang Lamps`.
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,2})*(?:[.)、．:：]|(?<=\.\d))\s*(?=[^\W\d_]|\d[A-Z]\b)")

#: The parts of a number, `2.1`.
_Number = tuple[int, ...]


def with_numbered_titles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with numbered lines of paragraphs as items without their numbers, where most such lines look like titles."""
    lines = _numbered_lines(blocks)
    long = [
        Block("item", line.line, [Span(title)])
        for own in lines.values()
        for line, title in own
        if len(title.split()) > FEWEST
    ]
    if len(long) < LEAST_IN_ALL or not are_titles(long, least=_MOST):
        return list(blocks)
    made: list[Block] = []
    for block in blocks:
        if id(block) not in lines:
            made.append(block)
        for line, title in lines.get(id(block), ()):
            item = Block("item", line.line, [Span(title)], group=PARAGRAPHS, end=line.line)
            made.append(item if _may_be_title(title) else line)
    return made


def _numbered_lines(blocks: Sequence[Block]) -> dict[int, list[tuple[Block, str]]]:
    """The lines of each paragraph in which all are numbered, with their texts behind the numbers."""
    found: dict[int, list[tuple[Block, str]]] = {}
    before: _Number = ()
    for block in blocks:
        if block.kind != "paragraph" or any(span.href or span.bold or span.image for span in block.spans):
            continue
        own = []
        for line in paragraph_lines(block):
            title, before = _without_number(" ".join(line.text.split()), before)
            own.append((line, title))
        if own and all(title for _, title in own):
            found[id(block)] = own
    return found


def _may_be_title(text: str) -> bool:
    is_begun = text[0].isupper() or text[0].isdigit()
    return FEWEST < len(text.split()) <= LONGEST and is_begun and text[-1] not in ".!:：" and not tells_news(text)


def _without_number(text: str, before: _Number) -> tuple[str, _Number]:
    """A text without its number, and the number, which mostly follows the one before; an empty text for one without.

    Of `2.3D Lamps` behind `1.` the number is 2, and of `2.23D Lamps` behind `2.1` it is 2.2.
    """
    for number in _next_numbers(before):
        printed = ".".join(map(str, number))
        end = (
            (_END if len(number) == 1 else _END_OF_PARTS).match(text, len(printed))
            if text.startswith(printed)
            else None
        )
        if end is not None and _BEGIN.match(text, end.end()):
            return text[end.end() :], number
    if (match := _NUMBER.match(text)) is None:
        return "", before
    return text[match.end() :], tuple(int(part) for part in re.findall(r"\d+", match[0]))


def _next_numbers(before: _Number) -> Iterator[_Number]:
    """The numbers that may follow one, the longest first: behind 1.2 these are 1.2.1, 2.1, 1.3, 2 and 1."""
    yield (*before, 1)
    if len(before) > 1:
        yield before[0] + 1, 1
    for n in reversed(range(len(before))):
        yield *before[:n], before[n] + 1
    yield (1,)
