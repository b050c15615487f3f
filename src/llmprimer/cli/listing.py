"""Shared by every command that prints a list of references: options, and printing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from llmprimer.cli.completion import one_of
from llmprimer.console.rows import FIELDS, FORMATS, WITH_FIELDS, ExtraLines, Row, print_rows
from llmprimer.console.terminal import is_terminal
from llmprimer.errors import UsageError

FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"One of {', '.join(FORMATS)}; a table on a terminal, else tsv.",
        autocompletion=one_of(FORMATS),
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
JsonlOption = Annotated[bool, typer.Option("--jsonl", help="The same as --format jsonl.")]
FieldsOption = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="FIELDS",
        help=f"The columns of {', '.join(WITH_FIELDS)}, separated by commas: title,doi and so on.",
        autocompletion=one_of(FIELDS),
    ),
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", "-n", min=0, metavar="N", help="Print at most N references.")
]
#: The limit of a ranking if none is given.
DEFAULT_LIMIT = 10
RankingLimitOption = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=0, metavar="N", help=f"Print at most N references.  [default: {DEFAULT_LIMIT}]"),
]


class Form(NamedTuple):
    """The format of a list (None for the default), and the columns (empty for the default)."""

    format: str | None
    fields: tuple[str, ...] = ()


def chosen_form(form: str | None, as_json: bool, as_jsonl: bool = False, fields: str | None = None) -> Form:
    """The chosen format; UsageError for an unknown format or field, for two formats, or for fields of a format without columns."""
    from llmprimer.suggest import did_you_mean

    requested = [name for name, wanted in (("json", as_json), ("jsonl", as_jsonl)) if wanted]
    if form is not None:
        if form not in FORMATS:
            near = did_you_mean(form, FORMATS) or f"; it is one of {', '.join(FORMATS)}"
            raise UsageError(f'unknown format "{form}"{near}')
        requested.append(form)
    if len(set(requested)) > 1:
        raise UsageError(f"two formats requested: {' and '.join(sorted(set(requested)))}")
    chosen = requested[0] if requested else None
    if fields is None:
        return Form(chosen)
    if chosen not in (None, *WITH_FIELDS):
        raise UsageError(f"--fields is for the formats {', '.join(WITH_FIELDS)}, not for {chosen}")
    names = tuple(name.strip() for name in fields.split(",") if name.strip())
    for name in names:
        if name not in FIELDS:
            near = did_you_mean(name, FIELDS)
            raise UsageError(f'there is no field "{name}"{near}', hint=f"the fields are {', '.join(FIELDS)}")
    if not names:
        raise UsageError("--fields names no field", hint=f"the fields are {', '.join(FIELDS)}")
    return Form(chosen, names)


def print_list(
    rows: Sequence[Row],
    form: Form,
    catalogue: Path,
    *,
    envelope: dict[str, Any],
    total: int | None = None,
    limit: int | None = None,
    highlighted: frozenset[str] = frozenset(),
    extra_lines: ExtraLines | None = None,
) -> None:
    """Prints the rows, saves them as the last list of this terminal, and prints `total` if it is larger.

    With a given `limit` only a terminal gets that message.
    """
    print_rows(
        rows, form.format, envelope=envelope, fields=form.fields, highlighted=highlighted, extra_lines=extra_lines
    )
    if sys.stdout.isatty():
        from llmprimer.cli.last_list import remember

        remember(catalogue, [row["citation_key"] for row in rows])
    if total is not None and total > len(rows) and form.format != "json" and (limit is None or is_terminal()):
        sys.stdout.flush()
        print(f"llmprimer: {len(rows)} of {total} shown; --limit {total} shows all", file=sys.stderr)
