"""Lists of people in running text: where they end, how each name is written, and what stands with it.

Styles: names in order (`Jane Doe, J. Q. Public and Li Wei`), APA (`Doe, J., & Public, J. Q.`), Vancouver (`Doe J, Public JQ`),
MLA (`Doe, Jane, and John Q. Public`), BibTeX (`Doe, Jane and Public, John`), Chinese, Japanese and Korean names.
What only may be a list of people is taken only where the caller is `sure` that people are named there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from llmprimer.records.people import (
    PARTICLES,
    SUFFIX,
    NameParts,
    are_initials,
    inverted,
    parse_name,
    without_footnotes,
)
from llmprimer.text import has_cjk


class People(NamedTuple):
    """Names in order, whether others follow (`et al.`), and the organisations that stand with them."""

    names: list[NameParts]
    has_others: bool
    organizations: list[str]


#: Longer texts are no list of authors.
_LONGEST = 4_000
_MOST = 300
_PARENTHESES = re.compile(r"[(（](?:[^()（）]|[(（][^()（）]{0,200}[)）]){0,300}[)）]")
_EMAIL = re.compile(r"<?\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}>?")
_SEPARATOR = re.compile(
    r"\s*(?:[;；、|·•]|[,，]\s*(?:and|&|und)\s|[,，]|\s(?:and|&|und|et(?!\.?\s*al))(?=\s))\s*(?:and\s|&\s)?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"[,，;\s]*(?:\bet[.,]?\s*al\b\.?|(?:\band|&)\s+(?:\d+\s+)?(?:others|more|colleagues)\b|等(?:人)?|\bu\.\s?a\.|외\s*\d*\s*(?:명|인)?$)[.,;:]?",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"(?:\.\s?){3}|…")
_BY = re.compile(
    r"(?:(?:written|created|presented)\s+)?by\s*[:：]?\s+|authors?\s*[:：]\s*|from\s+|von\s+|作者\s*[:：]\s*|著者\s*[:：]\s*|저자\s*[:：]\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`.\-‐‑])*")
#: Words of bodies, publications and titles, which are in no person's name.
_NO_NAMES = re.compile(
    r"\b(?:universit\w*|institut\w*|labs?|laborator\w*|college|school|research\w*|teams?|google|microsoft|openai|deepmind|meta|facebook|nvidia|"
    r"inc|ltd|llc|gmbh|corp\w*|compan\w+|group|foundation|department|academy|cent(?:er|re)|conference|workshop|symposium|journal|proceedings|transactions|press|"
    r"books?|media|magazine|review|letters|ai|ml|nlp|collaboration|consortium|project|community|contributors|authors|course|lectures?|tutorials?|learning|network\w*|"
    r"models?|systems?|deep|language|science|nature|technolog\w+|intelligence|data\w*|software|engineering|computing|computer|theory|analysis|survey|introduction|guide|"
    r"ieee|acm|arxiv|preprint|version|part|chapter|volume|edition|report|thesis|blog|papers?|code|videos?|slides?|github|website|page|link|pdf|html|"
    r"the|for|with|from|using|via|how|what|why|when|where|towards?|into|over|under|between|beyond|through|without|your|our|not|are|can|will|its|"
    r"new|best|first|open|free|online|large|small|fast|general|neural|visual|image|text|speech|memory|attention|training|inference|reasoning|generation|agents?|"
    r"january|february|march|april|june|july|august|september|october|november|december|oral|spotlight|poster|findings|main|track)\b"
    r"|\b(?-i:a|an|of|on|in|to|is|are|by|as|at|or|be|it|we|you)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:universit\w*|institut\w*|labs?|laborator\w*|college|school|research|inc|ltd|llc|gmbh|corp\w*|group|foundation|department|academy|cent(?:er|re)|"
    r"team|collaboration|consortium|project|community|company|hospital|ministry|agency|association|society|committee|council|initiative|network|organi[sz]ation)\b"
    r"|大学|研究院|研究所|实验室|公司|学院|團隊|团队",
    re.IGNORECASE,
)
_STARTS_NO_NAME = re.compile(r"(?:A|An|The)\s+\w{3}")


def people_in(text: str, *, sure: bool = False) -> People | None:
    """The people that the whole text is a list of; None if it is, or may be, something else."""
    text = " ".join(text.split()).strip(" ,.;:[]-–—*_") + (
        "." if re.search(r"\b[^\W\d_a-z]\.\W*$|\bal\.\W*$", text) else ""
    )
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if match := _BY.match(text):
        sure, text = True, text[match.end() :]
    if not text or len(text) > _LONGEST or (_STARTS_NO_NAME.match(text) and not sure):
        return None
    asides: list[str] = []
    text = _EMAIL.sub("", _PARENTHESES.sub(lambda m: _put_aside(m[0], asides), text))
    if re.search(r"\d{3}|https?:|[?!=\"“”{}]", text):
        return None
    has_others = False
    if (others := _OTHERS.search(text)) is not None:
        behind = text[others.end() :]
        if _without_asides(behind).strip(" .,;"):
            return None
        text, has_others = text[: others.start()] + behind.strip(" .,;"), True
    if (dots := _ELLIPSIS.search(text)) is not None:
        text, has_others = text[: dots.start()].rstrip(" ,;&"), True
    chunks = _chunks(text)
    if not chunks or len(chunks) > _MOST:
        return None
    # `Jane Doe (University of Light)`: a body in brackets shows that the words before it are a person.
    is_affiliated = any(
        _BODY.search(aside) or re.fullmatch(r"(?!(?:USA?|UK|EU|EN|CN)$)[A-Z]{2,6}(?:\s\w+)?", aside) for aside in asides
    )
    sure = sure or (is_affiliated and " " in chunks[0])
    names = _by_style(chunks, text, sure=sure, has_others=has_others)
    if names is None:
        return None
    organizations = [body for aside in asides for body in _bodies(aside)]
    return People(names, has_others, list(dict.fromkeys(organizations)))


def leading_people(text: str, *, sure: bool = False) -> tuple[People, str] | None:
    """The people that a text begins with, and the rest of the text behind them; None if it begins with something else."""
    head = text[:_LONGEST]
    late: list[int] = []
    for end, after_initial, is_sure in _ends(head):
        if after_initial:
            late.append(end)
        elif (people := people_in(head[:end], sure=sure or is_sure)) is not None:
            return people, text[end:]
    # `Hinton G. Deep learning.`: the full stop behind an initial ends the list only if nothing else does.
    for end in reversed(late[-12:]):
        if (people := people_in(head[:end], sure=sure)) is not None:
            return people, text[end:]
    return None


_END = re.compile(
    r"(?P<others>\bet[.,]?\s*al\b\.?(?:\s*\([^()\d][^()\d]{0,80}\))?|\band\s+others\b\.?|等人?)"
    r"|(?P<stop>(?<=[^\W\d_])(?:[*†‡\d]{0,3})\.)(?=\s|$|\[)|(?P<year>[\s,.]\s*(?=[(\[（]\s*(?:19|20)\d\d[a-z]?\b))|(?P<bare>(?:,\s+|(?<=[^\W\d_)])\s+)(?=(?:19|20)\d\d\b(?!\w)))"
    r"|(?P<venue>,\s+(?=(?i:arxiv\b|preprint\b|in\s+proc)|[A-Z][\w&/-]*[A-Z][\w&/-]*(?:[\s-][A-Z][\w-]*){0,2},?\s*['’]?(?:(?:19|20)\d\d|\d\d)\b))"
    r"|(?P<quote>[,.:]?\s*(?=[\"“«「『]))|(?P<mark>\s*[:：|\n\x1f\x03]|\s+[-–—]+(?=\s)|$)|(?P<aside>(?<=\))\s*[.:]?\s(?!\s*(?:and|und|et|&)(?!\w)))"
)


#: What follows the authors in a citation and nothing else: the year or the quoted title.
_FRAMED = re.compile(r"[\s,.:*_]*(?:[\"“«「『]|[(\[（]\s*(?:19|20)\d\d)")


def _ends(text: str) -> Iterator[tuple[int, bool, bool]]:
    """Where a list of names may end: the place, whether an initial stands before it, whether what follows makes it sure."""
    for match in islice(_END.finditer(text), 60):
        kind = match.lastgroup
        if kind == "others":
            yield match.end(), False, _FRAMED.match(text, match.end()) is not None
        elif kind == "stop":
            word = re.search(r"[^\W\d_]+$", text[max(0, match.start() - 30) : match.start()])
            is_initial = word is not None and len(word[0]) <= 2 and word[0][0].isupper()
            is_initial = is_initial or (word is not None and word[0].isupper() and len(word[0]) <= 4)
            yield match.start() + len(match[0]), is_initial, False
        elif match.start() > 0:
            # `Rosenblatt, Frank (1957)`, but `Mask R-CNN (2017)`
            is_sure = kind == "quote" or (kind == "year" and "," in text[: match.start()])
            yield match.start(), False, is_sure


def _put_aside(text: str, asides: list[str]) -> str:
    asides.append(text[1:-1].strip())
    return chr(0xE000 + min(len(asides), 6000))


def _without_asides(text: str) -> str:
    return "".join(c for c in text if not "\ue000" <= c <= "\uf8ff")


def _bodies(aside: str) -> Iterator[str]:
    """The organisations in a pair of brackets behind a name; `(equal contribution)` and numbers are none."""
    for part in re.split(r"\s*[;；/]\s*", aside):
        part = part.strip(" ,.")
        if re.search(r"[^\W\d_]{2}", part) and (part[:1].isupper() or has_cjk(part)) and not re.search(r"\d{4}", part):
            yield part


def _chunks(text: str) -> list[str]:
    """The names between the separators, without footnote marks and brackets."""
    chunks: list[str] = []
    marked = False
    for piece in _SEPARATOR.split(text):
        bare = _without_asides(piece).strip()
        if not bare:
            continue
        if re.fullmatch(r"[\d*†‡§]{1,3}", bare):
            if not marked:
                return []
            continue
        chunk = without_footnotes(bare)
        marked = chunk != bare
        if chunk:
            chunks.append(chunk)
    return chunks


def _by_style(chunks: list[str], text: str, *, sure: bool, has_others: bool) -> list[NameParts] | None:
    text = _without_asides(text)
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
    for style in styles:
        if (names := style(chunks, sure=sure, has_others=has_others)) is not None:
            return names
    return None


def _is_inverted_piece(piece: str) -> bool:
    family, comma, given = piece.partition(",")
    return bool(comma) and "," not in given and _is_family(family.strip()) and _is_given(given.strip())


#: The most frequent family names of Chinese (simplified and traditional) and Korean, by their first character.
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于於蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付傅"
    "方白邹鄒孟熊秦邱江尹薛闫閆段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧"
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)


def _may_be_surname(name: str) -> bool:
    """Whether a name without spaces begins with a frequent family name; kana show a Japanese name."""
    return (name != "" and name[0] in _SURNAMES) or re.search(r"[\u3040-\u30ff]", name) is not None


def _cjk(chunks: list[str], *, sure: bool, has_others: bool) -> list[NameParts] | None:
    if not all(has_cjk(chunk) for chunk in chunks):
        return None
    names = []
    for chunk in chunks:
        compact = chunk.replace(" ", "").replace("・", "").replace("·", "")
        if not sure and not _may_be_surname(compact):
            return None
        if (
            not 2 <= len(compact) <= (8 if "・" in chunk or "·" in chunk else 5)
            or re.search(r"[^\w\s・·]", chunk)
            or _BODY.search(chunk)
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
        while at > 1 and re.fullmatch(r"(?:[^\W\d_a-z]\.?-?){1,3}", words[at - 1]):
            at -= 1
        if at == len(words) or not _is_family(" ".join(words[:at])) or are_initials(words[0]):
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
    if len(chunks) < 2 or not _is_family(chunks[0]):
        return None
    names: list[NameParts] = []
    at = 0
    shown = False  # initials show that the second chunk belongs to the first
    while at < len(chunks):
        following = chunks[at + 1] if at + 1 < len(chunks) else ""
        initials = bool(following) and _are_given_initials(following)
        first_given = at == 0 and bool(following) and _is_given(following) and len(chunks[0].split()) <= 3
        if _is_family(chunks[at]) and (initials or (first_given and _is_single(chunks[0]))):
            if at == 0 and not initials:
                rest = chunks[2:]
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
                    and not any(_initialled(c) for c in chunks)
                ):
                    return None  # `Plato, Iris Murdoch, Simone Weil`
            suffix = chunks[at + 2] if at + 2 < len(chunks) and SUFFIX.fullmatch(chunks[at + 2]) else ""
            names.append(inverted(chunks[at], _spaced(following), suffix))
            shown = shown or initials or at == 0
            at += 3 if suffix else 2
        elif SUFFIX.fullmatch(chunks[at]) and names:
            names[-1]["suffix"] = chunks[at]
            at += 1
        elif _is_natural(chunks[at]) and " " in chunks[at] and names:
            name = parse_name(chunks[at])
            if name is None:
                return None
            names.append(name)
            at += 1
        else:
            return None
    return names if shown else None


def _in_order(chunks: list[str], *, sure: bool, has_others: bool) -> list[NameParts] | None:
    strict = [_is_natural(chunk) for chunk in chunks]
    full = [" " in chunk or "." in chunk or has_cjk(chunk) for chunk in chunks]
    if any(full) and not all(full) and not sure:
        return None  # `Jane Doe, Li Wei, Batch`: the last is a word of the title, or where it was published
    several = len(chunks) >= 2 and all(full)
    evident = sure or has_others or any(_initialled(chunk) for chunk in chunks) or several
    if not evident:
        return None
    names: list[NameParts] = []
    good = sum(strict)
    for chunk, is_strict in zip(chunks, strict, strict=True):
        if not is_strict:
            lenient = len(chunks) >= 3 and good >= 0.7 * len(chunks) and _is_loose(chunk)
            body = sure and _is_body(chunk)
            if body:
                names.append({"literal": chunk})
                continue
            if not lenient:
                return None
        name = parse_name(chunk.rstrip("."))
        if name is None:
            return None
        names.append(_as_person(name, chunk))
    if len(chunks) == 1 and " " not in chunks[0] and not has_cjk(chunks[0]) and not (has_others or sure):
        return None
    return names


def _as_person(name: NameParts, chunk: str) -> NameParts:
    """A single word is a family name, unless its capitals say that it is a body."""
    if "literal" in name and re.fullmatch(r"[^\W\d_](?:[^\W\d_A-Z]|['’-])+(?:-[^\W\d_]+)?", chunk):
        return {"family": chunk}
    return name


def _is_body(chunk: str) -> bool:
    return (
        len(chunk.split()) <= 8
        and chunk[:1].isupper()
        and (_BODY.search(chunk) is not None or " " not in chunk)
        and not re.search(r"\d", chunk)
    )


def _initialled(chunk: str) -> bool:
    return re.search(r"(?:^|[\s.-])[^\W\d_a-z]\.(?=$|[\s\w-])", chunk) is not None and not re.search(
        r"[a-z]{3,}\.", chunk
    )


def _spaced(initials: str) -> str:
    return re.sub(r"(?<=\.)(?=[^\W\d_])", " ", initials)


def _family_of(chunk: str) -> str:
    return inverted(chunk, "").get("family", chunk)


def _is_single(chunk: str) -> bool:
    return len([word for word in chunk.split() if word.lower() not in PARTICLES]) <= 1


def _are_given_initials(chunk: str) -> bool:
    words = chunk.split()
    while len(words) > 1 and words[-1].lower() in PARTICLES and words[-1][0].islower():
        words.pop()
    joined = " ".join(words)
    if are_initials(joined) and (("." in joined) or (joined.isupper() and len(joined) <= 3)):
        return True
    return bool(words) and all(re.fullmatch(r"[^\W\d_a-z][a-z]?\.(?:-?[^\W\d_a-z]\.)*", word) for word in words)


def _is_given(chunk: str) -> bool:
    words = chunk.split()
    return (
        1 <= len(words) <= 5
        and _NO_NAMES.search(chunk) is None
        and all(are_initials(word) or _is_name_word(word) or word in PARTICLES for word in words)
    )


def _is_family(chunk: str) -> bool:
    words = chunk.split()
    return (
        1 <= len(words) <= 5
        and "." not in chunk.replace("St.", "")
        and _NO_NAMES.search(chunk) is None
        and not are_initials(chunk)
        and any(_is_name_word(word) for word in words)
        and all(_is_name_word(word) or word.lower() in PARTICLES for word in words)
    )


def _is_name_word(word: str) -> bool:
    return (
        _WORD.fullmatch(word) is not None
        and (word[0].isupper() or re.match(r"(?:d|l|al|el|o)['’-][^\W\d_a-z]", word) is not None)
        and not (len(word) > 4 and word.isupper() and "-" not in word)
    )


def _is_natural(chunk: str) -> bool:
    """A name in order, by its looks: capitals, initials, particles, and no word of titles or bodies."""
    if has_cjk(chunk):
        return len(chunk) <= 6 and _may_be_surname(chunk)
    words = chunk.replace(".", ". ").replace(". -", ".-").split()
    if not 1 <= len(words) <= 6 or _NO_NAMES.search(chunk):
        return False
    if not any(_is_name_word(word) and len(word.rstrip(".")) >= 2 for word in words):
        return False
    last = words[-1]
    if len(words) == 1 and len(last) >= 3 and last.isupper():
        return False
    if len(words) > 1 and (words[0] in PARTICLES or last in PARTICLES or _ends_in_initial(last)):
        return False
    return all(_is_name_word(word) or word.lower() in PARTICLES or SUFFIX.fullmatch(word) for word in words)


def _ends_in_initial(word: str) -> bool:
    return re.fullmatch(r"[^\W\d_a-z]{1,2}\.?", word) is not None and SUFFIX.fullmatch(word) is None


def _is_loose(chunk: str) -> bool:
    """A name among names: `Hao liu`, `Deep Ganguli`; a few words that begin with a capital."""
    words = chunk.split()
    if not 1 <= len(words) <= 5 or not words[0][0].isupper() or (len(chunk) >= 3 and chunk.isupper()):
        return False
    if _ends_in_initial(words[-1]):
        return False
    joining = r"\b(?:of|on|in|to|is|are|by|the|and|for|with|from|using|via)\b"
    return all(_WORD.fullmatch(word) for word in words) and not re.search(joining, chunk)


def is_certain(people: People) -> bool:
    """Whether it is more than one word that may be anything."""
    return len(people.names) > 1 or people.has_others or "given" in people.names[0]
