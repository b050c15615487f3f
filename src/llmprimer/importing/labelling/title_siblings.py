"""Finds the titles that are left over among titles: in a list of titles without links every item is one, also `Lamps` and `large_lamps.pdf`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from llmprimer.importing.document.citations import is_placeholder, tells_news
from llmprimer.importing.document.linking import ADDRESSED
from llmprimer.importing.labelling.list_units import Unit

#: How many items of a list are titles and nothing else, and what share of its items.
_LEAST = 4
_SHARE = 0.6
#: The same where such a share of the items of all lists are titles.
_SOME = 0.4
_MOST = 0.75
#: How many words a title has.
_LONGEST = 30
#: How many words a name in small letters has.
_NAME = 2


def titles_among_titles(units: Sequence[Unit], stated: AbstractSet[int]) -> Iterator[Unit]:
    """The units left over in lists most items of which are titles without links, by the rules or, if in `stated`, by their labels."""
    bare = [unit for unit in units if unit.blocks[0].kind == "item" and _is_bare(unit)]
    items = Counter(unit.blocks[0].group for unit in units if unit.blocks[0].kind == "item")
    titles = Counter(unit.blocks[0].group for unit in bare if unit.drafts or id(unit.blocks[0]) in stated)
    for unit in bare:
        group = unit.blocks[0].group
        is_left = not unit.drafts and id(unit.blocks[0]) not in stated
        share = _SHARE if titles.total() < _MOST * items.total() else _SOME
        if is_left and titles[group] >= max(_LEAST, share * items[group]) and _may_be_title(unit.blocks[0].text):
            yield unit


def _is_bare(unit: Unit) -> bool:
    """Whether a unit is one item without links, and what was read of it has a title alone."""
    block = unit.blocks[0]
    is_alone = len(unit.blocks) == 1 and not block.children and not any(span.href for span in block.spans)
    return is_alone and all(set(draft.fields) <= {"title"} for draft in unit.drafts)


def _may_be_title(text: str) -> bool:
    """Whether a text is no sentence, no task in small letters, no label above others and no place for a title to come."""
    words = text.split()
    is_said = ADDRESSED.match(text) is not None or tells_news(text) or is_placeholder(text)
    return (
        0 < len(words) <= _LONGEST
        and words[-1][-1] not in ".:：…"
        and any(c.isalpha() for c in text)
        and not (text.islower() and len(words) > _NAME)
        and not is_said
    )
