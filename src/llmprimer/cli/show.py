"""`llmprimer show`."""

from __future__ import annotations

from typing import Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption, catalogue_path, open_index
from llmprimer.cli.keys import KeysArgument, keys_of

JSON_SHAPE = "llmprimer.show/1"


def show(
    keys: KeysArgument,
    provenance: Annotated[bool, typer.Option("--provenance", help="Show the source of each fact.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole records as JSON.")] = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Show everything known about references."""
    import json

    from llmprimer.console.record import print_record
    from llmprimer.index.lookup import relations

    path = catalogue_path(catalogue)
    index = open_index(path)
    named = keys_of(keys, index, path)
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
