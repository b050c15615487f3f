r"""Plain text as LaTeX text: every special character escaped, once, and nothing lost.

Everything is text, never markup: a `$` in a title is a dollar sign. A text encoded here has balanced braces, which
BibTeX counts even after a backslash, and no unwanted ligature (`--` stays two hyphens).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from llmprimer.latex.characters import ABOVE, BELOW, MATHS, SYMBOLS

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_BRACES = {"{": r"\{", "}": r"\}"}
#: For unpaired braces, which BibTeX would count as open.
_LONE_BRACES = {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"}
#: ASCII too, but printed as other characters in OT1, LaTeX's oldest font encoding.
_OT1 = {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "`": r"\textasciigrave{}"}
_TABLES = {
    (to_latex, paired): {**_ESCAPES, **(_BRACES if paired else _LONE_BRACES), **(_OT1 if to_latex else {})}
    for to_latex in (False, True)
    for paired in (False, True)
}
_IN_TABLE = re.compile(r"[\\{}$&%#_^~<>|`]")
_SPECIAL = re.compile(r"[\\{}$&%#_^~<>|`]|--|''|[^ -~]")
_LIGATURE = re.compile(r"-(?=-)|'(?=')|`(?=`)")

#: Written without braces: a ligature, or a command that needs none.
_WITHOUT_BRACES = {"\u00a0": "~", "\u2013": "--", "\u2014": "---", "\u2026": r"\ldots{}"}
_WITHOUT_BRACES |= {chr(ord("₀") + digit): rf"\textsubscript{{{digit}}}" for digit in range(10)}
_WITHOUT_BRACES |= {chr(ord("⁰") + digit): rf"\textsuperscript{{{digit}}}" for digit in (0, 4, 5, 6, 7, 8, 9)}

_CLUSTER = re.compile(r"[^\x00-\x7f][\u0300-\u036f]*|[!-~][\u0300-\u036f]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def encode(text: str, *, to_latex: bool, paired: bool | None = None) -> str:
    """The text for a BibTeX field: its ASCII specials escaped, and with `to_latex` its other characters too if LaTeX can.

    Characters that LaTeX has no command for (CJK, emoji) stay as they are in both. `paired` says that the braces in the
    text have their partners; None: it is determined from the text.
    """
    if _SPECIAL.search(text) is None:
        return text
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    if paired is None:
        paired = has_paired_braces(text)
    table = _TABLES[to_latex, paired]
    if to_latex and not text.isascii():
        parts: list[str] = []
        end = 0
        text = unicodedata.normalize("NFC", text)
        for match in _CLUSTER.finditer(text):
            parts += (_encode_ascii(text[end : match.start()], table), _encode_cluster(match[0]))
            end = match.end()
        return "".join((*parts, _encode_ascii(text[end:], table)))
    return _encode_ascii(text, table)


def has_paired_braces(text: str) -> bool:
    """Whether each brace in the text has its partner."""
    if "{" not in text and "}" not in text:
        return True
    depth = 0
    for brace in re.findall("[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


#: Beyond Latin-1 and Latin Extended-A, LaTeX prints these with T1 fonts and their companion.
_NOT_IN_T1 = re.compile(
    "[^\u0000-\u017fȘșȚțȷ\u2018\u2019\u201c\u201d\u201a\u201e\u2039\u203a\u2013\u2014\u2026\u2020\u2021\u2022™€\u2030]"
)

#: All bytes of the characters up to U+017F in UTF-8: a text of these alone is known to be printable at once.
_UP_TO_EXTENDED_A = bytes(range(0xC6))
_ASCII = bytes(range(0x80))


def is_printable(text: str) -> bool:
    """Whether pdfLaTeX can print all characters of the text, given T1 fonts."""
    encoded = text.encode("utf-8", "surrogatepass")
    if not encoded.translate(None, _UP_TO_EXTENDED_A):
        return True
    if _NOT_IN_T1.search(encoded.translate(None, _ASCII).decode("utf-8", "surrogatepass")) is None:
        return True
    return not unicodedata.is_normalized("NFC", text) and is_printable(unicodedata.normalize("NFC", text))


def _encode_ascii(text: str, table: dict[str, str]) -> str:
    text = _IN_TABLE.sub(lambda match: table.get(match[0], match[0]), text)
    if "--" in text or "''" in text or "``" in text:
        text = _LIGATURE.sub(lambda match: match[0] + "{}", text)
    return text


@lru_cache(maxsize=4096)
def _encode_cluster(cluster: str) -> str:
    """One character that is not ASCII, or one with marks, as LaTeX; unchanged if LaTeX has no command for it."""
    if (bare := _WITHOUT_BRACES.get(cluster)) is not None:
        return bare
    if (symbol := SYMBOLS.get(cluster)) is not None:
        return f"{{{symbol}}}"
    if (command := MATHS.get(cluster)) is not None:
        return f"$\\{command}$"
    base, *marks = list(unicodedata.normalize("NFD", cluster))
    if not marks:
        return cluster
    if base in SYMBOLS:
        inner = SYMBOLS[base]
    elif base.isascii():
        inner = encode(base, to_latex=True)
    else:
        return cluster
    if any(mark not in ABOVE and mark not in BELOW for mark in marks):
        return cluster
    for table in (ABOVE, BELOW):
        for mark in marks:
            if mark in table:
                command = table[mark]
                simple = len(inner) == 1 and not command.isalpha()
                inner = f"\\{command}{inner}" if simple else f"\\{command}{{{inner}}}"
    return f"{{{inner}}}"


@lru_cache(maxsize=4096)
def initial(word: str, letters: int = 1) -> str:
    r"""The word with its first letters beyond ASCII as commands, the rest as it is: `{\'E}ric`.

    BibTeX cuts a given name down to its first byte, and alpha a family name to its first three. Of `É` a byte is half a
    character; a command in braces is taken whole.
    """
    word = unicodedata.normalize("NFC", word)
    return "".join(map(_letter_as_command, word[:letters])) + encode(word[letters:], to_latex=False)


def _letter_as_command(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    known = letter in "ØøŁłÆæıŒœß" or (
        len(marks) == 1 and base.isascii() and marks[0] in ABOVE | {"\u0327": "", "\u0328": ""}
    )
    return _encode_cluster(letter) if known else encode(letter, to_latex=False)
