"""`llmprimer related`."""

from __future__ import annotations

import sys
from typing import Any

from llmprimer.cli.keys import KeyArgument, one_key
from llmprimer.cli.listing import FormatOption, JsonlOption, JsonOption, LimitOption, chosen_format
from llmprimer.cli.selection import CatalogueOption, Selection
from llmprimer.errors import ExitCode

JSON_SHAPE = "llmprimer.related/1"


def related(
    key: KeyArgument,
    limit: LimitOption = 10,
    form: FormatOption = None,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Find the references nearest to one.

    Relations count most, then shared topics, slides and authors.
    """
    from llmprimer.console.rows import print_rows
    from llmprimer.index.lookup import related as find

    chosen = chosen_format(form, as_json, as_jsonl)
    selection = Selection("", catalogue, {})
    index = selection.index()
    key = one_key(key, index, selection.path)
    found = find(index, key, limit=limit)
    rows = [{**near.row, "how": list(near.how), "score": near.score} for near in found]
    print_rows(rows, chosen, envelope={"shape": JSON_SHAPE, "citation_key": key}, below=_how)
    if not rows:
        print(f"llmprimer: nothing is related to {key}", file=sys.stderr)
    return ExitCode.DONE if rows else ExitCode.NOTHING


def _how(row: dict[str, Any]) -> list[str]:
    return [", ".join(row["how"])]
