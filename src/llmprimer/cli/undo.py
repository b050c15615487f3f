"""`llmprimer undo`."""

from __future__ import annotations

import sys

from llmprimer.cli.catalogue import CatalogueOption
from llmprimer.cli.changing import YesOption, changeable, confirmed, show_diff
from llmprimer.errors import ExitCode


def undo(yes: YesOption = False, catalogue: CatalogueOption = None) -> int:
    """Undo the last write of the catalogue.

    A second undo restores the write. Undo is refused if the file has changed since.
    """
    from llmprimer.catalogue.undo import last_write

    path = changeable(catalogue)
    write = last_write(path)
    show_diff(write.undo_diff())
    if not confirmed(f"Undo the write of {write.time:%Y-%m-%d %H:%M} in {path}?", yes=yes):
        return ExitCode.NOTHING
    write.undo()
    print(f"llmprimer: {path} is as it was before", file=sys.stderr)
    return ExitCode.DONE
