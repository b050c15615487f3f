"""Soft 404: a page with status 200 that says that the page is not there.

Pages about such things (an article on 404 pages, a change log that removed something) use the same words, but they have
many others too, they quote, and their titles are longer. So words count only on pages with little text of their own (`main`:
without navigation, links, lists of articles, code), and only as a whole title or heading or where they address the
reader in the first sentences; a weak sign counts only with another. A false alarm is worse than a miss.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from llmprimer.links.judging import not_found_words as absence
from llmprimer.links.judging.drift import agrees
from llmprimer.links.judging.word_counts import (
    FEW,
    LABEL,
    NOTICE,
    NOTICE_TEXT,
    WENT_WRONG,
    count,
    has_topic,
    parts,
    sizes,
)
from llmprimer.links.model import PageFacts

#: Messages of server software, on pages with hardly any other text.
_SOFTWARE = re.compile(
    r"The specified (?:key|bucket) does not exist|^\s*Cannot GET /|status=404\b|HTTP Status 404|no explicit mapping for /error|"
    r"does not have an article with this exact name|There isn't a GitHub Pages site here|route that doesn't exist|"
    r"Object not found!"
)


def is_not_found(page: PageFacts, recorded: str | None = None) -> str | None:
    """Why the page is a not-found page, or None. A page that has the title on record needs plainer words."""
    _, own = sizes(page)
    pieces = parts(page.title)
    if own > 2 * NOTICE:
        return _twice_named(page, pieces, recorded)
    known = bool(recorded) and agrees(recorded or "", page)
    named = _names_absence(page, pieces, own) if not known else None
    where = named and named[1]
    if named:
        if not _is_alone(named[0], page):
            return None
        if own <= FEW or (own <= 2 * NOTICE - 40 and absence.speaks_to_visitor(_lead(page))):
            return where
        if (twice := _twice_named(page, pieces, recorded)) is not None:
            return twice
    topic = has_topic(page)
    most = 2 * NOTICE if where else FEW // 2 if known else FEW - 15 if topic else FEW
    if own <= most and (said := _says_absence(page, pieces, topic=topic)) is not None:
        return where or f"it says “{said[:80]}”"
    return None


def _twice_named(page: PageFacts, pieces: tuple[str, ...], recorded: str | None) -> str | None:
    """Whether title and h1 both say only that a page is not there: then the other text is not about this page."""
    if len(page.headings) != 1 or len(page.headings[0]) > 80 or not absence.is_whole(page.headings[0]):
        return None
    if not any(map(absence.is_whole, pieces)) or (recorded and agrees(recorded, page)):
        return None
    named = absence.read(page.headings[0]).noun and any(absence.read(piece).noun for piece in pieces)
    return f"its title and heading say “{page.headings[0][:80]}”" if named else None


def _names_absence(page: PageFacts, pieces: tuple[str, ...], own: int) -> tuple[str, str] | None:
    """The part of a title or the heading that says only this, and the reason to report."""
    for piece in pieces:
        for line in (piece, piece.rpartition(": ")[2]):
            if absence.is_whole(line):
                return line, f"its title says “{page.title[:80]}”"
    for heading in page.headings:
        if absence.is_whole(heading) and not _goes_on(heading, pieces):
            return heading, f"its heading says “{heading[:80]}”"
    for piece in parts(page.og_title):
        if absence.is_whole(piece):
            return piece, f"it calls itself “{page.og_title[:80]}”"
    if own <= FEW:
        for heading in page.subheadings[:3]:
            if absence.is_whole(heading):
                return heading, f"its heading says “{heading[:80]}”"
    return None


def _is_alone(line: str, page: PageFacts) -> bool:
    """Whether nothing on the page is about something else: a book or a band may have such a name."""
    prose = _prose(page)
    if not absence.read(line).noun:
        return absence.fits(prose) and not absence.is_about_else(_lead(page))
    if absence.fits(prose):
        return True
    names = filter(absence.is_whole, (line, *page.headings, *page.subheadings[:2]))
    return any(absence.read(name).turning for name in names) or absence.speaks_to_visitor(prose)


def _goes_on(heading: str, pieces: tuple[str, ...]) -> bool:
    """Whether a piece of the title has the heading and more words: then the page is about its heading."""
    heading = heading.strip(" .!…").lower()
    return any(
        heading in (piece := part.lower()) and len(piece) > len(heading) and not absence.is_whole(part)
        for part in pieces
    )


def _says_absence(page: PageFacts, pieces: tuple[str, ...], *, topic: bool) -> str | None:
    text = page.main or page.text
    if match := _SOFTWARE.search(text[:500]):
        return match[0]
    text = _without_headings(page)
    wrong = any(WENT_WRONG.fullmatch(name) for name in (*pieces, *page.headings))
    if (said := absence.said_in(text, 1 if topic else 3, excused=wrong, topic=topic)) is not None:
        return said
    if not page.main.strip() or not text.strip():
        return absence.said_in(page.text[:NOTICE_TEXT], 2, excused=wrong, topic=topic)
    for heading in (*page.headings[:2], *page.subheadings[:2]):
        if _goes_on(heading, pieces):
            continue
        if (said := absence.said_in(heading[:NOTICE_TEXT], 2, topic=topic)) is not None:
            return said
    return None


def _without_headings(page: PageFacts) -> str:
    text = (page.main or page.text)[:NOTICE_TEXT]
    for heading in (page.title, *page.headings, *page.subheadings):
        if len(heading) > 3:
            text = text.replace(heading, "\n")
    return text


def _prose(page: PageFacts) -> str:
    """The lines that are more than labels, without the headings."""
    return " ".join(line for line in _without_headings(page).split("\n") if count(line) >= LABEL)


def _lead(page: PageFacts) -> str:
    """The first sentence after the headings."""
    named = {page.title, *page.headings, *page.subheadings}
    lines = (
        line for line in (page.main or page.text)[:NOTICE_TEXT].split("\n") if len(line) > 15 and line not in named
    )
    return re.split(r"[.!?。！？]", next(lines, ""), maxsplit=1)[0]


_ROOTS = re.compile(
    r"/?(?:index\.\w+|home/?|default\.\w+|main/?|(?:ar|cs|da|de|en|es|fi|fr|he|hi|hu|id|it|ja|jp|ko|nl|no|pl|pt|ro|ru|sv|th|tr|uk|us|vi|zh|cn)"
    r"(?:[-_][a-z]{2})?/?)?",
    re.IGNORECASE,
)


def is_root_instead(asked: str, final: str) -> bool:
    """Whether a deep page was requested and a home page came."""
    before, after = urlsplit(asked), urlsplit(final)
    deep = _ROOTS.fullmatch(before.path) is None or bool(before.query and _ROOTS.fullmatch(before.path))
    return deep and not after.query and _ROOTS.fullmatch(after.path) is not None
