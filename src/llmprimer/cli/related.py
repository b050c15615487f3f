"""`llmprimer related`."""

from __future__ import annotations

import sys
from typing import Any

from llmprimer.cli.catalogue import CatalogueOption, catalogue_path, open_index
from llmprimer.cli.keys import KeyArgument, one_key
from llmprimer.cli.listing import (
    DEFAULT_LIMIT,
    FieldsOption,
    FormatOption,
    JsonlOption,
    JsonOption,
    RankingLimitOption,
    chosen_form,
    print_list,
)
from llmprimer.errors import ExitCode

JSON_SHAPE = "llmprimer.related/1"


def related(
    key: KeyArgument,
    limit: RankingLimitOption = None,
    form: FormatOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Find the references nearest to one.

    Relations count most, then shared topics, slides and authors.
    """
    from llmprimer.index.lookup import related as find

    chosen = chosen_form(form, as_json, as_jsonl, fields)
    path = catalogue_path(catalogue)
    index = open_index(path)
    key = one_key(key, index, path)
    near_ones = find(index, key)
    found = near_ones[: DEFAULT_LIMIT if limit is None else limit]
    rows = [{**near.row, "how": list(near.how), "score": near.score} for near in found]
    envelope = {"shape": JSON_SHAPE, "citation_key": key}
    print_list(rows, chosen, path, envelope=envelope, total=len(near_ones), limit=limit, extra_lines=_how)
    if not rows:
        print(f"llmprimer: nothing is related to {key}", file=sys.stderr)
    return ExitCode.DONE if rows else ExitCode.NOTHING


def _how(row: dict[str, Any]) -> list[str]:
    return [", ".join(row["how"])]
