"""Names of people and bodies, from the ways that lists and bibliographies write them, as CSL's name parts."""

from __future__ import annotations

import re

from llmprimer.text import has_cjk

NameParts = dict[str, str]

_PARTICLES = frozenset(
    "von van de der den del della di da dos das do du la le lo las los ten ter te zu zum zur af av bin ibn al el st. 't van't dal dalla".split()
)
_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|i{2,3}|iv)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}")
_BODY_WORDS = re.compile(
    r"\b(?:universit\w*|institut\w*|labs?|laborator\w*|college|school|research|team|google|microsoft|openai|deepmind|meta|facebook|nvidia|stanford|mit|"
    r"inc|ltd|llc|corp\w*|company|group|foundation|department|academy|center|centre|conference|workshop|journal|proceedings|press|books?|media|"
    r"ai|ml|nlp|collaboration|consortium|project|community|contributors|authors?|course|lectures?|tutorials?|learning|network\w*|models?|systems?|deep|language|"
    r"neurips|nips|icml|iclr|cvpr|iccv|eccv|acl|emnlp|naacl|aaai|kdd|ieee|acm|the|for|with|from|using|via|how|what|why|blog|paper|code|video|github|arxiv)\b"
    r"|\b(?-i:a|an|of|on|in|to|is|are|by)\b",
    re.IGNORECASE,
)
_ET_AL = re.compile(r"[,\s]*(?:\bet\.?\s*\.?al\b\.?|\band\s+others\b|等人?|et\.\s?al\.?)[.,;:]?", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[;；、]\s*|\s*[,，]\s*(?:(?:and|&)\s+)?|\s+(?:and|&|und|et|y)\s+|\s*[·|]\s*")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-‐])*", re.UNICODE)


def parse_name(text: str) -> NameParts | None:
    """One person's name, `Family, Given`, `Family, Jr., Given` or `Given von Family`; None if nothing is left of it."""
    text = " ".join(text.replace("~", " ").split()).strip(" ,;*†‡§¹²³")
    text = re.sub(r"(?<=\b[^\W\d_a-z]\.)(?=[^\W\d_a-z][a-z])", " ", text)  # `E.Denton`
    if not text:
        return None
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) >= 3 and _SUFFIX.fullmatch(parts[1]):
        return _inverted(parts[0], parts[2], parts[1])
    if len(parts) >= 3 and _SUFFIX.fullmatch(parts[2]):
        return _inverted(parts[0], parts[1], parts[2])
    if len(parts) == 2:
        if _SUFFIX.fullmatch(parts[1]):
            name = _in_order(parts[0])
            return {**name, "suffix": parts[1]} if "family" in name else name
        return _inverted(parts[0], parts[1], "")
    if len(parts) > 2:
        return _inverted(parts[0], " ".join(parts[1:]), "")
    return _in_order(parts[0]) if parts else None


def _inverted(family: str, given: str, suffix: str) -> NameParts:
    particle, family = _split_particle(family)
    name = {"family": family, "given": given, "non_dropping_particle": particle, "suffix": suffix}
    return {part: value for part, value in name.items() if value}


def _split_particle(family: str) -> tuple[str, str]:
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count].lower() in _PARTICLES and words[count][0].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _in_order(text: str) -> NameParts:
    words = text.split()
    if len(words) == 1:
        if has_cjk(text) and 2 <= len(text) <= 4:
            return {"family": text[0], "given": text[1:]}
        return {"literal": text}
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    at = len(words) - 1
    for index in range(1, len(words) - 1):
        if words[index].lower() in _PARTICLES and (words[index][0].islower() or words[index - 1].endswith(".")):
            at = index
            break
    if at < len(words) - 1:
        particle = []
        while at < len(words) - 1 and words[at].lower() in _PARTICLES:
            particle.append(words[at])
            at += 1
        name = {
            "family": " ".join(words[at:]),
            "given": " ".join(words[: at - len(particle)]),
            "non_dropping_particle": " ".join(particle),
            "suffix": suffix,
        }
    else:
        name = {"family": words[-1], "given": " ".join(words[:-1]), "suffix": suffix}
    return {part: value for part, value in name.items() if value}


def people_in(text: str, *, sure: bool = False) -> tuple[list[NameParts], bool] | None:
    """The names that the whole text is a list of, and whether it ends in `et al.`; None if it is something else.

    One name of two plain words may be anything ("Long Beach"), so it counts only where the caller is `sure`.
    """
    text = " ".join(text.split()).strip(" ,.;:()[]-–—*_") + ("." if re.search(r"\bal\.\s*$", text) else "")
    text = re.sub(r"^(?:by|authors?\s*:|from|von|作者\s*[:：])\s+", "", text, flags=re.IGNORECASE)
    if (
        not text
        or len(text) > 1500
        or re.match(r"(?:A|An|The)\s+\w{3}", text)
        or re.search(r"\d{2}|https?:|[?!=]", text)
    ):
        return None
    others = _ET_AL.search(text)
    if others is not None:
        if text[others.end() :].strip(" ."):
            return None
        text = text[: others.start()]
    pieces = [piece.strip() for piece in _SPLIT.split(text) if piece.strip()]
    if not pieces or len(pieces) > 120:
        return None
    inverted = _rejoin_inverted(pieces)
    sure = sure or inverted != pieces
    pieces = inverted
    if not all(_looks_like_name(piece) for piece in pieces):
        return None
    initials = any(re.search(r"(?:^|[\s.])[^\W\d_a-z]\.", piece) for piece in pieces)
    if not (sure or others or initials or (len(pieces) >= 2 and all(" " in p or has_cjk(p) for p in pieces))):
        return None
    names = [name for piece in pieces if (name := parse_name(piece.rstrip("."))) is not None]
    return ([_as_person(name) for name in names], others is not None) if names else None


def _as_person(name: NameParts) -> NameParts:
    return (
        {"family": name["literal"]}
        if "literal" in name and name["literal"].isalpha() and name["literal"].istitle()
        else name
    )


def _rejoin_inverted(pieces: list[str]) -> list[str]:
    """`Hinton`, `G.`, `Dean`, `J.` as `Hinton, G.` and `Dean, J.`."""
    if len(pieces) % 2 or len(pieces) < 2:
        return pieces
    given = pieces[1::2]
    family = pieces[0::2]
    are_initials = all(_INITIALS.fullmatch(piece.replace(" ", "")) and piece.isupper() for piece in given)
    if are_initials and all("." not in f for f in family):
        return [f"{f}, {g}" for f, g in zip(family, given, strict=True)]
    return pieces


def _looks_like_name(piece: str) -> bool:
    piece = piece.strip(" *†‡§¹²³.")
    if has_cjk(piece):
        return len(piece) <= 5
    words = piece.replace(",", " ").replace(".", ". ").split()
    if not 1 <= len(words) <= 5 or _BODY_WORDS.search(piece):
        return False
    capitals = 0
    for word in words:
        if word.lower() in _PARTICLES or _SUFFIX.fullmatch(word):
            continue
        if not _WORD.fullmatch(word.strip("*†‡()")) or not word[0].isupper():
            return False
        if len(word) > 3 and word.isupper():
            return False
        capitals += 1
    return capitals >= 1
