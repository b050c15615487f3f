"""Recognises bold titles and finds their positions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from llmprimer.importing.document.linking import lines_of
from llmprimer.importing.document.outline import Block, Span
from llmprimer.records.people_lists import is_certain, leading_people
from llmprimer.records.venues import is_meeting, is_preprint
from llmprimer.records.written_dates import is_date


def is_tag(spans: Sequence[Span], at: int) -> bool:
    """Whether a span stands in brackets of its own, `[**Python**]`."""
    return at > 0 and spans[at - 1].text.rstrip().endswith(("[", "(", "【"))


def begins_bold(spans: Sequence[Span]) -> bool:
    """Whether the first words are bold and followed by others: `**Name**: what it is`, `**Title**, Jane Doe`."""
    said = [s for s in spans if s.text.strip() and not s.image]
    return (
        len(said) > 1
        and said[0].bold
        and said[0].href is None
        and re.match(r"\s*[:：,.;(–—-]", said[1].text) is not None
    )


def is_bold_and_dated(block: Block) -> bool:
    """`**Title** (2021), ...`, `**Title.** NeurIPS 2021` or `**Title;** Jane Doe et al` without any link."""
    spans = [s for s in block.spans if s.text.strip()]
    behind = "".join(s.text for s in spans[1:])
    if len(spans) < 2 or not spans[0].bold or len(spans[0].text.split()) < 2:
        return False
    is_year = re.match(r"\s*[.,]?\s*\(\s*(?:19|20)\d\d\s*\)", behind) is not None
    where = behind.strip(" .,")
    is_published = where[:1].isupper() and len(where.split()) <= 8 and re.search(r"(?:19|20)\d\d$", where) is not None
    is_named = len(spans[0].text.split()) >= 3 and leading_people(where.lstrip("; ")) is not None
    return is_year or is_published or is_named


#: How many items show how a list is written.
_USUAL = 3
_OTHERS = re.compile(r"[^\W\d_a-z][^\d()\[\]:]{2,80}\bet\.? al\.?[\s:]*")
#: `Stern, A., & Lind, B. (2026).`: a year in brackets at the end.
_ENDS_IN_YEAR = re.compile(r"[^()]{3,2000}?[\s.,]\((?:1[89]|20)\d\d[a-z]?\)[.,:]?\s*")


def unbold_bylines(items: Iterable[Block]) -> None:
    """Takes the bold style from lists that set people and year in bold, `**Stern, A. (2026).** On Light. [[link]](...)`.

    `**Stern et al.**: On Light` shows by itself that its first words are people.
    """
    groups: dict[int, list[Block]] = {}
    for item in items:
        first = next((s for s in item.spans if s.text.strip()), None)
        if first is not None and first.bold and first.href is None and _OTHERS.fullmatch(first.text.strip()):
            at = item.spans.index(first)
            item.spans = [s._replace(bold=False) if n == at else s for n, s in enumerate(item.spans)]
            continue
        if first is not None and first.bold and first.href is None and _ENDS_IN_YEAR.fullmatch(first.text):
            groups.setdefault(item.group, []).append(item)
    for group in groups.values():
        named = sum(leading_people(item.text.strip()) is not None for item in group)
        if len(group) >= _USUAL and 2 * named > len(group):  # else it is titles that stand before the years
            for item in group:
                item.spans = [span._replace(bold=False) for span in item.spans]


#: In words, of the sentence before the name of a journal, and of this name at most.
_SENTENCE, _JOURNAL = 4, 8


def unbold_publications(items: Iterable[Block]) -> None:
    """Takes the bold style from citations that set their journal and year in bold, `Stern A, Lind B. Large lamps of rooms. **Light Lett** 3, 7 **(2024)**`."""
    found = [item for item in items if _cites_before_bold(item.spans)]
    for item in found if len(found) >= _USUAL else ():
        item.spans = [
            span._replace(bold=False, italic=span.italic or span.bold)
            if span.bold and re.search(r"[^\W\d_]", span.text)
            else span._replace(bold=False)
            for span in item.spans
        ]


def _cites_before_bold(spans: Sequence[Span]) -> bool:
    """Whether people with initials and a sentence stand before the first bold words of an item, and a year behind these."""
    at = next((n for n, span in enumerate(spans) if span.bold and span.text.strip()), 0)
    if not at or any(span.href is not None or span.image or span.italic for span in spans[:at]):
        return False
    before = "".join(span.text for span in spans[:at]).strip()
    behind = "".join(span.text for span in spans[at:])
    if not before.endswith((".", "?", "!")) or not re.search(r"\b(?:1[89]|20)\d\d\b", behind):
        return False
    leading = leading_people(before)
    is_short = len(spans[at].text.split()) <= _JOURNAL and spans[at].href is None
    return is_short and leading is not None and is_certain(leading[0]) and len(leading[1].split()) >= _SENTENCE


def is_bold_title(block: Block) -> bool:
    """`**Title of Several Words.** (Somewhere)` alone, with or without links, or over a line that says where it was published."""
    spans = [s for s in block.spans if s.text.strip() and not s.image]
    if not spans or not spans[0].bold or len(spans[0].text.split()) < 4:
        return False
    first, *others = lines_of(block.spans)
    is_published = bool(others) and _is_published_line("".join(s.text for s in others[0]))
    behind = "".join(s.text for s in (first if is_published else spans) if not s.bold and s.href is None)
    return re.fullmatch(r"[\s.,\[\]\\|]*(?:\([^()]{1,120}\))?[\s.,\[\]\\|]*", behind) is not None


def _is_published_line(text: str) -> bool:
    """Whether a line below a title begins with where or when it was published, or by whom: `ICML 2025 · Poster`."""
    first = re.split(r"\s[·•|–—-]\s", text.strip(" `*_\n"), maxsplit=1)[0].strip(" `*_()[]")
    return is_meeting(first) or is_preprint(first) or is_date(first) or leading_people(first) is not None
