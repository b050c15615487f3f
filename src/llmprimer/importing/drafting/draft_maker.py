"""Drafts a work from its spans: the title is a link, set off in bold or italics, or part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from llmprimer.importing.document.citations import named_italics
from llmprimer.importing.document.flattening import ITALIC, LINK, ROMAN, flatten
from llmprimer.importing.document.hrefs import is_external, is_link
from llmprimer.importing.document.labels import column, is_resource, plain, plain_title
from llmprimer.importing.document.linking import Links, has_cells, lead_words, set_off, without_tags
from llmprimer.importing.document.main_links import is_paper, main_resource
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.importing.drafting.around import Surroundings
from llmprimer.importing.drafting.bylines import is_byline
from llmprimer.importing.drafting.companions import settle_addresses
from llmprimer.importing.drafting.dated_titles import settle_kinds, settle_meetings, settle_numbers, settle_years
from llmprimer.importing.drafting.read_entry import ReadEntry
from llmprimer.importing.drafting.restated import restates
from llmprimer.importing.drafting.said_publications import settle_publications
from llmprimer.importing.drafting.short_names import settle_short_names
from llmprimer.importing.drafting.subject_people import without_subjects
from llmprimer.importing.drafting.sure_places import ONE_CITED, sure_places
from llmprimer.importing.drafting.title_ends import TAGS_ONLY, subtitle, without_brackets, without_meeting
from llmprimer.importing.drafting.title_texts import linked_title, name_and_words, one_before_publication, take_citation
from llmprimer.records.citing import cite
from llmprimer.records.draft import Draft
from llmprimer.records.parsed_citation import ParsedCitation
from llmprimer.records.people_lists import leading_people, people_in
from llmprimer.records.titles import clean_title, strip_decoration
from llmprimer.records.venues import is_meeting, take_identifiers
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold

#: A tag of the list behind everything else: `Title, CHI 2020, [Lamps]`.
_TAG_BEHIND = re.compile(r"[.,]\s*[(\[]([^()\[\]]{2,25})[)\]]$")
#: What stands last behind an address and a title, `https://... Large Lamps (Ada Stern, CHI 2020)`.
_DATED_BRACKET_LAST = re.compile(r"(?<=[\w\s.!?])[(（]([^()（）]{2,60}\b(?:19|20)\d\d)[)）]\s*$")
#: How many words before a title are a description and no label.
_SAID = 4
#: What the entries of a list show of one another, in this order.
_SETTLING = (
    without_subjects,
    settle_addresses,
    settle_years,
    settle_meetings,
    settle_publications,
    settle_numbers,
    settle_kinds,
    settle_short_names,
)


class DraftMaker:
    """Makes drafts, and reads them again when it is known in which positions the list names people."""

    def __init__(self) -> None:
        self._found: list[ReadEntry] = []
        #: The lists whose items are names with a title in italics behind them.
        self._italic_groups: frozenset[int] = frozenset()
        #: How often people were found in a position of the entry, and how often they were possible.
        self._named: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()
        #: The single names that stand between title and publication, if they are names.
        self._single: Counter[str] = Counter()

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above the current block, outermost first."""
        raise NotImplementedError

    @property
    def is_in_references(self) -> bool:
        """Whether the current section is called References."""
        raise NotImplementedError

    def link_first(
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
            around = Surroundings(sure, named_elsewhere=_has_author_column(block))
            around.is_paper, around.address = is_paper(span), span.href or ""
            found: dict[str, Any] = _addressed(span, around)
            before, after = _without_quotes(flatten(spans[:at]), flatten(spans[at + 1 :]))
            if span.text == span.href:
                if lead := lead_words(before.replace(ITALIC, "").replace(ROMAN, "")):
                    take_citation(cite(lead, sure="citation" in sure), found, around)
                elif not TAGS_ONLY.fullmatch(after) and 1 <= len((words := plain_title(after)).split()) <= 10:
                    found["title"], after = words, ""
            else:
                text, about = name_and_words(span.text, span.href or "")
                linked_title(text, found, around)
                after = f" — {about}{after}" if about else after
                around.before(before)
                if is_paper(span) and (further := subtitle(span.text, after)):
                    found["title"] = f"{span.text.strip(' :')}: {further}"
                    after = after[after.find(further) + len(further) :]
            around.linked = str(found.get("title") or "")
            around.after(after)
            around.below(below)
            around.finish()
            return found, around

        return self._keep(block, fields, span, links, above)

    def text_first(
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
        italic = named_italics(spans[:first_link]) if block.group in self._italic_groups else None
        if italic is not None:
            title_at = italic, italic + 1

        def fields(sure: AbstractSet[str]) -> tuple[dict[str, Any], Surroundings]:
            around = Surroundings(
                sure if italic is None else {*sure, "before", "alone"}, named_elsewhere=_has_author_column(block)
            )
            around.is_paper = main is not None and is_paper(main)
            around.address = main.href or "" if main is not None else ""
            found: dict[str, Any] = _addressed(main, around) if main is not None else {}
            if title_at is not None:
                self._set_off(spans, title_at, found, around)
            else:
                self._run_in(spans, first_link, links, found, around, is_cell=bool(block.cells))
            if italic is None and (main is None or is_paper(main)):
                around.title = str(found.get("title") or "")
            around.bracketed(main.text if main is not None and is_meeting(main.text) else "")  # `[[CHI 2020]](...)`
            around.below(below)
            around.finish()
            return found, around

        return self._keep(block, fields, main, links, above)

    def _set_off(
        self, spans: Sequence[Span], title_at: tuple[int, int], found: dict[str, Any], around: Surroundings
    ) -> None:
        """Reads an entry whose title is bold or in italics."""
        begin, end = title_at
        printed = "".join(s.text for s in spans[begin:end]).replace(BREAK, " ")
        title = strip_decoration(printed)
        title = re.sub(r"\s+(?=[.,](?:[\"”]|$))", "", title)
        title = re.sub(r"\s*[(\[](?=(?:19|20)\d\d$)", ", ", title)  # `**Title (2014**, ...`
        if (year := re.search(r", ((?:19|20)\d\d)$", title)) is not None:
            around.bracketed(year[1])
            title = title[: year.start()]
        bare = without_tags(title)
        if bare and bare != title and title.endswith(bare):
            around.before(title[: len(title) - len(bare)])  # `**(2016-07) Title**`
            title = bare
        title = re.sub(r";\s*(?=[(\[][^()\[\]]*[)\]]$)", " ", title)
        title = without_brackets(title, around)
        before, after = flatten(spans[:begin]), flatten(spans[end:])
        around.has_colon = printed.rstrip().endswith((":", "：")) or after.lstrip(" *_").startswith((":", "："))
        quoted = re.match(r"\s*[:：,，-]*\s*[\"“«「]([^\"”»」]{8,300})[\"”»」]", after)
        if len(title.split()) <= 3 and quoted is not None and len(quoted[1].split()) >= 3:
            # `**BLIP**: "Bootstrapping Language-Image Pre-training"`: the bold word is what people call it.
            found["aliases"], title, after = [title.strip(" :：,")], quoted[1].strip(" ,."), after[quoted.end() :]
        elif re.search(r"\((?:19|20)\d{2}", title) or (re.search(r".[“\"]\w", title) and leading_people(title)):
            inner = cite(title)
            if inner.title:
                take_citation(inner, found, around)
                title = inner.title
        found["title"] = take_identifiers(title, around.fields) if "arxiv" in title.lower() else title
        around.before(before)
        around.after(re.sub(r"^[\s.,]*[\"”»]+", " ", after))

    def _run_in(
        self,
        spans: Sequence[Span],
        first_link: int,
        links: Links,
        found: dict[str, Any],
        around: Surroundings,
        *,
        is_cell: bool,
    ) -> None:
        """Reads an entry whose title is part of the text before the first link."""
        lead = [s for n, s in enumerate(spans[:first_link]) if not s.image and not _is_note(spans, n)]
        while lead and (lead[0].is_break or not lead[0].text.strip() or (lead[0].code and len(lead) > 1)):
            around.before(flatten(lead[:1]))
            del lead[0]
        for span in lead:
            if span.code and not span.is_break and len(lead) > 1:
                around.before(flatten([span]))
        text = "".join(" " if s.code and not s.is_break and len(lead) > 1 else s.text for s in lead)
        text = re.sub(r"(?:,\s*)+(?=,|$)", "", re.sub(r"\s*\[[\s,;|/]*\]", "", text))
        text, tags = without_tags(text), text.rstrip()
        around.before(tags[: max(0, len(tags) - len(text))] if tags.endswith(text) else "")
        text = re.sub(r"[\[(（【|]\s*$", "", text).strip()
        by_link = re.search(r"\s+by\s*$", text, re.IGNORECASE)
        text = re.sub(r"\s+(?:by|from|-|–|—)\s*$", "", text, flags=re.IGNORECASE)
        if text.count(" | ") >= 2 or has_cells(spans):  # `2020 | Fawkes | Shawn Shan | USENIX`
            cells = [cell.strip() for cell in text.split(" | ")]
            at = next((n for n, c in enumerate(cells) if c and not is_date(c) and not is_resource(c)), 0)
            for cell in cells[:at]:
                around.before(cell)
            text, cells = cells[at], cells[at + 1 :]
            for cell in cells:
                around.line(cell, "cell")
            for _, span in links.titled:
                around.labelled("venue", "", span.text)
            links = Links([], [*links.titled, *links.resources], links.relative)
            spans = [s._replace(text="link") if s.href else s for s in spans]
        lines = [line for line in text.split(BREAK) if line.strip()]
        while lines and (tag := _TAG_BEHIND.search(lines[0])) is not None:
            around.bracketed(tag[1])
            lines[0] = lines[0][: tag.start()]
        if (
            lines
            and re.search(r"[)\]）]\s*$", lines[0])
            and not re.search(r"[(（]\s*(?:19|20)\d\d\s*[)）]\s*$", lines[0])
        ):
            lines[0] = without_brackets(lines[0], around)
        cited = cite(lines[0] if lines else "", sure="citation" in around.sure)
        is_alone = (
            is_cell
            and lines
            and (not cited.authors or around.named_elsewhere)
            and "container_title" not in cited.fields
        )
        if is_alone or (len(lines) > 1 and cited.authors and is_byline(lines[1])):
            # A cell, or the line above the authors, holds the title alone: `5. Training` is no other sentence.
            title = take_identifiers(lines[0], around.fields).strip()
            cited = cited._replace(title=title, authors=[], has_others=False, organizations=[], rest="")
        cited = self._settled(cited, lines[0] if lines else "", around)
        cited = without_meeting(cited, around)
        cited = _without_lead(cited, lines[0] if lines else "", around)
        take_citation(cited, found, around)
        after = flatten(spans[first_link:])
        if not cited.title:
            found["title"] = self._title_behind(links, after)
            dated = _DATED_BRACKET_LAST.search(after)
            after = dated[0] if dated is not None and dated[1] not in found["title"] else ""
        if by_link is not None and links.titled and not around.authors:
            people = people_in(links.titled[0][1].text, sure=True)
            if people is not None:
                around.take(people, "link")
                after = after.replace(links.titled[0][1].text, " ", 1)
        for line in lines[1:]:
            around.line(line, "below")
        around.after(after)

    def _settled(self, cited: ParsedCitation, text: str, around: Surroundings) -> ParsedCitation:
        """The citation, with the single plain name in it if the list names people there; else the doubt is recorded."""
        if cited.authors or "citation" in around.sure or not text:
            return cited
        possible = cite(text, sure=True)
        if possible.authors:
            around.doubtful.add("citation")
        name = one_before_publication(possible, text)
        if name is None:
            return cited
        around.doubtful.add(ONE_CITED)
        around.named.add(ONE_CITED)
        self._single[name] += 1
        return possible if ONE_CITED in around.sure else cited

    def _title_behind(self, links: Links, after: str) -> str:
        """The title after a label: `[Blog](...) of Ada Lovelace`, `[Paper](...): On Engines`."""
        label = plain(links.resources[0][1].text) if links.resources else ""
        words = " ".join(plain_title(after.replace(LINK, " ")).split())
        if re.match(r"(?:of|by|for|about|on|from)\b", words):
            return f"{label} {words}"
        return cite(words.lstrip(" :：-–—/|,·")).title or label

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
                ("" if s.text == s.href or (s.image and not is_resource(s.text)) else plain(s.text), s.href or "")
                for _, s in (*links.titled, *links.resources)
                if s is not main and s.href != url
            )
        )
        draft = Draft(
            block.line, fields, headings=(*self.path, *above), links=further, last_line=max(block.line, block.end)
        )
        draft.left, draft.asides = tuple(around.left), tuple(around.asides)
        draft.restated = str(found.get("title") or "")
        # People that were set apart from the title show where it ends.
        draft.has_cited_title = any(span.person for span in block.spans) or (
            bool(around.linked) and restates(around.full_title, around.linked)
        )
        lead = next((s.lead for spans in (block.spans, *block.cells) for s in spans if s.lead), "")
        entry = ReadEntry(draft, self.is_in_references, around, read, dict(fields), block.group, lead, main)
        self._found.append(entry)
        self._named.update(around.named)
        self._asked.update(around.named | around.doubtful)
        return draft

    def settle_doubts(self) -> None:
        """Reads entries that may name people again, now that the positions of people in this list are known."""
        sure = sure_places(self._named, self._asked, self._single, self._found)
        for found in self._found:
            if found.around.doubtful & sure and not found.around.authors:
                again, around = found.read(sure)
                merged = _merged(again, around)
                told = {k: v for k, v in found.draft.fields.items() if k not in found.first or found.first[k] != v}
                if first := str(found.first.get("summary", "")).rstrip(" ."):
                    told = _with_summary_again(told, first, str(merged.get("summary", "")))
                merged = {**merged, **told}
                if "author" not in merged and not (
                    "organizations" in merged and "behind date" in around.doubtful & sure
                ):
                    continue
                found.draft.fields.clear()
                found.draft.fields.update(merged)
                found.draft.left = tuple(around.left)
        for settle in _SETTLING:
            settle(self._found)


