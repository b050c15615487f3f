"""The styles in which lists of people write names, one function each; the names, or None where they are in another style."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from llmprimer.records.given_names import are_frequent_given_names
from llmprimer.records.name_words import (
    ORGANIZATION,
    are_given_initials,
    has_initials,
    has_no_title_words,
    in_mixed_case,
    is_chinese_family,
    is_chinese_given,
    is_family,
    is_family_beside_title_words,
    is_given,
    is_organization,
    is_possible_name,
    is_probable_name,
    is_single_word,
    may_be_surname,
)
from llmprimer.records.people import (
    SUFFIX,
    NameParts,
    are_initials,
    inverted,
    is_transliterated,
    parse_name,
    without_footnotes,
)
from llmprimer.text import CAPITAL, SMALL, has_cjk


def names_by_style(
    chunks: list[str], text: str, *, sure: bool, has_others: bool, is_turned: bool
) -> list[NameParts] | None:
    is_within = any(" y " in chunk for chunk in chunks)  # `Ana Pastor y Lind`
    text = re.sub(r"\s(?:&|und)\s" if is_within else r"\s(?:&|und|y)\s", " and ", text)
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
        if len(pieces) >= 2 and _are_inverted(pieces, is_parted=re.search(r"[;；]", text) is not None):
            return [name for piece in pieces if (name := parse_name(piece)) is not None]
    styles: tuple[Callable[..., list[NameParts] | None], ...] = (_cjk, _vancouver, _inverted_first, _in_order)
    if len(chunks) == 2 and " and " in text and "," not in text:
        styles = (_cjk, _vancouver, _in_order)  # `Doe and Roe` are two
    for style in styles:
        is_sure = sure or (is_turned and style is _inverted_first)
        if style is _inverted_first and len(chunks) >= 4 and re.search(r",\s+and\s+[^,]+$", text) is not None:
            style = partial(_inverted_first, is_closed=True)  # `Doe, Jane, Li Wei, and Max Roe`
        if style is _in_order and not sure:
            joined = has_others or re.search(r"(?:\band|&)\s+[^,]+$", text) is not None
            style = partial(_in_order, is_joined=joined)
        if (names := style(chunks, sure=is_sure, has_others=has_others)) is not None:
            return names
    return None


def _are_inverted(pieces: list[str], *, is_parted: bool) -> bool:
    """Whether all are names turned round; with semicolons between them a few may be unusual: `wu, min; LIND, BO`."""
    turned = sum(_is_inverted_piece(piece) for piece in pieces)
    halves = (piece.split(",") for piece in pieces)
    are_pairs = all(len(pair) == 2 and all(_NAME.fullmatch(part.strip()) for part in pair) for pair in halves)
    return turned == len(pieces) or (is_parted and are_pairs and 2 * turned >= len(pieces))


#: What may be a family name or a given name, in whatever letters.
_NAME = re.compile(r"(?:[^\W\d_][\w'’.-]*\s?){1,4}")


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
        is_foreign = "・" in chunk or "·" in chunk or (sure and is_transliterated(chunk))
        if (
            not 2 <= len(compact) <= (14 if is_foreign else 5)
            or re.search(r"[^\w\s・·-]", chunk)
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


#: `Doe A.` among names like `Roe, R.`
_WITHOUT_COMMA = re.compile(rf"([^\W\d_][\w'’-]+)\s((?:{CAPITAL}\.[\s-]?)+)")


def _inverted_first(
    chunks: list[str], *, sure: bool, has_others: bool, is_closed: bool = False
) -> list[NameParts] | None:
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
        # `Le Song, Yuan Qi, et al.` are two: what may be a particle is a given name beside another whole name.
        are_whole = " " in chunks[0] and chunks[0][0].isupper() and " " in following
        first_given = first_given and not (are_whole and not are_initials(following.split()[-1]))
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
                    and not is_closed
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
        elif shown and (missing := _WITHOUT_COMMA.fullmatch(chunks[at])) is not None and is_family(missing[1]):
            names.append(inverted(missing[1], _spaced(missing[2])))
            at += 1
        elif (
            " " in chunks[at]
            and names
            and (is_probable_name(chunks[at]) or (is_closed and is_possible_name(chunks[at])))
        ):
            name = parse_name(chunks[at])
            if name is None:
                return None
            names.append(name)
            at += 1
        else:
            return None
    return names if shown else None


def _in_order(chunks: list[str], *, sure: bool, has_others: bool, is_joined: bool = True) -> list[NameParts] | None:
    """Given names first; `is_joined` where "and" or others show that the last words are a name too."""
    if any("." in chunk and are_given_initials(chunk) for chunk in chunks):
        return None  # `J.` is nobody: in `Doe, J., Roe, R. VENUE` the names are turned
    if len(chunks) == 1 and has_others and chunks[0][0].islower() and is_family(chunks[0]):
        return [inverted(chunks[0], "")]  # `van den Berg et al.`
    if len(chunks) > 3 and all(map(is_single_word, chunks)) and (turned := _turned_pairs(chunks)):
        return turned
    if len(chunks) >= 3 and not all(chunk.isupper() for chunk in chunks):
        chunks = [in_mixed_case(chunk) for chunk in chunks]
    strict = [is_probable_name(chunk) for chunk in chunks]
    full = [" " in chunk or "." in chunk or has_cjk(chunk) for chunk in chunks]
    if any(full) and not all(full):  # `Ganev and De Roe`
        full = [is_full and not is_single_word(chunk) for is_full, chunk in zip(full, chunks, strict=True)]
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
            enough = 0.5 if len(chunks) >= 5 else 0.66 if has_no_title_words(chunk) else 0.7
            lenient = len(chunks) >= 3 and good >= enough * len(chunks) and _may_be_name_among(chunk, chunks)
            # `IEEE Security & Privacy, Doe, Roe, et al.`
            lenient = lenient and (chunk is not chunks[0] or good >= 4 or has_no_title_words(chunk))
            lenient = lenient and (is_joined or chunk is not chunks[-1] or has_no_title_words(chunk))
            lenient = lenient or (
                len(chunks) == 1 and has_others and len(chunk.split()) == 2 and is_possible_name(chunk)
            )
            lenient = lenient or (sure and 1 < 2 * good >= len(chunks) and is_family_beside_title_words(chunk))
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
    names = _with_family_first_turned(names)
    if len(chunks) == 1 and " " not in chunks[0] and not has_cjk(chunks[0]) and not (has_others or sure):
        return None
    return names


def _turned_pairs(chunks: list[str]) -> list[NameParts]:
    """The names of words in pairs of which the second alone is a frequent given name, `Doe, Jane, Roe, Richard`; else none."""
    families, given = chunks[::2], chunks[1::2]
    is_turned = are_frequent_given_names(given[:1]) and not any(are_frequent_given_names([one]) for one in families)
    is_paired = len(families) == len(given) and all(map(is_family, families))
    return [inverted(*pair) for pair in zip(families, given, strict=True)] if is_paired and is_turned else []


def _with_family_first_turned(names: list[NameParts]) -> list[NameParts]:
    """The names, those in Chinese order turned, `Li Feifei`: the spelling shows it of one, and that of the others."""
    turned = [set(name) == {"given", "family"} and is_chinese_family(name["given"]) for name in names]
    if not any(t and is_chinese_given(name["family"]) for t, name in zip(turned, names, strict=True)):
        return names
    return [
        {"family": name["given"], "given": name["family"]} if is_turned else name
        for is_turned, name in zip(turned, names, strict=True)
    ]


def _may_be_name_among(chunk: str, chunks: list[str]) -> bool:
    """Whether it may be a name among others that are: `Hao liu`, and among four `hao liu` and `Karthik K` too."""
    if is_possible_name(chunk):
        return True
    given = re.sub(rf"(?<=[^\W\d_]{{3}})\s{CAPITAL}$", "", chunk)
    return is_possible_name(given if len(chunks) < 4 or given.count(" ") > 1 else given[:1].upper() + given[1:])


#: A single word that is a family name, also `McQueen` and `Sant'Anna`.
_FAMILY = re.compile(
    r"(?:(?:Ma?c|De|Di|Du|La|Le|Van|Von|Fitz|[A-Z][a-z]{0,3}['’])(?=[A-Z][a-z]{2}))?[^\W\d_](?:[^\W\d_A-Z]|['’-])+(?:-[^\W\d_]+)?"
)


def _literal_person(name: NameParts, chunk: str) -> NameParts:
    """A single word is a family name, unless its capitals say that it is a body."""
    if "literal" in name and _FAMILY.fullmatch(chunk):
        return {"family": chunk}
    return name


def _spaced(initials: str) -> str:
    return re.sub(r"(?<=\.)(?=[^\W\d_])", " ", initials)


def _family_of(chunk: str) -> str:
    return inverted(chunk, "").get("family", chunk)
