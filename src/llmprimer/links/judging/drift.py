"""Whether a page still has the content on record, by titles, headings and the beginning of its text."""

from __future__ import annotations

import re
from functools import lru_cache

from llmprimer.links.judging.word_counts import sizes
from llmprimer.links.model import PageFacts
from llmprimer.stem import stem
from llmprimer.text import fold, has_cjk, words

_COLON = re.compile(r"\s*[|·•»›‹:：/]\s*|\s+[-–—~]\s+|\s*[(（)）]\s*")
#: Words that any title may have; sharing them proves nothing.
_COMMON = frozenset(
    stem(word)
    for word in "the a an and or of for in on to with by from at is are be it its this that your you we our i new best home page site blog news post article official welcome "
    "introduction guide about how what why when s world top free online 1 2 3".split()
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: Titles of viewers, and of scripts that have not set their own title yet.
_EMPTY_TITLES = re.compile(
    r"react app|vite(?: app)?(?: \+ .*)?|loading.*|untitled.*|document|index|home|app|my[- ]app|webpack app|create next app|x|twitter|reddit|youtube|gradio|streamlit|notion|google (?:docs|drive|slides|sheets|colab)|"
    r"redirecting.*|please wait.*|.*\.(?:pdf|docx?|pptx?|ipynb)|pdf(?:\.js)? viewer|[\w.-]+\.[a-z]{2,6}",
    re.IGNORECASE,
)
_ENGLISH = frozenset("the of and for a an in on to with are is by from how what why".split())


@lru_cache(maxsize=64)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text)) - _COMMON


def _joined(text: str) -> str:
    """The folded text, letters and digits only."""
    return re.sub(r"[\W_]+", "", fold(text))


def agrees(recorded: str, page: PageFacts) -> bool:
    """Whether the page's title or a heading is the title on record, or has most of its words."""
    wanted = _joined(recorded)
    if not wanted:
        return False
    for name in (page.title, *page.headings[:3], page.og_title):
        if name and (wanted == (given := _joined(name)) or (len(wanted) > 8 and wanted in given)):
            return True
    stems = _stems(recorded)
    return len(stems) > 2 and len(stems & _stems(page.title)) * 3 >= 2 * len(stems)


def has_drifted(recorded: str, page: PageFacts) -> bool:
    """Whether page and record have next to nothing in common, or are of different years."""
    if not page.title or "://" in recorded:
        return False
    wanted = _joined(recorded)
    if len(wanted) > 3:
        given = _joined(page.title)
        if wanted == given:
            return False
        if wanted in given:
            return False
    title = fold(page.title).strip(" .!\u2026")
    total, _ = sizes(page)
    if _EMPTY_TITLES.fullmatch(title) or (total < 15 and page.scripts):
        return False  # a script fills it, or a viewer shows it
    if _other_year(recorded, page):
        return True
    stems = _stems(recorded)
    names = (page.title, page.og_title, *page.headings[:5])
    have = frozenset().union(*map(_stems, names))
    if len(stems) < 2 or not have:
        return False
    if _script(recorded) != _script(page.title) or _is_translated(recorded, page):
        return False  # a translation of the title has other words
    common = {word for word in stems & have if not _YEAR.fullmatch(word)}
    if len(common) * 3 > len(stems) or (len(stems) == 2 and common):
        return False
    joined = "".join(map(_joined, names))
    if sum(len(word) > 3 and word in joined for word in stems) * 3 > len(stems):
        return False
    if any((piece := _stems(part)) and piece <= common for part in _COLON.split(page.title)):
        return False  # the same name, with another byline
    opening = page.text[:4000]
    if len(wanted) > 8 and wanted in _joined(opening):
        return False
    said = f" {fold(opening)}"
    return sum((word if has_cjk(word) else f" {word}") in said for word in stems) * 3 < 2 * len(stems)


def _other_year(recorded: str, page: PageFacts) -> bool:
    """Whether the titles differ in the year only: another meeting, another edition."""
    one = set(_YEAR.findall(recorded))
    other = set(_YEAR.findall(page.title))
    if not one or not other or one & other:
        return False
    a, b = _stems(recorded) - one, _stems(page.title) - other
    before = {match[1].lower() for match in re.finditer(r"(\w+)['’\s-]+(?:19|20)\d\d\b", recorded)}
    after = {match[1].lower() for match in re.finditer(r"(\w+)['’\s-]+(?:19|20)\d\d\b", page.title)}
    return bool(before & after) and bool(a) and (a <= b or b <= a)


def _script(text: str) -> str:
    """The script of most of the text, roughly."""
    if text.isascii():
        return "latin"
    counts = {"latin": 0, "greek": 0, "cyrillic": 0, "hebrew": 0, "arabic": 0, "indic": 0, "cjk": 0, "other": 0}
    for character in text:
        if character.isalpha():
            counts[_script_of(ord(character))] += 1
    return max(counts, key=counts.__getitem__)


def _script_of(code: int) -> str:
    for end, name in (
        (0x370, "latin"), (0x400, "greek"), (0x530, "cyrillic"), (0x590, "other"), (0x600, "hebrew"), (0x780, "arabic"), (0x900, "other"), (0xE00, "indic"),
        (0x1E00, "other"), (0x2000, "latin"), (0x2E80, "other"), (0xFB00, "cjk"),
    ):  # fmt: skip
        if code < end:
            return name
    return "cjk" if code >= 0x20000 else "other"


def _is_translated(recorded: str, page: PageFacts) -> bool:
    """Whether the record is English, and the page declares another language and does not look English."""
    if not page.lang or page.lang.startswith("en") or not recorded.isascii():
        return False
    return _ENGLISH.isdisjoint(fold(page.title).split())
