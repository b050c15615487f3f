"""The browser in a real terminal (tmux): it starts, is resized, killed, suspended, and always leaves the terminal as it was."""

from __future__ import annotations

import shutil
import signal

import pytest

from tui.tmux import Tmux, llmprimer

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is missing: apt install tmux")
FIRST = "5 of 5, by key"


@pytest.fixture
def tmux(tmp_path, toy, monkeypatch):
    monkeypatch.setenv("LLMPRIMER_CATALOGUE", str(toy))
    terminal = Tmux(tmp_path)
    yield terminal
    terminal.close()


@pytest.fixture
def as_it_was(tmux):
    """Call it at the end: every setting of the terminal is what it was at the beginning."""
    modes, settings = tmux.modes, tmux.run("stty -g")

    def check():
        tmux.until(lambda: tmux.modes == modes)
        assert tmux.run("stty -g") == settings

    return check


def browse(tmux, *arguments):
    tmux.run("true")
    tmux.type(llmprimer("browse", *arguments))


def test_a_key_is_picked_into_a_variable_of_the_shell(tmux, as_it_was):
    tmux.run("true")
    tmux.type(f"key=$({llmprimer('browse --pick', 'walking')})")
    tmux.until("of 5, best first")
    tmux.keys("Down", "Enter")
    tmux.until(lambda: tmux.modes.startswith("0"))
    assert tmux.run("echo got=$key") == "got=agency-2022-robots"
    as_it_was()


@pytest.mark.slow
def test_several_keys_go_down_a_pipe_while_the_list_comes_up_another(tmux, as_it_was):
    tmux.run("true")
    tmux.type(f"echo nothing | {llmprimer('browse --pick --multi')} 2>/dev/null | tr '\\n' ';'")
    tmux.until(FIRST)
    tmux.keys("C-t", "Down", "C-t", "Enter")
    tmux.until("agency-2022-robots;muller-2021-walking;")
    as_it_was()


@pytest.mark.slow
def test_it_is_resized_in_the_middle(tmux, as_it_was):
    browse(tmux)
    tmux.until("[ ] robots")
    tmux("resize-window", "-x", "60", "-y", "20")
    tmux.until(lambda: "[ ] robots" not in tmux.screen and "Robots walk" in tmux.screen)
    assert len(tmux.screen.rstrip("\n").split("\n")) == 20
    tmux.type("dao", enter=False)
    tmux.until("1 of 5")
    tmux("resize-window", "-x", "160", "-y", "40")
    tmux.until("[ ] book")
    tmux("resize-window", "-x", "20", "-y", "5")
    tmux("resize-window", "-x", "100", "-y", "30")
    tmux.until("[ ] book")
    tmux.keys("C-c")
    as_it_was()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)], ids=lambda n: str(int(n))
)
def test_a_signal_restores_the_terminal_and_ends_the_program(tmux, as_it_was, tmp_path, number, status):
    tmux.run("true")
    tmux.type(f"sh -c 'echo $$ > {tmp_path}/pid; exec {llmprimer('browse')}'; echo status=$?")
    tmux.until("[ ] robots")
    tmux.type("walk", enter=False)
    tmux.until("of 5, best first")
    import os

    os.kill(int((tmp_path / "pid").read_text()), number)
    tmux.until(f"status={status}")
    as_it_was()


@pytest.mark.slow
def test_it_is_suspended_and_comes_back(tmux, as_it_was):
    modes = tmux.modes
    browse(tmux)
    tmux.until(FIRST)
    tmux.type("walk", enter=False)
    tmux.until("of 5, best first")
    tmux.keys("C-z")
    tmux.until(lambda: tmux.modes == modes)
    assert tmux.run("echo in the shell") == "in the shell"
    tmux("resize-window", "-x", "90", "-y", "25")
    tmux.type("fg")
    tmux.until("of 5, best first")
    assert "Search: walk" in tmux.screen
    tmux.keys("BSpace", "BSpace", "BSpace", "BSpace")
    tmux.until(FIRST)
    tmux.keys("C-c")
    as_it_was()


