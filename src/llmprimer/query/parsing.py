"""Parses a query into a tree; QueryError points at the invalid character."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from llmprimer.errors import QueryError
from llmprimer.identifiers import identifier_in
from llmprimer.query.tree import And, Field, Node, Not, Or, Phrase, Word
from llmprimer.suggest import did_you_mean

# Fields (with their vocabularies) and dates are imported on use: most queries have only words.

_NAME = re.compile(r"([A-Za-z_]+):(?!//)")
_BARE = re.compile(r"[^\s()\"]+")
_QUOTES = {'"': '"', "\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb", "\u300c": "\u300d"}
_COMPARISON = r"(?s:(>=|<=|>|<|=)?(.*))"

#: The deepest nesting of parentheses: deeper nesting would exhaust the stack.
MAX_DEPTH = 50

#: A longer query is a mistake, such as a pasted page: its search would take long and find nothing. The limit of a word is
#: high because CJK text without spaces counts as one word.
MAX_LENGTH = 2_000
MAX_WORDS = 200
MAX_WORD_LENGTH = 400

# The index stores numbers as texts of this length, so that they sort.
_DIGITS = 6

#: (low, high, strict): the bounds as written, exclusive if `strict`.
_Span: TypeAlias = tuple[str | None, str | None, bool]

#: Makes an error from a reason and an offset within the value.
_MakeError: TypeAlias = Callable[..., QueryError]


def parse(text: str) -> Node:
    """The tree of a query; an empty query is an empty And. Raises QueryError and nothing else."""
    return _Parser(text).query()


def parse_filter(name: str, value: str) -> Field:
    """The condition of the option `--name value`; QueryError shows the option."""
    shown = f"--{name} {value}"
    return _field(name, value, shown, len(shown) - len(value))


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def query(self) -> Node:
        if len(self.text) > MAX_LENGTH:
            raise self._error(f"a query has at most {MAX_LENGTH:,} characters; this one has {len(self.text):,}", 0)
        words = self.text.split()
        if len(words) > MAX_WORDS:
            raise self._error(f"a query has at most {MAX_WORDS} words; this one has {len(words):,}", 0)
        if (longest := max(words, key=len, default="")) and len(longest) > MAX_WORD_LENGTH:
            reason = f"a word has at most {MAX_WORD_LENGTH} characters; this one has {len(longest):,}"
            raise self._error(reason, self.text.index(longest))
        node = self._or(0)
        self._skip()
        if self.at < len(self.text):
            raise self._error("this parenthesis was never opened")
        return node

    def _error(self, reason: str, position: int | None = None, hint: str | None = None) -> QueryError:
        return QueryError(reason, query=self.text, position=self.at if position is None else position, hint=hint)

    def _skip(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _or(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self._error(f"parentheses are nested more than {MAX_DEPTH} deep")
        alternatives = [self._and(depth)]
        while (position := self._operator("OR", "|")) is not None:
            if alternatives[-1] == And(()):
                raise self._error("OR needs something on its left", position)
            alternatives.append(self._and(depth))
            if alternatives[-1] == And(()):
                raise self._error("OR needs something on its right", position)
        return alternatives[0] if len(alternatives) == 1 else Or(tuple(alternatives))

    def _operator(self, *spellings: str) -> int | None:
        self._skip()
        for spelling in spellings:
            end = self.at + len(spelling)
            if self.text.startswith(spelling, self.at) and (
                end == len(self.text) or self.text[end].isspace() or self.text[end] in '()"'
            ):
                position, self.at = self.at, end
                return position
        return None

    def _and(self, depth: int) -> Node:
        nodes: list[Node] = []
        while True:
            self._skip()
            if self.at >= len(self.text) or self.text[self.at] == ")" or self._next_is_or():
                return nodes[0] if len(nodes) == 1 else And(tuple(nodes))
            if self._operator("AND", "&&") is not None:
                continue
            nodes.append(self._unary(depth))

    def _next_is_or(self) -> bool:
        at = self.at
        found = self._operator("OR", "|") is not None
        self.at = at
        return found

    def _unary(self, depth: int) -> Node:
        start = self.at
        negated = self._operator("NOT") is not None
        if (
            not negated
            and self.text[self.at] in "-\u2212"
            and self.at + 1 < len(self.text)
            and not self.text[self.at + 1].isspace()
        ):
            self.at += 1
            negated = True
        if negated:
            if depth > MAX_DEPTH:
                raise self._error(f"exclusions are nested more than {MAX_DEPTH} deep", start)
            self._skip()
            if self.at >= len(self.text) or self.text[self.at] == ")":
                raise self._error("an exclusion needs something to exclude", start)
            return Not(self._unary(depth + 1))
        if self.text[self.at] == "(":
            self.at += 1
            node = self._or(depth + 1)
            self._skip()
            if self.at >= len(self.text):
                raise self._error("this parenthesis is never closed", start)
            self.at += 1
            return node
        if self.text[self.at] in _QUOTES:
            return Phrase(self._quoted_text(), start)
        if (match := _NAME.match(self.text, self.at)) is not None:
            return self._field(match[1].lower(), start, match.end())
        return Word(self._bare_word(), start)

    def _quoted_text(self) -> str:
        start = self.at
        end = self.text.find(_QUOTES[self.text[start]], start + 1)
        if end < 0:
            raise self._error("this quotation mark is never closed", start)
        self.at = end + 1
        return self.text[start + 1 : end]

    def _bare_word(self) -> str:
        match = _BARE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        return match[0]

    def _field(self, name: str, start: int, value_start: int) -> Node:
        from llmprimer.query.fields import FIELDS

        if name not in FIELDS:
            if value_start == len(self.text) or self.text[value_start].isspace():
                return Word(self._bare_word(), start)  # `note:` before a space is a word with punctuation
            bare = _BARE.match(self.text, start)
            if bare is not None and identifier_in(bare[0]) is not None:  # arXiv:1706.03762, doi:10.18653/...
                return Word(self._bare_word(), start)
            near = did_you_mean(name, FIELDS) or f"; the fields are {', '.join(FIELDS)}"
            raise self._error(f'unknown field "{name}"{near}', start)
        self.at = value_start
        if self.at >= len(self.text) or self.text[self.at].isspace() or self.text[self.at] == ")":
            raise self._error(f"{name}: needs a value, such as {FIELDS[name].example}", start)
        value = (
            self._quoted_text()
            if self.text[self.at] in _QUOTES
            else ""
            if self.text[self.at] == "("
            else self._bare_word()
        )
        if not value.strip():
            raise self._error(f"{name}: needs a value, such as {FIELDS[name].example}", start)
        return _field(name, value, self.text, value_start)


def _field(name: str, value: str, query: str, position: int) -> Field:
    def error(reason: str, offset: int = 0) -> QueryError:
        return QueryError(reason, query=query, position=position + offset)

    from llmprimer.query.fields import FIELDS

    field = FIELDS[name] if name in FIELDS else FIELDS["date"]
    value = value.strip()
    match field.value:
        case "choice":
            lowered = value.lower()
            if lowered not in field.choices:
                near = did_you_mean(lowered, field.choices) or f"; it is one of {', '.join(field.choices)}"
                raise error(f'unknown {name} "{value}"{near}')
            return Field(name, lowered, position=position)
        case "number":
            return _number_field(name, value, error, position)
        case "date" if name == "since":
            return _date_field("date", value, (value, None, False), error, position)._replace(value=f">={value}")
        case "date" if name == "until":
            return _date_field("date", value, (None, value, False), error, position)._replace(value=f"<={value}")
        case "date":
            return _date_field(name, value, _span(value, error), error, position)
    return Field(name, value, position=position)


def _span(value: str, error: _MakeError) -> _Span:
    if ".." in value:
        low, _, high = value.partition("..")
        if not (low or high):
            raise error("a span needs a bound, such as 2020..2022")
        return low.strip() or None, high.lstrip(".").strip() or None, False
    match = re.fullmatch(_COMPARISON, value)
    assert match is not None
    operator, bound = match[1], match[2].strip()
    if not bound:
        raise error(f"{operator} needs something to compare with")
    strict = operator in ("<", ">")
    return None if operator in ("<=", "<") else bound, None if operator in (">=", ">") else bound, strict


def _number_field(name: str, value: str, error: _MakeError, position: int) -> Field:
    low, high, strict = _span(value, error)
    for bound, find in ((low, value.find), (high, value.rfind)):
        if bound is not None and not (bound.isascii() and bound.isdigit()):
            raise error(f'"{bound}" is not a number', max(find(bound), 0))
        if bound is not None and len(bound) > _DIGITS:
            raise error(f"{name} has at most {_DIGITS} digits", find(bound))
    if low is not None and high is not None and int(low) > int(high):
        raise error(f"the span {value} ends before it begins")
    if strict:
        low = None if low is None else str(int(low) + 1)
        high = None if high is None else str(int(high) - 1)
    return Field(name, value, low, high, position)


def _date_field(name: str, value: str, span: _Span, error: _MakeError, position: int) -> Field:
    from llmprimer.dates import PartialDate

    def date(bound: str, offset: int) -> PartialDate:
        offset = max(offset, 0)
        try:
            parsed = PartialDate.parse(bound)
        except ValueError as reason:
            raise error(str(reason), offset) from None
        if name == "year" and parsed.month is not None:
            raise error(f'"{bound}" is more than a year; use date:{bound}', offset)
        return parsed

    low, high, strict = span
    first = last = None
    if low is not None:
        bound = date(low, value.find(low))
        first = _next_day(bound.latest) if strict else bound.earliest
    if high is not None:
        bound = date(high, value.rfind(high))
        last = _previous_day(bound.earliest) if strict else bound.latest
    if first is not None and last is not None and first > last:
        raise error(f"the span {value} ends before it begins")
    return Field(name, value, first, last, position)


def _next_day(day: str) -> str:
    # The index compares texts: this one sorts after the day and before the next day.
    return day + "~"


def _previous_day(day: str) -> str:
    return "-".join(day.split("-")[:2]) + "-00" if day.endswith("-01") else f"{day[:8]}{int(day[8:]) - 1:02d}"
