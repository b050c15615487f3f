"""Soft 404: a page with status 200 that says that it does not exist.

Pages about such things (an article on 404 pages, a change log that removed something) use the same words, but they have
many others too, they quote, and their titles are longer. So words count only on pages with little text of their own (`main`:
without navigation, links, lists of articles, code), and only as a whole title or heading or where they address the
reader in the first sentences; a weak sign counts only with another. A false alarm is worse than a miss.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from llmprimer.links.judging import not_found_words as absence
from llmprimer.links.judging.drift import has_recorded_title
from llmprimer.links.judging.word_counts import (
    FEW_WORDS,
    MAX_NOTICE,
    MAX_NOTICE_TEXT,
    MIN_PROSE,
    WENT_WRONG,
    has_topic,
    parts,
    word_count,
    word_counts,
)
from llmprimer.links.model import PageFacts

#: Messages of server software, on pages with hardly any other text.
_SOFTWARE = re.compile(
    r"The specified (?:key|bucket) does not exist|^\s*Cannot GET /|status=404\b|HTTP Status 404|no explicit mapping for /error|"
    r"does not have an article with this exact name|There isn't a GitHub Pages site here|route that doesn't exist|"
    r"Object not found!"
)


def is_not_found(page: PageFacts, recorded: str | None = None) -> str | None:
    """Why the page is a not-found page, or None. A page with the recorded title needs clearer words."""
    _, own_words = word_counts(page)
    pieces = parts(page.title)
    if own_words > 2 * MAX_NOTICE:
        return _title_and_heading_absence(page, pieces, recorded)
    shows_recorded = bool(recorded) and has_recorded_title(recorded or "", page)
    title_absence = _absence_title(page, pieces, own_words) if not shows_recorded else None
    reason = title_absence and title_absence[1]
    if title_absence:
        if not _has_no_other_topic(title_absence[0], page):
            return None
        if own_words <= FEW_WORDS or (
            own_words <= 2 * MAX_NOTICE - 40 and absence.addresses_visitor(_first_sentence(page))
        ):
            return reason
        if (both := _title_and_heading_absence(page, pieces, recorded)) is not None:
            return both
    topic = has_topic(page)
    limit = 2 * MAX_NOTICE if reason else FEW_WORDS // 2 if shows_recorded else FEW_WORDS - 15 if topic else FEW_WORDS
    if own_words <= limit and (sentence := _absence_sentence(page, pieces, topic=topic)) is not None:
        return reason or f"it says “{sentence[:80]}”"
    return None


def _title_and_heading_absence(page: PageFacts, pieces: tuple[str, ...], recorded: str | None) -> str | None:
    """The reason if title and h1 both only say that a page is missing: then the other text is not about this page."""
    if len(page.headings) != 1 or len(page.headings[0]) > 80 or not absence.is_only_absence(page.headings[0]):
        return None
    if not any(map(absence.is_only_absence, pieces)) or (recorded and has_recorded_title(recorded, page)):
        return None
    title_absence = absence.analyse(page.headings[0]).noun and any(absence.analyse(piece).noun for piece in pieces)
    return f"its title and heading say “{page.headings[0][:80]}”" if title_absence else None


def _absence_title(page: PageFacts, pieces: tuple[str, ...], own_words: int) -> tuple[str, str] | None:
    """The title part or heading that only says that the page is missing, and the reason to report."""
    for piece in pieces:
        for line in (piece, piece.rpartition(": ")[2]):
            if absence.is_only_absence(line):
                return line, f"its title says “{page.title[:80]}”"
    for heading in page.headings:
        if absence.is_only_absence(heading) and not _title_extends(heading, pieces):
            return heading, f"its heading says “{heading[:80]}”"
    for piece in parts(page.og_title):
        if absence.is_only_absence(piece):
            return piece, f"it calls itself “{page.og_title[:80]}”"
    if own_words <= FEW_WORDS:
        for heading in page.subheadings[:3]:
            if absence.is_only_absence(heading):
                return heading, f"its heading says “{heading[:80]}”"
    return None


def _has_no_other_topic(line: str, page: PageFacts) -> bool:
    """Whether the page has no other topic: a book or a band may have such a name."""
    prose = _prose(page)
    if not absence.analyse(line).noun:
        return absence.is_typical_prose(prose) and not absence.has_other_topic(_first_sentence(page))
    if absence.is_typical_prose(prose):
        return True
    names = filter(absence.is_only_absence, (line, *page.headings, *page.subheadings[:2]))
    return any(absence.analyse(name).addresses_reader for name in names) or absence.addresses_visitor(prose)


def _title_extends(heading: str, pieces: tuple[str, ...]) -> bool:
    """Whether a part of the title contains the heading and more words: then the page is about its heading."""
    heading = heading.strip(" .!…").lower()
    return any(
        heading in (piece := part.lower()) and len(piece) > len(heading) and not absence.is_only_absence(part)
        for part in pieces
    )


def _absence_sentence(page: PageFacts, pieces: tuple[str, ...], *, topic: bool) -> str | None:
    text = page.main or page.text
    if match := _SOFTWARE.search(text[:500]):
        return match[0]
    text = _without_headings(page)
    has_error_title = any(WENT_WRONG.fullmatch(name) for name in (*pieces, *page.headings))
    if (
        sentence := absence.absence_sentence(text, 1 if topic else 3, has_error_title=has_error_title, topic=topic)
    ) is not None:
        return sentence
    if not page.main.strip() or not text.strip():
        return absence.absence_sentence(page.text[:MAX_NOTICE_TEXT], 2, has_error_title=has_error_title, topic=topic)
    for heading in (*page.headings[:2], *page.subheadings[:2]):
        if _title_extends(heading, pieces):
            continue
        if (sentence := absence.absence_sentence(heading[:MAX_NOTICE_TEXT], 2, topic=topic)) is not None:
            return sentence
    return None


def _without_headings(page: PageFacts) -> str:
    text = (page.main or page.text)[:MAX_NOTICE_TEXT]
    for heading in (page.title, *page.headings, *page.subheadings):
        if len(heading) > 3:
            text = text.replace(heading, "\n")
    return text


def _prose(page: PageFacts) -> str:
    """The lines longer than labels, without the headings."""
    return " ".join(line for line in _without_headings(page).split("\n") if word_count(line) >= MIN_PROSE)


def _first_sentence(page: PageFacts) -> str:
    """The first sentence after the headings."""
    title_absence = {page.title, *page.headings, *page.subheadings}
    lines = (
        line
        for line in (page.main or page.text)[:MAX_NOTICE_TEXT].split("\n")
        if len(line) > 15 and line not in title_absence
    )
    return re.split(r"[.!?。！？]", next(lines, ""), maxsplit=1)[0]


_ROOTS = re.compile(
    r"/?(?:index\.\w+|home/?|default\.\w+|main/?|(?:ar|cs|da|de|en|es|fi|fr|he|hi|hu|id|it|ja|jp|ko|nl|no|pl|pt|ro|ru|sv|th|tr|uk|us|vi|zh|cn)"
    r"(?:[-_][a-z]{2})?/?)?",
    re.IGNORECASE,
)


def is_root_instead(requested_url: str, final_url: str) -> bool:
    """Whether a deep page was requested and a home page came."""
    requested, final = urlsplit(requested_url), urlsplit(final_url)
    is_deep = _ROOTS.fullmatch(requested.path) is None or bool(requested.query and _ROOTS.fullmatch(requested.path))
    return is_deep and not final.query and _ROOTS.fullmatch(final.path) is not None