@pytest.mark.slow
def test_a_bug_is_shown_with_its_traceback_on_a_restored_terminal(tmux, as_it_was, tmp_path):
    import sys

    (tmp_path / "bug.py").write_text(
        "import sys\nfrom llmprimer.tui import queries\nfrom llmprimer.cli import main\n"
        "queries.facets = lambda *a: 1 / 0\nsys.exit(main(['browse']))\n"
    )
    tmux.run("true")
    tmux.type(f"{sys.executable} {tmp_path}/bug.py; echo status=$?")
    tmux.until("status=1")
    assert "ZeroDivisionError" in tmux.screen
    as_it_was()


@pytest.mark.slow
def test_copies_reach_the_clipboard_of_the_terminal(tmux, as_it_was):
    browse(tmux)
    tmux.until(FIRST)
    tmux.keys("C-t", "Down", "C-t")
    tmux.until("2 marked")
    tmux.keys("Tab", "y")
    tmux.until("Copy of 2 references")
    tmux.keys("k")
    tmux.until(lambda: tmux("list-buffers") != "")
    assert tmux("show-buffer") == "agency-2022-robots,muller-2021-walking"
    tmux.until(lambda: "Copy of 2 references" not in tmux.screen)  # else the next wait sees the dialog of before
    tmux.keys("y")
    tmux.until("Copy of 2 references")
    tmux.keys("b")
    tmux.until(lambda: "@" in tmux("show-buffer"))
    assert "{muller-2021-walking," in tmux("show-buffer")
    tmux.keys("q")
    as_it_was()


@pytest.mark.slow
def test_a_record_is_edited_looked_at_and_written(tmux, as_it_was, toy, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\ntest -t 0 && test -t 1 && sed -i 's/walk out of/run out of/' \"$1\"\n")
    editor.chmod(0o755)
    tmux.run(f"export EDITOR={editor}")
    browse(tmux)
    tmux.until(FIRST)
    tmux.keys("Tab", "e")
    tmux.until("+    title: Robots run out of the lab")
    assert "-    title: Robots walk out of the lab" in tmux.screen
    assert "run out" not in toy.read_text(encoding="utf-8")
    tmux.keys("w")
    tmux.until(lambda: "run out" in toy.read_text(encoding="utf-8"))
    tmux.until(lambda: ">  2022-03 news         Robots run out" in tmux.screen)
    tmux.keys("q")
    as_it_was()


@pytest.mark.slow
def test_a_catalogue_changes_underneath(tmux, as_it_was, toy):
    browse(tmux)
    tmux.until(FIRST)
    text = toy.read_text(encoding="utf-8")
    toy.write_text(text.replace("Robots walk out", "Robots fly out"), encoding="utf-8")
    tmux.until("Robots fly out")
    tmux.keys("C-c")
    as_it_was()


def test_without_a_terminal_it_says_what_to_use_instead(run, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    outcome = run("browse")
    assert outcome.status == 2
    assert "`llmprimer search` and `list` print lines" in outcome.err


def test_time_is_not_wasted_on_what_the_first_screen_does_not_show(python, toy):
    """The models, YAML and the link checker are imported when they are used."""
    code = """
import asyncio, sys
from pathlib import Path
from llmprimer.tui.app import Browser

async def first_screen():
    app = Browser(Path(sys.argv[1]))
    async with app.run_test() as pilot:
        while app.results.found is None:
            await pilot.pause(0.01)
        print(sorted({"pydantic", "yaml", "httpx", "httpcore", "markdown_it"} & set(sys.modules)))

asyncio.run(first_screen())
"""
    from llmprimer.index import Index

    Index.open(toy).close()
    assert python(code, str(toy)).splitlines()[-1] == "[]"
