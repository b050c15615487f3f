"""Parses a single name of a person or organization into CSL's name parts."""

from __future__ import annotations

import re

from llmprimer.text import CAPITAL, has_cjk

NameParts = dict[str, str]

PARTICLES = frozenset(
    "von van de der den del della di da dos das do du la le lo las los ten ter te zu zum zur af av bin ibn al el st. 't van't dal dalla y".split()
)
SUFFIX = re.compile(r"(?:jr|sr|junior|senior|i{2,3}|iv)\.?", re.IGNORECASE)
#: `Y.`, `Y`, `G. E.`, `J.-P.`, `AB`; a capital each.
_INITIALS = re.compile(rf"(?:{CAPITAL}(?:[.\-‐ ]\s?)*){{1,5}}")
_MARKS = re.compile(r"[*†‡§¶#^¹²³⁰-⁹♠♣♥♦✉]+")
#: Numbers of footnotes, and those that tell people of one name apart, `Zhi Wang 0004`.
_NUMBERS = re.compile(r"(?<=[^\W\d_])(?:\d{1,2}| 0\d{3})$")


def parse_name(text: str) -> NameParts | None:
    """One person's name, `Family, Given`, `Family, Jr., Given` or `Given von Family`; None if nothing is left of it."""
    text = " ".join(without_footnotes(text.replace("~", " ")).split()).strip(" ,;")
    text = re.sub(rf"(?<=\b{CAPITAL}\.)(?={CAPITAL}[a-z])", " ", text)  # `E.Denton`
    if not text:
        return None
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) >= 3 and SUFFIX.fullmatch(parts[1]):
        return inverted(parts[0], parts[2], parts[1])
    if len(parts) >= 3 and SUFFIX.fullmatch(parts[2]):
        return inverted(parts[0], parts[1], parts[2])
    if len(parts) == 2:
        if SUFFIX.fullmatch(parts[1]):
            name = _in_order(parts[0])
            return {**name, "suffix": parts[1]} if "family" in name else name
        return inverted(parts[0], parts[1])
    if len(parts) > 2:
        return inverted(parts[0], " ".join(parts[1:]))
    return _in_order(parts[0]) if parts else None


def without_footnotes(text: str) -> str:
    """The name without marks and numbers for footnotes and affiliations."""
    return _NUMBERS.sub("", _MARKS.sub("", text).strip()).strip()


def are_initials(text: str) -> bool:
    """Whether the text is nothing but initials, with or without full stops."""
    return _INITIALS.fullmatch(text.strip()) is not None


def inverted(family: str, given: str, suffix: str = "") -> NameParts:
    """The name written with the family first: `van den Berg`, `J.`; a particle may also follow the given name."""
    particle, family = _split_particle(family)
    words = given.split()
    trailing: list[str] = []
    while len(words) > 1 and words[-1].lower() in PARTICLES and words[-1][0].islower():
        trailing.insert(0, words.pop())
    particle = " ".join((*trailing, particle)).strip()
    name = {"family": family, "given": " ".join(words), "non_dropping_particle": particle, "suffix": suffix}
    return {part: value for part, value in name.items() if value}


def _split_particle(family: str) -> tuple[str, str]:
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count].lower() in PARTICLES and words[count][0].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


#: A Korean surname, which has one syllable or is one of the few that have two, and a given name.
_KOREAN = re.compile(r"(?:[가-힣]|남궁|황보|제갈|사공|선우|서문|독고|동방)\s[가-힣]{1,3}")
_HANGUL = re.compile(r"[가-힣]+(?:[\s-][가-힣]+)+")


def is_transliterated(text: str) -> bool:
    """Whether a name in hangul is a foreign one, `마틴 파울러`, whose parts stand in an order of their own."""
    return _HANGUL.fullmatch(text) is not None and _KOREAN.fullmatch(text) is None


_HAN = r"[\u4e00-\u9fff々〆]"
#: A family name in Han characters before a given name in kana, `林みゆき`.
_GIVEN_IN_KANA = re.compile(rf"({_HAN}{{1,3}})([\u3041-\u30ff]{{2,4}})")
_KANA = re.compile(r"[\u3041-\u30ff]")
_SHORT = 3


def _without_spaces(text: str) -> NameParts:
    """The parts of a Chinese, Japanese or Korean name; whole where nothing tells how many characters the family name has."""
    if (found := _GIVEN_IN_KANA.fullmatch(text)) is not None:
        return {"family": found[1], "given": found[2]}
    if _KANA.search(text) is None and len(text) == _SHORT + 1 and re.fullmatch(rf"{_HAN}+", text):
        return {"family": text[:2], "given": text[2:]}  # Japanese, or one of the Chinese family names of two characters
    if 2 <= len(text) <= _SHORT + 1 and _KANA.search(text) is None:
        return {"family": text[0], "given": text[1:]}
    return {"literal": text}


def _in_order(text: str) -> NameParts:
    words = text.split()
    if is_transliterated(text):
        return {"literal": text}
    if has_cjk(text) and (dotted := re.fullmatch(r"(\S+)\s?[・·]\s?(\S+)", text)) is not None:
        return {"family": dotted[2], "given": dotted[1]}  # `凯文·凯利`: a foreign name in its own order
    if len(words) == 1:
        return _without_spaces(text) if has_cjk(text) else {"literal": text}
    if len(words) == 2 and has_cjk(words[0]) and has_cjk(words[1]) and len(text) <= 6:
        return {"family": words[0], "given": words[1]}
    suffix = ""
    if len(words) > 2 and SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    family_start = len(words) - 1
    for index in range(1, len(words) - 1):
        if words[index].lower() in PARTICLES and (words[index][0].islower() or words[index - 1].endswith(".")):
            family_start = index
            break
    if family_start < len(words) - 1:
        particle = []
        while family_start < len(words) - 1 and words[family_start].lower() in PARTICLES:
            particle.append(words[family_start])
            family_start += 1
        name = {
            "family": " ".join(words[family_start:]),
            "given": " ".join(words[: family_start - len(particle)]),
            "non_dropping_particle": " ".join(particle),
            "suffix": suffix,
        }
    else:
        name = {"family": words[-1], "given": " ".join(words[:-1]), "suffix": suffix}
    return {part: value for part, value in name.items() if value}
