"""Gives headings the links that lines below them give to the same titles: `## GLOW` over `**Link:** [GLOW](https://...)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import holds_no_works
from llmprimer.importing.document.linking import line_leads, lines_of
from llmprimer.importing.document.outline import BREAK, SUMMARY, Block, Span, section_at
from llmprimer.importing.forms.list_forms import USUAL
from llmprimer.text import words

#: What share of the summaries must have one: others that unfold, or have no link, are no works then.
_OF_SUMMARIES = 0.6
#: What stands before the title: nothing, or a label and signs.
_LABEL = re.compile(r"[\W_]*(?:[^\W\d_]{2,20}(?: [^\W\d_]{2,20})?\s*[:：][\W_]*)?")


class _Repeated(NamedTuple):
    """A heading, and the line below it that has its title again, with the link."""

    heading: Block
    paragraph: Block
    line: int
    link: Span


def link_titles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with such links in their headings where the document has several; of the paragraphs the other lines stay."""
    found = [one for at in range(len(blocks)) if (one := _repeated(blocks, at)) is not None]
    summaries = sum(block.kind == "heading" and block.level == SUMMARY for block in blocks)
    if sum(one.heading.level == SUMMARY for one in found) < _OF_SUMMARIES * summaries:
        found = [one for one in found if one.heading.level < SUMMARY]
    if len(found) < USUAL:
        return list(blocks)
    for heading, paragraph, at, link in found:
        heading.spans = [link._replace(text=" ".join(heading.text.split()))]
        lines = lines_of(paragraph.spans)
        rest = [line for n, line in enumerate(lines) if n != at]
        if at == 0 and rest:
            paragraph.line += 1
        paragraph.spans = [span for n, line in enumerate(rest) for span in ([Span(BREAK)] * (n > 0) + line)]
    gone = {id(one.paragraph) for one in found if not one.paragraph.spans}
    return [block for block in blocks if id(block) not in gone]


def _repeated(blocks: Sequence[Block], at: int) -> _Repeated | None:
    """The heading there with the link to its title in a paragraph below, if its section is about nothing else."""
    heading = blocks[at]
    if heading.kind != "heading" or heading.level < 2 or heading.stated is not None:
        return None
    title = words(heading.text)
    if not title or any(span.href for span in heading.spans) or holds_no_works(heading.text):
        return None
    section = section_at(blocks, at + 1)
    following = blocks[at + 1 + len(section)] if at + 1 + len(section) < len(blocks) else heading
    if heading.level < following.level < SUMMARY or any(block.kind not in ("paragraph", "quote") for block in section):
        return None
    found: _Repeated | None = None
    for block in section:
        for n, line in enumerate(lines_of(block.spans)):
            link = _link_to(title, line) if found is None else None
            if link is not None:
                found = _Repeated(heading, block, n, link)
            elif line_leads(line):
                return None
    return found


def _link_to(title: Sequence[str], line: Sequence[Span]) -> Span | None:
    """The link of a line that is the title with nothing but a label before it."""
    linked = [n for n, span in enumerate(line) if span.href and not span.image]
    if len(linked) != 1 or not is_link(line[linked[0]].href) or words(line[linked[0]].text) != title:
        return None
    before, behind = ("".join(span.text for span in part) for part in (line[: linked[0]], line[linked[0] + 1 :]))
    is_alone = _LABEL.fullmatch(before) is not None and re.search(r"\w", behind) is None
    return line[linked[0]] if is_alone else None
