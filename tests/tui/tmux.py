"""A real terminal for tests: a shell in tmux, to which keys are sent and whose screen is read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

PROMPT = "ready>"


class Tmux:
    """One shell in one window. What tmux knows of the terminal (alternate screen, mouse, cursor) can be asked."""

    def __init__(self, folder: Path, columns: int = 100, lines: int = 30):
        self._socket = str(folder / "tmux")
        self._runs = 0
        settings = {k: v for k, v in os.environ.items() if k not in ("TMUX", "NO_COLOR", "COLUMNS", "LINES")}
        settings |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        shell = ("bash", "--norc", "--noprofile", "-i")
        self("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(lines), *shell, env=settings)
        self("set", "-g", "set-clipboard", "on")
        self.type(f"PS1='{PROMPT[:3]}''{PROMPT[3:]}'; clear")
        self.until(lambda: self.screen.startswith(PROMPT))

    def __call__(self, *arguments, env=None) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments], capture_output=True, text=True, check=True, env=env, timeout=20
        )
        return done.stdout

    def close(self):
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], capture_output=True, check=False, timeout=20)

    def type(self, text: str, *, enter: bool = True):
        self("send-keys", "-l", text)
        if enter:
            self.keys("Enter")

    def keys(self, *names: str):
        self("send-keys", *names)

    @property
    def screen(self) -> str:
        return self("capture-pane", "-p")

    @property
    def modes(self) -> str:
        """What a program may have left behind: alternate screen, mouse, cursor, keypad."""
        flags = ("alternate_on", "mouse_any_flag", "mouse_sgr_flag", "cursor_flag", "keypad_flag", "bracket_paste_flag")
        return self("display-message", "-p", " ".join(f"#{{{flag}}}" for flag in flags)).strip()

    def until(self, wanted, seconds: float = 20.0):
        """Waits until a text is on the screen, or a function is true."""
        end = time.monotonic() + seconds
        while not (wanted() if callable(wanted) else wanted in self.screen):
            assert time.monotonic() < end, f"waited in vain for {wanted}:\n{self.screen}"
            time.sleep(0.05)

    def run(self, command: str) -> str:
        """What a command of the shell prints."""
        self._runs += 1
        end = f"END{self._runs}"
        # The quotation marks keep the line that is typed from looking like its output.
        self.type(f"clear; {command}; echo END'{self._runs}'")
        self.until(lambda: f"\n{end}\n" in f"\n{self.screen}")
        return self.screen.split(end)[0].strip()


def llmprimer(*arguments: str) -> str:
    return " ".join([f"{sys.executable} -m llmprimer", *arguments])
