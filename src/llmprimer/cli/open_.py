"""`llmprimer open`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption, catalogue_path, open_index
from llmprimer.cli.keys import KeysArgument, keys_of
from llmprimer.errors import ExitCode, NotFoundError
from llmprimer.escaping import is_linkable


def open(
    keys: KeysArgument,
    archived: Annotated[bool, typer.Option("--archived", help="Open the archived copy if there is one.")] = False,
    only_print: Annotated[bool, typer.Option("--print", help="Print the addresses instead.")] = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Open references in the browser."""
    import webbrowser

    path = catalogue_path(catalogue)
    index = open_index(path)
    selected = keys_of(keys, index, path)
    addresses = []
    for key in selected.found:
        record = index.record(key)
        address = (record.get("archive_url") if archived else None) or record.get("url")
        if address is None:
            raise NotFoundError(f"{record['citation_key']} has no address")
        addresses.append(address)
    if only_print:
        unopened = addresses
    else:
        # A catalogue may come from strangers: `file:` and `javascript:` addresses are shown, not opened.
        unopened = [address for address in addresses if not (is_linkable(address) and webbrowser.open(address))]
    for address in unopened:
        print(address)
    if unopened and not only_print:
        refused = any(not is_linkable(address) for address in unopened)
        reason = "only http, https, ftp and mailto addresses are opened" if refused else "no browser could be started"
        print(f"llmprimer: {reason}; the addresses are above", file=sys.stderr)
        return ExitCode.NOTHING
    return selected.status
