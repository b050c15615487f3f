"""Finds the people that stand alone below linked titles, `### [Large Lamps](...)` over `Ada Stern (1987)`.

One plain name may be a remark. Where most short lines below the titles of a document are names, they are those of the authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from llmprimer.importing.document.linking import lines_of, links_of
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.records.column_roles import name_likeness, names_people
from llmprimer.records.people_lists import people_in

#: A line that may be a name, and the year behind it.
_LINE = re.compile(r"(?:by\s+)?(?P<name>[^\W\d_][^\d()\[\]:;,!?]{3,50}?)[\s,]*(?P<year>\(?(?:1[5-9]|20)\d\d\)?)?\.?")
#: How many names show what the lines below titles are, and what share of the short lines; how many words such have; how like a name one is.
_LEAST = 4
_SHARE = 0.6
_SHORT = 5
_PERSON = 0.5


class _Line(NamedTuple):
    """A short line below a title, and the name and year that it consists of."""

    heading: Block
    below: Block
    name: str
    year: str


def name_people_below_titles(blocks: Sequence[Block]) -> None:
    """Puts the names right below headings with a linked title behind these, as those of people, in a document that has several."""
    lines = list(_short_lines(blocks))
    named = [line for line in lines if line.name]
    if len(named) < _LEAST or len(named) < _SHARE * len(lines) or not names_people([line.name for line in named]):
        return
    for heading, below, name, year in named:
        if name_likeness(name) < _PERSON:
            continue
        heading.spans = [*heading.spans, Span(" "), Span(name, person=True), Span(f" {year}" if year else "")]
        rest = lines_of(below.spans)[1:]
        below.spans = [span for n, line in enumerate(rest) for span in ([Span(BREAK)] if n else []) + list(line)]


def _short_lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    """The first lines of the paragraphs right below headings with a linked title, where these have a few words."""
    for heading, below in pairwise(blocks):
        if heading.kind != "heading" or below.kind != "paragraph" or not links_of(heading.spans).titled:
            continue
        line = lines_of(below.spans)[0]
        text = " ".join("".join(span.text for span in line).split())
        if any(span.href for span in line) or not 1 < len(text.split()) <= _SHORT:
            continue
        match = _LINE.fullmatch(text)
        people = people_in(match["name"], sure=True) if match is not None else None
        is_one = people is not None and len(people.names) == 1 and {"given", "family"} <= people.names[0].keys()
        yield _Line(heading, below, match["name"] if match and is_one else "", (match and match["year"]) or "")