def _without_lead(cited: ParsedCitation, line: str, around: Surroundings) -> ParsedCitation:
    """The citation, with words before a colon and the title as a description: `First paper about lamps: “Large Lamps”`."""
    if len(cited.rest.split()) < _SAID or not line.startswith((f"{cited.rest}:", f"{cited.rest}：")):
        return cited
    around.descriptions.append(cited.rest)
    return cited._replace(rest="")


def _with_summary_again(told: dict[str, Any], first: str, again: str) -> dict[str, Any]:
    """What other cells told, with the description that was read again in the place of the first, whose people are known now."""
    summary = str(told.get("summary", ""))
    if not summary.startswith(first):
        return told
    behind = summary[len(first) :].lstrip(" .")
    return {**told, "summary": f"{again.rstrip(' .')}. {behind}" if again and behind else behind or again}


def _is_note(spans: Sequence[Span], at: int) -> bool:
    """Whether it is the label of a page beside the list, `[[my notes](lamps.md)]`; no part of the title."""
    before = spans[at - 1].text.rstrip() if at else ""
    return spans[at].href is not None and not is_link(spans[at].href) and before.endswith("[")


def _has_author_column(block: Block) -> bool:
    """Whether another cell of the row names the people."""
    return block.kind == "row" and any(column(head) == "author" for head in block.header)


