"""The table of LaTeX's commands for characters, used to write LaTeX and to read it.

If several commands print the same character, the table has the one that most programs read back
(tests/export/test_readers.py). `SPELLINGS` has the others, which are only read.
"""

from __future__ import annotations

#: Combining mark -> accent command; those below the letter go outermost, because LaTeX sets them around what is there.
ABOVE = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v",
}  # fmt: skip
BELOW = {"\u0323": "d", "\u0327": "c", "\u0328": "k", "\u0331": "b", "\u0326": "textcommabelow"}

SYMBOLS = {
    "ß": r"\ss", "æ": r"\ae", "Æ": r"\AE", "œ": r"\oe", "Œ": r"\OE", "ø": r"\o", "Ø": r"\O",
    "ł": r"\l", "Ł": r"\L", "ı": r"\i", "ȷ": r"\j", "đ": r"\dj", "Đ": r"\DJ", "ð": r"\dh", "Ð": r"\DH", "þ": r"\th",
    "Þ": r"\TH", "ŋ": r"\ng", "Ŋ": r"\NG",
    "\u2018": r"\textquoteleft", "\u2019": r"\textquoteright", "\u201c": r"\textquotedblleft",
    "\u201d": r"\textquotedblright", "\u201a": r"\quotesinglbase", "\u201e": r"\quotedblbase", "«": r"\guillemotleft",
    "»": r"\guillemotright", "‹": r"\guilsinglleft", "›": r"\guilsinglright",
    "·": r"\textperiodcentered", "•": r"\textbullet",
    "¡": r"\textexclamdown", "¿": r"\textquestiondown", "§": r"\textsection", "¶": r"\textparagraph",
    "†": r"\textdagger", "‡": r"\textdaggerdbl", "©": r"\textcopyright", "®": r"\textregistered", "™": r"\texttrademark",
    "°": r"\textdegree", "€": r"\texteuro", "£": r"\textsterling", "¥": r"\textyen", "¢": r"\textcent",
    "ª": r"\textordfeminine", "º": r"\textordmasculine", "¹": r"\textonesuperior", "²": r"\texttwosuperior",
    "³": r"\textthreesuperior", "µ": r"\textmu", "×": r"\texttimes", "÷": r"\textdiv", "±": r"\textpm",
    "¬": r"\textlnot", "½": r"\textonehalf", "¼": r"\textonequarter", "¾": r"\textthreequarters",
}  # fmt: skip

_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi - pi rho - sigma tau upsilon phi chi psi omega"
MATHS = {
    "∞": "infty", "≤": "leq", "≥": "geq", "≠": "neq", "≈": "approx", "∼": "sim", "→": "rightarrow", "←": "leftarrow",
    "↔": "leftrightarrow", "⇒": "Rightarrow", "∈": "in", "∉": "notin", "∑": "sum", "∏": "prod", "∫": "int", "√": "surd",
    "∂": "partial", "∇": "nabla", "∀": "forall", "∃": "exists", "∅": "emptyset", "∩": "cap", "∪": "cup", "⊂": "subset",
    "⊆": "subseteq", "⊕": "oplus", "⊗": "otimes", "∗": "ast", "∘": "circ", "⋅": "cdot", "ℓ": "ell", "ϵ": "epsilon",
    "∥": "parallel", "⟨": "langle", "⟩": "rangle", "∧": "wedge", "∨": "vee", "≡": "equiv", "∝": "propto", "★": "star",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon",
    "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
for _offset, _name in enumerate(_GREEK.split()):
    if _name != "-":
        MATHS[chr(ord("α") + _offset)] = {"epsilon": "varepsilon", "phi": "varphi"}.get(_name, _name)
MATHS["ϕ"] = "phi"

#: Further commands that people write -> what they print.
SPELLINGS = {
    "aa": "å", "AA": "Å", "lq": "\u2018", "rq": "\u2019", "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "copyright": "©",
    "euro": "€", "pounds": "£", "times": "×", "div": "÷", "pm": "±", "textemdash": "—", "textendash": "–", "ldots": "…",
    "dots": "…", "textellipsis": "…", "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~", "textless": "<",
    "textgreater": ">", "textbar": "|", "textasciigrave": "`", "textunderscore": "_", "textbraceleft": "{",
    "textbraceright": "}", "lbrace": "{", "rbrace": "}", "slash": "/", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX",
    "quad": " ", "qquad": " ", "newline": " ", "par": " ", "le": "≤", "ge": "≥", "ne": "≠", "to": "→", "prime": "′",
}  # fmt: skip
