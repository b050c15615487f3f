"""`llmprimer lint`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption, catalogue_path
from llmprimer.cli.changing import YesOption, write_with_consent
from llmprimer.cli.completion import one_of
from llmprimer.errors import ExitCode, UsageError
from llmprimer.report_formats import format_names, renderer
from llmprimer.text import counted

if TYPE_CHECKING:
    from llmprimer.lint import Finding
    from llmprimer.lint.registry import Rule

#: The name of standard input in findings.
_STDIN = "<stdin>"
_FORMATS = format_names("lint")


def _rules() -> dict[str, str]:
    from llmprimer.lint.registry import rules

    return {code: rule.name for code, rule in rules().items()}


def lint(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Catalogue files, - for standard input; without any, the catalogue in use.", metavar="[FILE]..."
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix", help="Apply the safe fixes; the diff is shown first. For standard input, print the result."
        ),
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            help="Only apply these rules: codes or their first letters (S401, S), separated by commas or repeated.",
            metavar="CODES",
            autocompletion=one_of(_rules),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(help="Skip these rules.", metavar="CODES", autocompletion=one_of(_rules))
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help=f"One of {', '.join(_FORMATS)}.",
            metavar="FORMAT",
            autocompletion=one_of(_FORMATS),
        ),
    ] = "text",
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the findings of each rule instead of listing them.")
    ] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and exit.")] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            help="Explain a rule, with a wrong and a correct example, and exit.",
            metavar="CODE",
            autocompletion=one_of(_rules),
        ),
    ] = None,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Check a catalogue against the rules of docs/lint.md.

    Dates, titles, names, addresses, duplicates, order and more; --fix applies the safe fixes.
    """
    from llmprimer.lint import select_rules

    if explain is not None:
        print("\n\n".join(_rule_text(rule) for rule in select_rules(_codes([explain]))))
        return ExitCode.DONE
    selected = select_rules(_codes(select), _codes(ignore))
    if rules:
        for rule in selected:
            print(f"{rule.code}\t{rule.severity}\t{rule.name}\t{'fixable' if rule.fixable else ''}\t{rule.reason}")
        return ExitCode.DONE
    render = renderer("lint", form)
    if statistics and form != "text":
        raise UsageError("--statistics is for the format text")
    texts = dict(_texts(files, catalogue))
    status = ExitCode.DONE
    if fix:
        if _STDIN in texts and len(texts) > 1:
            raise UsageError("--fix takes standard input alone: the result goes to standard output")
        for name, text in texts.items():
            if name == _STDIN:
                texts[name] = _fixed_text(text, selected)
                sys.stdout.write(texts[name])
            else:
                status = max(status, ExitCode(_fix(Path(name), selected, yes=yes, to_stderr=form != "text")))
                texts[name] = _read(Path(name))
    findings = [finding for name, text in texts.items() for finding in _findings(text, name, selected)]
    # With --fix, standard output has the diff or the corrected text, or the findings alone (formats for programs).
    out = sys.stderr if fix and (form == "text" or _STDIN in texts) else sys.stdout
    out.write(_statistics(findings) if statistics else render(findings))
    out.flush()
    _print_summary(findings)
    return max(status, _status(findings))


def _codes(values: list[str] | None) -> list[str]:
    return [code.strip().upper() for text in values or () for code in text.split(",") if code.strip()]


def _texts(files: list[Path] | None, catalogue: Path | None) -> Iterator[tuple[str, str]]:
    """(name, text) of each file to check."""
    for path in files or [catalogue_path(catalogue)]:
        if str(path) == "-":
            from llmprimer.catalogue.files import decode_text

            yield _STDIN, decode_text(sys.stdin.buffer.read(), _STDIN)
        else:
            yield str(path), _read(path)


def _read(path: Path) -> str:
    from llmprimer.catalogue.files import read_text

    return read_text(path)


def _findings(text: str, name: str, rules: list[Rule]) -> list[Finding]:
    from llmprimer.lint import lint as check

    return check(text, name, rules)


def _fix(path: Path, rules: list[Rule], *, yes: bool, to_stderr: bool) -> int:
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.cli.changing import changeable
    from llmprimer.lint import apply_fixes

    file = CatalogueFile.open(changeable(path))
    apply_fixes(file, rules)
    return write_with_consent(file, yes=yes, to_stderr=to_stderr)


def _fixed_text(text: str, rules: list[Rule]) -> str:
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.lint import apply_fixes

    file = CatalogueFile(Path(_STDIN), text.encode("utf-8"))
    apply_fixes(file, rules)
    return file.text


def _rule_text(rule: Rule) -> str:
    fix = " --fix corrects it." if rule.fixable else ""
    examples = "\n\n".join(
        f"{what}:\n\n{_indent(yaml)}" for what, yaml in (("Incorrect", rule.bad), ("Correct", rule.good))
    )
    return f"{rule.code} {rule.name} ({rule.severity})\n\n{rule.reason}{fix}\n\n{examples}"


def _indent(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())


def _statistics(findings: list[Finding]) -> str:
    """A line for each rule that found something, most findings first: number, code, severity, name."""
    found = Counter((finding.code, str(finding.severity), finding.name) for finding in findings)
    fixable = Counter(finding.code for finding in findings if finding.fixable)
    lines = []
    for (code, severity, name), number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        mark = f"\t{fixable[code]} fixable" if fixable[code] else ""
        lines.append(f"{number}\t{code}\t{severity}\t{name}{mark}\n")
    return "".join(lines)


def _print_summary(findings: list[Finding]) -> None:
    if not findings:
        print("llmprimer: no findings", file=sys.stderr)
        return
    counts = {level: sum(finding.severity == level for finding in findings) for level in ("error", "warning", "note")}
    parts = [counted(count, level) for level, count in counts.items() if count]
    fixable = sum(finding.fixable for finding in findings)
    print(f"llmprimer: {', '.join(parts)}{f'; {fixable} fixable with --fix' if fixable else ''}", file=sys.stderr)


def _status(findings: list[Finding]) -> ExitCode:
    return ExitCode.NOTHING if any(finding.severity != "note" for finding in findings) else ExitCode.DONE
