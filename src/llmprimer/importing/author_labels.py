"""Links whose text is the authors and year of the title before them: `Quicksort. [Hoare (1962)](...)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.importing.linking import words_outside_links
from llmprimer.importing.outline import Span

#: `Huffman (1952)`, `Ziv, Lempel (1977)` or `Driscoll et al (1986)` as the text of a link: the authors and year of the title before it.
_AUTHOR_LABEL = re.compile(
    r"(?!(?i:spring|summer|autumn|fall|winter|term|semester)\b)([A-Z][\w'’-]+(?:(?:,|,? and|,? &) [A-Z][\w'’-]+){0,6})((?: et al\.?)?)\s*\(?((?:1[89]|20)\d\d)[a-z]?\)?"
)


def count_author_labels(spans: Sequence[Span]) -> int:
    """How many links of a line have authors and a year as their text."""
    return sum(s.href is not None and _AUTHOR_LABEL.fullmatch(s.text.strip()) is not None for s in spans)


def with_author_labels_as_text(spans: Sequence[Span]) -> list[Span]:
    """The spans, with each link of authors and a year after a title replaced by that text and a link to the paper."""
    made: list[Span] = []
    for span in spans:
        label = _AUTHOR_LABEL.fullmatch(span.text.strip()) if span.href else None
        if label is None or not re.search(r"[^\W\d_]{3}", words_outside_links(made)):
            made.append(span)
            continue
        names = " and ".join(re.split(r",? and |,? & |, ", label[1]))
        made.append(Span(f" by {names}{label[2]} ({label[3]}) "))
        made.append(span._replace(text="paper"))
    return made
