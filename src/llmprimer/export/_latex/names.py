"""Names in BibTeX's form: `von Last, Jr., First`, with braces around what must not be split.

How BibTeX splits names: https://www.ctan.org/pkg/tamethebeast, section 11.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from llmprimer.latex.encoding import encode, initial

if TYPE_CHECKING:
    from llmprimer.model import Name

# Inside braces, BibTeX does not read `and`, `others` and commas as separators.
_SEPARATOR = re.compile(r",|(?<!\S)(?:and|others)(?!\S)", re.IGNORECASE)

# Most names are simple: words that begin with an ASCII capital (`initial` is for the others), none of them `and`. With
# `unicode`, letters beyond ASCII further on stay as they are.
# Possessive (`*+`, `(?>`): with backtracking, a long name would take exponential time.
_SIMPLE_NAME = {
    to_latex: re.compile(rf"[A-Z]{letters}(?:[-' ][A-Z]{letters})*+, [A-Z]{letters}\.?(?:[ -][A-Z]{letters}\.?)*+")
    for to_latex, letters in ((True, "[a-z]*+"), (False, r"(?>[a-z]{2}[a-z]*+[^\W\d_]*+|[a-z]?)"))
}
_RESERVED = re.compile(r"\b(?:And|Others)\b")
#: Biber, pandoc and citation-js take it for the form `family=Last, given=First`. (`\=` is a macron.)
_EQUALS = re.compile(r"(?<!\\)=")
_WORD = re.compile(r"[^\s-]+")
#: How many names are remembered, so that memory stays flat in catalogues of any size.
_MOST_NAMES = 16384


def names(people: Iterable[Name], *, to_latex: bool, classic: bool, and_others: bool = False) -> str:
    """All names, joined by `and`; for `classic` BibTeX with beginnings that it can cut off.

    `and_others` adds the name that BibTeX and biber take for "et al.".
    """
    known = _known_names(to_latex, classic)
    found = []
    for name in people:
        parts = (name.family, name.given, name.literal, name.suffix, name.dropping_particle, name.non_dropping_particle)
        text = known.get(parts)
        if text is None:
            text = _name(name, to_latex, classic)
            if len(known) < _MOST_NAMES:
                known[parts] = text
        found.append(text)
    text = " and ".join(found)
    if and_others:
        text += " and others"
    return _EQUALS.sub("{=}", text) if "=" in text else text


@lru_cache(maxsize=4)
def _known_names(to_latex: bool, classic: bool) -> dict[tuple[str | None, ...], str]:  # noqa: ARG001 - the key
    """Names as they are written, by their parts: many people have several works."""
    return {}


def _simple_name(name: Name, to_latex: bool) -> str | None:
    """The name as BibTeX wants it, if it is simple; else None."""
    if name.given is None or name.family is None or name.suffix is not None:
        return None
    if name.dropping_particle is not None or name.non_dropping_particle is not None:
        return None
    text = f"{name.family}, {name.given}"
    if _SIMPLE_NAME[to_latex].fullmatch(text) is None or _RESERVED.search(text) is not None:
        return None
    return text


def _name(name: Name, to_latex: bool, classic: bool) -> str:
    if name.literal is not None:
        return f"{{{encode(_one_line(name.literal), to_latex=to_latex)}}}"
    if (simple := _simple_name(name, to_latex)) is not None:
        return simple
    assert name.family is not None
    family = _one_line(name.family or "")
    particles = " ".join(part for part in (name.dropping_particle, name.non_dropping_particle) if part)
    if name.given is None:
        # Without a comma BibTeX would take the first words for given names.
        whole = " ".join(part for part in (particles, family, name.suffix) if part)
        text = encode(_one_line(whole), to_latex=to_latex)
        return f"{{{text}}}" if " " in whole or _SEPARATOR.search(whole) else text
    is_cut = classic and not to_latex
    last = _with_encoded_beginnings(family, 3) if is_cut else encode(family, to_latex=to_latex)
    if _SEPARATOR.search(family) or _looks_like_particle(family):
        last = f"{{{last}}}"
    if particles:
        last = f"{_encoded(particles, to_latex)} {last}"
    middle = f", {_encoded(name.suffix, to_latex)}" if name.suffix else ""
    given = _one_line(name.given)
    if is_cut and not _SEPARATOR.search(given):
        return f"{last}{middle}, {_with_encoded_beginnings(given, 1)}"
    return f"{last}{middle}, {_encoded(given, to_latex)}"


@lru_cache(maxsize=4096)
def _with_encoded_beginnings(text: str, letters: int) -> str:
    """The words with the letters that BibTeX may cut off as commands: `letters` of the first word, one of each other word."""
    if text.isascii():
        return encode(text, to_latex=False)
    first = _WORD.search(text)
    at = first.start() if first is not None else 0
    return _WORD.sub(lambda match: initial(match[0], letters if match.start() == at else 1), text)


def _encoded(text: str, to_latex: bool) -> str:
    encoded = encode(_one_line(text), to_latex=to_latex)
    return f"{{{encoded}}}" if _SEPARATOR.search(text) else encoded


def _one_line(text: str) -> str:
    return " ".join(text.split()) if " " in text or not text.isprintable() else text


def _looks_like_particle(family: str) -> bool:
    """Whether BibTeX would take the beginning of the family name for a particle, as in `Ortega y Gasset`."""
    *front, _ = family.split()
    return any(word[0].islower() for word in front)
