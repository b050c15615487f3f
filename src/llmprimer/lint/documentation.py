"""The rules as Markdown, for docs/lint.md."""

from __future__ import annotations

from itertools import groupby

from llmprimer.lint.registry import Rule, rules

_GROUPS = {
    "A": "Addresses",
    "D": "Dates",
    "E": "Errors: what keeps a catalogue from being read",
    "I": "Identifiers",
    "L": "Ignore comments",
    "N": "Names",
    "O": "Order",
    "S": "Titles, summaries and other text",
    "T": "Topics and keywords",
    "W": "Works and relations",
}


def rules_as_markdown() -> str:
    """A table of all rules, and a section for each with the reason, an incorrect and a correct example."""
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {rule.severity} | {'yes' if rule.fixable else ''} |"
        for rule in rules().values()
    ]
    parts = ["| code | name | severity | `--fix` |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"]
    for letter, group in groupby(rules().values(), key=lambda rule: rule.code[0]):
        parts.append(f"### {_GROUPS[letter]}\n")
        parts += [_section(rule) for rule in group]
    return "\n".join(parts)


def _section(rule: Rule) -> str:
    fix = " `--fix` corrects it." if rule.fixable else ""
    return (
        f"#### {rule.code} {rule.name}\n\n{rule.reason} ({rule.severity.capitalize()}.{fix})\n\n"
        f"Incorrect:\n\n```yaml\n{rule.bad}\n```\n\nCorrect:\n\n```yaml\n{rule.good}\n```\n"
    )
