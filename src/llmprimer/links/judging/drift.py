"""Whether a page still has the recorded content, judged by titles, headings and the beginning of its text."""

from __future__ import annotations

import re
from functools import lru_cache

from llmprimer.links.judging.word_counts import word_counts
from llmprimer.links.model import PageFacts
from llmprimer.stem import stem
from llmprimer.text import fold, has_cjk, words

_SEPARATOR = re.compile(r"\s*[|·•»›‹:：/]\s*|\s+[-–—~]\s+|\s*[(（)）]\s*")
#: Words that any title may have; they prove nothing.
_COMMON = frozenset(
    stem(word)
    for word in "the a an and or of for in on to with by from at is are be it its this that your you we our i new best home page site blog news post article official welcome "
    "introduction guide about how what why when s world top free online 1 2 3".split()
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: Titles of viewers, and of applications whose script sets the title later.
_UNINFORMATIVE_TITLES = re.compile(
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


def has_recorded_title(recorded: str, page: PageFacts) -> bool:
    """Whether the page's title or a heading is the recorded title, or has most of its words."""
    recorded_letters = _joined(recorded)
    if not recorded_letters:
        return False
    for name in (page.title, *page.headings[:3], page.og_title):
        if name and (
            recorded_letters == (name_letters := _joined(name))
            or (len(recorded_letters) > 8 and recorded_letters in name_letters)
        ):
            return True
    stems = _stems(recorded)
    return len(stems) > 2 and len(stems & _stems(page.title)) * 3 >= 2 * len(stems)


def has_drifted(recorded: str, page: PageFacts) -> bool:
    """Whether page and record have next to nothing in common, or are of different years."""
    if not page.title or "://" in recorded:
        return False
    recorded_letters = _joined(recorded)
    if len(recorded_letters) > 3:
        name_letters = _joined(page.title)
        if recorded_letters == name_letters:
            return False
        if recorded_letters in name_letters:
            return False
    title = fold(page.title).strip(" .!\u2026")
    total, _ = word_counts(page)
    if _UNINFORMATIVE_TITLES.fullmatch(title) or (total < 15 and page.scripts):
        return False  # a script fills it, or a viewer shows it
    if _other_year(recorded, page):
        return True
    stems = _stems(recorded)
    names = (page.title, page.og_title, *page.headings[:5])
    page_stems = frozenset().union(*map(_stems, names))
    if len(stems) < 2 or not page_stems:
        return False
    if _script(recorded) != _script(page.title) or _is_translated(recorded, page):
        return False  # a translation of the title has other words
    common = {word for word in stems & page_stems if not _YEAR.fullmatch(word)}
    if len(common) * 3 > len(stems) or (len(stems) == 2 and common):
        return False
    joined = "".join(map(_joined, names))
    if sum(len(word) > 3 and word in joined for word in stems) * 3 > len(stems):
        return False
    if any((piece := _stems(part)) and piece <= common for part in _SEPARATOR.split(page.title)):
        return False  # the same name, with another byline
    beginning = page.text[:4000]
    if len(recorded_letters) > 8 and recorded_letters in _joined(beginning):
        return False
    page_words = f" {fold(beginning)}"
    return sum((word if has_cjk(word) else f" {word}") in page_words for word in stems) * 3 < 2 * len(stems)


def _other_year(recorded: str, page: PageFacts) -> bool:
    """Whether the titles differ in the year only: another meeting, another edition."""
    recorded_years = set(_YEAR.findall(recorded))
    page_years = set(_YEAR.findall(page.title))
    if not recorded_years or not page_years or recorded_years & page_years:
        return False
    recorded_stems, page_stems = _stems(recorded) - recorded_years, _stems(page.title) - page_years
    recorded_names = {match[1].lower() for match in re.finditer(r"(\w+)['’\s-]+(?:19|20)\d\d\b", recorded)}
    page_names = {match[1].lower() for match in re.finditer(r"(\w+)['’\s-]+(?:19|20)\d\d\b", page.title)}
    return (
        bool(recorded_names & page_names)
        and bool(recorded_stems)
        and (recorded_stems <= page_stems or page_stems <= recorded_stems)
    )


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
