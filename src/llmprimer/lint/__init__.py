"""Lints a catalogue beyond the model: small rules, each with a code, a reason and, if it is safe, a fix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from llmprimer.errors import InvalidCatalogueError, NotFoundError, UsageError
from llmprimer.lint.finding import Finding, Severity
from llmprimer.suggest import did_you_mean

if TYPE_CHECKING:
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.lint.registry import Rule

__all__ = ["Finding", "Severity", "apply_fixes", "lint", "select_rules"]

#: Maximum number of rounds, because a fix can reveal a finding of another rule.
_ROUNDS = 8
#: The rule about ignore comments, which runs after all other rules.
_UNUSED_IGNORE = "L001"


def select_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Rule]:
    """The rules whose code begins with one of `select` (all if empty) and with none of `ignore`.

    UsageError for a prefix of no code.
    """
    from llmprimer.lint.registry import rules

    known = rules()
    select, ignore = list(select), list(ignore)
    for prefix in (*select, *ignore):
        if not prefix or not any(code.startswith(prefix) for code in known):
            raise UsageError(f'no rule has the code "{prefix}"{did_you_mean(prefix, known)}', hint="see `--rules`")
    return [
        rule
        for code, rule in known.items()
        if (not select or code.startswith(tuple(select))) and not code.startswith(tuple(ignore) or ("\0",))
    ]


def lint(text: str, name: str, rules: Sequence[Rule] | None = None) -> list[Finding]:
    """The findings of the rules in the text of a catalogue, by line; `name` is the file's name in the findings."""
    from llmprimer.lint.ignores import Ignores
    from llmprimer.lint.registry import rules as all_rules
    from llmprimer.lint.views import CatalogueView

    catalogue = CatalogueView(text, name)
    ignores = Ignores(text)
    lines = {record.key: record.first_line for record in catalogue.records}
    found = []
    rules = list(all_rules().values()) if rules is None else rules
    for rule in rules:
        for remark in rule.check(catalogue):
            finding = Finding(
                rule.code, rule.name, rule.severity, name, remark.line, remark.key, remark.message, remark.fix
            )
            if not ignores.covers(finding, lines.get(remark.key or "")):
                found.append(finding)
    unused_rule = next((rule for rule in rules if rule.code == _UNUSED_IGNORE), None)
    if unused_rule is not None:
        ran = [rule.code for rule in rules]
        for line, code, known in ignores.unused(all_rules()):
            if known and not any(other.startswith(code) for other in ran):
                continue
            message = f"{code} finds nothing here" if known else f"there is no rule {code}"
            found.append(Finding(_UNUSED_IGNORE, unused_rule.name, unused_rule.severity, name, line, None, message))
    return sorted(found, key=lambda finding: (finding.line, finding.code, finding.message))


def apply_fixes(file: CatalogueFile, rules: Sequence[Rule] | None = None) -> int:
    """Applies all fixes to the open file without writing it; returns the number of fixed findings."""
    fixed = 0
    for _ in range(_ROUNDS):
        findings = [finding for finding in lint(file.text, str(file.path), rules) if finding.fix is not None]
        before = file.text
        for finding in findings:
            assert finding.fix is not None
            try:
                finding.fix(file)
            except (InvalidCatalogueError, NotFoundError):
                continue  # the record has an error without a fix
        if file.text == before:
            break
        fixed += len(findings)
    return fixed
