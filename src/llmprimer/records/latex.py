r"""LaTeX text as plain text: `M{\"u}ller` as `Müller`, `{BERT}` as `BERT`, `\emph{x}` as `x`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307", "u": "\u0306",
    "v": "\u030c", "H": "\u030b", "r": "\u030a", "c": "\u0327", "k": "\u0328", "d": "\u0323", "b": "\u0331",
    "textcommabelow": "\u0326",
}  # fmt: skip
_ACCENT = re.compile(
    r"""\{?\\(?:(?P<sign>[`'^"~=.])\s*|(?P<name>textcommabelow|[uvHrckdb])(?:\s+|(?=\{)))
        (?:\{\s*(?P<braced>\\?[^\W\d_]|)\s*\}|(?P<bare>\\[ij](?![A-Za-z])|[^\W\d_])|\{(?P<inner>[^{}\\]{1,3})\})\}?""",
    re.VERBOSE,
)
_SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dj": "đ",
    "DJ": "Đ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "aa": "å", "AA": "Å",
    "textquoteleft": "\u2018", "textquoteright": "\u2019", "textquotedblleft": "\u201c", "textquotedblright": "\u201d", "lq": "\u2018", "rq": "\u2019",
    "quotesinglbase": "\u201a", "quotedblbase": "\u201e", "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›",
    "textperiodcentered": "·", "textbullet": "•", "textexclamdown": "¡", "textquestiondown": "¿", "textsection": "§", "S": "§", "textparagraph": "¶", "P": "¶",
    "textdagger": "†", "dag": "†", "textdaggerdbl": "‡", "ddag": "‡", "textcopyright": "©", "copyright": "©", "textregistered": "®", "texttrademark": "™",
    "textdegree": "°", "texteuro": "€", "euro": "€", "textsterling": "£", "pounds": "£", "textyen": "¥", "textcent": "¢", "textordfeminine": "ª",
    "textordmasculine": "º", "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³", "textmu": "µ", "texttimes": "×", "times": "×", "textdiv": "÷",
    "div": "÷", "textpm": "±", "pm": "±", "textlnot": "¬", "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textemdash": "—", "textendash": "–",
    "ldots": "…", "dots": "…", "textellipsis": "…", "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~", "textless": "<", "textgreater": ">",
    "textbar": "|", "textasciigrave": "`", "textunderscore": "_", "textbraceleft": "\x01", "textbraceright": "\x02", "lbrace": "\x01", "rbrace": "\x02", "slash": "/",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "quad": " ", "qquad": " ", "newline": " ", "par": " ",
    "infty": "∞", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "rightarrow": "→", "to": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "in": "∈", "notin": "∉", "sum": "∑", "prod": "∏", "int": "∫", "surd": "√", "partial": "∂", "nabla": "∇", "forall": "∀",
    "exists": "∃", "emptyset": "∅", "cap": "∩", "cup": "∪", "subset": "⊂", "subseteq": "⊆", "oplus": "⊕", "otimes": "⊗", "ast": "∗", "circ": "∘", "cdot": "⋅",
    "ell": "ℓ", "parallel": "∥", "langle": "⟨", "rangle": "⟩", "wedge": "∧", "vee": "∨", "equiv": "≡", "propto": "∝", "star": "★", "varepsilon": "ε", "epsilon": "ϵ",
    "varphi": "φ", "phi": "ϕ", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "chi": "χ", "psi": "ψ", "omega": "ω", "prime": "′",
}  # fmt: skip
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


_RESTORED = {1: "{", 2: "}", 3: "$", 4: "~", 5: "-", 6: "'", 7: "`"}
_STANDING = {"{": "\x01", "}": "\x02", "$": "\x03", "~": "\x04", "-": "\x05", "'": "\x06", "`": "\x07"}


def _accented(match: re.Match[str]) -> str:
    mark = _ACCENTS[match["sign"] or match["name"]]
    letter = match["braced"] or match["bare"] or match["inner"] or ""
    letter = letter.lstrip("\\")
    whole = match[0]
    printed = unicodedata.normalize("NFC", letter[:1] + mark + letter[1:]) if letter else ""
    # Braces that the match took without their partner go back.
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
        return " " if sign == "\\" else _STANDING.get(sign, sign)
    printed = _SYMBOLS.get(match["name"])
    return "" if printed is None else _STANDING.get(printed, printed)


_VERBATIM = re.compile(r"\\([_%&#~{}$])")


def decode_verbatim(text: str) -> str:
    r"""An address or identifier: `\_` as `_`, without braces or `\url`."""
    text = re.sub(r"^\s*\\(?:url|path|href)\s*", "", text.strip())
    return _VERBATIM.sub(r"\1", text).replace("{", "").replace("}", "").strip()
