"""The recipes of docs/browsing.md as they stand there: the shell, Vim, Emacs, and the command of the task for VS Code."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from tui.tmux import Tmux

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is missing: apt install tmux"),
]
DOCUMENT = (Path(__file__).parents[2] / "docs" / "browsing.md").read_text(encoding="utf-8")
FIRST = "5 of 5, by key"
PICKED = r"\cite{agency-2022-robots,muller-2021-walking}"


def recipe(language: str, word: str = "") -> str:
    return next(code for code in re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL) if word in code)


@pytest.fixture
def tmux(tmp_path, toy, monkeypatch):
    """A terminal with this `llmprimer`, and an `xclip` that writes into the file `clipboard`."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "xclip").write_text(f"#!/bin/sh\ncat > {tmp_path}/clipboard\n")
    (tools / "llmprimer").write_text(f'#!/bin/sh\nexec {sys.executable} -m llmprimer "$@"\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("LLMPRIMER_CATALOGUE", str(toy))
    terminal = Tmux(tmp_path)
    yield terminal
    terminal.close()


def pick_two(tmux):
    tmux.until(FIRST)
    tmux.keys("C-t")
    tmux.until("1 marked")
    tmux.keys("Down", "C-t")
    tmux.until("2 marked")
    tmux.keys("Enter")


def test_the_function_of_the_shell(tmux, tmp_path):
    function = next(line for line in recipe("sh", "cite()").splitlines() if line.startswith("cite()"))
    tmux.run(function)
    tmux.type("cite")
    pick_two(tmux)
    tmux.until(lambda: (tmp_path / "clipboard").exists() and (tmp_path / "clipboard").read_text().strip() == PICKED)


@pytest.mark.skipif(shutil.which("vim") is None, reason="Vim is missing: apt install vim")
def test_vim(tmux, tmp_path):
    (tmp_path / "recipe.vim").write_text(recipe("vim"))
    paper = tmp_path / "paper.tex"
    paper.write_text("See \n")
    tmux.type(f"vim -N -u NONE -i NONE -S {tmp_path}/recipe.vim {paper}")
    tmux.until("paper.tex")
    tmux.keys("A")
    tmux.until("-- INSERT --")
    tmux.keys("C-x", "c")
    pick_two(tmux)
    tmux.until(f"See {PICKED}")
    tmux.keys("Escape")
    tmux.type(":wq")
    tmux.until(lambda: paper.read_text() == f"See {PICKED}\n")


@pytest.mark.skipif(shutil.which("emacs") is None, reason="Emacs is missing: apt install emacs-nox")
def test_emacs(tmux, tmp_path):
    (tmp_path / "recipe.el").write_text(recipe("elisp"))
    paper = tmp_path / "paper.txt"
    paper.write_text("See .\n")
    tmux.type(f"emacs -nw -Q -l {tmp_path}/recipe.el {paper}")
    tmux.until("See .")
    tmux.keys("End", "C-b", "M-x")
    tmux.until("M-x")
    tmux.type("llmprimer-cite")
    pick_two(tmux)
    tmux.until(f"See {PICKED}.")
    tmux.keys("C-x", "C-s")
    tmux.until(lambda: paper.read_text() == f"See {PICKED}.\n")


def test_the_command_of_the_task_for_vs_code(tmux, tmp_path):
    (task,) = json.loads(recipe("json"))["tasks"]
    tmux.run("true")
    tmux.type(task["command"])
    pick_two(tmux)
    keys = PICKED.removeprefix(r"\cite{").removesuffix("}")
    tmux.until(lambda: (tmp_path / "clipboard").exists() and (tmp_path / "clipboard").read_text() == keys)
