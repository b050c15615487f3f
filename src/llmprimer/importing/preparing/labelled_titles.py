"""Takes the names of works off the quoted titles behind them: `**GlowQA Benchmark:** "GlowQA: Questions of Lamps"`.

The names of authors stand there too, in other lists. What the titles often say again are names of works.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.column_roles import name_likeness
from llmprimer.text import fold

#: How many titles of a document must say their labels again, and what share of them.
_USUAL = 3
_SHARE = 0.25
#: How like the name of a person a label may be, of which the title says nothing.
_PERSON = 1.0
#: In characters, of a label.
_LONGEST = 60
_LABEL = re.compile(
    rf"\s*(?P<mark>\[[^\[\]]{{1,12}}\]\s*)?(?P<label>[^\W_][^\"“”«»「」『』:：|\n]{{0,{_LONGEST}}}?)"
    r"(?:\s*[:：]\s*|\s+[-–—]+\s+)(?P<said>(?:[^\W\d_]+\s+){0,3})(?=[\"“«「『])"
)
_QUOTED = re.compile(r"[\"“«「『]([^\"“”«»「」『』]{8,300})[\"”»」』]")
_BRACKET = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


class _Labelled(NamedTuple):
    """An entry, the name before its title, and the text before the title."""

    item: Block
    name: str
    begin: int
    end: int
    title: str
    is_said_again: bool


def without_names_before_titles(items: Iterable[Block]) -> None:
    """Makes labels before quoted titles what the items are called, in documents where they are the names of works.

    What several are called is a topic rather than a name, and comes into brackets.
    """
    found = [labelled for item in items if (labelled := _labelled(item)) is not None]
    said_again = sum(one.is_said_again for one in found)
    if said_again < _USUAL or said_again < _SHARE * len(found):
        return
    # One that has the same name in two sections is one work.
    counts = Counter(name for name, _ in {(_BRACKET.sub("", one.name), one.title) for one in found})
    for item, name, begin, end, _, is_said_again in found:
        if not is_said_again and name_likeness(name) >= _PERSON:
            continue
        item.spans = _without(item.spans, begin, end)
        if counts[_BRACKET.sub("", name)] == 1:
            item.called = name
        else:
            topics = [topic.strip() for topic in re.split(r"[()（）]", name) if topic.strip()]
            item.spans[:0] = [Span("".join(f"[{topic}] " for topic in topics))]


def _labelled(item: Block) -> _Labelled | None:
    text = "".join(span.text for span in item.spans[:6])
    match = _LABEL.match(text[: 2 * _LONGEST])
    if match is None or any(span.href for span in item.spans[:1]):
        return None
    quoted = _QUOTED.match(text[match.end() :])
    if quoted is None:
        return None
    title = _bare(quoted[1])
    first = next((word for word in re.split(r"[\s/()]+", match["label"]) if len(_bare(word)) > 2), "")
    is_said_again = not match["said"] and bool(first) and _bare(first) in title
    return _Labelled(item, match["label"].strip(), match.start("label"), match.start("said"), title, is_said_again)


def _bare(text: str) -> str:
    """The letters and digits of a text, `T5` of `T-5`."""
    return re.sub(r"[\W_]", "", fold(text))


def _without(spans: Sequence[Span], begin: int, end: int) -> list[Span]:
    """The spans without the characters of a range."""
    made: list[Span] = []
    at = 0
    for span in spans:
        cut = slice(max(begin - at, 0), max(end - at, 0))
        kept = span.text[: cut.start] + span.text[cut.stop :]
        at += len(span.text)
        if kept or span.href or span.image:
            made.append(span._replace(text=kept))
    return made
