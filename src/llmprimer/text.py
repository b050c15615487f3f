"""Text as it is compared: folded, split into words, measured, and repaired. Standard library only.

Folding is one-way and for comparing alone; what people read keeps its spelling.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: The control characters but for tab and line breaks, for a character class. Terminals obey them, XML refuses them.
CONTROL_CHARACTERS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
#: The small letters of European scripts, for a character class; and a letter that is none of them, as an expression.
SMALL = "a-zß-öø-ÿāăąćčďđēĕėęěğģħīįıķĺļľłńņňŋōŏőŕřśşšţťūŭůűųŵŷźżžșțά-ώа-џґ"
CAPITAL = rf"[^\W\d_{SMALL}]"
# Scripts written without spaces between words: Han, kana, hangul, and their extensions.
_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:\+\+|#(?![a-z0-9]))?", re.ASCII)
# A dakuten is a combining mark too, but no accent: か and が are different letters.
_KEPT_MARKS = frozenset("\u3099\u309a")


@cache
def _token() -> re.Pattern[str]:
    # Compiled on use: so large a class costs more than a whole search of ASCII text.
    return re.compile(rf"(?P<cjk>[{_CJK}]+)|(?P<word>[^\W_{_CJK}]+(?:\+\+|\#(?!\w))?)")


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(f"[{_CJK}]")


@cache
def _may_be_marks() -> re.Pattern[str]:
    # Where combining marks are to be found at all: not in Latin letters, punctuation and most symbols.
    return re.compile("[\u0300-\u1fff\u20d0-\u20ff\u2c00-\U0010ffff]")


def without_controls(text: str) -> str:
    """The text without control characters; tabs and line breaks stay."""
    return text if text.isprintable() else re.sub(f"[{CONTROL_CHARACTERS}]", "", text)


def fold(text: str) -> str:
    """Lower case, without accents, in one width and one form of each character."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text)
    text = text.replace("\u2019", "'").replace("\u02bc", "'").replace("\uff07", "'").casefold()
    if _may_be_marks().search(text):
        text = "".join(c for c in text if c in _KEPT_MARKS or unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", text).replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("ı", "i")


def words(text: str) -> list[str]:
    """The folded words in order; runs of CJK text as overlapping pairs of characters."""
    folded = _without_possessives(fold(text))
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    return [word for match in _token().finditer(folded) for word in _parts(match)]


def marked_words(text: str) -> list[str]:
    """The same, with a hyphen behind each word that is part of a compound: `light-`, `weight-` of "light-weight"."""
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
    """Whether a hyphen joins the word to another; a number is no part (`gpt` of "gpt-3" is the whole word)."""
    if not text[start:end].isalpha():
        return False
    before = start > 1 and text[start - 1] == "-" and text[start - 2].isalpha()
    return before or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha())


def camel_words(text: str) -> list[str]:
    """The words in camel case, as compounds: `Model-Scope` of "ModelScope"."""
    return [_CAMEL.sub("-", word) for word in text.split() if _CAMEL.search(word)]


def has_cjk(text: str) -> bool:
    """Whether any character is of a script written without spaces."""
    return not text.isascii() and _cjk().search(text) is not None


def width(text: str) -> int:
    """How many columns a terminal needs for it: CJK and emoji take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shorten(text: str, columns: int) -> str:
    """The text cut to that many terminal columns, with an ellipsis where something is cut."""
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
    """The number with its noun: `1 link`, `2 links`; `plural` where that is not the noun and an s."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def shorten_start(text: str, columns: int) -> str:
    """The end of the text in that many terminal columns: of a path it tells more than the beginning."""
    return text if width(text) <= columns else "…" + shorten(text[::-1], columns)[:-1][::-1]


#: The 8-bit encodings that UTF-8 is most often misread in.
_MISREAD_AS = ("cp1252", "mac_roman", "latin-1")


def repair_mojibake(text: str) -> str:
    """The text as it was before its UTF-8 was misread as Windows-1252, Mac Roman or Latin-1; unchanged if it was not.

    Each run of non-space text with high characters is tried alone, and taken only if its bytes are valid UTF-8 of at
    least two bytes a character: right text fails that test almost surely.
    """
    if text.isascii():
        return text
    whole = _undo(text)
    if whole is not None:
        return whole
    parts = re.split(r"(\s+)", text)
    return "".join(part if (part.isascii() or part.isspace()) else (_undo(part) or part) for part in parts)


def _undo(text: str) -> str | None:
    for encoding in _MISREAD_AS:
        if encoding == "mac_roman" and re.search(r"[‘’](?=[^\W\d_])", text):
            continue  # `l’édition`: an apostrophe before an accent happens to be valid UTF-8
        try:
            repaired = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if len(repaired) < len(text):
            again = _undo(repaired) if not repaired.isascii() else None
            return again or repaired
    return None


def looks_mojibake(text: str) -> bool:
    """Whether `repair_mojibake` would change it, or it holds a replacement character."""
    return "\ufffd" in text or repair_mojibake(text) != text
