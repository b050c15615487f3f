"""One item of a list, or row of a table, as the works that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from llmprimer.importing.around import ITALIC, LINK, ROMAN, Surroundings, flatten
from llmprimer.importing.labels import is_resource, plain
from llmprimer.importing.linking import (
    ADDRESSED,
    CHAT,
    LANGUAGES,
    PROSE,
    Links,
    all_items,
    is_external,
    is_link,
    is_plain_citation,
    is_variant,
    lead_words,
    links_of,
    main_resource,
    set_off,
    without_dates,
    without_tags,
    words_outside_links,
)
from llmprimer.importing.outline import BREAK, Block, Span, unwrapped
from llmprimer.records.citing import Cited, cite
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.people_lists import People, is_certain, leading_people, people_in
from llmprimer.records.titles import clean_title, strip_decoration
from llmprimer.records.venues import is_meeting, take_identifiers
from llmprimer.records.written_dates import is_date, parse_date
from llmprimer.text import fold

_BETWEEN = re.compile(r"\s*(?:[,;/|&+·•、，；]|and|or|&amp;|和|与|及|\n)*\s*")
#: In characters; the longest entries of real lists, with all their links, have a quarter of it.
LONGEST_ITEM = 6_000


@dataclass(slots=True)
class Found:
    """A draft, whether it stands in a section called References, and how it was read."""

    draft: Draft
    in_references: bool
    around: Surroundings
    #: Reads the entry again, given the places where the list names people.
    read: Callable[[AbstractSet[str]], tuple[dict[str, Any], Surroundings]]
    #: The fields as they were read first.
    first: dict[str, Any]


class ItemReader:
    """Makes drafts of single items; what stands around them (sections, lists) is its subclass's to know."""

    def __init__(self, blocks: Sequence[Block], reading: Reading) -> None:
        self._reading = reading
        self._found: list[Found] = []
        self._headings = {plain(b.text).lower() for b in blocks if b.kind == "heading"}
        self._citations = Counter(b.group for b in all_items(blocks) if is_plain_citation(b))
        #: How often people were found in a place, and how often there may have been some.
        self._named: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()
        self._linked = Counter(b.group for b in all_items(blocks) if any(is_link(s.href) for s in b.spans))

    @property
    def path(self) -> tuple[str, ...]:
        """The headings that the reader stands under, outermost first."""
        raise NotImplementedError

    @property
    def is_in_references(self) -> bool:
        """Whether the reader stands in a section called References."""
        raise NotImplementedError

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
        """The works that the spans of one item are; none (and a leftover) where they are something else.

        `below` are the lines nested under the item that say more about it.
        """
        spans = spans if is_row else unwrapped(spans)
        links = links_of(spans)
        if sum(len(span.text) for span in spans) > LONGEST_ITEM:
            self.leave(block, "too long for an entry")
            return []
        if not links.titled and not links.resources:
            if not is_heading and not is_row and self._is_linkless_work(block):
                return [self._text_first(block, spans, links, above, below)]
            if links.relative:
                self.leave(block, "the address is not a whole one")
            elif not is_heading and not any(child.kind == "item" for child in block.children):
                self.leave(block, "neither a link nor a citation")
            return []
        if (reason := self._reason_against(spans, links)) is not None:
            self.leave(block, reason)
            return []
        if not links.titled:
            text = words_outside_links(spans)
            if not re.search(r"[^\W\d_]{2}", plain(text)):
                return self._nameless(block, spans, links, above, below)
            if ADDRESSED.match(strip_decoration(without_tags(text))) and set_off(spans, links.resources[0][0]) is None:
                self.leave(block, "a link within a sentence")
                return []
            return [self._text_first(block, spans, links, above, below)]
        if is_row:
            return [self._link_first(block, spans, links, links.titled[0], above, below)]
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
        bold_title = next((s for s in spans[:at] if s.bold and s.href is None and len(s.text.split()) >= 2), None)
        if (
            bold_title is not None
            and not is_date(bold_title.text)
            and not bold_title.text.rstrip().endswith((":", "："))
            and not is_resource(bold_title.text)
        ):
            if ADDRESSED.match(without_dates(bold_title.text)):
                self.leave(block, "a link within a sentence")
                return []
            return [self._text_first(block, spans, links, above, below)]
        if (
            re.search(r"(?:\bby|\bfrom|@|作者[:：]?)\s*$", before, re.IGNORECASE)
            and len(lead.split()) >= 1
            and not is_heading
        ):
            return [self._text_first(block, spans, links, above, below)]
        if lead:
            if ADDRESSED.match(lead):
                self.leave(block, "a link within a sentence")
                return []
            quoted_end = before.rstrip().endswith(
                (":", "：", "-", "–", "—", "|", ".", ",", ")", "]", "→", "=>", ">", "】")
            )
            words = lead.split()
            if is_heading and not quoted_end:
                self.leave(block, "a heading")
                return []
            if leading_people(lead) is not None:
                pass
            elif PROSE.search(lead) and (not quoted_end or len(words) > 8):
                self.leave(block, "a link within a sentence")
                return []
            elif len(words) > 8 and len(words) > len(first.text.split()):
                if links.resources or quoted_end or len(words) > 14:
                    self.leave(block, "a link within a sentence")
                    return []
                return [self._text_first(block, spans, links, above, below)]
        groups = self._separate(spans, links)
        if len(groups) == 1:
            return [self._link_first(block, spans, links, links.titled[0], above, below)]
        drafts = []
        for number, group in enumerate(groups):
            end = groups[number + 1][0][0] if number + 1 < len(groups) else len(spans)
            part = spans[(0 if number == 0 else group[0][0]) : end]
            own = links_of(part)
            line = block.line + sum(1 for s in spans[: group[0][0]] if s.is_break)
            one = Block(block.kind, line, list(part), end=block.end)
            drafts.append(self._link_first(one, part, own, own.titled[0], above))
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
                and not is_variant(before.text, link.text)
                and len(link.text) > 1
                and not link.image
            ):
                groups.append([(at, link)])
            else:
                groups[-1].append((at, link))
        return groups

    def _reason_against(self, spans: Sequence[Span], links: Links) -> str | None:
        all_links = [span for _, span in (*links.titled, *links.resources)]
        hrefs = [span.href or "" for span in all_links]
        if all(CHAT.match(href) for href in hrefs):
            return "a badge, a chat or a donation page"
        if all(span.text.strip().lower().replace(" ", "") in LANGUAGES for span in all_links):
            return "another language of the list"
        if len(hrefs) == 1 and "#" in hrefs[0] and plain(all_links[0].text).lower() in self._headings:
            return "a link to a section"
        if all(span.text.strip(" []()").startswith("@") for span in all_links):
            return "an account"
        if re.match(r"\s*(?:back to (?:the )?top|⬆|↑|返回|回到顶部)", "".join(s.text for s in spans), re.IGNORECASE):
            return "a link to a section"
        return None

    def _nameless(
        self,
        block: Block,
        spans: Sequence[Span],
        links: Links,
        above: tuple[str, ...],
        below: Sequence[Sequence[Span]],
    ) -> list[Draft]:
        """Links without a title: a bare address is a work, `[pdf]` alone is not."""
        bare = [(at, s) for at, s in links.resources if s.text == s.href]
        named = [
            (at, s)
            for at, s in links.resources
            if not s.image and s.text != s.href and re.search(r"[^\W\d_]{2}", s.text)
        ]
        if bare:
            return [self._link_first(block, spans, links, bare[0], above, below)]
        if (
            named
            and len(links.resources) == 1
            and block.kind in ("item", "row")
            and named[0][1].text.strip("[]() ") == named[0][1].text
        ):
            # An item that is nothing but `[Medium](...)`: here the word is a name.
            return [self._link_first(block, spans, links, named[0], above, below)]
        self.leave(block, "links without a title")
        return []

    def _link_first(
        self,
        block: Block,
        spans: Sequence[Span],
        links: Links,
        main: tuple[int, Span],
        above: tuple[str, ...],
        below: Sequence[Sequence[Span]] = (),
    ) -> Draft:
        at, span = main

        def fields(sure: AbstractSet[str]) -> tuple[dict[str, Any], Surroundings]:
            around = Surroundings(sure)
            found: dict[str, Any] = _addressed(span, around)
            before, behind = flatten(spans[:at]), flatten(spans[at + 1 :])
            if span.text == span.href:
                if lead := lead_words(before.replace(ITALIC, "").replace(ROMAN, "")):
                    self._cited(cite(lead, sure="citation" in sure), found, around)
                elif 1 <= len((words := plain(behind)).split()) <= 10:
                    found["title"], behind = words, ""
            else:
                self._linked_title(span.text, found, around)
                around.before(before)
            around.after(behind)
            around.below(below)
            return found, around

        return self._keep(block, fields, span, links, above)

    @staticmethod
    def _linked_title(text: str, found: dict[str, Any], around: Surroundings) -> None:
        """The text of a link is its title, or a whole citation, or a title with a date or authors in brackets behind."""
        led = leading_people(text) if len(text.split()) >= 6 else None
        if (
            led is not None
            and is_certain(led[0])
            and (
                re.match(r"[\s.,]*(?:[(\[]?(?:19|20)\d\d|[\"“«])", led[1])
                or (len(led[0].names) > 1 and len(led[1].split()) >= 4)
            )
        ):
            cited = cite(text)
            if cited.title and cited.authors:
                ItemReader._cited(cited, found, around)
                return
        title = take_identifiers(text, around.fields) if re.search(r"arxiv\s*:|\bdoi\b", text, re.IGNORECASE) else text
        while (
            match := re.search(r"\s*[(\[（]([^()\[\]（）]{4,60})[)\]）]\s*$", title)
        ) is not None and match.start() > 0:
            inner = match[1]
            if not (
                is_date(inner)
                or is_meeting(inner)
                or (parse_date(inner) is not None and leading_people(inner) is not None)
            ):
                break
            around.bracketed(inner)
            title = title[: match.start()]
        found["title"] = title

    @staticmethod
    def _cited(cited: Cited, found: dict[str, Any], around: Surroundings) -> None:
        """Takes over what a citation says."""
        if cited.title:
            found["title"] = cited.title
        if cited.authors:
            around.take(People(cited.authors, cited.has_others, cited.organizations), "citation")
        for name, value in cited.fields.items():
            around.fields.setdefault(name, value)
        if re.search(r"[^\W\d_]{2}", cited.rest):
            (around.descriptions if len(cited.rest.split()) >= 5 else around.left).append(cited.rest)

    def _text_first(
        self,
        block: Block,
        spans: Sequence[Span],
        links: Links,
        above: tuple[str, ...],
        below: Sequence[Sequence[Span]] = (),
    ) -> Draft:
        """`**Title** (2015), G. Hinton et al. [[pdf]](...)`, and the like."""
        first_link = min((at for at, _ in (*links.titled, *links.resources)), default=len(spans))
        main = main_resource(links)
        title_at = set_off(spans, first_link)

        def fields(sure: AbstractSet[str]) -> tuple[dict[str, Any], Surroundings]:
            around = Surroundings(sure)
            found: dict[str, Any] = _addressed(main, around) if main is not None else {}
            if title_at is not None:
                self._set_off(spans, title_at, found, around)
            else:
                self._run_in(spans, first_link, links, found, around)
            around.below(below)
            return found, around

        return self._keep(block, fields, main, links, above)

    def _set_off(
        self, spans: Sequence[Span], title_at: tuple[int, int], found: dict[str, Any], around: Surroundings
    ) -> None:
        """The title is bold or in italics; the rest is around it."""
        begin, end = title_at
        title = strip_decoration("".join(s.text for s in spans[begin:end]).replace(BREAK, " "))
        title = re.sub(r"\s*[(\[](?=(?:19|20)\d\d$)", ", ", title)  # `**Title (2014**, ...`
        if (year := re.search(r", ((?:19|20)\d\d)$", title)) is not None:
            around.bracketed(year[1])
            title = title[: year.start()]
        before, behind = flatten(spans[:begin]), flatten(spans[end:])
        quoted = re.match(r"\s*[:：,，-]*\s*[\"“«「]([^\"”»」]{8,300})[\"”»」]", behind)
        if len(title.split()) <= 3 and quoted is not None and len(quoted[1].split()) >= 3:
            # `**BLIP**: "Bootstrapping Language-Image Pre-training"`: the bold word is what people call it.
            found["aliases"], title, behind = [title.strip(" :：,")], quoted[1].strip(" ,."), behind[quoted.end() :]
        elif re.search(r"\((?:19|20)\d{2}", title) or (re.search(r".[“\"]\w", title) and leading_people(title)):
            inner = cite(title)
            if inner.title:
                self._cited(inner, found, around)
                title = inner.title
        found["title"] = take_identifiers(title, around.fields) if "arxiv" in title.lower() else title
        around.before(before)
        around.after(re.sub(r"^[\s.,]*[\"”»]+", " ", behind))

    def _run_in(
        self, spans: Sequence[Span], first_link: int, links: Links, found: dict[str, Any], around: Surroundings
    ) -> None:
        """Title and all the rest in one run of text before the first link."""
        lead = [s for s in spans[:first_link] if not s.image]
        while lead and (lead[0].is_break or not lead[0].text.strip() or (lead[0].code and len(lead) > 1)):
            around.before(flatten(lead[:1]))
            del lead[0]
        for span in lead:
            if span.code and not span.is_break and len(lead) > 1:
                around.before(flatten([span]))
        text = "".join(" " if s.code and not s.is_break and len(lead) > 1 else s.text for s in lead)
        text = re.sub(r"(?:,\s*)+(?=,|$)", "", text)
        text, tags = without_tags(text), text
        around.before(tags[: max(0, len(tags) - len(text))] if tags.endswith(text) else "")
        text = re.sub(r"[\[(（【|]\s*$", "", text).strip()
        by_link = re.search(r"\s+by\s*$", text, re.IGNORECASE)
        text = re.sub(r"\s+(?:by|from|-|–|—)\s*$", "", text, flags=re.IGNORECASE)
        if text.count(" | ") >= 2:  # `2020 | Fawkes | Shawn Shan | USENIX`
            cells = [cell.strip() for cell in text.split(" | ")]
            at = next((n for n, c in enumerate(cells) if c and not is_date(c) and not is_resource(c)), 0)
            for cell in cells[:at]:
                around.before(cell)
            text, cells = cells[at], cells[at + 1 :]
            for cell in cells:
                around.line(cell, "cell")
        lines = [line for line in text.split(BREAK) if line.strip()]
        cited = cite(lines[0] if lines else "", sure="citation" in around.sure)
        if not cited.authors and "citation" not in around.sure and lines and cite(lines[0], sure=True).authors:
            around.doubtful.add("citation")
        self._cited(cited, found, around)
        behind = flatten(spans[first_link:])
        if not cited.title:
            found["title"] = self._title_behind(links, behind)
            behind = ""
        if by_link is not None and links.titled and not around.authors:
            people = people_in(links.titled[0][1].text, sure=True)
            if people is not None:
                around.take(people, "link")
                behind = behind.replace(links.titled[0][1].text, " ", 1)
        for line in lines[1:]:
            around.line(line, "below")
        around.after(behind)

    def _title_behind(self, links: Links, behind: str) -> str:
        """Where a label comes first: `[Blog](...) of Ada Lovelace`, `[Paper](...): On Engines`."""
        label = plain(links.resources[0][1].text) if links.resources else ""
        words = " ".join(plain(behind.replace(LINK, " ")).split())
        if re.match(r"(?:of|by|for|about|on|from)\b", words):
            return f"{label} {words}"
        return cite(words.lstrip(" :：-–—/|,·")).title or label

    def _is_linkless_work(self, block: Block) -> bool:
        """Whether an item without a link is one of a list of citations, most of which have links."""
        if block.kind != "item" or not is_plain_citation(block):
            return False
        several = self._linked[block.group] + self._citations[block.group] >= 3 or self._citations.total() >= 3
        return several or not self._linked.total()

    def _keep(
        self,
        block: Block,
        read: Callable[[AbstractSet[str]], tuple[dict[str, Any], Surroundings]],
        main: Span | None,
        links: Links,
        above: tuple[str, ...],
    ) -> Draft:
        found, around = read(frozenset())
        fields = _merged(found, around)
        url = fields.get("url") or ""
        further = tuple(
            dict.fromkeys(
                (plain(s.text) if s.text != s.href else "", s.href or "")
                for _, s in (*links.titled, *links.resources)
                if s is not main and s.href != url
            )
        )
        draft = Draft(
            block.line, fields, headings=(*self.path, *above), links=further, last_line=max(block.line, block.end)
        )
        draft.left = tuple(around.left)
        draft.restated = str(found.get("title") or "")
        self._found.append(Found(draft, self.is_in_references, around, read, dict(fields)))
        self._named.update(around.named)
        self._asked.update(around.named | around.doubtful)
        return draft

    def keep_citation(self, block: Block, spans: Sequence[Span]) -> None:
        """Takes a citation without links."""
        self._text_first(block, spans, Links(), ())

    def settle_doubts(self) -> None:
        """Reads those entries again that may name people, now that it is known where this list names them."""
        sure = {place for place, count in self._named.items() if count >= 3 and count >= 0.3 * self._asked[place]}
        for found in self._found:
            if found.around.doubtful & sure and not found.around.authors:
                again, around = found.read(sure)
                merged = _merged(again, around)
                told = {k: v for k, v in found.draft.fields.items() if k not in found.first or found.first[k] != v}
                merged = {**merged, **told}
                if "author" not in merged:
                    continue
                found.draft.fields.clear()
                found.draft.fields.update(merged)
                found.draft.left = tuple(around.left)

    def leave(self, block: Block, reason: str) -> None:
        """Notes a block that is no work, and what is nested in it."""
        self._reading.leave(block.line, block.text, reason, block.end)
        for child in block.children:
            self.leave(child, reason)


def _addressed(span: Span, around: Surroundings) -> dict[str, Any]:
    """The address of a work; what is not a whole one stays out and is told."""
    if is_external(span.href):
        return {"url": span.href}
    around.left.append(span.href or "")
    return {}


def _merged(found: dict[str, Any], around: Surroundings) -> dict[str, Any]:
    fields = {**around.result(), **found}
    title = clean_title(str(fields.get("title") or ""), fields.get("url") or "")
    if around.full_title:
        short, title = title, clean_title(around.full_title)
        if len(short.split()) > 5 and fold(short) not in fold(title) and fold(title) not in fold(short):
            short, title = title, short
        if short and fold(short) != fold(title):
            if fold(short) in fold(title):
                fields["aliases"] = [*fields.get("aliases", ()), short]
            else:
                around.left.append(short)
    fields["title"] = title
    if not title:
        del fields["title"]
    return fields
