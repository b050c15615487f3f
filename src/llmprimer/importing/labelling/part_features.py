"""What is known of the parts of an entry before they are labelled: their shape, their place, and what the list has in that place.

A feature is a short text, `bf:dash` or `nb:3|lb:1`, for which `part_labels` has weights. To change one, edit `features` and train the
weights again with bench/train_part_labels.py.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import fmean
from typing import NamedTuple

from llmprimer.importing.document.labels import column
from llmprimer.importing.labelling.line_parts import LinePart
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.venues import is_meeting, names_publication
from llmprimer.records.written_dates import is_date
from llmprimer.text import has_cjk, words

#: Texts of a place from which its statistics are taken.
_MOST = 300
_LONGEST_NAME = 80
#: How like a name the text of people is.
_PERSON = 0.85


class TextShape(NamedTuple):
    """How a text looks: each field but the last two is the value of a feature."""

    length: str
    first: str
    capitals: str
    upper: str
    digits: str
    venue: str
    names: str
    initials: str
    small: str
    words: int
    likeness: float


@lru_cache(maxsize=20_000)
def shape(text: str) -> TextShape:
    """How a text looks."""
    parts = text.split()
    count = len(parts)
    steps = (1.5, 2.5, 3.5, 6.5, 10.5, 16.5, 25.5)
    length = f"c{_step(len(text), (4.5, 9.5, 20.5))}" if has_cjk(text) else _step(count, steps)
    lettered = [word for word in parts if word[0].isalpha()]
    capital = sum(word[0].isupper() for word in lettered) / len(lettered) if lettered else 0.0
    begin = text[0]
    small = sum(word.islower() and len(word) <= 4 for word in lettered)
    names = _likeness(text)
    return TextShape(
        length,
        "U" if begin.isupper() else "l" if begin.islower() else "d" if begin.isdigit() else "x",
        "0" if capital == 0 else "1" if capital == 1 else _step(capital, (0.4, 0.75)) + "m",
        "A" if text.isupper() and len(text) > 1 else "m" if re.search(r"[a-z][A-Z]|[A-Z]{2}", text) else "-",
        "D" if is_date(text) else _digits(text),
        "-" if count >= 15 else "M" if is_meeting(text) else "P" if names_publication(text) else "-",
        _step(names, (0.05, 0.35, 0.5, 0.85)),
        "I" if re.search(r"\b[A-Z]\.", text) else "E" if re.search(r"\bet\.? ?al", text) else "-",
        _step(small, (1, 2, 4)),
        count,
        names,
    )


def _digits(text: str) -> str:
    return "y" if re.search(r"(?:19|20)\d\d|['’]\d\d\b", text) else "n" if re.search(r"\d", text) else "-"


@lru_cache(maxsize=20_000)
def _likeness(text: str) -> float:
    return 0.0 if len(text) > _LONGEST_NAME or len(text.split()) > 8 else name_likeness(text)


def _step(value: float, steps: Sequence[float]) -> str:
    """How many of the steps a value reaches."""
    return str(sum(value >= step for step in steps))


def look(part: LinePart) -> str:
    """The marks of a part: bold, italic, code, link, and what encloses it."""
    styles = ("b" if part.bold else "") + ("i" if part.italic else "") + ("c" if part.code else "")
    return styles + part.link + part.enclosed


#: A place in the entries of a list: the separators before, the marks, the line and the cell.
Slot = tuple[str, str, int, int]


def slot(part: LinePart) -> Slot:
    """The place of a part in its entry."""
    return part.before, look(part), min(part.line, 2), part.cell


class Pool(dict[Slot, tuple[str, ...]]):
    """For each place in the entries of a list what its parts have in common, and what most entries have, as values of features."""

    #: How many entries have a link that may be a title, bold words, and quotation marks; people; how many such links, and parts.
    marks = people = links = size = "-"


def pooled(entries: Sequence[Sequence[LinePart]]) -> Pool:
    """What the entries of a list have in common."""
    texts: dict[Slot, list[str]] = defaultdict(list)
    having: dict[Slot, set[int]] = defaultdict(set)
    for number, parts in enumerate(entries):
        for part in parts:
            texts[slot(part)].append(part.text)
            having[slot(part)].add(number)

    def share(test: Callable[[LinePart], bool]) -> str:
        return _step(sum(any(map(test, parts)) for parts in entries) / max(1, len(entries)), (0.05, 0.5, 0.9))

    made = Pool()
    count = max(1, len(entries))
    made.marks = (
        share(lambda part: part.link == "T") + share(lambda part: part.bold) + share(lambda part: '"' in part.enclosed)
    )
    made.people = share(lambda part: shape(part.text).likeness > _PERSON)
    links = sum(part.link == "T" for parts in entries for part in parts)
    made.links = _step(links / count, (0.1, 0.9, 1.2, 2))
    made.size = _step(sum(map(len, entries)) / count, (2.5, 4.5, 8))
    for place, there in texts.items():
        shapes = [shape(text) for text in there[:_MOST]]
        made[place] = (
            _step(fmean(one.words for one in shapes), (1.5, 2.5, 4, 6, 9, 14, 20)),
            _step(fmean(one.likeness for one in shapes), (0.05, 0.2, 0.4, 0.6, 0.75, 0.9)),
            _step(fmean(one.digits == "D" for one in shapes), (0.1, 0.5, 0.9)),
            _step(fmean(one.venue != "-" for one in shapes), (0.1, 0.3, 0.6, 0.9)),
            _step(len(set(there)) / len(there), (0.1, 0.3, 0.6, 0.9)),
            _step(len(having[place]) / len(entries), (0.05, 0.2, 0.5, 0.8, 0.95)),
            _step(fmean(one.first == "U" for one in shapes), (0.2, 0.6, 0.9)),
            _step(len(there) / len(having[place]), (1.2, 2, 4)),
        )
    return made


class Features(NamedTuple):
    """The features of a part: of itself with its neighbours, and of the step from the part before to it."""

    own: list[str]
    step: list[str]
    #: Whether it begins a cell: no title goes on from one cell into the next.
    begins_cell: bool = False


_UNKNOWN = ("-",) * 8


class _Seen(NamedTuple):
    """A part as its neighbours see it."""

    shape: TextShape
    look: str
    before: str
    pool: tuple[str, ...]


def features(parts: Sequence[LinePart], pool: Pool) -> list[Features]:
    """The features of each part of an entry; `pool` is what the list has in each place."""
    if not parts:
        return []
    seen = [_Seen(shape(part.text), look(part), part.before, pool.get(slot(part), _UNKNOWN)) for part in parts]
    texts = [set(words(part.text)) for part in parts]
    longest = max(range(len(parts)), key=lambda n: len(parts[n].text))
    linked = next((n for n, part in enumerate(parts) if part.link == "T"), None)
    context = "".join(
        (
            "L" if linked is not None else "",
            "B" if any(part.bold for part in parts) else "",
            "Q" if any('"' in part.enclosed for part in parts) else "",
            "R" if parts[0].cell >= 0 else "",
        )
    )
    made = []
    for at, part in enumerate(parts):
        relation = "-" if linked is None else "<" if at < linked else ">" if at > linked else "@"
        own = _own(part, seen[at], context, relation, is_longest=at == longest)
        own += _of_list(part, seen[at], pool, min(parts[-1].line, 3))
        own += (f"pos:{min(at, 4)}|{context}", f"end:{min(len(parts) - 1 - at, 3)}")
        if at and texts[at] and texts[at] <= texts[0]:
            own.append("rep0")
        if any(texts[at] <= text for text in texts[at + 1 :] if texts[at]):
            own += ("rep", f"rep|{seen[at].shape.length}")
        before, after = seen[at - 1] if at else None, seen[at + 1] if at + 1 < len(parts) else None
        own += _neighbours(seen[at], before, after)
        made.append(Features(own, _step_features(seen[at], before), at > 0 and part.cell != parts[at - 1].cell))
    return made


def _own(part: LinePart, seen: _Seen, context: str, relation: str, *, is_longest: bool) -> list[str]:
    (nb, st, cb, ac, d, v, lb, ini, low, _, _), sg, bf, p = seen
    af = part.after
    made = [
        f"nb:{nb}", f"st:{st}", f"cb:{cb}", f"ac:{ac}", f"d:{d}", f"v:{v}", f"lb:{lb}", f"ini:{ini}", f"low:{low}",
        f"sg:{sg}", f"bf:{bf}", f"af:{af}", f"bs:{bf}|{sg}", f"ns:{nb}|{sg}", f"nl:{nb}|{lb}", f"lf:{lb}|{bf}",
        f"nf:{nb}|{bf}", f"cs:{context}|{sg}", f"cn:{context}|{nb}|{sg}", f"rs:{relation}|{sg}", f"rn:{relation}|{nb}",
        f"rl:{relation}|{lb}", f"li:{min(part.line, 3)}|{context}", f"gs:{is_longest:d}|{sg}", f"gl:{is_longest:d}|{lb}",
        f"pw:{p[0]}", f"pl:{p[1]}", f"pd:{p[2]}", f"pv:{p[3]}", f"pu:{p[4]}|{p[0]}", f"ps:{p[5]}", f"pc:{p[6]}",
        f"pr:{p[7]}", f"wl:{p[0]}|{p[1]}", f"pn:{p[1]}|{lb}", f"vv:{p[3]}|{v}", f"wu:{p[0]}|{p[4]}|{p[5]}",
        f"lr:{p[1]}|{p[7]}", f"dv:{p[2]}|{p[3]}|{sg}", f"dn:{d}|{v}|{nb}", f"vs:{v}|{sg}", f"ba:{bf}|{af}",
        f"cc:{cb}|{nb}", f"cl:{cb}|{low}|{lb}",
    ]  # fmt: skip
    if part.head:
        head = column(part.head) or "?"
        made += (f"hd:{head}", f"hs:{head}|{sg}", f"hn:{head}|{nb}", f"hl:{head}|{lb}")
    if "&" in part.between:
        made.append("amp")
    return made


def _of_list(part: LinePart, seen: _Seen, pool: Pool, lines: int) -> tuple[str, ...]:
    one, sg = seen.shape, seen.look
    return (
        f"lcs:{pool.marks}|{sg}", f"lcn:{pool.marks}|{one.length}", f"lcl:{pool.links}|{sg}", f"lcp:{pool.people}|{one.names}",
        f"lcz:{pool.size}|{one.length}", f"ln:{lines}|{min(part.line, 3)}", f"lns:{lines}|{sg}",
    )  # fmt: skip


def _neighbours(seen: _Seen, before: _Seen | None, after: _Seen | None) -> list[str]:
    made = [f"da:{name}|{seen.look}" for name in seen.before.split("+")[-2:]]
    made.append(f"fa:{after.before.partition('+')[0] if after is not None else 'end'}|{seen.look}")
    if before is not None:
        one = before.shape
        made += (f"P1:{one.length}|{seen.before}", f"P2:{one.names}|{seen.before}", f"P3:{before.look}")
        made += (f"P4:{one.venue}", f"P5:{one.digits}|{seen.before}")
    if after is not None:
        one, bf = after.shape, after.before
        made += (f"N1:{one.length}|{bf}", f"N2:{one.names}|{bf}", f"N3:{after.look}", f"N4:{one.venue}|{bf}")
        made += (f"N5:{one.digits}|{bf}", f"N6:{after.pool[1]}|{bf}", f"N7:{after.pool[0]}|{bf}")
    return made


def _step_features(seen: _Seen, before: _Seen | None) -> list[str]:
    one, bf = seen.shape, seen.before
    names = bf.split("+")
    same = int(before is not None and before.look == seen.look)
    return [
        "t", f"t1:{bf}", f"t2:{bf}|{seen.look}", f"t3:{one.names}", f"t4:{one.length}|{bf}", f"t5:{same}", f"t6:{same}|{bf}",
        f"t7:{seen.pool[1]}|{bf}", f"t8:{one.digits}{one.venue}|{bf}", f"t9:{before.shape.length if before else 's'}|{bf}",
        *(f"ta:{name}|{seen.look}" for name in names),
    ]  # fmt: skip
