r"""LaTeX text as plain text: `M{\"u}ller` as `Müller`, `{BERT}` as `BERT`, `\emph{x}` as `x`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from llmprimer.latex.characters import ABOVE, BELOW, MATHS, SPELLINGS, SYMBOLS

_ACCENTS = {command: mark for mark, command in (ABOVE | BELOW).items()}
_ACCENT = re.compile(
    r"""\{?\\(?:(?P<sign>[`'^"~=.])\s*|(?P<name>textcommabelow|[uvHrckdb])(?:\s+|(?=\{)))
        (?:\{\s*(?P<braced>\\?[^\W\d_]|)\s*\}|(?P<bare>\\[ij](?![A-Za-z])|[^\W\d_])|\{(?P<inner>[^{}\\]{1,3})\})\}?""",
    re.VERBOSE,
)
#: An accented letter in braces of its own, `{\\"u}`, `{\\v{s}}`: nothing else looks like it in texts that are not LaTeX.
_BRACED_LETTER = re.compile(
    r"""\{\\(?:[`'^"~=.]\s*|[uvHrc](?:\s+|(?=\{)))(?:\{\\?[^\W\d_]\}|\\?[^\W\d_])\}|\{\\(?:ss|[oOlL]|ae|AE|oe|OE|aa|AA|i|j)\}"""
)
_SYMBOLS = SPELLINGS | {command.lstrip("\\"): character for character, command in (SYMBOLS | MATHS).items()}
_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]+)\*?(?:\s*\{\}|\s+|(?![A-Za-z]))|\\(?P<sign>[^A-Za-z])")
_SUBSCRIPT = re.compile(r"\\text(?P<which>sub|super)script\{(?P<digit>\d)\}")
_SUPERSCRIPTS = {"1": "¹", "2": "²", "3": "³"}
_LIGATURES = re.compile(r"-{2,3}|``|''|~|\$")
_PRINTED = {"--": "–", "---": "—", "``": "\u201c", "''": "\u201d", "~": " ", "$": ""}


@lru_cache(maxsize=1 << 14)
def decode(text: str) -> str:
    """The text as it is printed; commands that are not known are dropped, their arguments stay."""
    if "\\" in text:
        text = _SUBSCRIPT.sub(_script, text)
        for _ in range(3):  # from the inside out: `\~{\^e}`
            text, count = _ACCENT.subn(_accented, text)
            if not count:
                break
        text = _COMMAND.sub(_symbol, text)
    if "{" in text or "}" in text or "$" in text or "-" in text or "`" in text or "'" in text or "~" in text:
        text = _LIGATURES.sub(lambda match: _PRINTED[match[0]], text)
        text = text.replace("{", "").replace("}", "")
    # Stand-ins for the characters that the lines above would have taken for markup.
    if any(c < " " for c in text):
        text = text.translate(_RESTORED)
    return " ".join(unicodedata.normalize("NFC", text).split())


def decode_letters(text: str) -> str:
    r"""A text that is not LaTeX, with the accented letters that were copied from LaTeX as they are printed: `Sch{\"u}tze`."""
    return _BRACED_LETTER.sub(lambda match: decode(match[0]), text) if "{\\" in text else text


_RESTORED = {1: "{", 2: "}", 3: "$", 4: "~", 5: "-", 6: "'", 7: "`"}
_STAND_INS = {"{": "\x01", "}": "\x02", "$": "\x03", "~": "\x04", "-": "\x05", "'": "\x06", "`": "\x07"}


def _accented(match: re.Match[str]) -> str:
    mark = _ACCENTS[match["sign"] or match["name"]]
    letter = match["braced"] or match["bare"] or match["inner"] or ""
    letter = letter.lstrip("\\")
    whole = match[0]
    printed = unicodedata.normalize("NFC", letter[:1] + mark + letter[1:]) if letter else ""
    # Braces that the match took without their partner are put back.
    missing = whole.count("{") - whole.count("}")
    return ("{" * missing + printed) if missing > 0 else printed + "}" * -missing


def _script(match: re.Match[str]) -> str:
    digit = match["digit"]
    if match["which"] == "sub":
        return chr(ord("₀") + int(digit))
    return _SUPERSCRIPTS.get(digit, chr(ord("⁰") + int(digit)))


def _symbol(match: re.Match[str]) -> str:
    if (sign := match["sign"]) is not None:
        if sign in "-,;:!/ \n\t@":  # hyphenation and spacing
            return " " if sign in ",; \n\t:" else ""
        return " " if sign == "\\" else _STAND_INS.get(sign, sign)
    printed = _SYMBOLS.get(match["name"], "")
    return _STAND_INS.get(printed, printed)


_VERBATIM = re.compile(r"\\([_%&#~{}$])")


def decode_verbatim(text: str) -> str:
    r"""An address or identifier: `\_` as `_`, without braces or `\url`."""
    text = re.sub(r"^\s*\\(?:url|path|href)\s*", "", text.strip())
    return _VERBATIM.sub(r"\1", text).replace("{", "").replace("}", "").strip()
