"""Reads one item of a list, or row of a table, as works."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from llmprimer.identifiers import host
from llmprimer.importing.document.bold_titles import begins_bold, is_tag
from llmprimer.importing.document.citations import (
    is_dated_title,
)
from llmprimer.importing.document.flattening import flatten
from llmprimer.importing.document.labels import is_resource, plain
from llmprimer.importing.document.linking import (
    ADDRESSED,
    LICENSE,
    PROSE,
    Links,
    all_items,
    has_cells,
    is_variant,
    lead_words,
    links_of,
    set_off,
    without_dates,
    without_tags,
    words_outside_links,
)
from llmprimer.importing.document.outline import Block, Span, unwrapped
from llmprimer.importing.drafting.bylines import split_label, with_title_first
from llmprimer.importing.drafting.title_ends import (
    name_before,
    with_meeting_first,
    without_name_before,
)
from llmprimer.importing.entries.linkless_items import LinklessReader
from llmprimer.importing.entries.refusals import describes_accounts, groups_of_chats, lists_chats, reason_against
from llmprimer.importing.forms.list_forms import USUAL, YEAR_FIRST
from llmprimer.importing.preparing.leading_notes import unlinked_title
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.people_lists import leading_people, people_in
from llmprimer.records.titles import names_site, strip_decoration
from llmprimer.records.venues import is_meeting
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold
from llmprimer.vocabulary import LinkType

_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
#: `CoRL 2024`, `ICLR 2025 scores`, and nothing else; longer names are those of workshops, data sets and the like.
_MEETING_ALONE = re.compile(r"[A-Z\d][A-Za-z]{0,4}[A-Z](?:\s|'|\s')(?:(?:19|20)\d\d|(?<=')\d\d)(?:\s[a-z]+)?")
#: What only says what a link leads to; `Medium` may be the name of a site.
_TYPES = frozenset((*LinkType, "paper", "link"))
#: Between links that are in quotation marks of their own: `《[A](...)》 and 《[B](...)》`.
_QUOTED_APART = re.compile(r"\s*[»》」』”].*[«《「『“]\s*")
_BETWEEN = re.compile(r"[\s\"”“»«》《」「』『]*(?:(?:[,;/|&+·•、，；]|and|or|&amp;|和|与|及)[\s\"”“»«》《」「』『]*)*")
#: Before words about a work.
_TOLD = re.compile(r"\s*(?:[-–—]\s|[:：])")
#: In characters; the longest entries of real lists, with all their links, have a quarter of it.
LONGEST_ITEM = 6_000


class ItemReader(LinklessReader):
    """Makes drafts of single items; the subclass knows the sections and lists around them."""

    def __init__(self, blocks: Sequence[Block], reading: Reading, noted: AbstractSet[int]) -> None:
        super().__init__(blocks, reading, noted)
        self._of_chats = lists_chats(blocks)
        self._of_accounts = describes_accounts(all_items(blocks))
        self._among_chats = groups_of_chats(all_items(blocks))
        self._headings = {plain(b.text).lower() for b in blocks if b.kind == "heading"}

    def from_spans(
        self,
        block: Block,
        spans: Sequence[Span],
        above: tuple[str, ...],
        *,
        below: Sequence[Sequence[Span]] = (),
        is_heading: bool = False,
        is_row: bool = False,
    ) -> list[Draft]:
        """The works in the spans of one item; empty (and a leftover) if it is no work.

        `below` are the lines nested under the item that are about it.
        """
        label, spans = ("", spans) if is_row else split_label(spans)
        name = name_before(spans)
        field = "aliases"
        if name is None or name not in self._names:
            name = label
        else:
            spans = without_name_before(spans)
            field = "aliases" if self._names[name] <= USUAL else "keywords"
        made = self._works(block, spans, above, below, is_heading=is_heading, is_row=is_row)
        for draft in made[:1] if name else ():
            draft.fields[field] = [*draft.fields.get(field, ()), name]
        return made

    def _works(
        self,
        block: Block,
        spans: Sequence[Span],
        above: tuple[str, ...],
        below: Sequence[Sequence[Span]],
        *,
        is_heading: bool,
        is_row: bool,
    ) -> list[Draft]:
        if not is_row:
            sure = self._bylines[block.group] >= USUAL
            spans, below = with_title_first(unwrapped(spans), below, sure=sure)
        spans = _with_year_apart(spans) if self._is_yeared(block) else spans
        spans = with_meeting_first(spans, self._meetings_first) or spans
        links = _with_sites_as_names(spans, links_of(spans))
        if sum(len(span.text) for span in spans) > LONGEST_ITEM:
            self.leave(block, "too long for an entry")
            return []
        if not links.titled and not links.resources:
            return self.without_links(block, spans, links, above, below, is_heading=is_heading, is_row=is_row)
        reason = reason_against(
            spans,
            links,
            self._headings,
            self.path,
            of_chats=self._of_chats,
            among_chats=block.group in self._among_chats,
            of_accounts=self._of_accounts,
        )
        if reason is not None:
            self.leave(block, reason)
            return []
        if is_heading and _ADDRESS.fullmatch("".join(s.text for s in spans).strip(" *→➡:")):
            self.leave(block, "a heading")
            return []
        every = sorted((*links.titled, *links.resources), key=lambda found: found[0])
        if (
            (is_meeting(every[0][1].text) if len(every) > 1 else _MEETING_ALONE.fullmatch(every[0][1].text.strip()))
            and not re.search(r"\w", words_outside_links(spans))
            and _are_labels(every[1:])
        ):
            self.leave(block, "the pages of a meeting")  # `[CoRL 2024](...) / [statistics](...)`
            return []
        if not links.titled:
            spans = unlinked_title(spans)
            text = words_outside_links(spans)
            is_label = text.rstrip(" *_").endswith((":", "：")) and is_resource(text.strip(" *_:："))
            if is_label or not re.search(r"[^\W\d_]|^\d{3,4}$" if is_row else r"[^\W\d_]{2}", plain(text)):
                return self._nameless(block, spans, links, above, below)
            if len(links.resources) >= 2 and re.fullmatch(r"[^\W\d_]+\s*[:：][\s\[\](),|/]*", text):
                self.leave(block, "links without a title")  # `Conferences: [[CVPR'22](...)] [[NeurIPS'21](...)]`
                return []
            if ADDRESSED.match(strip_decoration(without_tags(text))) and set_off(spans, links.resources[0][0]) is None:
                self.leave(block, "a link within a sentence")
                return []
            at, only = links.resources[0]
            who = people_in("".join(s.text for s in spans[:at]).rstrip(" -–—:")) if len(only.text.split()) > 1 else None
            if who is not None and len(links.resources) == 1 and "given" in who.names[0] and only.text != only.href:
                return [
                    self.link_first(block, spans, links, links.resources[0], above, below)
                ]  # `A. Stern - [Lecture Notes](...)`
            return [self.text_first(block, spans, links, above, below)]
        if is_row:
            return [self.link_first(block, spans, links, links.titled[0], above, below)]
        if has_cells(spans):
            return [self.text_first(block, spans, links, above, below)]
        return self._titled(block, spans, links, above, below, is_heading=is_heading)

    def _titled(
        self,
        block: Block,
        spans: Sequence[Span],
        links: Links,
        above: tuple[str, ...],
        below: Sequence[Sequence[Span]],
        *,
        is_heading: bool,
    ) -> list[Draft]:
        at, first = links.titled[0]
        before = "".join(s.text for s in spans[:at] if not s.image)
        lead = lead_words(before)
        least = 1 if self._is_bold_list(block) and begins_bold(spans) else 2
        bold_title = next(
            (
                s
                for n, s in enumerate(spans[:at])
                if s.bold
                and s.href is None
                and len(s.text.split()) >= least
                and not is_tag(spans, n)
                and not re.fullmatch(r"\s*[\[(【].*[\])】]\s*", s.text)
            ),
            None,
        )
        if (
            bold_title is not None
            and not is_date(bold_title.text)
            and (least == 1 or not bold_title.text.rstrip().endswith((":", "：")))
            and not is_resource(bold_title.text)
            and not _is_label(bold_title, before, first)
        ):
            if ADDRESSED.match(without_dates(bold_title.text)):
                self.leave(block, "a link within a sentence")
                return []
            return [self.text_first(block, spans, links, above, below)]
        if (
            re.search(r"(?:\bby|\bfrom|@|作者[:：]?)\s*$", before, re.IGNORECASE)
            and len(lead.split()) >= 1
            and not is_heading
        ):
            return [self.text_first(block, spans, links, above, below)]
        if links.resources and links.resources[0][0] < at and is_dated_title(_before_links(spans).strip(" ,|([")):
            return [
                self.text_first(block, spans, links, above, below)
            ]  # `Title, OSDI 2016, [paper](...), [our report](...)`
        is_remark = len(first.text.split()) >= USUAL and _are_italic(spans[:at])
        if lead:
            if ADDRESSED.match(lead) and not is_remark:
                self.leave(block, "a link within a sentence")
                return []
            if _are_pages(links) and re.search(r"\w\s*(?:\s[-–—]|:)\s*$", _before_links(spans)):
                return [self.text_first(block, spans, links, above, below)]
            quoted_end = before.rstrip().endswith(
                (":", "：", "-", "–", "—", "|", ".", ",", ")", "]", "→", "=>", ">", "】")
            )
            words = lead.split()
            if is_heading and not quoted_end:
                self.leave(block, "a heading")
                return []
            if (
                leading_people(lead) is not None
                or (ORGANIZATION.search(lead) and len(words) <= 6 and words[-1][:1].isupper())
                or is_remark
            ):
                pass  # who it is by, or what is said of it
            elif PROSE.search(lead) and (not quoted_end or len(words) > 8):
                self.leave(block, "a link within a sentence")
                return []
            elif len(words) > 8 and len(words) > len(first.text.split()):
                if links.resources or quoted_end or len(words) > 14:
                    self.leave(block, "a link within a sentence")
                    return []
                return [self.text_first(block, spans, links, above, below)]
        behind = "".join(s.text for s in spans[at + 1 : at + 2] if s.href is None)
        if re.match(r"\s+(?:is|are|was|were|has|have|will)\b", behind) and (
            (lead and not is_heading) or re.match(r"(?:our|my|this)\b", first.text, re.IGNORECASE)
        ):
            self.leave(block, "a link within a sentence")
            return []
        groups = self._separate(spans, links)
        if len(groups) == 1:
            return [self.link_first(block, spans, links, links.titled[0], above, below)]
        drafts = []
        for number, group in enumerate(groups):
            end = groups[number + 1][0][0] if number + 1 < len(groups) else len(spans)
            part = spans[(0 if number == 0 else group[0][0]) : end]
            if end < len(spans) and _BETWEEN.fullmatch(flatten(spans[group[-1][0] + 1 : end])):
                part = part[: len(part) - (end - group[-1][0] - 1)]
            own = links_of(part)
            line = block.line + sum(1 for s in spans[: group[0][0]] if s.is_break)
            one = Block(block.kind, line, list(part), end=block.end)
            drafts.append(self.link_first(one, part, own, (own.titled or own.resources)[0], above))
        if (summary := drafts[-1].fields.get("summary")) and _are_told_together(spans, groups):
            for draft in drafts:
                draft.fields.setdefault("summary", summary)
        return drafts

    def _separate(self, spans: Sequence[Span], links: Links) -> list[list[tuple[int, Span]]]:
        """The titled links, grouped by the work that they belong to."""
        groups = [[links.titled[0]]]
        in_run = True  # ended by the first words that are no separator: what follows is a description
        for (at, link), (before_at, before) in zip(links.titled[1:], links.titled, strict=False):
            between = spans[before_at + 1 : at]
            # `[A](...) (for light) and [B](...)`: what stands in brackets belongs to the first.
            text = re.sub(r"\([^()\n]{0,80}\)", "", "".join(s.text for s in between if s.href is None))
            only_breaks = "\n" in text and not text.replace("\n", "").strip(" ,;|/&-*•·")
            has_resource = any(s.href for s in between)
            # After a line break a new title counts, whatever the line before said.
            new_line = "\n" in text and not text.rpartition("\n")[2].strip(" -*•·–—0123456789.)")
            in_run = in_run and _BETWEEN.fullmatch(text) is not None and not has_resource
            separator = in_run and bool(text.strip() or only_breaks)
            if (
                (separator or new_line)
                and (_QUOTED_APART.fullmatch(text) or not is_variant(before.text, link.text))
                and len(link.text) > 1
                and not link.image
            ):
                groups.append([(at, link)])
            else:
                groups[-1].append((at, link))
        return groups

    def _nameless(
        self,
        block: Block,
        spans: Sequence[Span],
        links: Links,
        above: tuple[str, ...],
        below: Sequence[Sequence[Span]],
    ) -> list[Draft]:
        """The work of links without a title: a bare address is one, `[pdf]` alone is not."""
        bare = [(at, s) for at, s in links.resources if s.text == s.href]
        named = [
            (at, s)
            for at, s in links.resources
            if not s.image and s.text != s.href and re.search(r"[^\W\d_]{2}", s.text)
        ]
        if (label := words_outside_links(spans).strip(" *_:：")) and is_resource(label):
            self.leave(block, "links without a title")  # `Link: https://...`
            return []
        if bare:
            return [self.link_first(block, spans, links, bare[0], above, below)]
        if (
            named
            and len(links.resources) == 1
            and block.kind in ("item", "row")
            and named[0][1].text.strip("[]() ") == named[0][1].text
            and not is_meeting(named[0][1].text)
            and fold(named[0][1].text) not in _TYPES
            and LICENSE.search(named[0][1].href or "") is None
        ):
            # An item that is nothing but `[Medium](...)`: here the word is a name.
            return [self.link_first(block, spans, links, named[0], above, below)]
        self.leave(block, "links without a title")
        return []


def _is_label(bold: Span, before: str, link: Span) -> bool:
    """Whether bold words only say what the link is, `**Week 3**: [Title of It](...)`."""
    words = bold.text.split()
    is_alone = re.fullmatch(rf"\s*{re.escape(bold.text.strip())}\s*[:：]\s*", before) is not None
    return is_alone and len(words) <= 3 and words[-1].isdigit() and len(link.text.split()) >= 2


def _are_italic(spans: Sequence[Span]) -> bool:
    """Whether all words are in italics, as those of a remark before a link and not of a sentence around it."""
    return all(span.italic for span in spans if re.search(r"\w", span.text) and not span.image)


def _before_links(spans: Sequence[Span]) -> str:
    """The text before the first link of any kind."""
    first = next((at for at, s in enumerate(spans) if s.href), 0)
    return "".join(s.text for s in spans[:first] if not s.image)


def _with_year_apart(spans: Sequence[Span]) -> Sequence[Span]:
    """The spans, with the year before a title as one that the readers of titles know, `2023 Lamps Without Wicks`."""
    year = YEAR_FIRST.match(spans[0].text if spans else "")
    if year is None:
        return spans
    stated = f"{year[1]}: " if spans[0].href else f"({year[1]}) "
    return [spans[0]._replace(text=stated + spans[0].text[year.end() :]), *spans[1:]]


def _with_sites_as_names(spans: Sequence[Span], links: Links) -> Links:
    """The links, where the first of several names and nothing else is that of a site, `[YouTube](...), [LampTube](...), [Dim](...)`."""
    at, first = links.resources[0] if len(links.resources) == 1 and len(links.titled) > 1 else (0, None)
    if first is None or at > links.titled[0][0] or re.search(r"\w", words_outside_links(spans)):
        return links
    is_name = first.text[:1].isupper() and fold(first.text) not in _TYPES and not first.image
    if not is_name or not _are_labels(links.titled) or not names_site(first.text, host(first.href or "")):
        return links
    return Links([(at, first), *links.titled], [], links.relative)


def _are_told_together(spans: Sequence[Span], groups: Sequence[Sequence[tuple[int, Span]]]) -> bool:
    """Whether the words behind several works on one line are about all of them, `[A](...) & [B](...) - Lamps for rooms`."""
    begin, last = groups[0][0][0], groups[-1][-1][0]
    between = "".join(span.text for span in spans[begin:last] if span.href is None)
    behind = "".join(span.text for span in spans[last + 1 : last + 2] if span.href is None)
    return "\n" not in between and _BETWEEN.fullmatch(between) is not None and _TOLD.match(behind) is not None


def _are_pages(links: Links) -> bool:
    """Whether there are several short links, at least one of them a label: `[YouTube](...), [Stanford.edu](...)`."""
    return bool(links.resources) and _are_labels(links.titled)


def _are_labels(links: Sequence[tuple[int, Span]]) -> bool:
    """Whether the texts of links are too short for titles."""
    return all(len(span.text.split()) <= 2 for _, span in links)
