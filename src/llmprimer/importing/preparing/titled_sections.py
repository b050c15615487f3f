"""Documents in which the headings are the works, without links: who made them, and what one thought of them, stands below.

Headings may as well be sections, tasks or notes. Several that have their author, the key of a citation, or their year show what the
others of their kind are: those of one level, or all that have the state of a task, `TODO Large Lamps`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from llmprimer.importing.document.citations import is_citation, is_dated_title, tells_news
from llmprimer.importing.document.labels import column, holds_no_works, is_resource
from llmprimer.importing.document.linking import has_links, lines_of
from llmprimer.importing.document.outline import BREAK, SUMMARY, Block, Span
from llmprimer.importing.forms.cited_headings import HEADINGS
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.draft import Reading
from llmprimer.records.people_lists import people_in
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold

#: How many headings show what those of their kind are, and how many where only a name stands below, as below a team or a chapter.
_USUAL = 3
_NAMED = 8
#: What share of the headings of a level, and of the tasks, must have more than a title.
_OF_LEVEL = 0.5
_OF_TASKS = 0.2
#: How many headings with nothing below, and what share of those of their level and of all other blocks, make a list.
_BARE = 8
_OF_BARE = 0.8
#: How many lines below a heading may say when it was read, and who wrote it.
_LINES = 4
#: `(ref: [cite:@stern12_lamps])`, `[@stern12_lamps]`, `cite:stern12`: a work of a bibliography elsewhere, and no more.
_KEY = re.compile(r"\(?(?:[a-z]+\.?:?\s+)?\[{0,2}(?:cite\w*(?:/\w+)?:\s*[@&]?|@)[\w:.+/-]+[\])\w:.+/-]*\.?")
#: `2011 sometime`, `2019 February 2X`, `<2019-02-01 Mon>`: when somebody read it; years in the digits of Japanese too.
_WHEN = re.compile(r"\W*(?:1[5-9]|20)\d\d\b|\W*[１２][０-９]{3}年?")
_LONGEST_WHEN = 3
#: How many numbered headings show that they are parts of a work, and from which value on words are the name of a person.
_PARTS = 2
_CERTAIN = 1.0
#: `volume i`, which is nobody who speaks.
_NUMERAL = re.compile(r"(?<=\w )i\b")
_BY = re.compile(r"(?:by|von|par|por|di|door|av|af)\s+(?=\S)", re.IGNORECASE)
_LABELLED = re.compile(r"\s*[-*•]?\s*([^\W\d_][\w ]{1,20}?)\s*[:：]\s*(?=\S)")

#: `Stern et al. 2017: Large Lamps`: what an editor of citations prints for a work, with the first words of its title.
_PRINTED_KEY = re.compile(
    r"(?P<who>\D{2,80}?),?\s+[(\[]?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?[)\]]?(?:\s*[:.]\s+(?P<begin>\S.*))?"
)


@dataclass(slots=True)
class _Section:
    """A heading and the blocks before the next one."""

    heading: Block
    below: list[Block] = field(default_factory=list)
    #: Whether headings of a deeper level follow.
    is_parent: bool = False
    #: Who it is by, as a line below the title, and what says so; None where nothing does.
    by: str | None = None
    evidence: str = ""
    #: How many lines below are read: those with dates, keys and names.
    taken: int = 0


def with_titles_as_items(blocks: Sequence[Block], reading: Reading) -> list[Block]:
    """The blocks, with headings that are works as items that have what stands below; the days of reading are left over."""
    if not any(block.kind == "heading" and block.level < SUMMARY for block in blocks):
        return list(blocks)
    sections = list(_sections(blocks))
    for section in sections:
        _find_evidence(section)
    works = {id(section) for section in (*_tasks(sections), *_of_levels(sections))}
    works = works or {id(section) for section in _bare(sections)}
    if not works:
        return list(blocks)
    made = list(takewhile(lambda block: block is not sections[0].heading, blocks))
    above = 0
    for section in sections:
        if id(section) not in works:
            above = section.heading.level
            made += [section.heading, *section.below]
            continue
        if above >= section.heading.level:  # the section that would end here
            made.append(Block("heading", section.heading.line, level=section.heading.level))
            above = 0
        made += _as_item(section, reading)
    return made


def _sections(blocks: Sequence[Block]) -> Iterator[_Section]:
    section: _Section | None = None
    for block in blocks:
        if block.kind == "heading" and block.level < SUMMARY:
            if section is not None:
                section.is_parent = block.level > section.heading.level
                yield section
            section = _Section(block)
        elif section is not None:
            section.below.append(block)
    if section is not None:
        yield section


def _find_evidence(section: _Section) -> None:
    """Finds what below a heading without links says that it is a work."""
    heading, below = section.heading, section.below
    if has_links(heading) or heading.stated is not None or not _may_be_title(heading.text):
        return
    if (by := _named_by_key(heading, below)) is not None:
        section.by, section.evidence, section.taken = by, "key", len(lines_of(below[0].spans))
        return
    is_cited = is_citation(heading.text) or is_dated_title(heading.text)
    if is_cited:
        section.by, section.evidence = "", "cited"
    for number, line in enumerate(_first_lines(below), 1):
        text = _said(line)
        label = _LABELLED.match(text)
        if _KEY.fullmatch(text):
            section.by, section.evidence, section.taken = section.by or "", section.evidence or "key", number
        elif _is_day(text):
            section.taken = number
        elif label is not None and column(label[1]) in ("author", "date"):
            section.by, section.evidence = section.by or "", section.evidence or "label"
            return
        elif not section.by and not is_cited and (by := _byline(text)):
            section.by, section.evidence, section.taken = by, "name", number
        else:
            return


def _named_by_key(heading: Block, below: Sequence[Block]) -> str | None:
    """`by Stern et al. (2017)` of the key below a heading that has no other links; the key links to no page, or repeats the title."""
    key = below[0] if below else heading
    if key.kind != "paragraph" or any(block.kind != "paragraph" or has_links(block) for block in below):
        return None
    match = _PRINTED_KEY.fullmatch(" ".join(key.text.split()))
    people = people_in(match["who"], sure=True) if match is not None else None
    if match is None or people is None or not all("family" in name for name in people.names):
        return None
    is_link = len(key.spans) == 1 and key.spans[0].href is not None
    if not (_begins(heading.text, match["begin"]) if match["begin"] else is_link):
        return None
    return f"by {match['who']} ({match['year']})"


def _begins(title: str, words: str) -> bool:
    """Whether the words are in the title in their order, the first of them among its first."""
    compact = re.sub(r"[\W_]", "", fold(title))
    at = 0
    for word in re.findall(r"[^\W_]+", fold(words)):
        found = compact.find(word, at)
        if found < 0 or (not at and found > _NEAR):
            return False
        at = found + len(word)
    return at > 0


#: How many letters of a title a key may leave out at the beginning, `On the` and the like.
_NEAR = 12


def _first_lines(below: Sequence[Block]) -> Iterator[list[Span]]:
    """The first lines of the paragraphs and items without links right below a heading."""
    number = 0
    for block in below:
        if block.kind not in ("paragraph", "item") or has_links(block):
            return
        for line in lines_of(block.spans):
            if number == _LINES:
                return
            number += 1
            yield line


def _said(line: Sequence[Span]) -> str:
    """The words of a line."""
    return " ".join("".join(span.text for span in line).split())


def _may_be_title(text: str) -> bool:
    """Whether a heading may be a title: no name of a person, no section about the list, nothing that goes on."""
    words = " ".join(text.split())
    is_section = words[-1:] in (":", "：") or is_date(words) or holds_no_works(words) or is_resource(words)
    return re.search(r"[^\W_]{2}", words) is not None and not is_section


def _is_day(text: str) -> bool:
    return _WHEN.match(text) is not None and len(text.split()) <= _LONGEST_WHEN


def _byline(text: str) -> str | None:
    """`by Ada Stern`, if the line is that or a name."""
    people = people_in(text, sure=True)
    if people is None or not all(name.get("given") or _BY.match(text) for name in people.names):
        return None
    return text if _BY.match(text) else f"by {text}"


def _tasks(sections: Sequence[_Section]) -> list[_Section]:
    """The sections with the state of a task that are works: all that may be titles, if several have more than that."""
    tasks = [one for one in sections if one.heading.is_task and not has_links(one.heading)]
    told = [one for one in tasks if one.evidence]
    if len(told) < _USUAL or len(told) < _OF_TASKS * sum(not one.is_parent for one in tasks):
        return []
    parts = Counter(_part_of(one.heading.text) for one in tasks)
    parts[""] = 0
    return [
        one
        for one in tasks
        if one.evidence or (not one.is_parent and _is_title(one) and parts[_part_of(one.heading.text)] < _PARTS)
    ]


def _part_of(text: str) -> str:
    """`volume` of `Volume 3`; nothing of other titles."""
    name, _, number = fold(text).strip().partition(" ")
    return name if re.fullmatch(r"\d+|[ivx]+", number) else ""


def _is_title(section: _Section) -> bool:
    """Whether a heading among works is one: it names nobody, and nothing below it has links."""
    text = " ".join(section.heading.text.split())
    is_person = people_in(text) is not None or name_likeness(text) >= _CERTAIN
    is_said = is_person or tells_news(_NUMERAL.sub("", text))
    return _may_be_title(text) and not is_said and not any(map(has_links, section.below))


def _of_levels(sections: Sequence[_Section]) -> list[_Section]:
    """The sections with more than a title, if most of their level have that; those with others below need not.

    Where the works have links below, other rules read them.
    """
    own = [one for one in sections if not one.heading.is_task]
    told = [one for one in own if one.evidence == "key" or (one.evidence and not any(map(has_links, one.below)))]
    is_sure = sum(one.evidence in ("key", "label") for one in told) >= _USUAL
    found: list[_Section] = []
    for level in {one.heading.level for one in told if one.evidence != "cited"}:
        entries = [one for one in told if one.heading.level == level]
        leaves = sum(not one.is_parent for one in own if one.heading.level == level)
        others = leaves - sum(not one.is_parent for one in entries)
        are_named = len(entries) >= _NAMED and len({one.heading.text for one in entries}) == len(entries)
        if (is_sure or are_named) and len(entries) >= _OF_LEVEL * (len(entries) + others):
            found += entries
    return found


def _bare(sections: Sequence[_Section]) -> list[_Section]:
    """The sections of a document that is nothing but headings, those of the deepest level: running text has something below them."""
    level = max(one.heading.level for one in sections)
    leaves = [one for one in sections if one.heading.level == level]
    titles = [one for one in leaves if not one.below and not has_links(one.heading) and _may_be_title(one.heading.text)]
    others = sum(len(one.below) for one in sections)
    is_list = len(titles) >= _BARE and len(titles) >= _OF_BARE * (len(leaves) + others)
    return titles if is_list and len({fold(one.heading.text) for one in titles}) == len(titles) else []


def _as_item(section: _Section, reading: Reading) -> Iterator[Block]:
    """The work, and behind it what is not about it: the blocks from the first one with links on."""
    heading = section.heading
    for span in heading.spans:
        if span.href:
            reading.leave(heading.line, span.href, "the address is not a whole one")
    spans = [span._replace(href=None) for span in heading.spans]
    if section.evidence != "cited":
        spans = [Span(" ".join(heading.text.split()), bold=True)]
    if section.by:
        spans += [Span(BREAK), Span(section.by)]
    item = Block("item", heading.line, spans, group=HEADINGS, end=heading.end or heading.line)
    taken = section.taken
    behind: list[Block] = []
    for block in section.below:
        if behind or has_links(block) or block.kind not in ("paragraph", "item"):
            behind.append(block)
            continue
        lines = lines_of(block.spans)
        for n, line in enumerate(lines[:taken]):
            text = _said(line)
            if _is_day(text):
                reading.leave(block.line + n, text, "when somebody read it")
            elif _KEY.fullmatch(text):
                reading.leave(block.line + n, text, "the key of a citation")
        rest = lines[taken:]
        if rest:
            told = [span for n, line in enumerate(rest) for span in ([Span(BREAK)] if n else []) + list(line)]
            item.children.append(replace(block, kind="item", line=block.line + min(taken, len(lines)), spans=told))
        taken = max(0, taken - len(lines))
        item.end = max(item.end, block.end, block.line)
    yield item
    yield from behind
