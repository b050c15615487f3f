"""The registry of rules: functions with a code, a reason and two examples. `rules()` returns them by code."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from llmprimer.lint.finding import Remark, Severity

if TYPE_CHECKING:
    from llmprimer.lint.views import CatalogueView, RecordView

RecordCheck = Callable[["RecordView"], Iterator[Remark]]
CatalogueCheck = Callable[["CatalogueView"], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `check` gets the whole catalogue; `bad` and `good` are YAML: fields of a record, or a catalogue."""

    code: str
    name: str
    severity: Severity
    reason: str
    bad: str
    good: str
    fixable: bool
    check: CatalogueCheck


_RULES: dict[str, Rule] = {}


def catalogue_rule(
    code: str, name: str, severity: Severity, *, reason: str, bad: str, good: str, fixable: bool = False
) -> Callable[[CatalogueCheck], CatalogueCheck]:
    """Registers a function that checks the whole catalogue."""

    def register(check: CatalogueCheck) -> CatalogueCheck:
        if code in _RULES:
            raise ValueError(f"two rules have the code {code}")
        _RULES[code] = Rule(code, name, severity, reason, bad.strip("\n"), good.strip("\n"), fixable, check)
        return check

    return register


def record_rule(
    code: str, name: str, severity: Severity, *, reason: str, bad: str, good: str, fixable: bool = False
) -> Callable[[RecordCheck], RecordCheck]:
    """Registers a function that checks one record."""

    def register(check: RecordCheck) -> RecordCheck:
        def check_all(catalogue: CatalogueView) -> Iterator[Remark]:
            for record in catalogue.records:
                yield from check(record)

        catalogue_rule(code, name, severity, reason=reason, bad=bad, good=good, fixable=fixable)(check_all)
        return check

    return register


@cache
def rules() -> dict[str, Rule]:
    """All rules, sorted by code. Every module in `rules/` is imported; a new one needs no registration elsewhere."""
    from llmprimer.lint import rules as package

    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_RULES.items()))
