"""The options that every command that prints a list of references shares."""

from __future__ import annotations

from typing import Annotated

import typer

from llmprimer.cli.completion import one_of
from llmprimer.console.rows import FORMATS
from llmprimer.errors import UsageError
from llmprimer.suggest import did_you_mean

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
LimitOption = Annotated[
    int | None, typer.Option("--limit", "-n", min=0, metavar="N", help="Print at most N references.")
]


def chosen_format(form: str | None, as_json: bool, as_jsonl: bool) -> str | None:
    """The one format asked for; UsageError for an unknown one, or for two."""
    asked = [name for name, wanted in (("json", as_json), ("jsonl", as_jsonl)) if wanted]
    if form is not None:
        if form not in FORMATS:
            near = did_you_mean(form, FORMATS) or f"; it is one of {', '.join(FORMATS)}"
            raise UsageError(f'unknown format "{form}"{near}')
        asked.append(form)
    if len(set(asked)) > 1:
        raise UsageError(f"two formats asked for: {' and '.join(sorted(set(asked)))}")
    return asked[0] if asked else None
