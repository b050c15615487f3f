"""`llmprimer list`."""

from __future__ import annotations

from typing import Annotated

import typer

from llmprimer.cli.completion import one_of
from llmprimer.cli.listing import (
    FieldsOption,
    FormatOption,
    JsonlOption,
    JsonOption,
    LimitOption,
    chosen_form,
    print_list,
)
from llmprimer.cli.selection import Selection, takes_selection
from llmprimer.errors import ExitCode, UsageError
from llmprimer.index import SORTS

JSON_SHAPE = "llmprimer.list/1"


@takes_selection
def list(
    selection: Selection,
    sort: Annotated[
        str, typer.Option("--sort", metavar="ORDER", help=f"One of {', '.join(SORTS)}.", autocompletion=one_of(SORTS))
    ] = "key",
    limit: LimitOption = None,
    form: FormatOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
) -> int:
    """List the references that fit a query in a fixed order.

    Every word of the query must match; without a query, all references are listed.
    """
    chosen = chosen_form(form, as_json, as_jsonl, fields)
    if sort not in SORTS:
        raise UsageError(f'unknown order "{sort}"; it is one of {", ".join(SORTS)}')
    index, condition = selection.index(), selection.condition()
    rows = index.rows(condition, query=selection.query, sort=sort, limit=limit)
    total = len(rows) if limit is None else index.count(condition, query=selection.query)
    envelope = {"shape": JSON_SHAPE, "query": selection.query, "total": total}
    print_list(rows, chosen, selection.path, envelope=envelope, total=total, limit=limit)
    if not total:
        selection.report_no_match()
    return ExitCode.DONE if total else ExitCode.NOTHING
