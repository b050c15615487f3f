"""`llmprimer slides`."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption, catalogue_path, open_index
from llmprimer.cli.listing import FieldsOption, FormatOption, JsonOption, chosen_form, print_list
from llmprimer.errors import ExitCode, UsageError

JSON_SHAPE = "llmprimer.slides/1"


def slides(
    slide: Annotated[str | None, typer.Argument(help="A slide, or a range such as 12..14.", metavar="[N]")] = None,
    form: FormatOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Show the outline with the references under each slide."""
    import json

    from llmprimer.console.slides import print_outline
    from llmprimer.index.lookup import slides as outline

    chosen = chosen_form(form, as_json, fields=fields)
    low, high = _span(slide)
    path = catalogue_path(catalogue)
    found = outline(open_index(path), low, high)
    if chosen.format == "json":
        shown = [{**about, "references": rows} for about, rows in found]
        print(json.dumps({"shape": JSON_SHAPE, "results": shown}, ensure_ascii=False, indent=2))
    elif chosen == (None, ()):
        print_outline(found)
    else:
        distinct = {row["citation_key"]: row for _, rows in found for row in rows}
        print_list(list(distinct.values()), chosen, path, envelope={"shape": JSON_SHAPE})
    if not any(rows for _, rows in found):
        print("llmprimer: no reference is cited there", file=sys.stderr)
        return ExitCode.NOTHING
    return ExitCode.DONE


def _span(text: str | None) -> tuple[int | None, int | None]:
    if text is None:
        return None, None
    match = re.fullmatch(r"(\d{1,6})(?:(?:\.\.|-)(\d{1,6}))?", text)
    if match is None:
        raise UsageError(f'"{text}" is not a slide: give a number, or a span such as 12..14')
    return int(match[1]), int(match[2] or match[1])
