"""What a command shows on a real terminal of some width."""

from __future__ import annotations

import os
import re
import sys

import pexpect

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b]*\x1b\\")


def environment(**more: str) -> dict[str, str]:
    """That of a terminal with colours, without the choices of whoever runs the tests."""
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CI")}
    return {**kept, "TERM": "xterm-256color", **more}


def spawn(columns: int, *argv: str, **more: str) -> pexpect.spawn:
    """The program on a terminal of that many columns."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "llmprimer", *argv],
        dimensions=(50, columns),
        env=environment(**more),
        encoding="utf-8",
        timeout=30,
    )


def screen(catalogue, columns: int, *argv: str, status: int = 0, **more: str) -> str:
    """What the command writes to a terminal of that many columns, escapes included; `catalogue` may be None."""
    named = ["--catalogue", str(catalogue)] if catalogue is not None else []
    child = spawn(columns, *named, *argv, **more)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == status, child.before
    return child.before


def visible(text: str) -> list[str]:
    """The lines without escapes, as they stand when all is drawn."""
    text = re.sub(r"[^\n]*\r\x1b\[K", "", text)  # progress that was drawn over
    return [ESCAPES.sub("", line).rstrip("\r") for line in text.split("\n")]
