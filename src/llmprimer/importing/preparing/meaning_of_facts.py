"""What the labels of facts below titles mean, as all entries of a list show, and the entries with their parts stated."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmprimer.importing.document.labels import column, holds_no_works, is_resource
from llmprimer.importing.document.linking import TITLE_LABEL
from llmprimer.importing.document.main_links import is_paper
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.document.stated_parts import LineMatch, StatedPart
from llmprimer.importing.drafting.restated import restates
from llmprimer.importing.preparing.labelled_facts import Fact, says_what_is_there
from llmprimer.importing.preparing.stated_sections import stated_section
from llmprimer.importing.stated.line_pattern import SKIP
from llmprimer.importing.stated.line_scores import stated_people
from llmprimer.records.column_roles import people_of_cell
from llmprimer.records.draft import Reading
from llmprimer.records.links import link_type
from llmprimer.records.people_lists import people_in
from llmprimer.records.venues import is_meeting, is_preprint, names_publication
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold
from llmprimer.vocabulary import LinkType

#: What share of the texts behind a label must be sentences, and what share of the entries must begin with the title of a paper.
_SAID = 0.6
_OF_PAPERS = 0.5
#: How many words a short name has at most.
_NAME = 4
_YEAR = re.compile(r"\(?\b((?:19|20)\d\d)\b\)?")
FIELDS = {
    "author": "author",
    "speaker": "author",
    "date": "issued",
    "venue": "container_title",
    "organization": "organizations",
    "keyword": "keywords",
    "alias": "aliases",
    "publisher": "publisher",
}


@dataclass(slots=True)
class TitleOverFacts:
    """A title, and the facts in the blocks below it."""

    at: int
    title: Block
    level: int
    below: list[Block]
    facts: list[Fact]
    #: The text of the title, without its number.
    name: str
    #: Those of its labels that recur below titles of the form.
    labels: frozenset[str] = frozenset()
    #: What stands in brackets at an end of the title, `Large Lamps (CHI 2020)`.
    known: tuple[StatedPart, ...] = ()


def labels_of_descriptions(entries: Sequence[TitleOverFacts]) -> frozenset[str]:
    """The labels with the sentences: one that is known to have them, else the first; others where an entry has none of these."""
    behind: defaultdict[str, list[Fact]] = defaultdict(list)
    for entry in entries:
        for fact in entry.facts:
            is_of_field = fact.is_nested or fact.kind in FIELDS or holds_no_works(fact.label)
            if fact.text and fact.key in entry.labels and not is_of_field:
                behind[fact.key].append(fact)
    said = {
        key: sum(len(fact.text) for fact in own)
        for key, own in behind.items()
        if sum(fact.is_sentence for fact in own) >= _SAID * len(own)
        and 2 * len({fact.text for fact in own}) > len(own)  # `To be written.`
    }
    # Of `Motivation: ...` and `Results: ...` the first says what it is.
    order = sorted(said, key=lambda key: said[key] if column(key) == "note" else 0, reverse=True)
    chosen: set[str] = set()
    for key in order:
        if not any(key in entry.labels and not chosen.isdisjoint(entry.labels) for entry in entries):
            chosen.add(key)
    return frozenset(chosen)


class LabelMeaning:
    """What the labels of a list mean, as all its entries show."""

    def __init__(self, entries: Sequence[TitleOverFacts]) -> None:
        self._told = labels_of_descriptions(entries)
        first = Counter(
            fact.key
            for entry in entries
            for fact in [next((fact for fact in entry.facts if fact.links), None)]
            if fact is not None and (fact.title is not None or fact.quoted) and _may_have_title(fact)
        )
        label, count = max(first.items(), key=lambda found: found[1], default=("", 0))
        self._title = label if count >= _OF_PAPERS * len(entries) else ""

    def stated(self, entry: TitleOverFacts, reading: Reading) -> Block:
        """The entry as one whose parts are stated."""
        parts = list(entry.known)
        links: list[Span] = []
        titled = next((fact for fact in entry.facts if self._has_title(entry, fact)), None)
        called = ""
        if titled is not None and (link := titled.title) is not None:
            parts.append(StatedPart("title", link.text, (link,)))
            said = [*_behind_title(titled, link)]
            parts += said
            links += titled.links
            called = entry.name if fold(entry.name) != fold(link.text) else ""
        elif titled is not None:
            title = titled.quoted or titled.text.strip(" .")
            parts.append(StatedPart("title", title))
            links += [_called(link, titled) for link in titled.links]
            called = entry.name if fold(entry.name) != fold(title) else ""
        else:
            parts.append(StatedPart("title", entry.name))
        has_description = any(fact.key in self._told and fact.text for fact in entry.facts)
        for fact in entry.facts:
            if fact is titled:
                continue
            if not fact.label and not fact.is_nested:
                said = [*_of_remark(fact, is_open=not has_description)]
            else:
                is_told = fact.key in self._told or (not has_description and fact.kind == "note" and fact.is_sentence)
                said = [*_of_fact(fact, is_told=is_told and bool(fact.text))]
            has_description = has_description or any(part.field == "summary" for part in said)
            if not said and fact.words:
                text = f"{fact.label}: {fact.text}" if fact.label else fact.text
                reading.leave(fact.line, text, "a fact that no field of a work has", fact.end)
            parts += said
            is_said = any(part.field == "summary" for part in said)
            links += fact.links if is_said else [_called(link, fact) for link in fact.links]
        labels = [text for fact in entry.facts for text in (fact.label, fact.outer)]
        match = LineMatch(tuple(parts), tuple(links), words=" ".join([*labels, entry.title.text]))
        return stated_section(entry.title, entry.below, match, called=called)

    def _has_title(self, entry: TitleOverFacts, fact: Fact) -> bool:
        """Whether a fact has the whole title of the work of which the heading has a short name."""
        if fact.is_nested:
            return False
        if TITLE_LABEL.search(fact.label) and fact.key in entry.labels:  # `Title: Large Lamps of Rooms`
            return bool(fact.title or fact.quoted) or (not fact.links and len(fact.words.split()) > 1)
        title = fact.title.text if fact.title is not None else fact.quoted
        if not self._title or fact.key != self._title or not title:
            return False
        return len(entry.name.split()) <= _NAME or restates(title, entry.name)


def _may_have_title(fact: Fact) -> bool:
    """Whether a label says that a paper is there, and neither its code nor a film of it."""
    if fact.is_nested:
        return False
    is_called = is_paper(Span(fact.label, "")) or fact.kind == "title"
    return is_called and (link_type(fact.label, "") in (LinkType.OTHER, LinkType.PDF) or is_paper(Span(fact.label, "")))


def _behind_title(fact: Fact, link: Span) -> Iterator[StatedPart]:
    """What stands around the link of a title: where it was published and when, or who wrote it."""
    at = next(n for n, span in enumerate(fact.spans) if span is link)
    text = " ".join("".join(s.text for s in fact.spans[at + 1 :] if s.href is None and not s.image).split())
    text = text.strip(" ,;.|*_–—-\"“”'")
    if not re.search(r"\w", text):
        return
    bare = text[1:-1] if text[0] in "([" and text[-1] in ")]" and not re.search(r"[()\[\]]", text[1:-1]) else text
    if names_publication(bare) or re.search(r",\s*(?:1[5-9]|20)\d\d$", bare):
        yield StatedPart("container_title", bare)
    elif is_date(bare):
        yield StatedPart("issued", bare)
    elif people_in(bare, sure=True) is not None:
        yield StatedPart("author", bare)
    else:
        yield StatedPart(SKIP, text)


def _of_remark(fact: Fact, *, is_open: bool) -> Iterator[StatedPart]:
    """What a text without a label says: who wrote the work, where it was published, or what it is."""
    text = fact.text
    if is_meeting(text.strip(" ()[]*_")):
        yield StatedPart("container_title", text)
    elif people_in(text.strip(" *_"), sure=True) is not None:
        yield StatedPart("author", text.strip(" *_"))
    elif is_open and (fact.is_sentence or (not fact.links and len(text.split()) > _NAME)):
        yield StatedPart("summary", text)


def _of_fact(fact: Fact, *, is_told: bool) -> Iterator[StatedPart]:
    """What a label says, if a field has it."""
    text = fact.text
    name = FIELDS.get(fact.kind or "")
    if is_resource(fact.label) and fact.kind not in ("author", "date", "organization", "publisher") and fact.links:
        name = None  # `Source: [code](...)`
    if is_told:
        yield StatedPart("summary", text, tuple(fact.links))
    elif name == "author" and _names_people(text):
        yield StatedPart(name, text, tuple(fact.links))
    elif name == "container_title" and is_preprint(_YEAR.sub("", text).strip(" ,")):
        if (year := _YEAR.search(text)) is not None:
            yield StatedPart("issued", year[1])
    elif name is not None and name != "author" and fact.words + "".join(link.text for link in fact.links):
        yield StatedPart(name, text)


def _names_people(text: str) -> bool:
    """Whether a text names people, or one body as the author."""
    is_one = re.search(r"[,;(]|\bet al", text) is None
    return people_of_cell(text) is not None or (is_one and stated_people(text) is not None)


def _called(link: Span, fact: Fact) -> Span:
    """The link with the label that says what is there."""
    is_own = (
        is_resource(link.text)
        and re.search(r"\w", link.text) is not None
        and link_type(link.text, "") is not LinkType.OTHER
    )
    label = fact.label if says_what_is_there(fact.label) else fact.outer
    if is_own or link.image or not says_what_is_there(label):
        return link
    return link._replace(text=label)
