"""Folds, splits, measures and repairs text. Standard library only.

Folded text is for comparing only, not for display.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: Control characters except tab and line breaks, for a character class. Terminals act on them; XML does not allow them.
CONTROL_CHARACTERS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
#: The lower-case letters of European scripts, for a character class; and an expression for any other letter.
SMALL = "a-zß-öø-ÿāăąćčďđēĕėęěğģħīįıķĺļľłńņňŋōŏőŕřśşšţťūŭůűųŵŷźżžșțά-ώа-џґ"
CAPITAL = rf"[^\W\d_{SMALL}]"
# Scripts written without spaces between words: Han, kana, hangul, and their extensions.
_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:\+\+|#(?![a-z0-9]))?", re.ASCII)
# A dakuten is a combining mark but not an accent: か and が are different letters.
_KEPT_MARKS = frozenset("\u3099\u309a")


@cache
def _token() -> re.Pattern[str]:
    # Compiled on use: compiling so large a class takes longer than a search in ASCII text.
    return re.compile(rf"(?P<cjk>[{_CJK}]+)|(?P<word>[^\W_{_CJK}]+(?:\+\+|\#(?!\w))?)")


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(f"[{_CJK}]")


@cache
def _may_be_marks() -> re.Pattern[str]:
    # The ranges with combining marks: not Latin letters, punctuation and most symbols.
    return re.compile("[\u0300-\u1fff\u20d0-\u20ff\u2c00-\U0010ffff]")


def without_controls(text: str) -> str:
    """The text without control characters; tabs and line breaks stay."""
    return text if text.isprintable() else re.sub(f"[{CONTROL_CHARACTERS}]", "", text)


def fold(text: str) -> str:
    """The text in lower case, without accents, with one width and one form of each character."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text)
    text = text.replace("\u2019", "'").replace("\u02bc", "'").replace("\uff07", "'").casefold()
    if _may_be_marks().search(text):
        text = "".join(c for c in text if c in _KEPT_MARKS or unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", text).replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("ı", "i")


def words(text: str) -> list[str]:
    """The folded words in order; CJK text becomes overlapping pairs of characters."""
    folded = _without_possessives(fold(text))
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    return [word for match in _token().finditer(folded) for word in _parts(match)]


def marked_words(text: str) -> list[str]:
    """Like `words`, with a hyphen after each part of a compound: `light-`, `weight-` for "light-weight"."""
    folded = _without_possessives(fold(text).replace("\u2010", "-").replace("\u2011", "-"))
    if "-" not in folded:
        return words(text)
    pattern = _ASCII_WORD if folded.isascii() else _token()
    found = []
    for match in pattern.finditer(folded):
        mark = "-" if _in_compound(folded, match.start(), match.end()) else ""
        found.extend([match[0] + mark] if pattern is _ASCII_WORD else [word + mark for word in _parts(match)])
    return found


def _without_possessives(folded: str) -> str:
    return folded.replace("'s ", " ").removesuffix("'s").replace("'", "") if "'" in folded else folded


def _parts(match: re.Match[str]) -> list[str]:
    run = match["cjk"]
    if run is None:
        return [match["word"]]
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


def _in_compound(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins the word to another word; a number does not count (`gpt` in "gpt-3" is no part)."""
    if not text[start:end].isalpha():
        return False
    before = start > 1 and text[start - 1] == "-" and text[start - 2].isalpha()
    return before or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha())


@cache
def _camel() -> re.Pattern[str]:
    # Also before and after abbreviations: EHRServer, OpenEHR; but not in LLMs. Compiled on use: a search needs none.
    return re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})|(?<=[a-z]{2})(?=[A-Z]{3})")


def camel_words(text: str) -> list[str]:
    """The camel-case words as compounds: `Model-Scope` for "ModelScope"."""
    return [_camel().sub("-", word) for word in text.split() if _camel().search(word)]


def word_count(text: str) -> int:
    """The number of words between spaces; two characters of CJK, which is written without spaces, count as one word."""
    count = len(text.split())
    return count if text.isascii() else max(count, (len(_cjk().findall(text)) + 1) // 2)


def has_cjk(text: str) -> bool:
    """Whether any character is CJK (a script without spaces)."""
    return not text.isascii() and _cjk().search(text) is not None


def width(text: str) -> int:
    """The number of terminal columns: two for CJK and emoji, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shorten(text: str, columns: int) -> str:
    """The text cut to that many terminal columns, with an ellipsis if it is cut."""
    if width(text) <= columns:
        return text
    kept, used = [], 0
    for character in text:
        used += _columns(character)
        if used > columns - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def counted(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun: `1 link`, `2 links`; `plural` is for irregular nouns."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def shorten_start(text: str, columns: int) -> str:
    """The text cut at its start to that many terminal columns: the end of a path says more."""
    return text if width(text) <= columns else "…" + shorten(text[::-1], columns)[:-1][::-1]


#: The 8-bit encodings that UTF-8 is most often misread as.
_MISREAD_AS = ("cp1252", "mac_roman", "latin-1")


def repair_mojibake(text: str) -> str:
    """Repairs text whose UTF-8 was misread as Windows-1252, Mac Roman or Latin-1; returns other text unchanged.

    Each run of non-ASCII text without spaces is tried on its own, and replaced only if its bytes are valid UTF-8 and give
    a shorter text: correct text almost never passes this test.
    """
    if text.isascii():
        return text
    whole = _repaired(text)
    if whole is not None:
        return whole
    parts = re.split(r"(\s+)", text)
    return "".join(part if (part.isascii() or part.isspace()) else (_repaired(part) or part) for part in parts)


def _repaired(text: str) -> str | None:
    for encoding in _MISREAD_AS:
        if encoding == "mac_roman" and re.search(r"[‘’](?=[^\W\d_])", text):
            continue  # `l’édition`: an apostrophe and an accented letter can be valid UTF-8
        try:
            repaired = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if len(repaired) < len(text):
            again = _repaired(repaired) if not repaired.isascii() else None
            return again or repaired
    return None


def looks_mojibake(text: str) -> bool:
    """Whether `repair_mojibake` would change the text, or it has a replacement character."""
    return "\ufffd" in text or repair_mojibake(text) != text
