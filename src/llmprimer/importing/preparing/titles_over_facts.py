"""Reads titles over labelled facts, `### 4. Glow` over `**Website:** [host](...)`, as entries whose parts are known.

A heading over one such fact may as well be a section of a manual, a week of a course or a topic. Several whose labels recur, most of
those of their level, are the list. What a label means is decided over all of them: the description is behind the one that has the
sentences, whatever its word; and where most begin with the whole title of a paper, the headings are short names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from llmprimer.importing.document.labels import column, holds_no_works, is_resource
from llmprimer.importing.document.outline import SUMMARY, Block, section_at, text_without_pictures
from llmprimer.importing.document.stated_parts import StatedPart
from llmprimer.importing.preparing.labelled_facts import Fact, facts_in, is_title, labelled, says_what_is_there
from llmprimer.importing.preparing.meaning_of_facts import FIELDS, LabelMeaning, TitleOverFacts, labels_of_descriptions
from llmprimer.records.draft import Reading
from llmprimer.records.links import link_type
from llmprimer.records.venues import is_meeting
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold
from llmprimer.vocabulary import LinkType

#: How many titles over facts show the form, and what share of those of their level must be such.
_USUAL = 3
_MOST = 0.5
#: How many words a title has at most.
_LONGEST = 20
#: How many remarks may stand between a summary and the facts.
_REMARKS = 3
#: Blocks that are looked through below a title.
_BELOW = 40
#: The level of paragraphs in bold, behind those of headings.
_BOLD = SUMMARY + 1

_NUMBER = re.compile(r"[(\[]?\d{1,3}(?:(?:\.\d{1,3})+[.)\]:]?|[.)\]、．:：])\s*(?=\S)")
_LETTER = re.compile(r"[(\[]?([A-Za-z]|[ivxIVX]{2,5})[.)\]:]\s+(?=\S)")
_BRACKET_FIRST = re.compile(r"^[(\[]([^()\[\]]{4,40})[)\]][\s:-]+(?=\S)")
_BRACKET_LAST = re.compile(r"[(\[]([^()\[\]]{4,40})[)\]]$")
#: `Week 3`
_OF_SEVERAL = re.compile(r"([^\W\d_]+) (?:\d{1,3}|[ivx]{1,4})\b.*")
#: Links to companions of a work, however their text is called.
_COMPANIONS = frozenset((LinkType.CODE, LinkType.DATA, LinkType.DEMO, LinkType.MODEL, LinkType.PROJECT, LinkType.DOCS))


def with_titles_over_facts(blocks: Sequence[Block], reading: Reading) -> list[Block]:
    """The blocks, with such titles as entries that are stated; facts that no field has are left over."""
    found = {entry.at: entry for entry in _works(blocks)}
    if not found:
        return list(blocks)
    meaning = {
        is_summary: LabelMeaning([entry for entry in found.values() if (entry.level == SUMMARY) is is_summary])
        for is_summary in (True, False)
    }
    made: list[Block] = []
    above = end = 0
    for at, block in enumerate(blocks):
        if at < end:
            continue
        if (entry := found.get(at)) is None:
            above = block.level if block.kind == "heading" else above
            made.append(block)
            continue
        if block.kind == "heading" and block.level <= above:  # the section that ends here
            made.append(Block("heading", block.line, level=block.level))
            above = 0
        made.append(meaning[entry.level == SUMMARY].stated(entry, reading))
        end = at + 1 + len(entry.below)
    return made


def _works(blocks: Sequence[Block]) -> list[TitleOverFacts]:
    """The titles over facts that are works."""
    entries = [entry for at in range(len(blocks)) if (entry := _entry(blocks, at)) is not None]
    works: list[TitleOverFacts] = []
    for own in (
        [entry for entry in entries if entry.level < SUMMARY],
        [entry for entry in entries if entry.level == SUMMARY],
        [entry for entry in entries if entry.level == _BOLD],
    ):
        taken = {id(block) for entry in works for block in (entry.title, *entry.below)}
        own = [entry for entry in own if id(entry.title) not in taken]
        works += _of_one_form(own)
    for level in {entry.level for entry in works}:
        _take_marks([entry for entry in entries if entry.level == level])
    return works


def _entry(blocks: Sequence[Block], at: int) -> TitleOverFacts | None:
    """The title there and the blocks below it; None if it cannot be a title, or nothing is below."""
    title = blocks[at]
    is_heading = title.kind == "heading" and title.level > 1
    if title.stated is not None or not (is_heading or _is_bold(title)) or any(span.href for span in title.spans):
        return None
    level = title.level if is_heading else _BOLD
    window = blocks[at + 1 : at + 2 + _BELOW]
    section = section_at(window, 0)
    following = window[len(section)] if len(section) < len(window) else None
    if level < SUMMARY and len(section) > _BELOW:
        return None
    if level < SUMMARY and following is not None and level < following.level <= SUMMARY:
        return None
    below = section if level < SUMMARY else _directly_below(section)
    name = text_without_pictures(title.spans).strip(" *_")
    if (number := _NUMBER.match(name)) is not None:
        name = name[number.end() :]
    name, known = _without_brackets(name)
    return TitleOverFacts(at, title, level, below, facts_in(below) or [], name, known=known) if below else None


def _without_brackets(name: str) -> tuple[str, tuple[StatedPart, ...]]:
    """The title without a date or a meeting in brackets before or behind it, and these."""
    known: list[StatedPart] = []
    for form in (_BRACKET_FIRST, _BRACKET_LAST):
        if (match := form.search(name)) is not None and (is_date(match[1]) or is_meeting(match[1])):
            known.append(StatedPart("issued" if is_date(match[1]) else "container_title", match[1]))
            name = (name[: match.start()] + name[match.end() :]).strip(" ,")
    return name, tuple(known)


def _is_bold(block: Block) -> bool:
    """Whether a paragraph is nothing but bold words that are no label."""
    spans = [span for span in block.spans if span.text.strip() and not span.image]
    text = "".join(span.text for span in spans).strip()
    return block.kind == "paragraph" and bool(spans) and all(s.bold for s in spans) and text[-1] not in ":："


def _directly_below(section: Sequence[Block]) -> list[Block]:
    """The blocks with labels there, with what stands before them; others end what a title without a section has."""
    below: list[Block] = []
    has_facts = is_label = False
    for block in section:
        if block.kind == "item":
            if has_facts and below[-1].kind == "item" and below[-1].group != block.group:
                break
            has_facts, is_label = True, False
        elif block.kind in ("paragraph", "quote"):
            led = labelled(block.spans) if block.kind == "paragraph" else None
            is_told = led is None and (has_facts or len(below) >= _REMARKS) and not is_label
            if _is_bold(block) or (led is None and is_told):
                break
            is_label = led is not None and not "".join(span.text for span in led[1]).strip()
            has_facts = has_facts or led is not None
        else:
            break
        below.append(block)
    return below if has_facts else []


def _of_one_form(entries: Sequence[TitleOverFacts]) -> list[TitleOverFacts]:
    """The entries that are works: their labels recur among them, and most of their level are such."""
    counts = Counter(key for entry in entries for key in {fact.key for fact in entry.facts if fact.label})
    recurring = frozenset(key for key, count in counts.items() if count >= _USUAL)
    for entry in entries:
        entry.labels = frozenset({fact.key for fact in entry.facts} & recurring)
    told = labels_of_descriptions(entries)
    may_be = [entry for entry in entries if _may_be_work(entry, told)]
    names = Counter(fold(entry.name) for entry in may_be)
    parts = Counter(match[1].lower() for entry in may_be if (match := _OF_SEVERAL.fullmatch(entry.name)))
    found = [
        entry
        for entry in may_be
        if names[fold(entry.name)] < _USUAL
        and not (
            (match := _OF_SEVERAL.fullmatch(entry.name)) and parts[match[1].lower()] >= max(_USUAL, len(may_be) / 2)
        )
    ]
    linked = sum(any(fact.links for fact in entry.facts) for entry in found)
    if linked < max(_USUAL, _MOST * len(found)):
        return []
    every = Counter(entry.level for entry in entries if not holds_no_works(entry.name))
    own = Counter(entry.level for entry in found)
    return [entry for entry in found if own[entry.level] >= _MOST * every[entry.level]]


def _may_be_work(entry: TitleOverFacts, told: AbstractSet[str]) -> bool:
    """Whether a title with facts below may be a work: most of its labels are of the list, its links lead to one work."""
    name, facts = entry.name, entry.facts
    if (
        not re.search(r"[^\W_]{2}", name)
        or name.endswith((":", "："))
        or len(name.split()) > _LONGEST
        or holds_no_works(name)
        or is_resource(name)
        or is_date(name)
    ):
        return False
    own = Counter(fact.key for fact in facts if fact.label and not fact.is_nested)
    if any(count >= _USUAL for count in own.values()):
        return False  # `Paper: ...` again and again
    unlabelled = sum(not fact.label and not fact.is_nested for fact in facts)
    is_told = any(fact.key in told and fact.is_sentence for fact in facts)
    is_known = is_told or any(column(key) is not None or says_what_is_there(key) for key in entry.labels)
    is_form = len(entry.labels) >= 2 and 2 * len(entry.labels) >= len({*own, *entry.labels}) and unlabelled <= 2
    return is_form and is_known and _are_of_one_work(facts, told, is_told=is_told)


def _are_of_one_work(facts: Sequence[Fact], told: AbstractSet[str], *, is_told: bool) -> bool:
    """Whether the links below a title are those of one work, and not works of their own, as those of a topic or a week are."""
    titled: defaultdict[str, set[str]] = defaultdict(set)
    named: Counter[str] = Counter()
    for fact in facts:
        label = fact.label if says_what_is_there(fact.label) else fact.outer
        is_companion = link_type(label, "") in _COMPANIONS if label else False
        if fact.key in told or (fact.kind in FIELDS and not is_resource(fact.label)):
            continue
        for link in fact.links:
            if is_title(link):
                if not is_companion:
                    titled[fold(link.text)].add(fact.key)
            elif len(link.text.split()) > 1 and not is_resource(link.text) and link.text != link.href:
                named[fact.outer or fact.label] += not is_companion
        if not fact.label and not fact.is_nested and fact.links and not is_resource(fact.links[0].text):
            return False
    if is_told:
        return len(titled) < 2
    return len(titled) + len(+named) < 2 and all(count < 2 for count in named.values())


def _take_marks(entries: Sequence[TitleOverFacts]) -> None:
    """Takes letters before titles off them, where `a.` is followed by `b.`; `I.` may be an initial."""
    found = [(entry, match) for entry in entries if (match := _LETTER.match(entry.name)) is not None]
    if any(other[1] == _NEXT.get(one[1]) for (_, one), (_, other) in pairwise(found)):
        for entry, match in found:
            entry.name = entry.name[match.end() :]


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_NEXT = {
    **{chr(n): chr(n + 1) for first in "aA" for n in range(ord(first), ord(first) + 25)},
    **{one.upper(): other.upper() for one, other in pairwise(_ROMAN)},
    **dict(pairwise(_ROMAN)),
}
