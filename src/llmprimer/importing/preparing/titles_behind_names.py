"""Gives links that are short names the titles behind them: `[LX 410](...) **Large Lamps of Rooms** *Halo University*`, `[GLOW](...), 2020.03 Large Lamps`.

Behind the name of a thing may stand as well what it does, what it needs, or where it was published. Two habits are certain enough:
codes, as of courses, with titles in one place behind most of them; and names with a date, or a meeting in brackets, before titles that
lead to papers, some of which say the names again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.main_links import is_paper
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.drafting.abbreviations import abbreviates, words_of
from llmprimer.importing.drafting.restated import begins_with_name
from llmprimer.importing.drafting.short_names import is_titled
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.kinds import kind_and_type
from llmprimer.records.venues import is_meeting, is_preprint, names_publication
from llmprimer.records.written_dates import date_at_start, is_date
from llmprimer.text import fold

#: How many entries show the form, and what share of the names of their kind, and of what stands there.
_USUAL, _MOST, _TITLES = 3, 0.6, 0.75
#: How many codes do so where the titles are set off.
_FEW = 2
#: In words: of a name at most, of the title of a code and behind a date at least, and of any title at most.
_LONGEST, _CODED, _DATED, _MOST_WORDS = 5, 1, 4, 30
#: How like the name of a person a text may be.
_PERSON = 0.8
#: What share of the names their titles must say again.
_SAID = 0.2
_SEPARATOR = re.compile(r"\s?[-:：–—|,·.]?\s?(?=\S|$)")
_WORD = re.compile(r"[^\s/&,_-]+")
#: What ends a date before a title, and the characters in which its year stands.
_CLOSING, _DATE = re.compile(r"[)\]]?\s?[.,:：–—-]?\s"), 24
_TAG = re.compile(r"[(\[](?P<meeting>[A-Z][^()\[\]]{2,24}\d)[)\]]\s?[.,:：–—-]?\s")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: What ends a title in plain text.
_PLAIN_END = re.compile(r"\s[-–—|·]\s|\s?[(\[（【|]|[.;]\s|[.;]$|\n")
_DATED_END = re.compile(r"\s?[\[|]|[.;](?=\s|$)|\n|\s\((?=(?:19|20)\d\d|[A-Z][\w.]+(?: \w+)? ?(?:19|20)\d\d)")
_BRACKET_ALONE = re.compile(r"[(\[（【].*[)\]）】]")
_SENTENCE = re.compile(r"[.;]\s+\S")


class _Named(NamedTuple):
    """An entry whose first link is a short name, and what stands behind it."""

    block: Block
    at: int
    name: str
    #: How the text behind is set off: `bold`, `italic`, `dated`, or the separator before it; empty without any text.
    place: str
    #: The spans of the title, and the rest of the last of them.
    begin: int
    end: int
    title: str
    #: The date, or the meeting, in the same text before the title.
    date: str
    rest: str

    @property
    def is_coded(self) -> bool:
        return is_code(self.name)

    @property
    def is_said_again(self) -> bool:
        """Whether the title begins with the name, or is abbreviated by it."""
        begins = begins_with_name(self.title, self.name)
        return begins or abbreviates(self.name, words_of(fold(self.title).partition(":")[0]))

    @property
    def leads_to_paper(self) -> bool:
        """Whether the work was at a meeting, or the link behind the title, or the only one, is that of a publication."""
        if is_meeting(self.date):
            return True
        spans = self.block.spans
        behind = next((span for span in spans[self.end :] if span.href), None)
        if behind is not None and (is_paper(behind) or names_publication(behind.text.strip(" []()"))):
            return True
        return kind_and_type((behind or spans[self.at]).href or "")[0] == "paper"


def with_titles_behind_names(items: Iterable[Block]) -> None:
    """Puts such titles in the place of the names, in place, which are what the works are called."""
    named = [one for item in items if item.stated is None and not item.called and (one := _named(item)) is not None]
    chosen = [
        *_behind_codes(named),
        *_behind_dates([one for one in named if not (one.is_coded or is_meeting(one.name))]),
    ]
    for block, at, name, _, begin, end, title, date, rest in chosen:
        spans = block.spans
        between = [span for span in spans[at + 1 : begin] if re.search(r"\w", span.text)]
        between += [Span(f"({date.strip('()[]')})")] if date else []
        behind = [Span(" "), *between, Span(" ")] if between else []
        if rest.strip():
            behind.append(spans[end - 1]._replace(text=rest if rest[:1] in ".,;:" else f" {rest.lstrip()}"))
        block.called = name
        block.spans = [*spans[:at], spans[at]._replace(text=title), *behind, *spans[end:]]


def _behind_codes(named: Sequence[_Named]) -> list[_Named]:
    """The entries with titles in the place where most codes have them, and those of their lists with other names."""
    codes = [one for one in named if one.is_coded]
    counts = Counter(one.place for one in codes)
    place, count = counts.most_common(1)[0] if counts else ("", 0)
    found = [one for one in codes if one.place == place]
    titled = [one for one in found if _is_title(one) and is_titled(one.title)]
    # The same few words behind many codes say where they come from, or what is known of them.
    distinct = len({one.title for one in titled})
    if (
        not place
        or place == "dated"
        or count < _MOST * len(codes)
        or len(titled) < max(_FEW if place in ("bold", "italic") else _USUAL, _TITLES * len(found))
        or distinct < _TITLES * len(titled)
    ):
        return []
    groups = Counter(one.block.group for one in titled)
    others = Counter(one.block.group for one in named if not one.is_coded)
    beside = [
        one
        for one in named
        if not one.is_coded
        and one.place == place
        and _is_title(one)
        and groups[one.block.group] >= max(2, others[one.block.group])
    ]
    return [*(one for one in titled if one.place), *beside]


def _behind_dates(named: Sequence[_Named]) -> list[_Named]:
    """The entries with titles behind a date, and those of their lists with titles that say the names again without one."""
    found = [one for one in named if one.place == "dated"]
    titled = [one for one in found if _is_title(one, _DATED) and _SENTENCE.search(one.title) is None]
    said = sum(one.is_said_again for one in titled)
    papers = sum(one.leads_to_paper for one in titled)
    if len(titled) < max(_USUAL, _TITLES * len(found)) or said < max(2, _SAID * len(titled)):
        return []
    if papers < _MOST * len(titled):
        return []
    groups: defaultdict[int, int] = defaultdict(int)
    for one in titled:
        groups[one.block.group] += 1
    beside = [
        one
        for one in named
        if one.place == "plain"
        and _is_title(one, _DATED)
        and one.is_said_again
        and one.leads_to_paper
        and groups[one.block.group] >= _USUAL
    ]
    return [*titled, *beside]


def _is_title(one: _Named, least: int = _CODED) -> bool:
    """Whether a text may be the title of a work."""
    text = one.title
    return (
        least <= len(text.split()) <= _MOST_WORDS
        and re.search(r"[^\W\d_]{2}", text) is not None
        and not text[0].islower()
        and not _BRACKET_ALONE.fullmatch(text)
        and not (is_meeting(text) or is_preprint(text) or is_date(text) or is_resource(text))
        and (len(text.split()) >= _DATED or not (names_publication(text) or name_likeness(text) >= _PERSON))
    )


def is_code(name: str) -> bool:
    """Whether a name is a code with a number, as those of courses: `CS 107`, `15-445/645`, `6.857`."""
    words = _WORD.findall(name)
    numbers = sum(sum(letter.isdigit() for letter in word) >= 2 for word in words)
    codes = all(word[0].isdigit() or word.isupper() for word in words)
    return bool(numbers) and codes and len(words) <= _LONGEST and not is_date(name) and not is_meeting(name)


def _named(item: Block) -> _Named | None:
    """The entry, if its first words are a link that is a short name."""
    at = next((n for n, span in enumerate(item.spans) if span.text.strip() and not span.image), -1)
    if at < 0:
        return None
    link = item.spans[at]
    name = link.text.strip(" []")
    is_name = is_link(link.href) and not link.person and 0 < len(name.split()) <= _LONGEST and "://" not in name
    if not is_name or is_resource(name) or is_date(name):
        return None
    return _behind(item, at, name)


def _behind(item: Block, at: int, name: str) -> _Named:
    """What stands behind the name, up to the next link or line."""
    spans = item.spans
    place, is_dated = "", False
    for begin in range(at + 1, len(spans)):
        span = spans[begin]
        if span.href is not None or span.image or span.is_break:
            break
        if is_date(span.text) and _YEAR.search(span.text):
            is_dated = True
        elif span.bold or span.italic:
            style = "bold" if span.bold else "italic"
            run = list(takewhile(partial(_is_like, span), spans[begin:]))
            title = "".join(s.text for s in run).strip(" :：,.-–—")
            return _Named(item, at, name, style, begin, begin + len(run), title, "", "")
        elif span.code:
            break
        else:
            separated = _SEPARATOR.match(span.text)
            separator = separated[0] if separated is not None else ""
            place = place or separator.strip()
            if re.search(r"\w", span.text):
                return _plain(item, at, name, begin, separator, "dated" if is_dated else place)
    return _Named(item, at, name, "", at + 1, at + 1, "", "", "")


def _plain(item: Block, at: int, name: str, begin: int, separator: str, place: str) -> _Named:
    """The title in plain text there, behind a date that may be part of the text."""
    text = item.spans[begin].text
    start = len(separator)
    opening = re.match(r"[(\[]?", text[start:])
    tag = _TAG.match(text, start)
    if tag is not None and is_meeting(tag["meeting"]):  # `[CHI 2020] Large Lamps` says when and where
        end = _DATED_END.search(text, tag.end())
        stop = end.start() if end is not None else len(text)
        title = text[tag.end() : stop].strip(" ,")
        return _Named(item, at, name, "dated", begin, begin + 1, title, tag["meeting"], text[stop:])
    dated = date_at_start(text[start + len(opening[0] if opening else "") :]) if _YEAR.search(text[:_DATE]) else None
    date = ""
    if dated is not None:
        closing = _CLOSING.match(text, start + len(opening[0] if opening else "") + dated[1])
        stop = closing.end() if closing is not None else start
        date, start, place = text[start:stop].strip(" ,:-–—"), stop, "dated" if closing is not None else ""
    end = (_DATED_END if place == "dated" else _PLAIN_END).search(text, start)
    stop = end.start() if end is not None else len(text)
    return _Named(item, at, name, place or "plain", begin, begin + 1, text[start:stop].strip(" ,"), date, text[stop:])


def _is_like(first: Span, other: Span) -> bool:
    """Whether two spans are of one style and link, as those of one title."""
    return first._replace(text="") == other._replace(text="")
