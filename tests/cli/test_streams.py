"""The standard streams: full, closed, and safe from control sequences in foreign text."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from llmprimer.cli.streams import GuardedStream

COMMANDS = ["search rlhf", "list --format json", "export -f bibtex", "show vaswani-2017-attention", "topics", "slides"]


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def shell(command: str) -> subprocess.CompletedProcess[str]:
    program = f'"{sys.executable}" -m llmprimer'
    return subprocess.run(["bash", "-c", f"{program} {command}"], capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full (Linux)")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_told_in_one_line(command):
    done = shell(f"{command} > /dev/full")
    # On a machine under load the remark about a slow reading comes too, and is right.
    told = done.stderr.replace("reading the catalogue ...\n", "")
    assert (done.returncode, told.count("\n")) == (3, 1)
    assert "No space left" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_standard_output_is_told(command):
    done = shell(f"{command} >&-")
    assert done.returncode == 3
    assert done.stderr.startswith("llmprimer: standard output is closed")
    assert "Traceback" not in done.stderr


def test_a_closed_standard_input_or_error_does_not_matter():
    assert shell("search rlhf <&-").returncode == 0
    assert shell("search rlhf 2>&-").returncode == 0


@pytest.mark.parametrize("text", ["\x1b]0;title\x07", "\x1b[2J", "\x9b2J", "\x1b[8;1;1t", "\x07", "a\x08b"])
@pytest.mark.parametrize("terminal", [True, False])
def test_control_sequences_become_visible(text, terminal):
    stream = Stream(terminal=terminal)
    GuardedStream(stream).write(f"before {text} after\n")
    written = stream.getvalue()
    assert written.startswith("before ")
    assert written.endswith(" after\n")
    assert written[:-1].isprintable()


def test_styles_pass_to_a_terminal_only():
    styled = "\x1b[1;31mdead\x1b[0m \x1b]8;id=1;https://example.org/\x1b\\link\x1b]8;;\x1b\\\n"
    for terminal, expected in ((True, styled), (False, styled.replace("\x1b", "␛"))):
        stream = Stream(terminal=terminal)
        GuardedStream(stream).write(styled)
        assert stream.getvalue() == expected


def test_an_argument_cannot_steer_the_terminal():
    done = shell("show $'x\\e]0;evil\\a'")
    assert done.returncode == 1
    assert "\x1b" not in done.stderr
    assert "␛]0;evil" in done.stderr
