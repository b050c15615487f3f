"""Finds lists whose links name people too: `[Ada Stern: Large Lamps. Halo Press (2013)](...)`, `[Large Lamps by LampTube](...)`.

One such link may have any title with a colon, or with `by`. Where most links with a colon begin with names, those are people, and the
sentence of capitals before the year is who published the work; where the same names recur behind `by`, they and others are who made it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llmprimer.importing.document.linking import links_of
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import is_meeting, names_publication

#: How many links with names that are certain show that a list is written so, and their share of what may be names.
_USUAL = 3
_EVIDENT = 0.5
#: From what likeness on a text may be a name, and the share of names among links with a colon for a single plain one to count.
_LIKELY = 0.7
_SHARE = 0.8
_LEAD = re.compile(r"(?P<who>[^:：\d()\[\]\"“”]{4,300}?)\s*[:：]\s+(?=\S)")
#: The year at the end, also of a bracket that nobody closed.
_YEAR = re.compile(r"[\s,.]*\(\s*(?P<year>(?:1[5-9]|20)\d\d)(?:\s*[-–]\s*(?:\d\d){1,2})?\s*\)?\s*\.?$")
#: A sentence of capitals at the end. `Co.` and `Vol.` end none.
_LAST = re.compile(r"(?<=[\w)])(?<!\bVol)(?<!\bCo)(?<!\bInc)(?<!\b[A-Z])[.]\s+(?P<last>[^\W\d_a-z][^?!:;\d]{1,59})$")
_SMALL = frozenset(("and", "of", "the", "for", "et", "und", "y", "de", "der", "des", "du", "&"))
#: At most so many words name a publisher.
_LONGEST = 7
_ABBREVIATED = re.compile(r"\b[A-Z]{2,}\b")
_AND = re.compile(r"\s*[,;&]\s*(?:and\s+)?|\s+(?:and|und|et|y)\s+")


class _Led(NamedTuple):
    """An entry whose link may begin with people."""

    block: Block
    at: int
    names: list[str]
    likeness: float
    title: str


def name_people_in_links(blocks: Iterable[Block]) -> None:
    """Takes names before and behind titles out of links, in a document whose links have them there."""
    items = [block for block in blocks if block.kind == "item"]
    _name_before(items)
    _name_behind(items)


def _name_before(blocks: Sequence[Block]) -> None:
    """The same for names before a colon."""
    every = [led for block in blocks if (led := _led(block)) is not None]
    likely = [led for led in every if led.likeness >= _LIKELY]
    evident = [led for led in likely if led.likeness == 1]
    if len(evident) < _USUAL or len(evident) < _EVIDENT * len(likely):
        return
    # A plain name, which `Harbour Lamps` may look like, counts among others that are certain.
    certain = {led.block.group for led in evident} if len(likely) >= _SHARE * len(every) else set[int]()
    for block, at, names, likeness, text in likely:
        if likeness < 1 and block.group not in certain:
            continue
        title, behind = _without_publication(text)
        _set_apart(block, at, title, names, behind)


def _set_apart(block: Block, at: int, title: str, names: Sequence[str], behind: str = "") -> None:
    """Gives a link its title, and an entry the people behind it."""
    spans, link = block.spans, block.spans[at]._replace(text=title)
    people = Span("; ".join(names), person=True)
    block.spans = [*spans[:at], link, Span(" "), people, Span(behind), *spans[at + 1 :]]


#: `Large Lamps by LampTube`: up to three words with capitals. What is `made by Halo` or `explained by` somebody may be part of a title.
_BY = re.compile(
    r"(?P<title>\S.*(?<!ed)(?<!en)(?<!ing))\s+by\s+(?P<who>(?!\w+ing\b)[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){0,2})"
)
#: The same with any one word, and up to three with a capital, for a list in which nearly all links end so: `ls-stern`, `Walking the Halls`.
_BY_ANYBODY = re.compile(
    r"(?P<title>\S.*(?<!ed)(?<!en)(?<!ing))\s+by\s+(?P<who>(?!\w+ing\b)[\w.@-]{2,}|[^\W\d_a-z][\w.'’-]*(?:\s[\w.'’-]+){1,2})"
)
_NEARLY_ALL, _MANY = 0.8, 12
#: No word of a title is written so: `LampTube`, `Halo2`.
_CHANNEL = re.compile(r"[A-Z]\w*(?:[a-z][A-Z]|\d)\w*")
#: How many links end with a name that is certain and recurs, and how often a plain word stands there, unlike that of `Safe by Design`.
_RECUR = 6
_OFTEN = 3


def _name_behind(blocks: Sequence[Block]) -> None:
    """The same for names behind `by` at the end."""
    if _name_nearly_all(blocks):
        return
    found: list[tuple[Block, int, str, str]] = []
    for block in blocks:
        titled = links_of(block.spans).titled
        match = _BY.fullmatch(titled[0][1].text.strip()) if titled else None
        if match is not None and not any(span.person for span in block.spans):
            found.append((block, titled[0][0], match["title"], match["who"]))
    counts = Counter(who for *_, who in found)
    certain = {who for who in counts if _CHANNEL.fullmatch(who) or name_likeness(who) == 1}
    recurring = [counts[who] for who in certain if counts[who] > 1]
    if len(recurring) < 2 or sum(recurring) < _RECUR or 2 * sum(counts[who] for who in certain) < len(found):
        return
    for block, at, title, who in found:
        is_named = who in certain or name_likeness(who) >= _LIKELY or (" " not in who and counts[who] >= _OFTEN)
        if is_named and len(title.split()) > 1:
            _set_apart(block, at, title, [who])


def _name_nearly_all(blocks: Sequence[Block]) -> bool:
    """Names who is behind `by` where nearly every link of a document has somebody there; returns whether it is so."""
    linked = [(block, titled[0]) for block in blocks if (titled := links_of(block.spans).titled)]
    found = [
        (block, at, match["title"], match["who"])
        for block, (at, link) in linked
        if (match := _BY_ANYBODY.fullmatch(link.text.strip())) is not None and len(match["title"].split()) > 1
    ]
    if len(found) < max(_MANY, _NEARLY_ALL * len(linked)):
        return False
    for block, at, title, who in found:
        if not any(span.person for span in block.spans):
            _set_apart(block, at, title, [who])
    return True


def _led(block: Block) -> _Led | None:
    """The first link of an entry, if it is the first in it and has a colon."""
    titled = links_of(block.spans).titled
    at, link = titled[0] if titled else (0, None)
    match = _LEAD.match(link.text) if link is not None else None
    if link is None or match is None or re.search(r"\w", "".join(s.text for s in block.spans[:at])):
        return None
    who, title = match["who"].strip(), link.text[match.end() :]
    people = people_in(who, sure=True)
    names = [name.strip() for name in _AND.split(who)]
    alone = [one.names[0] for name in names if (one := people_in(name, sure=True)) is not None and len(one.names) == 1]
    if (
        people is None
        or people.has_others
        or people.names != alone
        or ORGANIZATION.search(who) is not None
        or len(title.split()) < 2
    ):
        return _Led(block, at, [], 0.0, title)
    # `Dim LED: Lamps that Glow`: an abbreviation looks like initials.
    return _Led(block, at, names, min(name_likeness(who), _LIKELY if _ABBREVIATED.search(who) else 1), title)


def _without_publication(text: str) -> tuple[str, str]:
    """The title, and the publisher and year behind it in a bracket."""
    year = _YEAR.search(text)
    if year is None:
        return text, ""
    title, publisher = text[: year.start()].rstrip(" ,."), ""
    last = _LAST.search(title)
    if last is not None and _may_publish(last["last"]):
        title, publisher = title[: last.start()], last["last"]
    return title, f" ({publisher}, {year['year']})" if publisher else f" ({year['year']})"


def _may_publish(text: str) -> bool:
    """Whether a sentence is short and of names: `Halo Press & Co`, not `A study of lamps`."""
    if is_meeting(text) or names_publication(text):
        return True
    words = re.findall(r"[^\W\d_][\w.'’-]*|&", text)
    return len(words) <= _LONGEST and all(word[0].isupper() or word in _SMALL for word in words)
