"""`llmprimer browse`."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Annotated

import typer

from llmprimer.cli.selection import Selection, takes_selection
from llmprimer.errors import ExitCode, UsageError


@takes_selection
def browse(
    selection: Selection,
    pick: Annotated[
        bool, typer.Option("--pick", help="Print the key of the reference that is chosen with Enter, and nothing else.")
    ] = False,
    multi: Annotated[
        bool, typer.Option("--multi", help="With --pick: print all that are marked, one key a line.")
    ] = False,
) -> int:
    """Browse in the terminal: search, filter, follow relations.

    Needs the extra `llmprimer[tui]`. `?` lists the keys. The screen is drawn on the terminal itself, so that `$(llmprimer browse --pick)` gets the key.
    With a screen reader, `search` and `list` find the same and print plain lines.
    """
    if find_spec("textual") is None:
        raise UsageError(
            "the terminal browser needs Textual, which is not installed", hint="pip install 'llmprimer[tui]'"
        )
    from llmprimer.tui.terminal import ensure_stdin, unusable_reason

    if (reason := unusable_reason()) is not None:
        raise UsageError(
            f"{reason}, so there is nothing to browse in", hint="`llmprimer search` and `list` print lines"
        )
    if multi and not pick:
        raise UsageError("--multi needs --pick", hint="llmprimer browse --pick --multi")
    # Read now, while progress and errors can be shown.
    selection.conditions()
    selection.index().close()

    # Textual draws at most 60 times a second otherwise, so that a result would wait for up to 17 ms.
    os.environ.setdefault("TEXTUAL_FPS", "250")
    from llmprimer.tui.app import Browser
    from llmprimer.tui.request import Filter, Request
    from llmprimer.tui.terminal import TerminalDriver

    filters = tuple(Filter(name, value) for name, values in selection.filters.items() for value in values)
    ensure_stdin()
    browser = Browser(
        selection.path, Request(selection.query, filters), pick=pick, multi=multi, driver_class=TerminalDriver
    )
    picked = browser.run()
    browser.signals.reraise()
    for key in picked or ():
        print(key)
    return browser.return_code or ExitCode.DONE
