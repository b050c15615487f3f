"""`llmprimer lint`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llmprimer.cli import state
from llmprimer.cli.changing import YesOption, write_with_consent
from llmprimer.cli.selection import CatalogueOption
from llmprimer.errors import ExitCode

if TYPE_CHECKING:
    from llmprimer.lint import Finding
    from llmprimer.lint.registry import Rule


def lint(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Catalogue files; without any, the catalogue in use.", metavar="[FILE]..."),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Apply the safe fixes; the diff is shown first.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(help="Only these rules: codes or their first letters (S401, S), separated by commas or repeated."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Not these rules.")] = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="One of github, json, sarif, text.", metavar="FORMAT")
    ] = "text",
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and exit.")] = False,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Check a catalogue against the rules of docs/lint.md.

    Dates, titles, names, addresses, duplicates, order and more; --fix corrects what is safe to correct.
    """
    from llmprimer.lint import formats, select_rules

    wanted = select_rules(_codes(select), _codes(ignore))
    if rules:
        for rule in wanted:
            print(f"{rule.code}\t{rule.severity}\t{rule.name}\t{'fixable' if rule.fixable else ''}\t{rule.reason}")
        return ExitCode.DONE
    output = formats.get(form)
    paths = _paths(files, catalogue)
    status = ExitCode.DONE
    if fix:
        for path in paths:
            status = max(status, ExitCode(_fix(path, wanted, yes=yes, to_stderr=form != "text")))
    findings = [finding for path in paths for finding in _findings(path, wanted)]
    # With --fix, standard output has the diff (text) or the findings alone (formats for programs).
    out = sys.stderr if fix and form == "text" else sys.stdout
    out.write(output.render(findings))
    out.flush()
    _print_summary(findings)
    return max(status, _status(findings))


def _codes(given: list[str] | None) -> list[str]:
    return [code.strip().upper() for text in given or () for code in text.split(",") if code.strip()]


def _paths(files: list[Path] | None, catalogue: Path | None) -> list[Path]:
    return list(files) if files else [state.catalogue_path(catalogue)]


def _findings(path: Path, rules: list[Rule]) -> list[Finding]:
    from llmprimer.catalogue.reading import read_text
    from llmprimer.lint import lint as check

    return check(read_text(path), str(path), rules)


def _fix(path: Path, rules: list[Rule], *, yes: bool, to_stderr: bool) -> int:
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.cli.changing import changeable
    from llmprimer.lint import apply_fixes

    file = CatalogueFile.open(changeable(path))
    apply_fixes(file, rules)
    return write_with_consent(file, yes=yes, to_stderr=to_stderr)


def _print_summary(findings: list[Finding]) -> None:
    if not findings:
        print("llmprimer: no findings", file=sys.stderr)
        return
    counts = {level: sum(finding.severity == level for finding in findings) for level in ("error", "warning", "note")}
    parts = [f"{count} {level}{'s' if count > 1 else ''}" for level, count in counts.items() if count]
    fixable = sum(finding.fixable for finding in findings)
    print(f"llmprimer: {', '.join(parts)}{f'; {fixable} fixable with --fix' if fixable else ''}", file=sys.stderr)


def _status(findings: list[Finding]) -> ExitCode:
    return ExitCode.NOTHING if any(finding.severity != "note" for finding in findings) else ExitCode.DONE
