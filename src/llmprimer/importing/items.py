"""One item of a list, or row of a table, as the works that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from llmprimer.importing.labels import (
    is_resource,
    plain,
)
from llmprimer.importing.linking import (
    Links,
    all_items,
    is_external,
    is_plain_citation,
    is_variant,
    lead_words,
    links_of,
    main_resource,
    put_authors,
    set_off,
    spoken,
    tidy_description,
    without_tags,
    words_outside_links,
)
from llmprimer.importing.outline import BREAK, Block, Span
from llmprimer.records.citing import Cited, cite, is_date, parse_date, stated_date
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.titles import clean_title, strip_decoration

_BRACKETED = re.compile(r"\s*(?:[(\[（][^()\[\]（）]{1,60}[)\]）]\s*)+(?=[-–—:：])")
_BETWEEN = re.compile(r"\s*(?:[,;/|&+·•、，；]|and|or|&amp;|和|与|及|\n)*\s*")
_DESCRIPTION = re.compile(r"^\s*(?:[-–—―:：]+\s*|\.\s+(?=[A-Z]))(?=\S)")
_PROSE = re.compile(
    r"\b(?:please|see|check|visit|refer|read|the|we|our|you|your|if|with|for|this|these|that|which|is|are|was|were|has|have|had|can|will|"
    r"based|using|used|use|follow|thanks?|feel|click|go|a|an|it|its|to|in|of|on|as|be|via|from|into|also|find|more|at|were|i|my|me)\b|请|我们|本|可以|如果|欢迎|参考",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"(?:please|we (?:have|are|also|will|re|release|just|now|provide|add|update|propose|present|recommend|thank)|our (?!\w+:)|you can|if you|feel free|thanks|see (?:also|the|our)|check (?:out|the)|for more|more (?:details|info)|this (?:list|repo|repository|page|project|work) (?:is|was|has|contains)|contributions? )\b|我们|请|欢迎|如果",
    re.IGNORECASE,
)
_LANGUAGES = frozenset(
    "english en eng chinese zh cn 中文 简体中文 繁體中文 繁体中文 英文 japanese 日本語 korean 한국어 español spanish français french deutsch german русский "
    "russian português português(brasil) italiano arabic العربية türkçe tiếng\u00a0việt".split()
)
_CHAT = re.compile(
    r"https?://(?:www\.)?(?:discord\.(?:gg|com/invite)|t\.me|join\.slack\.com|gitter\.im|opencollective\.com|patreon\.com|buymeacoffee\.com|ko-fi\.com|paypal\.(?:me|com)|star-history\.com|contrib\.rocks|api\.star-history\.com|img\.shields\.io|badge\.fury\.io|badgen\.net|awesome\.re|travis-ci\.(?:org|com))\b",
    re.IGNORECASE,
)


#: In characters; the longest entries of real lists, with all their links, have a quarter of it.
LONGEST_ITEM = 6_000


@dataclass(slots=True)
class Found:
    """A draft, and whether it stands in a section called References."""

    draft: Draft
    in_references: bool = False


class ItemReader:
    """Makes drafts of single items; what stands around them (sections, lists) is its subclass's to know."""

    def __init__(self, blocks: Sequence[Block], reading: Reading) -> None:
        self._reading = reading
        self._found: list[Found] = []
        self._headings = {plain(b.text).lower() for b in blocks if b.kind == "heading"}
        self._citations = Counter(b.group for b in all_items(blocks) if is_plain_citation(b))
        self._linked = Counter(b.group for b in all_items(blocks) if any(is_external(s.href) for s in b.spans))

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
        is_heading: bool = False,
        is_row: bool = False,
    ) -> list[Draft]:
        """The works that the spans of one item are; none (and a leftover) where they are something else."""
        links = links_of(spans)
        if sum(len(span.text) for span in spans) > LONGEST_ITEM:
            self.leave(block, "too long for an entry")
            return []
        if not links.titled and not links.resources:
            if not is_heading and not is_row and self._is_linkless_work(block):
                return [self._text_first(block, spans, links, above)]
            if links.relative:
                self.leave(block, "the address is not a whole one")
            return []
        if (reason := self._reason_against(spans, links)) is not None:
            self.leave(block, reason)
            return []
        if not links.titled:
            text = words_outside_links(spans)
            if not re.search(r"[^\W\d_]{2}", plain(text)):
                return self._nameless(block, spans, links, above)
            if _ADDRESSED.match(strip_decoration(without_tags(text))) and set_off(spans, links.resources[0][0]) is None:
                self.leave(block, "a link within a sentence")
                return []
            return [self._text_first(block, spans, links, above)]
        if is_row:
            return [self._link_first(block, spans, links, links.titled[0], above)]
        return self._titled(block, spans, links, above, is_heading=is_heading)

    def _titled(
        self, block: Block, spans: Sequence[Span], links: Links, above: tuple[str, ...], *, is_heading: bool
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
            return [self._text_first(block, spans, links, above)]
        if (
            re.search(r"(?:\bby|\bfrom|@|作者[:：]?)\s*$", before, re.IGNORECASE)
            and len(lead.split()) >= 1
            and not is_heading
        ):
            return [self._text_first(block, spans, links, above)]
        if lead:
            if _ADDRESSED.match(lead):
                self.leave(block, "a link within a sentence")
                return []
            quoted_end = before.rstrip().endswith(
                (":", "：", "-", "–", "—", "|", ".", ",", ")", "]", "→", "=>", ">", "】")
            )
            words = lead.split()
            if is_heading and not quoted_end:
                self.leave(block, "a heading")
                return []
            if cite(before + " | ", title="x").authors:
                pass
            elif _PROSE.search(lead) and (not quoted_end or len(words) > 8):
                self.leave(block, "a link within a sentence")
                return []
            elif len(words) > 8 and len(words) > len(first.text.split()):
                if links.resources or quoted_end or len(words) > 14:
                    self.leave(block, "a link within a sentence")
                    return []
                return [self._text_first(block, spans, links, above)]
        groups = self._separate(spans, links)
        if len(groups) == 1:
            return [self._link_first(block, spans, links, links.titled[0], above)]
        drafts = []
        for number, group in enumerate(groups):
            end = groups[number + 1][0][0] if number + 1 < len(groups) else len(spans)
            part = spans[(0 if number == 0 else group[0][0]) : end]
            own = links_of(part)
            line = block.line + sum(1 for s in spans[: group[0][0]] if s.is_break)
            drafts.append(self._link_first(Block(block.kind, line, list(part)), part, own, own.titled[0], above))
        return drafts

    def _separate(self, spans: Sequence[Span], links: Links) -> list[list[tuple[int, Span]]]:
        """The titled links, grouped by the work that they belong to."""
        groups = [[links.titled[0]]]
        in_run = True  # ended by the first words that are no separator: what follows is a description
        for (at, link), (before_at, before) in zip(links.titled[1:], links.titled, strict=False):
            between = spans[before_at + 1 : at]
            text = "".join(s.text for s in between if s.href is None)
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
        if all(_CHAT.match(href) for href in hrefs):
            return "a badge, a chat or a donation page"
        if all(span.text.strip().lower().replace(" ", "") in _LANGUAGES for span in all_links):
            return "another language of the list"
        if len(hrefs) == 1 and "#" in hrefs[0] and plain(all_links[0].text).lower() in self._headings:
            return "a link to a section"
        if re.match(r"\s*(?:back to (?:the )?top|⬆|↑|返回|回到顶部)", "".join(s.text for s in spans), re.IGNORECASE):
            return "a link to a section"
        return None

    def _nameless(self, block: Block, spans: Sequence[Span], links: Links, above: tuple[str, ...]) -> list[Draft]:
        """Links without a title: a bare address is a work, `[pdf]` alone is not."""
        bare = [(at, s) for at, s in links.resources if s.text == s.href]
        named = [
            (at, s)
            for at, s in links.resources
            if not s.image and s.text != s.href and re.search(r"[^\W\d_]{2}", s.text)
        ]
        if bare:
            return [self._link_first(block, spans, links, bare[0], above)]
        if (
            named
            and len(links.resources) == 1
            and block.kind in ("item", "row")
            and named[0][1].text.strip("[]() ") == named[0][1].text
        ):
            # An item that is nothing but `[Medium](...)`: here the word is a name.
            return [self._link_first(block, spans, links, named[0], above)]
        self.leave(block, "links without a title")
        return []

    def _link_first(
        self, block: Block, spans: Sequence[Span], links: Links, main: tuple[int, Span], above: tuple[str, ...]
    ) -> Draft:
        at, span = main
        before = "".join(s.text for s in spans[:at] if s.href is None and not s.image)
        rest = spans[at + 1 :]
        fields: dict[str, Any] = {"url": span.href}
        bare = span.text == span.href
        if not bare:
            fields["title"] = span.text
        elif lead := lead_words(before):
            cited = cite(lead)
            fields["title"] = cited.title
        after = "".join(spoken(rest))
        # `(2020) - A description`: what stands in brackets goes with the citation.
        bracketed = _BRACKETED.match(after)
        aside = bracketed[0] if bracketed else ""
        after = after[len(aside) :]
        description = ""
        if match := _DESCRIPTION.match(after):
            description = after[match.end() :]
        elif bare and after.strip():
            description = after.strip(" ()[]")
        tail = f"{aside} {'' if description else after}"
        cited = cite(f"{'' if bare else before} | {tail.replace(BREAK, ' | ')}", title=span.text)
        if cited.authors or description:
            put_authors(fields, cited)
        if description and not cited.authors:
            again = cite(description, title=span.text)
            if again.authors and len(description) < 200 and not re.search(r"[.!?]\s+\w+\s+\w+\s+\w+", description):
                put_authors(fields, again)
                description = "" if again.issued or len(again.authors) > 1 else description
                cited = again if cited.issued is None else cited
        issued = cited.issued or (parse_date(before) if is_date(before.strip(" -|:[]()*")) else None)
        if issued is not None:
            fields["issued"] = str(issued)
        if bare and "title" not in fields and 1 <= len(description.split()) <= 10:
            fields["title"], description = description, ""
        description = tidy_description(description)
        if description:
            fields["summary"] = description
        return self._keep(block, fields, span, links, above)

    def _text_first(self, block: Block, spans: Sequence[Span], links: Links, above: tuple[str, ...]) -> Draft:
        """`**Title** (2015), G. Hinton et al. [[pdf]](...)`, and the like."""
        first_link = min((at for at, _ in (*links.titled, *links.resources)), default=len(spans))
        main = main_resource(links)
        fields: dict[str, Any] = {"url": main.href} if main is not None else {}
        title_span = set_off(spans, first_link)
        if title_span is not None:
            lead = strip_decoration(title_span.text)
            inner = cite(lead) if re.search(r"\(\d{4}|[“\"]", lead) else Cited(lead, [], False, None)
            around = "".join(" | " if s is title_span or s.href or s.is_break else s.text for s in spans if not s.image)
            cited = cite(around, title=lead)
            italics = next((s for s in spans if s.italic and s is not title_span and s.href is None), None)
            if not cited.authors and italics is not None:
                cited = cite(f"| {italics.text} |", title=lead)._replace(issued=cited.issued)
            title, issued = inner.title, cited.issued or inner.issued
            quoted = cite(around)
            if (
                len(title.split()) <= 3
                and len(quoted.title.split()) >= 3
                and re.search(rf"[\"“]{re.escape(quoted.title[:40])}", around)
            ):
                # `**BLIP**: "Bootstrapping Language-Image Pre-training"`: the bold word is what people call it.
                fields["aliases"], title = [title.strip(" :：")], quoted.title
            authors = cited if cited.authors else inner
            fields["title"] = title
        else:
            text = "".join(s.text for s in spans[:first_link] if not s.image)
            behind = "".join(" | " if s.href else s.text for s in spans[first_link:] if not s.image)
            text = re.sub(r"[\[(（【|]\s*$", "", without_tags(text)).strip()
            if match := re.search(r"\s+(?:by|from|-|–|—)\s*$", text, re.IGNORECASE):
                text = text[: match.start()]
            if text.count(" | ") >= 2:  # `2020 | Fawkes | Shawn Shan | USENIX`
                cells = [cell.strip() for cell in text.split(" | ")]
                text = next((cell for cell in cells if cell and not is_date(cell) and not is_resource(cell)), text)
            lines = [line for line in text.split(BREAK) if line.strip()]
            authors = cite(lines[0] if len(lines) > 1 else text)
            if len(lines) > 1 and not authors.authors:
                authors = cite(" | ".join(lines[1:]), title=authors.title)._replace(title=authors.title)
            dates = stated_date("".join(s.text for s in spans[:first_link] if not s.image)) or stated_date(behind)
            issued = authors.issued or dates
            fields["title"] = authors.title or self._title_behind(links, behind)
            if (
                not authors.authors
                and links.titled
                and re.search(r"\bby\s*$", "".join(s.text for s in spans[:first_link]), re.IGNORECASE)
            ):
                authors = cite(f"by {links.titled[0][1].text}", title="x")
            description = tidy_description(_DESCRIPTION.sub("", behind.replace(" | ", " ")))
            if len(description.split()) >= 4 and not cite(behind, title="x").authors:
                fields["summary"] = description
        put_authors(fields, authors)
        if issued is not None:
            fields["issued"] = str(issued)
        return self._keep(block, fields, main, links, above)

    def _title_behind(self, links: Links, behind: str) -> str:
        """Where a label comes first: `[Blog](...) of Ada Lovelace`, `[Paper](...): On Engines`."""
        label = plain(links.resources[0][1].text) if links.resources else ""
        words = " ".join(behind.replace(" | ", " ").split())
        if re.match(r"(?:of|by|for|about|on|from)\b", words):
            return f"{label} {words}"
        return cite(words.lstrip(" :：-–—/|,·")).title or label

    def _is_linkless_work(self, block: Block) -> bool:
        """Whether an item without a link is one of a list of citations, most of which have links."""
        if block.kind != "item" or not is_plain_citation(block):
            return False
        return self._linked[block.group] + self._citations[block.group] >= 3 or not self._linked.total()

    def _keep(
        self, block: Block, fields: dict[str, Any], main: Span | None, links: Links, above: tuple[str, ...]
    ) -> Draft:
        url = fields.get("url") or ""
        if "title" in fields:
            title = clean_title(fields["title"], url)
            fields["title"] = title
            if not title:
                del fields["title"]
        further = tuple(
            dict.fromkeys(
                (plain(s.text), s.href or "")
                for _, s in (*links.titled, *links.resources)
                if s is not main and s.href != url
            )
        )
        draft = Draft(block.line, fields, headings=(*self.path, *above), links=further)
        self._found.append(Found(draft, self.is_in_references))
        return draft

    def leave(self, block: Block, reason: str) -> None:
        """Notes a block that has links, and what is nested in it."""
        spans = block.spans or [s for cell in block.cells for s in cell]
        if any(is_external(s.href) for s in spans):
            self._reading.leave(block.line, block.text, reason)
        for child in block.children:
            self.leave(child, reason)
