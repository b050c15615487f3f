"""Tells the labels of facts that lists give their works in nested items, `Tested in: [Lamp Hall](...), [Yard](...)`.

What stands behind a label may be another work. Where a label recurs below works, and most of what is behind it are a few words, as the
names of things are, or has no links, it says something about the work above.

The same holds for links alone, `[Old exams](...)`: beside `[Slides](...)`, in a document whose nested links nearly all say what they lead to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from llmprimer.importing.document.citations import is_citation, is_plain_citation
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import column, is_resource
from llmprimer.importing.document.linking import is_detail, links_of, words_outside_links
from llmprimer.importing.document.outline import Block
from llmprimer.text import fold

#: How many works have a label below that is one of facts, what share of them may have a title behind it, and how many words a title has.
_USUAL, _FEW, _TITLE = 3, 0.1, 4
#: How many nested links say what they lead to, and what share of them, in a document where all do; in words, of such a link and beside it.
_MANY, _NEARLY_ALL, _LONGEST_LINK, _BESIDE = 12, 0.85, 5, 4
#: What share of the items with links they are.
_SHORT = 0.6
#: A label of up to three words in the first text of an item.
_LABEL = re.compile(r"[\s*_]*([^\W\d_][\w'/-]*(?: [\w'/-]+){0,2})[*_\s]*[:：][*_\s]*")


def nested_label(item: Block) -> str:
    """The label that an item begins with; empty without one."""
    text = ""
    for span in item.spans:
        if span.href is not None or span.is_break:
            break
        text += span.text
        if len(text) > 60:
            break
    match = _LABEL.match(text)
    return fold(match[1]) if match is not None else ""


def labels_of_facts(items: Iterable[Block]) -> frozenset[str]:
    """The labels of nested items that say something about the works above them."""
    below: defaultdict[str, list[Block]] = defaultdict(list)
    for item in items:
        if not any(is_link(span.href) for span in item.spans):
            continue
        found: dict[str, Block] = {}
        for child in item.children:
            if child.kind == "item" and (label := nested_label(child)):
                found.setdefault(label, child)
        for label, child in found.items():
            below[label].append(child)
    return frozenset(label for label, own in below.items() if _is_of_facts(label, own))


def _is_of_facts(label: str, items: list[Block]) -> bool:
    titled = sum(any(span.href and len(span.text.split()) >= _TITLE for span in item.spans) for item in items)
    is_known = column(label) is not None or is_resource(label)
    return not is_known and len(items) >= _USUAL and titled <= _FEW * len(items)


def nests_only_companions(items: Iterable[Block]) -> bool:
    """Whether the links nested below works lead to what belongs to these, as what most of them are called by shows."""
    nested = [
        child
        for item in items
        if any(is_link(span.href) for span in item.spans)
        for child in item.children
        if child.kind == "item" and any(is_link(span.href) for span in child.spans)
    ]
    short = [item for item in nested if is_short_link(item)]
    known = sum(map(is_detail, short))
    return known >= max(_MANY, _NEARLY_ALL * len(short)) and _SHORT * len(nested) <= len(short)


def citations_below_works(items: Iterable[Block]) -> frozenset[int]:
    """The lines of citations without links nested below works, where most that stand there have links, and are works so."""
    linked = 0
    plain: set[int] = set()
    for item in items:
        for child in item.children if any(is_link(span.href) for span in item.spans) else ():
            if child.kind == "item" and is_citation(child.text):
                if any(is_link(span.href) for span in child.spans):
                    linked += 1
                elif is_plain_citation(child):
                    plain.add(child.line)
    return frozenset(plain) if linked >= _USUAL and linked > len(plain) else frozenset()


def is_short_link(item: Block) -> bool:
    """Whether an item is a link of a few words and hardly anything else."""
    links = links_of(item.spans)
    every = (*links.titled, *links.resources)
    is_alone = len(every) == 1 and not any(child.kind == "item" for child in item.children)
    is_short = is_alone and len(every[0][1].text.split()) <= _LONGEST_LINK
    return is_short and len(words_outside_links(item.spans).split()) <= _BESIDE
