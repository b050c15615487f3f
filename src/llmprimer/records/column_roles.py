"""Tells what the columns of a list hold from their content over all its lines: titles, people, dates, publishers, remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import mean

from llmprimer.records.given_names import are_frequent_given_names
from llmprimer.records.name_words import in_mixed_case, is_organization, is_probable_name, may_be_surname
from llmprimer.records.people import NameParts
from llmprimer.records.people_lists import People, is_certain, people_in
from llmprimer.records.venues import names_publication
from llmprimer.records.written_dates import parse_date
from llmprimer.text import has_cjk

#: How like names the cells of a column must be on average, some of them certainly names; and how much more than those of any
#: other column.
_NAMES = 0.75
_AHEAD = 0.18
#: From this length on, in words, the cells of a column are remarks rather than titles.
_REMARK = 14
_ARTICLE = re.compile(
    r"(?:the|an?|der|die|das|le|la|les|el|los|las|il|lo|gli|un|une|una|ein|eine|os?)\s", re.IGNORECASE
)
_BY = re.compile(
    r"^(?:(?:by|von|par|por|de|di)\s+(?=[^\W\d_])|(?:author|autor|автор|作者|著者)\s*[:：]\s*)", re.IGNORECASE
)
_WROTE = re.compile(r"\s*(?:[编編]?著|[编編]?[译譯撰]注?|[编編]|著者?|主编|等)$")
#: The quotation marks of a list as programs print it, `['Jane Doe', "Peter O'Neil"]`.
_QUOTES = re.compile(r"(?:^|(?<=[,\s]))['\"]|['\"](?=,|$)")
#: `[美] 保罗·奥斯特`: where somebody is from.
_COUNTRY = re.compile(r"^[\[【（(]\s*[\u4e00-\u9fff]{1,3}\s*[\]】）)]\s*")
_PUBLISHER = re.compile(r"(?:出版|书店|書店|書房|書院|印书馆|文庫|新書|社)$")


def roles_of_columns(rows: Sequence[Sequence[str]], *, is_named: bool = False) -> tuple[str, ...] | None:
    """The role of each column: title, author, publisher, note, or empty; None unless people or something else show which is the title.

    All rows have the same number of cells. With `is_named` something else shows that the rows are works, such as their addresses.
    """
    columns = list(zip(*rows, strict=True))
    published = [mean(_names_publisher(cell) for cell in column) >= 0.4 for column in columns]
    likeness = [0.0 if published[n] else _likeness(column) for n, column in enumerate(columns)]
    roles = ["publisher" if is_publisher and len(columns) > 1 else "" for is_publisher in published]
    at = max(range(len(columns)), key=lambda n: likeness[n])
    others = max((value for n, value in enumerate(likeness) if n != at), default=0.0)
    if likeness[at] >= _NAMES and likeness[at] - others >= _AHEAD and len(columns) > 1:
        roles[at] = "author"
    elif not is_named:
        return None
    open_ = [n for n in range(len(columns)) if not roles[n]]
    titles = [n for n in open_ if _may_be_titles(columns[n])]
    if not titles:
        return None
    roles[titles[0]] = "title"
    for n in open_:
        if not roles[n] and is_remark(columns[n]):
            roles[n] = "alias" if _are_original(columns[n], columns[titles[0]]) else "note"
    return tuple(roles)


def names_people(column: Sequence[str]) -> bool:
    """Whether the cells of a column are names of people, some of them certainly."""
    return _likeness(column) >= _NAMES


def _likeness(column: Sequence[str]) -> float:
    return mean(map(name_likeness, column))


def name_likeness(cell: str) -> float:
    """How much a text looks like one or more whole names, from 0 to 1."""
    text = _BY.sub("", cell, count=1).strip()
    if _ARTICLE.match(text):
        return 0.0
    people = people_of_cell(text)
    if people is None:
        return 0.0
    if has_cjk(text):
        return min(_cjk_likeness(name, is_dotted=_DOT.search(text) is not None) for name in people.names)
    if not all("given" in name for name in people.names):
        return 0.3  # a word that may be anything, such as a town
    if are_frequent_given_names([name.get("given", "") for name in people.names]):
        return 1.0
    if (certain := people_in(text)) is not None and is_certain(certain):
        return 1.0
    in_order = (f"{name.get('given', '')} {name.get('family', '')}" for name in people.names)
    return 0.7 if all(map(is_probable_name, in_order)) else 0.4


#: Between the parts of a foreign name, `凯文·凯利`.
_DOT = re.compile(r"\S\s?[・·]\s?\S")


def _cjk_likeness(name: NameParts, *, is_dotted: bool) -> float:
    whole = name.get("family", "") + name.get("given", "") + name.get("literal", "")
    is_name_in_kana = re.fullmatch(r"[\u4e00-\u9fff]{1,3}[\u3041-\u309f]{1,3}", whole)
    if re.search(r"[\u3041-\u309f]{2}|[のをはがにとへで]", whole) and not is_name_in_kana:
        return 0.2  # words of a sentence
    if is_dotted and len(name) == 2 and len(name["family"]) > 1:
        return 1.0
    return 1.0 if len(whole) <= 3 and may_be_surname(whole) else 0.6


def is_nobody(cell: str) -> bool:
    """Whether a cell of a column of authors says that they are not known: `TBD`, `N/A`, `Authors TBD`."""
    return _NOBODY.fullmatch(cell.strip()) is not None


def people_of_cell(cell: str) -> People | None:
    """The people that a cell of a column of authors names, also `Jane Doe / Li Wei`, `LIT · Lamp Labs` and `余华 著`."""
    if is_nobody(cell):
        return None
    text = _WROTE.sub("", _BY.sub("", cell, count=1))
    text = (
        _QUOTES.sub("", text[1:-1]) if text.startswith(("['", '["')) and text.endswith("]") else _COUNTRY.sub("", text)
    )
    parts = re.split(r"\s*/\s*|\s+[·•]\s+", text)
    if all(_MAKER.fullmatch(part) or (len(parts) > 1 and _is_maker(part)) for part in parts):
        return People([{"literal": part} for part in parts], has_others=False, organizations=[])
    text = ", ".join(in_mixed_case(part) if part.isupper() and len(part) > 8 else part for part in parts)
    return people_in(text, sure=True)


def _is_maker(part: str) -> bool:
    """Whether one of several parts of a cell can only be an organization: `Univ. of Light`."""
    return " " in part and is_organization(part) and not re.search(r",|&|\band\b", part)


#: A cell that says nobody.
_NOBODY = re.compile(
    r"(?:authors?\s+)?(?:TBA|TBD|N\.?/?A\.?|unknown|none|anon(?:ymous)?|various|to be (?:added|announced)|not (?:known|available)|\W+)",
    re.IGNORECASE,
)
#: What persons are not called: `LIT`, `Lamp AI`.
_MAKER = re.compile(r"[A-Z]{2,8}|[A-Z][A-Za-z]+ AI")


def _names_publisher(cell: str) -> bool:
    return _PUBLISHER.search(cell) is not None or names_publication(cell) or (is_organization(cell) and " " in cell)


def _may_be_titles(column: Sequence[str]) -> bool:
    """Whether the cells differ from each other, have letters, and are no sentences."""
    lettered = mean(re.search(r"[^\W\d_]", cell) is not None for cell in column)
    return len(set(column)) >= 0.8 * len(column) and lettered >= 0.7 and _length(column) < _REMARK


def _are_original(column: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether the cells are the titles in another language, as their script shows."""
    latin, translated = (mean(has_cjk(cell) for cell in cells) for cells in (column, titles))
    return latin < 0.2 and translated >= 0.5 and _may_be_titles(column)


def is_remark(column: Sequence[str]) -> bool:
    """Whether the cells of a column are words about something, and not names or numbers."""
    dated = mean(parse_date(cell) is not None for cell in column)
    return _length(column) >= 3 and len(set(column)) >= 0.8 * len(column) and dated < 0.5


def _length(column: Sequence[str]) -> float:
    """The usual number of words in a cell; two characters of Chinese or Japanese count as one."""
    return mean(len(cell) / 2 if has_cjk(cell) else len(cell.split()) for cell in column)
