"""Parses lists of people in running text: their end, the style of the names, and affiliations.

Styles: names in order (`Jane Doe, J. Q. Public and Li Wei`), APA (`Doe, J., & Public, J. Q.`), Vancouver (`Doe J, Public JQ`),
MLA (`Doe, Jane, and John Q. Public`), BibTeX (`Doe, Jane and Public, John`), Chinese, Japanese and Korean names.
An ambiguous list is parsed only if the caller is `sure` that it names people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from llmprimer.records.name_words import (
    ORGANIZATION,
    are_given_initials,
    has_initials,
    is_family,
    is_given,
    is_organization,
    is_possible_name,
    is_probable_name,
    is_single_word,
    may_be_surname,
)
from llmprimer.records.people import SUFFIX, NameParts, are_initials, inverted, parse_name, without_footnotes
from llmprimer.text import CAPITAL, SMALL, has_cjk


class People(NamedTuple):
    """Names in order, whether others follow (`et al.`), and the organizations in parentheses."""

    names: list[NameParts]
    has_others: bool
    organizations: list[str]


#: Longer texts are no list of authors.
_LONGEST = 4_000
_MOST = 300
_PARENTHESES = re.compile(r"[(（](?:[^()（）]|[(（][^()（）]{0,200}[)）]){0,300}[)）]")
_EMAIL = re.compile(r"<?\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}>?")
_SEPARATOR = re.compile(
    rf"\s*(?:[;；、|·•]|[,，]\s*(?:and|&|und|et|y|e)\s|[,，]|\s(?:and|&|und|et(?!\.?\s*al)|(?-i:(?:y|e|och|i)(?=\s+{CAPITAL}[\w'’-])))(?=\s))\s*(?:and(?:\s|(?-i:(?=[A-Z]\.)))|&\s)?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"[,，;\s]*(?:\bet[.,]?\s*al\b\.?|(?:\band|&)\s+(?:\d+\s+)?(?:others|more|colleagues)\b|等(?:人)?|\bu\.\s?a\.|외\s*\d*\s*(?:명|인)?$)[.,;:]?",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"(?:\.\s?){3}|…")
_BY = re.compile(
    r"(?:(?:written|created|presented)\s+)?(?:by\s+)?by\s*[:：]?\s+|authors?\s*[:：]\s*|from\s+|von\s+|作者\s*[:：]\s*|著者\s*[:：]\s*|저자\s*[:：]\s*",
    re.IGNORECASE,
)
#: Family names in capitals, before given names or initials: `DOE, Jane`, `DOE J, ROE R`.
_CAPITALS = re.compile(rf"\b{CAPITAL}{{4,}}(?=,\s*{CAPITAL}|\s(?-i:[A-Z]{{1,2}})(?:[,.;\s]|$))")
_NOBODY = re.compile(r"anonymous|anon|unknown", re.IGNORECASE)
_STARTS_NO_NAME = re.compile(r"(?:A|An|The)\s+\w{3}")


def people_in(text: str, *, sure: bool = False) -> People | None:
    """The people if the whole text is a list of names; None if it is, or may be, something else."""
    text = " ".join(text.split()).strip(" ,.;:[]-–—*_") + (
        "." if re.search(rf"\b{CAPITAL}\.\W*$|\bal\.\W*$", text) else ""
    )
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if match := _BY.match(text):
        # `by Jane Doe from Light Labs`
        sure, text = True, re.sub(r"\s(?:from|at)\s+([^,;()]{3,60})$", r" (\1)", text[match.end() :])
    text = re.sub(r"(?<=[a-z]{3})\.(?=[A-Z]\.)", ", ", text)  # `Doe.J., Roe.R.`
    text = _CAPITALS.sub(lambda m: m[0][0] + m[0][1:].lower(), text) if _CAPITALS.match(text) else text
    if not text or len(text) > _LONGEST or (_STARTS_NO_NAME.match(text) and not sure):
        return None
    asides: list[str] = []
    text = re.sub(
        rf"\s@\s?({CAPITAL}[\w.&-]*(?:\s{CAPITAL}[\w.&-]*){{0,3}})", r" (\1)", text
    )  # `Jane Doe @ Light Labs`
    text = _EMAIL.sub("", _PARENTHESES.sub(lambda m: _replace_parentheses(m[0], asides), text))
    if re.search(r"\d{3}|https?:|[?!=\"“”{}]|\w['’]s(?:\s|$)", text):
        return None
    has_others = is_turned = False
    if (others := _OTHERS.search(text)) is not None:
        behind = text[others.end() :]
        if _without_placeholders(behind).strip(" .,;"):
            return None
        # MLA has a comma there, `Doe, Jane, et al.`; of `Doe, Roe et al.` both are families.
        is_turned = others[0].startswith((",", "，", ";"))
        text, has_others = text[: others.start()] + behind.strip(" .,;"), True
    if (dots := _ELLIPSIS.search(text)) is not None:
        text, has_others = text[: dots.start()].rstrip(" ,;&"), True
    chunks = _split_names(text)
    if not chunks or len(chunks) > _MOST:
        return None
    # `Jane Doe (University of Light)`: an organization in brackets shows that the words before it are a person.
    is_affiliated = any(
        ORGANIZATION.search(aside) or re.fullmatch(r"(?!(?:USA?|UK|EU|EN|CN)$)[A-Z]{2,6}(?:\s\w+)?", aside)
        for aside in asides
    )
    sure = sure or (is_affiliated and " " in chunks[0])
    names = _by_style(chunks, text, sure=sure, has_others=has_others, is_turned=is_turned)
    if names is None or (
        len(names) == 1 and "given" not in names[0] and _NOBODY.fullmatch(_without_placeholders(text).strip(" .,"))
    ):
        return None
    organizations = [body for aside in asides for body in _organizations(aside)]
    return People(names, has_others, list(dict.fromkeys(organizations)))


def leading_people(text: str, *, sure: bool = False) -> tuple[People, str] | None:
    """The people at the beginning of a text, and the rest of the text; None if it begins with something else."""
    head = text[:_LONGEST]
    after_initials: list[int] = []
    for end, after_initial, is_sure in _list_ends(head):
        if after_initial:
            after_initials.append(end)
        elif (people := people_in(head[:end], sure=sure or is_sure)) is not None:
            return people, text[end:]
    # `Hinton G. Deep learning.`: a full stop after an initial ends the list only if nothing else does.
    for end in reversed(after_initials[-12:]):
        if (people := people_in(head[:end], sure=sure)) is not None:
            return people, text[end:]
    return None


_END = re.compile(
    r"(?P<others>\bet[.,]?\s*al\b\.?(?:\s*\([^()\d][^()\d]{0,80}\))?|\band\s+others\b\.?|等人?)"
    r"|(?P<stop>(?<=[^\W\d_])(?:[*†‡\d]{0,3})\.)(?=\s|$|\[)|(?P<year>[\s,.]\s*(?=[(\[（]\s*(?:19|20)\d\d[a-z]?\b))|(?P<bare>(?:[,.]\s+|(?<=[^\W\d_)])\s+)(?=(?:19|20)\d\d\b(?!\w)))"
    r"|(?P<venue>,\s+(?=(?i:arxiv\b|preprint\b|in\s+proc|(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s\d)|(?:ieee|acm|proceedings|journal|transactions|international|conference|annual|symposium|advances|nature|science)\s)|[A-Z][\w&/-]*[A-Z][\w&/-]*(?:[\s-][A-Z][\w-]*){0,2},?\s*['’]?(?:(?:19|20)\d\d|\d\d)\b))"
    r"|(?P<quote>[,.:]?\s*(?=[\"“«「『]))|(?P<mark>\s*[:：|\n\x1f\x03]|\s+[-–—]+(?=\s)|$)|(?P<aside>(?<=\))\s*[.:]?\s(?!\s*(?:and|und|et|&)(?!\w)))|(?P<closed>(?<=[^\W\d_]{2}),\s+(?=[^\W\d_]))"
)


#: The year or the quoted title, which only follow the authors.
_YEAR_OR_QUOTE = re.compile(r"[\s,.:*_]*(?:[\"“«「『]|[(\[（]\s*(?:19|20)\d\d)")


def _list_ends(text: str) -> Iterator[tuple[int, bool, bool]]:
    """Where a list of names may end: the place, whether an initial stands before it, whether what follows makes it sure."""
    for match in islice(_END.finditer(text), 120):
        kind = match.lastgroup
        if kind == "closed":
            if _is_closed(text, match):
                yield match.start(), False, False
            continue
        if kind == "others":
            yield match.end(), False, _YEAR_OR_QUOTE.match(text, match.end()) is not None
        elif kind == "stop":
            word = re.search(r"[^\W\d_]+$", text[max(0, match.start() - 30) : match.start()])
            is_initial = word is not None and len(word[0]) <= 2 and word[0][0].isupper()
            is_initial = is_initial or (word is not None and word[0].isupper() and len(word[0]) <= 4)
            yield match.start() + len(match[0]), is_initial, False
        elif match.start() > 0:
            # `Rosenblatt, Frank (1957)`, but `Mask R-CNN (2017)`
            is_sure = kind == "quote" or (kind == "year" and "," in text[: match.start()])
            yield match.start(), False, is_sure


_LAST = re.compile(r"(?:^|[\s,])(?:and|&|und|y|et)\s+([^,]{3,40})$")


def _is_closed(text: str, comma: re.Match[str]) -> bool:
    """Whether "and" before the name that ends at a comma shows it to be the last: `A. Doe and R. Roe, Title of It, 1993`."""
    last = _LAST.search(text[max(0, comma.start() - 60) : comma.start()])
    following = text[comma.end() :].split(",", maxsplit=1)[0]
    return (
        last is not None
        and " " in last[1].strip()
        and " " in text.split(",", maxsplit=1)[0].strip()
        and not has_initials(following)
        and not (is_given(following) and "." in following)
        and not SUFFIX.fullmatch(following.strip())
    )


def _replace_parentheses(text: str, asides: list[str]) -> str:
    asides.append(text[1:-1].strip())
    return chr(0xE000 + min(len(asides), 6000))


def _without_placeholders(text: str) -> str:
    return "".join(c for c in text if not "\ue000" <= c <= "\uf8ff")


def _organizations(aside: str) -> Iterator[str]:
    """The organizations in brackets after a name; not `(equal contribution)` or numbers."""
    for part in re.split(r"\s*[;；/]\s*", aside):
        part = part.strip(" ,.")
        if re.search(r"[^\W\d_]{2}", part) and (part[:1].isupper() or has_cjk(part)) and not re.search(r"\d{4}", part):
            yield part


def _split_names(text: str) -> list[str]:
    """The names between the separators, without footnote marks and brackets."""
    chunks: list[str] = []
    marked = False
    for piece in _SEPARATOR.split(text):
        bare = _without_placeholders(piece).strip()
        if not bare:
            continue
        if re.fullmatch(r"[\d*†‡§]{1,3}", bare):
            if not marked:
                return []
            continue
        chunk = without_footnotes(bare)
        marked = chunk != bare
        if SUFFIX.fullmatch(chunk) and chunks and " " in chunks[-1]:
            chunks[-1] += f" {chunk}"
        elif chunk:
            chunks.append(chunk)
    return chunks


def _by_style(chunks: list[str], text: str, *, sure: bool, has_others: bool, is_turned: bool) -> list[NameParts] | None:
    text = _without_placeholders(text)
    text = re.sub(r"\s(?:&|und|y)\s", " and ", text)
    if re.search(r"[;；]", text) or text.count(" and ") >= 1:
        pieces = [
            p.strip(" ,")
            for p in re.split(
                r"\s*[;；]\s*(?:and\s|&\s)?|\s+and\s+"
                if not re.search(r"[;；]", text)
                else r"\s*[;；]\s*(?:and\s|&\s)?",
                text,
            )
        ]
        pieces = [without_footnotes(piece) for piece in pieces if piece]
        if len(pieces) >= 2 and all(_is_inverted_piece(piece) for piece in pieces):
            return [name for piece in pieces if (name := parse_name(piece)) is not None]
    styles: tuple[Callable[..., list[NameParts] | None], ...] = (_cjk, _vancouver, _inverted_first, _in_order)
    if len(chunks) == 2 and " and " in text and "," not in text:
        styles = (_cjk, _vancouver, _in_order)  # `Doe and Roe` are two
    for style in styles:
        is_sure = sure or (is_turned and style is _inverted_first)
        if (names := style(chunks, sure=is_sure, has_others=has_others)) is not None:
            return names
    return None


def _is_inverted_piece(piece: str) -> bool:
    family, comma, given = piece.partition(",")
    return bool(comma) and "," not in given and is_family(family.strip()) and is_given(given.strip())


def _cjk(chunks: list[str], *, sure: bool, has_others: bool) -> list[NameParts] | None:
    if not all(has_cjk(chunk) for chunk in chunks):
        return None
    names = []
    for chunk in chunks:
        compact = chunk.replace(" ", "").replace("・", "").replace("·", "")
        if not sure and not may_be_surname(compact):
            return None
        if (
            not 2 <= len(compact) <= (8 if "・" in chunk or "·" in chunk else 5)
            or re.search(r"[^\w\s・·]", chunk)
            or ORGANIZATION.search(chunk)
        ):
            return None
        names.append(parse_name(chunk))
    if len(chunks) < 2 and not (sure or has_others):
        return None
    return [name for name in names if name is not None]


def _vancouver(chunks: list[str], *, sure: bool, has_others: bool) -> list[NameParts] | None:
    """`van den Oord A`, `Knuth DE`, `Brown T. B.`: all of them, for a family name may look like initials."""
    names = []
    for chunk in chunks:
        words = chunk.split()
        at = len(words)
        while at > 1 and re.fullmatch(rf"(?:{CAPITAL}\.?-?){{1,3}}|{CAPITAL}[{SMALL}]\.", words[at - 1]):
            at -= 1
        if at == len(words) or not is_family(" ".join(words[:at])) or are_initials(words[0]):
            return None
        given = " ".join(words[at:]).rstrip(".")
        letters = re.sub(r"[^\w-]", "", given)
        given = "".join(
            f"-{c}." if i and letters[i - 1] == "-" else f" {c}." for i, c in enumerate(letters) if c != "-"
        )
        names.append(inverted(" ".join(words[:at]), given.strip()))
    return names if len(names) >= 2 or sure or has_others else None


def _inverted_first(chunks: list[str], *, sure: bool, has_others: bool) -> list[NameParts] | None:
    """APA, where initials follow each family name, and MLA, where only the first name is turned round."""
    if len(chunks) < 2 or not is_family(chunks[0], sure="." in chunks[1] and are_given_initials(chunks[1])):
        return None
    names: list[NameParts] = []
    at = 0
    shown = False  # initials show that the second chunk belongs to the first
    while at < len(chunks):
        following = chunks[at + 1] if at + 1 < len(chunks) else ""
        # `Arizona State Univ, ARM` are no initials: those have full stops where the family name has several words.
        initials = (
            are_given_initials(following) and ("." in following or is_single_word(chunks[at])) if following else False
        )
        first_given = at == 0 and bool(following) and is_given(following) and len(chunks[0].split()) <= 3
        # `Ish Shalom, Benjamin`: one word cannot be a whole name beside one of two.
        is_alone = sure and len(chunks) == 2 and (" " not in following or are_initials(following.split()[-1]))
        if is_family(chunks[at], sure=initials and "." in following) and (
            initials or (first_given and (is_single_word(chunks[0]) or is_alone))
        ):
            if at == 0 and not initials:
                rest = chunks[2:]
                if not rest and re.match(r"[^\W\d_]\.\s?[^\W\d_]{3}", following):
                    return None  # `Hinton, J. Dean` are two
                # `Hinton, Geoffrey, and Ruslan Salakhutdinov`: those behind the first are in order.
                if not rest and not (sure or are_initials(following.split()[-1])):
                    return [{"family": _family_of(chunks[0])}] if has_others else None
                if rest and not any(" " in chunk for chunk in rest):
                    return None
                if (
                    rest
                    and " " in following
                    and not sure
                    and not has_others
                    and not any(has_initials(c) for c in chunks)
                ):
                    return None  # `Plato, Iris Murdoch, Simone Weil`
            suffix = chunks[at + 2] if at + 2 < len(chunks) and SUFFIX.fullmatch(chunks[at + 2]) else ""
            names.append(inverted(chunks[at], _spaced(following), suffix))
            shown = shown or initials or at == 0
            at += 3 if suffix else 2
        elif SUFFIX.fullmatch(chunks[at]) and names:
            names[-1]["suffix"] = chunks[at]
            at += 1
        elif is_probable_name(chunks[at]) and " " in chunks[at] and names:
            name = parse_name(chunks[at])
            if name is None:
                return None
            names.append(name)
            at += 1
        else:
            return None
    return names if shown else None


def _in_order(chunks: list[str], *, sure: bool, has_others: bool) -> list[NameParts] | None:
    strict = [is_probable_name(chunk) for chunk in chunks]
    full = [" " in chunk or "." in chunk or has_cjk(chunk) for chunk in chunks]
    if any(full) and not all(full) and (not sure or len(chunks) == 2):
        return None  # `Jane Doe, Li Wei, Batch`: the last is a word of the title, or where it was published
    several = len(chunks) >= 2 and all(full)
    evident = sure or has_others or any(has_initials(chunk) for chunk in chunks) or several
    if not evident:
        return None
    names: list[NameParts] = []
    good = sum(strict)
    for chunk, is_strict in zip(chunks, strict, strict=True):
        if not is_strict:
            enough = 0.5 if len(chunks) >= 5 else 0.7
            lenient = len(chunks) >= 3 and good >= enough * len(chunks) and is_possible_name(chunk)
            body = sure and is_organization(chunk)
            if body:
                names.append({"literal": chunk})
                continue
            if not lenient:
                return None
        name = parse_name(chunk.rstrip("."))
        if name is None:
            return None
        names.append(_literal_person(name, chunk))
    if len(chunks) == 1 and " " not in chunks[0] and not has_cjk(chunks[0]) and not (has_others or sure):
        return None
    return names


def _literal_person(name: NameParts, chunk: str) -> NameParts:
    """A single word is a family name, unless its capitals say that it is a body."""
    if "literal" in name and re.fullmatch(r"[^\W\d_](?:[^\W\d_A-Z]|['’-])+(?:-[^\W\d_]+)?", chunk):
        return {"family": chunk}
    return name


def _spaced(initials: str) -> str:
    return re.sub(r"(?<=\.)(?=[^\W\d_])", " ", initials)


def _family_of(chunk: str) -> str:
    return inverted(chunk, "").get("family", chunk)


def is_certain(people: People) -> bool:
    """Whether it is more than one word that may be anything."""
    return len(people.names) > 1 or people.has_others or "given" in people.names[0]
