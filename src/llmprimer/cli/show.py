"""`llmprimer show`."""

from __future__ import annotations

from typing import Annotated

import typer

from llmprimer.cli.keys import KeysArgument, keys_of
from llmprimer.cli.selection import CatalogueOption, Selection

JSON_SHAPE = "llmprimer.show/1"


def show(
    keys: KeysArgument,
    provenance: Annotated[bool, typer.Option("--provenance", help="Show where each fact was seen.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole records as JSON.")] = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Show everything known about references."""
    import json

    from llmprimer.console.record import print_record
    from llmprimer.index.lookup import relations

    selection = Selection("", catalogue, {})
    index = selection.index()
    named = keys_of(keys, index, selection.path)
    records = [index.record(key) for key in named.found]
    if as_json:
        envelope = {"shape": JSON_SHAPE, "results": records}
        print(json.dumps(envelope, ensure_ascii=False, indent=2))
        return named.status
    for number, record in enumerate(records):
        if number:
            print()
        print_record(record, relations(index, record["citation_key"]), provenance=provenance)
    return named.status
