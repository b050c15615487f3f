"""Takes labels that say no more than that an entry follows off the entries of lists, `- Title: [Large Lamps](...)`.

In one entry such a label may say which link of the work above it is; with most entries of a list it says nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import column, is_resource
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.venues import is_meeting
from llmprimer.text import fold

#: How many entries of a list, and what share of them, have the label.
_LEAST = 4
_SHARE = 0.6
#: In how many entries of the document a label stands that counts in shorter lists, which have nothing else.
_USUAL = 8
#: The list of all paragraphs.
_PARAGRAPHS = 0
#: Words and a colon at the beginning.
_LABEL = re.compile(r"[\s*_]*((?:[^\W\d_][\w/'-]*+[ \t]?){1,3}?)[ \t*_]*[:：]\s*")
#: In characters.
_LONGEST = 60


def without_common_labels(blocks: Sequence[Block]) -> None:
    """Takes them off the blocks, and off those nested in them."""
    lists: defaultdict[int, list[Block]] = defaultdict(list)
    for block in _entries(blocks):
        lists[block.group if block.kind == "item" else _PARAGRAPHS].append(block)
    found = {group: [(block, label) for block in own if (label := _label_of(block))] for group, own in lists.items()}
    everywhere = Counter(label for own in found.values() for _, label in own)
    for group, own in found.items():
        counts = Counter(label for _, label in own)
        size = len(lists[group])
        for block, label in own:
            is_all = counts[label] == size > 1 and everywhere[label] >= _USUAL
            if is_all or counts[label] >= max(_LEAST, _SHARE * size):
                block.spans = _without_label(block.spans)


#: A word in brackets at the beginning of a link, behind pictures: `:movie_camera: [deu] Large Lamps`.
_TAG = re.compile(r"\s*+(?::[a-z_]++:\s*+|[^\w\s\[\]()\"'“«「《]++\s*+)*+\[([^\W\d_]{2,12})\]\s+(?=[^\W_])")


#: Of how many words a link with such a word is at most that may be a name without it.
_FEW = 7


def without_common_tags(blocks: Iterable[Block]) -> None:
    """Takes words in brackets off the beginnings of links, where the same ones recur all over a document, as languages do."""
    found: list[tuple[Block, int, str]] = []
    for block in blocks:
        at = next((n for n, span in enumerate(block.spans) if is_link(span.href) and not span.image), None)
        match = _TAG.match(block.spans[at].text) if at is not None and block.kind == "item" else None
        if at is not None and match is not None and not is_meeting(match[1]):
            found.append((block, at, match[1]))
    counts = Counter(tag for *_, tag in found)
    for block, at, tag in found:
        link = block.spans[at]
        # Titles of many words are known for such without these anyhow.
        if counts[tag] >= _USUAL and len(link.text.split()) <= _FEW:
            block.spans = [*block.spans[:at], link._replace(text=_TAG.sub("", link.text)), *block.spans[at + 1 :]]


def _entries(blocks: Iterable[Block]) -> Iterator[Block]:
    """The items and paragraphs that may be entries; what is nested in an item with links of its own is about it."""
    for block in blocks:
        if block.kind in ("item", "paragraph") and block.spans:
            yield block
        if block.kind == "item" and not any(is_link(span.href) for span in block.spans):
            yield from (child for child in _entries(block.children) if child.kind == "item")


def _label_of(block: Block) -> str | None:
    """The label that an entry begins with, if it is the name of a kind of works; before a link also that of a further link."""
    begin = _begin(block.spans)
    match = _LABEL.match(begin[:_LONGEST])
    if match is None or (begin[match.end() :].strip() == "" and len(begin) == len(block.text)):
        return None
    is_before_link = match.end() == len(begin)
    if column(match[1]) == "title" or (is_before_link and is_resource(match[1])):
        return fold(match[1].strip())
    return None


def _begin(spans: Sequence[Span]) -> str:
    """The text before the first link and line break."""
    end = next((n for n, span in enumerate(spans) if span.href or span.image or span.is_break), len(spans))
    return "".join(span.text for span in spans[:end])


def _without_label(spans: Sequence[Span]) -> list[Span]:
    """The spans without the label that they begin with."""
    match = _LABEL.match(_begin(spans)[:_LONGEST])
    left = match.end() if match is not None else 0
    made: list[Span] = []
    for span in spans:
        cut = min(left, len(span.text))
        left -= cut
        if cut < len(span.text):
            made.append(span._replace(text=span.text[cut:]))
    return made
