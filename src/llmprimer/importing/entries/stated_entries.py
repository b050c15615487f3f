"""Makes drafts of entries whose parts are stated, by a person (`import --line`) or by labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from llmprimer.identifiers import arxiv_id, bare_doi
from llmprimer.importing.document.hrefs import is_external, is_link, with_scheme
from llmprimer.importing.document.labels import is_resource, plain
from llmprimer.importing.document.linking import is_detail, line_leads, lines_of, links_of
from llmprimer.importing.document.main_links import is_paper, main_resource
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.document.stated_parts import LineMatch
from llmprimer.importing.drafting.around import Surroundings
from llmprimer.importing.drafting.taken import WORD
from llmprimer.importing.entries.rows import RowReader
from llmprimer.importing.stated.line_pattern import SKIP
from llmprimer.importing.stated.line_scores import stated_people
from llmprimer.importing.stated.line_text import folded
from llmprimer.records.draft import Draft
from llmprimer.records.people import NameParts
from llmprimer.records.titles import stated_title
from llmprimer.records.venues import read_tail, take_identifiers

_SEVERAL = re.compile(r"\s*[,;，；、|]\s*|\s[/&+]\s|\sand\s")
_NAMES = re.compile(r"\s*[;；、|]\s*|\s/\s|,\s+")
#: The name of a repository, by its address.
_REPOSITORY = re.compile(
    r"https?://(?:www\.)?(?:github|gitlab|codeberg)\.[a-z]+/[\w.-]+/([\w.-]+?)(?:\.git)?/?(?:[?#].*)?$"
)


class StatedReader(RowReader):
    """Reads stated blocks as well as rows and items."""

    def row(self, row: Block, above: tuple[str, ...] = (), below: Sequence[Sequence[Span]] = ()) -> list[Draft]:
        """The works of a row, or the work of a stated block."""
        return super().row(row, above, below) if row.stated is None else self._work(row, row.stated, above, below)

    def _work(
        self, block: Block, match: LineMatch, above: tuple[str, ...], below: Sequence[Sequence[Span]]
    ) -> list[Draft]:
        """The work of a stated block; empty, and a leftover, if it has neither title nor the address of a repository."""
        around = Surroundings(named_elsewhere=any(part.field == "author" for part in match.parts))
        main = _main_link(match)
        if main is None:  # below the line, `[[pdf]](...)`
            details = [child.spans for child in block.children if child.kind == "item" and is_detail(child)]
            # In a sentence below, `more is at [the hall](...)`, a link leads to something else.
            lines = [line for spans in below for line in lines_of(spans)]
            own = [line for line in lines if line_leads(line) or is_detail(Block("item", block.line, line))]
            main = main_resource(links_of([span for line in (*details, *own) for span in line]))
        if not (title := _title(match, main, around.fields)):
            self.leave(block, "an entry of the stated form without a title")
            return []
        around.is_paper = main is not None and is_paper(main)
        around.full_title = title  # so that no line below is one
        _take_parts(match, around)
        around.below(below)
        around.finish()
        fields = {**around.result(), "title": title}
        if main is not None and is_external(main.href):
            fields["url"] = with_scheme(main).href
        elif main is not None and not is_link(main.href):
            around.left.append(main.href or "")
        draft = Draft(block.line, fields, headings=(*self.path, *above), last_line=max(block.line, block.end))
        draft.has_stated_title = True
        draft.links = tuple(
            dict.fromkeys(
                (_label(span), with_scheme(span).href or "")
                for span in _links_of_work(match)
                if span is not main and is_link(span.href) and with_scheme(span).href != fields.get("url")
            )
        )
        draft.left = tuple(around.left)
        # Labels of links and the words between the parts say nothing that the record lacks.
        said = [match.words, *(part.text for part in match.parts if part.field in ("title", "issued"))]
        draft.restated = " ".join([*said, main.text if main is not None and is_resource(main.text) else ""])
        self._reading.drafts.append(draft)
        return [draft]


def _label(span: Span) -> str:
    return "" if span.text == span.href or (span.image and not is_resource(span.text)) else plain(span.text)


def _links_of_work(match: LineMatch) -> list[Span]:
    """The links without those on the names of people, which lead to these."""
    of_people = [span for part in match.parts if part.field in ("author", "editor") for span in part.links]
    return [span for span in match.links if span not in of_people]


def _main_link(match: LineMatch) -> Span | None:
    """The link that leads to the work: the one that the pattern says, else that of the title, else the best of its labels."""
    stated = next((part for part in match.parts if part.is_main and part.links), None)
    if stated is not None:
        return stated.links[0]
    links = _links_of_work(match)
    if match.main_label:
        label = folded(match.main_label.strip("[] "))
        called = next((span for span in links if folded(span.text.strip("[] ")) == label), None)
        if called is not None:
            return called
    titled = next((part.links[0] for part in match.parts if part.field == "title" and part.links), None)
    if titled is not None:
        return titled
    said = [s for part in match.parts if part.field in (SKIP, "summary", "note") for s in part.links]
    for some in ([span for span in links if span not in said], links):
        if (found := main_resource(links_of([s for span in some for s in (span, Span(" "))]))) is not None:
            return next((span for span in some if span.href == found.href), found)
    return None


def _title(match: LineMatch, main: Span | None, fields: dict[str, Any]) -> str:
    """The title as it was stated, without marks and identifiers; of a repository without one its name."""
    text = next((part.text for part in match.parts if part.field == "title"), None)
    if text is not None:
        return stated_title(take_identifiers(text, fields)) or stated_title(text)
    named = _REPOSITORY.match(main.href or "") if main is not None else None
    return named[1] if named is not None else ""


def _take_parts(match: LineMatch, around: Surroundings) -> None:
    """Takes what the parts say; text that the fields cannot hold is left over."""
    filled = [(part.field, part.text) for part in match.parts if part.text]
    for name, text in filled:
        if name == SKIP:
            if re.search(r"\w", text):
                around.left.append(text)
        elif name in ("author", "editor"):
            _take_people(name, text, around)
        elif name == "issued":
            around.labelled("date", "", text)
        elif name == "aliases":
            around.fields["aliases"] = [*around.fields.get("aliases", ()), *filter(None, _NAMES.split(text))]
        elif name == "keywords":
            around.labelled("keyword", "", text)
        elif name == "organizations":
            around.organizations += filter(None, (part.strip(" ()[]") for part in _SEVERAL.split(text)))
        elif name == "summary":
            around.labelled("note", "", text)
        elif name in ("note", "publisher"):
            around.fields[name] = text
        elif name == "doi" and (doi := bare_doi(text.strip(" .,;"))) is not None:
            around.fields["doi"] = doi
        elif name == "arxiv" and (found := arxiv_id(text.strip(" .,;[]()"))) is not None:
            around.fields["arxiv"] = {"id": found}
    # After the other parts, because dates and publishers that were stated count more than those in its text.
    for name, text in filled:
        if name == "container_title":
            _take_publication(text, around)


def _take_people(name: str, text: str, around: Surroundings) -> None:
    people = stated_people(text)
    if people is None:
        around.left.append(text)
    elif name == "editor":
        editors: list[NameParts] = around.fields.setdefault("editor", [])
        editors += people.names
    else:
        around.authors = [*around.authors, *people.names]
        around.has_others = around.has_others or people.has_others
        around.organizations += people.organizations


def _take_publication(text: str, around: Surroundings) -> None:
    """Takes `Nature 521, 436-444 (2015)`; what is no known form of publication is its name as a whole."""
    tail = read_tail(text, is_certain=True)
    is_preprint = "arxiv" in tail.fields or ("issued" in tail.fields and not WORD.search(tail.rest))  # `bioRxiv, 2025`
    if "container_title" not in tail.fields and not is_preprint:
        around.fields.setdefault("container_title", text.strip(" .()[]"))
        return
    for name, value in tail.fields.items():
        around.fields.setdefault(name, value)
    if WORD.search(tail.rest):
        around.left.append(tail.rest)
