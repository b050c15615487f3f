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
    from llmprimer.catalogue.diffing import text_diff
    from llmprimer.catalogue.files import decode_text
    from llmprimer.catalogue.undo import last_write
    from llmprimer.catalogue.undo import undo as restore

    path = changeable(catalogue)
    write = last_write(path)
    show_diff(text_diff(decode_text(write.after, str(path)), decode_text(write.before, str(path)), path))
    if not confirmed(f"Undo the write of {write.time:%Y-%m-%d %H:%M} in {path}?", yes=yes):
        return ExitCode.NOTHING
    restore(path, write)
    print(f"llmprimer: {path} is as it was before", file=sys.stderr)
    return ExitCode.DONE
