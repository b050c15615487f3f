"""`llmprimer remove`."""

from __future__ import annotations

import sys

from llmprimer.cli.catalogue import CatalogueOption
from llmprimer.cli.changing import YesOption, changeable, write_with_consent
from llmprimer.cli.keys import KeysArgument, keys_in_file


def remove(
    keys: KeysArgument,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Remove references, and the relations of others to them."""
    from llmprimer.catalogue.writing import CatalogueFile

    file = CatalogueFile.open(changeable(catalogue))
    for key in keys_in_file(keys, file):
        if others := file.remove_record(key):
            print(f"llmprimer: {', '.join(others)} had a relation to {key}", file=sys.stderr)
    return write_with_consent(file, yes=yes)