def _without_quotes(before: str, after: str) -> tuple[str, str]:
    """What stands before and after a title without the quotation marks around it, `"[Title](...)," Jane Doe`."""
    opening = re.search(r"[\"“«]\s*$", before)
    closing = re.match(r"\s?[.,]?[\"”»]", after)
    if opening is None or closing is None:
        return before, after
    return before[: opening.start()], after[closing.end() :]


def _addressed(span: Span, around: Surroundings) -> dict[str, Any]:
    """The address of a work; an incomplete one is left over."""
    if is_external(span.href):
        return {"url": span.href}
    around.left.append(span.href or "")
    return {}


def _merged(found: dict[str, Any], around: Surroundings) -> dict[str, Any]:
    fields = {**around.result(), **found}
    title = clean_title(str(fields.get("title") or ""), fields.get("url") or "")
    if around.full_title:
        short, title = title, clean_title(around.full_title)
        is_restated = fold(short) in fold(title) or restates(title, short)
        if len(short.split()) > 5 and not is_restated and fold(title) not in fold(short):
            short, title = title, short
        if short and fold(short) != fold(title):
            if is_restated:
                fields["aliases"] = [*fields.get("aliases", ()), short]
            else:
                around.left.append(short)
    fields["title"] = title
    if not title:
        del fields["title"]
    return fields
