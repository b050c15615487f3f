"""N: names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from llmprimer.lint.finding import Fix, Remark, Severity
from llmprimer.lint.registry import catalogue_rule, record_rule
from llmprimer.lint.views import CatalogueView, RecordView
from llmprimer.text import fold

_FIELDS = ("author", "editor")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?)+|[A-Z]{1,2}")
_PARTICLES = frozenset({
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "ten", "al", "el",
    "bin", "ibn", "st",
})  # fmt: skip


def _names(record: RecordView) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for field in _FIELDS:
        value = record.values.get(field)
        for index, name in enumerate(value if isinstance(value, list) else ()):
            if isinstance(name, dict):
                yield field, index, name


def _part(name: dict[str, Any], part: str) -> str:
    value = name.get(part)
    return value if isinstance(value, str) else ""


def _replacing(record: RecordView, field: str, index: int, name: dict[str, Any]) -> Fix:
    return record.changing(field, lambda names: [*names[:index], name, *names[index + 1 :]])


@record_rule(
    "N301",
    "name-in-capitals",
    Severity.WARNING,
    reason="Names are written in their usual case; a citation style adds capitals if it needs them.",
    bad="author:\n- {family: VASWANI, given: Ashish}",
    good="author:\n- {family: Vaswani, given: Ashish}",
)
def name_in_capitals(record: RecordView) -> Iterator[Remark]:
    """Family or given names of four or more letters in capitals, or whole names in capitals."""
    for field, index, name in _names(record):
        family, given = _part(name, "family"), _part(name, "given")
        if len(family) > 1 and len(given) > 2 and f"{family}{given}".isalpha() and f"{family}{given}".isupper():
            yield record.remark(f'"{given} {family}" is all capitals', field, index)
            continue
        for part in ("family", "given"):
            word = next((w for w in re.split(r"[\s,;-]+", _part(name, part)) if _is_capitals(w)), None)
            if word is not None:
                yield record.remark(f'"{word}" is all capitals', field, index)


def _is_capitals(word: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    return len(letters) >= 4 and word.isupper() and word.lower() != word


@record_rule(
    "N302",
    "name-in-wrong-order",
    Severity.WARNING,
    reason="Bibliographies are sorted by `family`; initials, a comma or a whole name do not belong in it.",
    bad="author:\n- {family: 'Vaswani, Ashish'}",
    good="author:\n- {family: Vaswani, given: Ashish}",
    fixable=True,
)
def name_in_wrong_order(record: RecordView) -> Iterator[Remark]:
    """Names with swapped parts, or with both parts in one field; with a fix if the parts are certain."""
    for field, index, name in _names(record):
        family, given = _part(name, "family"), _part(name, "given")
        if "," in family and not given:
            last, _, first = (part.strip() for part in family.partition(","))
            fix = None
            if last and first and "," not in first:
                better = {**name, "family": last, "given": first}
                fix = _replacing(record, field, index, better)
            yield record.remark(f'"{family}" has family and given name in one', field, index, fix=fix)
        elif given and _INITIALS.fullmatch(family) and len(family) < 6 and not _INITIALS.fullmatch(given):
            better = {**name, "family": given, "given": family}
            # Two capitals without a dot may be a family name (WU, LI) or initials.
            fix = _replacing(record, field, index, better) if "." in family else None
            yield record.remark(f'"{given}" is the family name, "{family}" are initials', field, index, fix=fix)
        elif "," in given:
            yield record.remark(f'"{given}" as a given name has a comma', field, index)
        elif not given and (parts := family.split()) and _is_whole_name(parts):
            yield record.remark(f'"{family}" as a family name looks like a whole name', field, index)


def _is_whole_name(parts: list[str]) -> bool:
    """`Ashish Vaswani` or `J. Smith`, but not `van der Berg`."""
    return len(parts) > 1 and not any(part.lower().strip(".") in _PARTICLES for part in parts)


@catalogue_rule(
    "N304",
    "name-turned-around",
    Severity.WARNING,
    reason="Another record has the same name with family and given name exchanged: one of them is wrong.",
    bad="""
title: A list
references:
  one: {type: article, kind: website, title: One, url: https://example.org/1, author: [{family: Wei, given: Jason}]}
  two: {type: article, kind: website, title: Two, url: https://example.org/2, author: [{family: Jason, given: Wei}]}
""",
    good="""
title: A list
references:
  one: {type: article, kind: website, title: One, url: https://example.org/1, author: [{family: Wei, given: Jason}]}
  two: {type: article, kind: website, title: Two, url: https://example.org/2, author: [{family: Wei, given: Jason}]}
""",
)
def name_turned_around(catalogue: CatalogueView) -> Iterator[Remark]:
    """The less frequent of two orders of a name; the later one if both are equally frequent."""
    orders: dict[tuple[str, str], list[tuple[RecordView, str, int]]] = defaultdict(list)
    for record in catalogue.records:
        for field, index, name in _names(record):
            family, given = fold(_part(name, "family")), fold(_part(name, "given"))
            if family and given:
                orders[family, given].append((record, field, index))
    for (family, given), holders in orders.items():
        others = orders.get((given, family), [])
        if family != given and (len(holders), -_first(holders)) < (len(others), -_first(others)):
            for record, field, index in holders:
                yield record.remark(f"the other way round in {others[0][0].key}", field, index)


def _first(holders: list[tuple[RecordView, str, int]]) -> int:
    return holders[0][0].first_line if holders else 0


@record_rule(
    "N303",
    "repeated-name",
    Severity.WARNING,
    reason="The same name twice in one list is a copying error.",
    bad="author:\n- {literal: OpenAI}\n- {literal: OpenAI}",
    good="author:\n- {literal: OpenAI}",
)
def repeated_name(record: RecordView) -> Iterator[Remark]:
    """Equal names in one list. No fix, because two people may have the same name."""
    seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
    for field, index, name in _names(record):
        same = (field, tuple(sorted((part, str(value)) for part, value in name.items())))
        if same in seen:
            yield record.remark("this name is in the list already", field, index)
        seen.add(same)
