"""Tells in which places of its entries a list names people, by how often they were found there and how often they were possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from llmprimer.importing.drafting.named_people import IN_BRACKET, TWO_IN_BRACKET, one_in
from llmprimer.importing.drafting.read_entry import ReadEntry

#: The place of a single plain name between title and publication: `Title of It, Ada Stern, CHI 2020`.
ONE_CITED = "one cited"
#: How many titles that end in `by` and a name show that it is their author.
_MANY = 5
#: What share of the plain names before meetings in brackets are different ones: tags of a list, `(Lamp Prize, CHI 2020)`, recur.
_DIFFERENT = 0.6


def sure_places(
    named: Mapping[str, int], asked: Mapping[str, int], single: Mapping[str, int], entries: Sequence[ReadEntry]
) -> set[str]:
    """The places where the entries of a list name people; `single` counts the names that stand alone between title and publication."""
    sure = {place for place, count in named.items() if count >= 3 and count >= 0.3 * asked[place]}
    if max(single.values(), default=0) < 2:
        sure.discard(ONE_CITED)  # the ends of titles do not recur, as the names of authors do
    before_meetings = Counter(name for one in entries if (name := one.around.before_meeting))
    if len(before_meetings) < max(_MANY, _DIFFERENT * before_meetings.total()):
        sure.discard(IN_BRACKET)
    if IN_BRACKET not in sure:
        sure.add(TWO_IN_BRACKET)
    ends = asked["title by"]  # `Title by Jane Doe` as the text of many links: their number shows it
    if ends >= _MANY and ends >= 0.3 * len(entries):
        sure.add("title by")
    for place in [*sure]:  # a word alone, where most entries have several people
        if named[place] >= _MANY and asked[place] >= 3 * asked[one_in(place)]:
            sure.add(one_in(place))
    return sure
