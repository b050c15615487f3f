"""Links whose text is the authors and year of the title before them: `Quicksort. [Hoare (1962)](...)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import words_outside_links
from llmprimer.importing.document.outline import Span

#: `Huffman (1952)`, `Ziv, Lempel (1977)` or `Driscoll et al (1986)` as the text of a link: the authors and year of the title before it.
_AUTHOR_LABEL = re.compile(
    r"(?!(?i:spring|summer|autumn|fall|winter|term|semester)\b)((?:(?:d[aeiu]|v[ao]n)\s)?[A-Z][\w'’-]+(?:(?:,|,? and|,? &) [A-Z][\w'’-]+){0,6}|(?:(?:d[aeiu]|v[ao]n)\s)?[A-Z][\w'’-]+\s[A-Z][\w'’-]+(?=\set al))((?: et al\.?)?),?\s*\(?((?:1[89]|20)\d\d)[a-z]?\)?"
)


def count_author_labels(spans: Sequence[Span]) -> int:
    """How many links of a line have authors and a year as their text."""
    return sum(_author_label(span) is not None for span in spans)


def _author_label(span: Span) -> re.Match[str] | None:
    """The authors and the year that a link to a paper has as its text; meetings have more capitals, `OSDI 2020`."""
    match = _AUTHOR_LABEL.fullmatch(span.text.strip()) if is_link(span.href) and not span.image else None
    is_meeting = match is not None and (is_resource(span.text) or _CAPITALS.search(match[1]) is not None)
    return None if is_meeting else match


#: Three capitals in one word.
_CAPITALS = re.compile(r"\b\w*(?:[A-Z][a-z]*){3}")


def with_author_labels_as_text(spans: Sequence[Span]) -> list[Span]:
    """The spans, with each link of authors and a year after a title replaced by that text and a link to the paper."""
    made: list[Span] = []
    for span in spans:
        label = _author_label(span)
        if label is None or not re.search(r"[^\W\d_]{3}", words_outside_links(made)):
            made.append(span)
            continue
        names = " and ".join(re.split(r",? and |,? & |, ", label[1]))
        made.append(Span(f" by {names}{label[2]} ({label[3]}) "))
        made.append(span._replace(text="paper"))
    return made
