"""The standard streams: opened if they are closed, and guarded so that untrusted text cannot control a terminal.

Titles of pages and arguments may have control sequences, which these streams remove. Only the styling
of Rich itself, and the movements of a progress line, reach a terminal.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from llmprimer.errors import WriteError
from llmprimer.escaping import printable

#: Styles, links to web pages (OSC 8), and the movements of a progress line.
_STYLING = "\x1b\\[[0-9;]{0,40}[mKA]|\x1b\\[\\?25[lh]|\x1b\\]8;[a-z0-9=;]{0,60};(?:https?://[!-~]{1,2000})?\x1b\\\\|\r"
#: Allowed in a pipe besides printable text: line ends of CSV, and the separator of `xargs -0`.
_PLAIN = "\r|\0"


class GuardedStream:
    """A text stream that replaces control characters in the text written to it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._allowed = _STYLING if stream.isatty() else _PLAIN

    def write(self, text: str) -> int:
        """Writes the text; each control character that is not allowed becomes a visible one."""
        if text.isprintable() or text == "\n":
            return self._stream.write(text)
        parts, start = [], 0
        for match in re.finditer(self._allowed, text):
            parts += [printable(text[start : match.start()]), match[0]]
            start = match.end()
        parts.append(printable(text[start:]))
        self._stream.write("".join(parts))
        return len(text)

    def writelines(self, lines: Iterator[str]) -> None:
        """Writes each line."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def standard_streams() -> Iterator[None]:
    """Guards standard output and error, as UTF-8. WriteError if standard output is closed (`>&-`)."""
    original = sys.stdin, sys.stdout, sys.stderr
    # Each must exist before a file is opened, which would take the first free descriptor.
    for name, descriptor in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:
            _open_descriptor(descriptor)
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    try:
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
                # Titles are Unicode; a C locale must not turn them into a traceback.
                stream.reconfigure(encoding="utf-8", errors="replace")
            setattr(sys, name, GuardedStream(stream))
        if original[1] is None:
            raise WriteError("standard output is closed", hint="send it to a file or to /dev/null")
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = original


def _open_descriptor(descriptor: int) -> None:
    try:
        os.fstat(descriptor)
    except OSError:
        new_descriptor = os.open(os.devnull, os.O_RDWR)
        if new_descriptor != descriptor:
            os.dup2(new_descriptor, descriptor)
            os.close(new_descriptor)
