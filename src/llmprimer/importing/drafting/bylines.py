"""Lines that say who wrote a work: recognises them, and puts those that stand above the title below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from llmprimer.importing.document.flattening import ITALIC, LINK, ROMAN
from llmprimer.importing.document.labels import is_resource, plain
from llmprimer.importing.document.linking import ADDRESSED, is_labelled, lines_of, links_of, words_outside_links
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.records.name_words import has_initials
from llmprimer.records.people_lists import People, leading_people
from llmprimer.records.venues import is_meeting, names_publication
from llmprimer.records.written_dates import is_date


def people_of_byline(text: str, *, sure: bool = False) -> People | None:
    """The people of a line that has the authors of a work, and at most venue and date; with `sure` one plain name will do."""
    leading = leading_people(text.replace(ITALIC, "").replace(ROMAN, "").strip(" *_"), sure=sure)
    if leading is None:
        return None
    people, rest = leading[0], leading[1].strip(f" .,;:：[]()|{LINK}")
    is_one = sure and "given" in people.names[0] and "family" in people.names[0]
    if len(people.names) < 2 and not people.has_others and not is_one and not has_initials(text):
        return None
    is_end = not rest or is_date(rest) or is_meeting(rest) or (names_publication(rest) and len(rest.split()) <= 6)
    return people if is_end else None


def is_byline(text: str) -> bool:
    """Whether a line has the authors of the work above it, and at most venue and date."""
    return people_of_byline(text) is not None


def begins_with_byline(item: Block) -> bool:
    """Whether the authors of an entry stand above its title."""
    nested = [child.spans for child in item.children if child.kind in ("item", "paragraph")]
    return _title_below_byline(_filled_lines(item.spans), nested, sure=False) is not None


def is_over_byline(item: Block) -> bool:
    """Whether the authors of a title stand on the first line below it."""
    lines = [*_filled_lines(item.spans)[1:], *(c.spans for c in item.children if c.kind in ("item", "paragraph"))]
    title = "".join(s.text for s in _filled_lines(item.spans)[0]).rstrip() if item.text.strip() else ""
    is_title = 3 <= len(title.split()) <= 40 and title[-1] not in ":：" and not ADDRESSED.match(title)
    return is_title and bool(lines) and is_byline("".join(s.text for s in lines[0]))


def is_title_line(item: Block) -> bool:
    """Whether the first of several lines of an item is the title alone: authors stand below, or only the first line is bold."""
    first, *others = _filled_lines(item.spans) or [[]]
    if not others:
        return False
    is_bold = all(s.bold for s in first if s.text.strip()) and not any(s.bold for line in others for s in line)
    return is_bold or is_over_byline(item)


def with_title_first(
    spans: Sequence[Span], below: Sequence[Sequence[Span]], *, sure: bool
) -> tuple[Sequence[Span], Sequence[Sequence[Span]]]:
    """An entry and the lines below it, with the title before the authors where these stand above it.

    With `sure` one plain name is enough, because the neighbours have their authors above the title.
    """
    lines = _filled_lines(spans)
    title = _title_below_byline(lines, below, sure=sure)
    if title is None:
        return spans, below
    byline = [span._replace(bold=False, italic=False) for span in lines[0]]
    if leading_people("".join(s.text for s in byline)) is None:
        byline.insert(0, Span("by "))  # one plain name, which the title behind it shows to be one
    others = [line for line in lines[1:] if line is not title]
    made = [*title, *(span for line in (byline, *others) for span in (Span(BREAK), *line))]
    return made, [line for line in below if line is not title]


def split_label(spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """The name of a work in bold before its authors, `**GLOW:** Ada Stern`, and the others, title first; "" in other forms."""
    lines = _filled_lines(spans)
    bold = lines[0][0] if len(lines) > 1 and len(lines[0]) > 1 else None
    if bold is None or not bold.bold or bold.href or len(bold.text.split()) > _LONGEST_NAME:
        return "", list(spans)
    behind = "".join(s.text for s in lines[0][1:])
    is_set_off = bold.text.rstrip(" .")[-1:] in (":", "：") or re.match(r"\s*[:：–—-]", behind) is not None
    if not is_set_off or not re.search(r"[^\W\d_]{2}", bold.text):
        return "", list(spans)
    at = next(n for n, s in enumerate(spans) if s is bold)
    first = spans[at + 1]._replace(text=spans[at + 1].text.lstrip(" :：–—-"))
    bare = [first, *spans[at + 2 :]]
    turned, _ = with_title_first(bare, (), sure=True)
    return ("", list(spans)) if turned is bare else (bold.text.strip(" .:："), list(turned))


#: In words, of the name of a work before its authors.
_LONGEST_NAME = 4


def _filled_lines(spans: Sequence[Span]) -> list[list[Span]]:
    return [line for line in lines_of(spans) if any(s.text.strip() for s in line)]


def _title_below_byline(
    lines: Sequence[Sequence[Span]], below: Sequence[Sequence[Span]], *, sure: bool
) -> Sequence[Span] | None:
    """The line of the title, where the first line has only people; None where the entry begins with something else."""
    if not lines or any(s.href or s.image for s in lines[0]):
        return None
    titles = (line for line in (*lines[1:], *below[:1]) if links_of(line).titled or plain(words_outside_links(line)))
    if (line := next(titles, None)) is None:
        return None
    title = "".join(s.text for s in takewhile(lambda s: not s.href or not is_resource(s.text), line)).strip(" [(|*_")
    if (quoted := re.match(r"[\"“]([^\"“”]{8,})[\"”]", title)) is not None:
        title, sure = quoted[1], True
    elif line[0].italic or (line[0].href and not is_resource(line[0].text)):
        title = line[0].text.strip()
    people = people_of_byline("".join(s.text for s in lines[0]), sure=sure)
    if people is None or not 2 <= len(title.split()) <= 40 or ADDRESSED.match(title):
        return None
    if is_date(title) or is_meeting(title) or is_resource(title) or names_publication(title):
        return None
    if is_labelled(Block("item", 0, list(line))):
        return None
    # Titles with a comma or "and" may read as names: then the longer row of names is the one of people.
    others = people_of_byline(title)
    return line if others is None or len(others.names) < len(people.names) else None
