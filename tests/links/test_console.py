"""What a person sees: the line while it runs, the table after it, Ctrl-C, and what goes into a pipe."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
import termios
import time

import pexpect
import pytest

from links.hostile import Answer, ok, redirect, status
from llmprimer.console.links import COLUMNS
from llmprimer.console.progress import progress_line
from llmprimer.links.model import Group
from llmprimer.text import width

KEY = "a-very-long-citation-key-that-somebody-made-from-a-whole-title-2021"
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b]*\x1b\\")


def counted(alive: int, dead: int = 0, suspect: int = 0, uncertain: int = 0) -> dict[Group, int]:
    return {Group.ALIVE: alive, Group.SUSPECT: suspect, Group.UNCERTAIN: uncertain, Group.DEAD: dead}


# The line.


@pytest.mark.parametrize("colours", [False, True])
def test_the_line_is_never_wider_than_the_terminal(colours):
    for columns in range(1, 200):
        for done in (0, 1, 5000, 9999, 10_000):
            counts = counted(done - done // 9, done // 9)
            line = progress_line(counts, 10_000, 1e5, width=columns, colours=colours, signs="━╸ ")
            assert width(ANSI.sub("", line)) <= columns


def test_the_line_tells_all_groups_by_name_and_the_time_left():
    line = progress_line(counted(50, 10, 2, 0), 124, 62, width=100)
    assert line.endswith("62/124  alive 50  suspect 2  uncertain 0  dead 10  1 min 02 s left")
    assert re.match(r"\[#+> +\]  ", line)
    # Narrow: letters stand for the groups, with or without colours.
    assert progress_line(counted(50, 10, 2, 0), 124, 62, width=44) == " 62/124 a50 s2 u0 d10 1 min 02 s left"
    assert progress_line(counted(0), 124, 62, width=100).endswith("waiting")


def test_the_bar_fills_and_keeps_its_length():
    bars = [progress_line(counted(done), 40, 1, width=120).partition("]")[0] for done in range(41)]
    assert {len(bar) for bar in bars} == {len(bars[0])}
    filled = [bar.count("#") + bar.count(">") for bar in bars]
    assert filled == sorted(filled)
    assert (filled[0], filled[-1]) == (0, len(bars[0]) - 1)


# The command in a terminal.


def terminal(*argv: object, columns: int = 80, **environment: str) -> pexpect.spawn:
    import os

    settings = {**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **environment}
    arguments = ["-m", "llmprimer", "check", "--allow-private", *map(str, argv)]
    process = pexpect.spawn(
        sys.executable, arguments, env=settings, dimensions=(40, columns), encoding="utf-8", timeout=60
    )
    # At Ctrl-C a terminal throws away what was written and not yet shown, such as the end of a progress line.
    mode = termios.tcgetattr(process.fileno())
    mode[3] |= termios.NOFLSH
    termios.tcsetattr(process.fileno(), termios.TCSANOW, mode)
    return process


def screen_of(raw: str, columns: int) -> list[str]:
    """The lines as a terminal of that width shows them in the end; a line that would wrap fails."""
    rows: list[str] = []
    line = ""
    for piece in re.split(r"(\r\n|\r\x1b\[K|\r)", raw):
        if piece == "\r\n":
            rows.append(line)
            line = ""
        elif piece in ("\r", "\r\x1b[K"):
            line = ""
        else:
            line += ANSI.sub("", piece)
            assert width(line.rstrip()) <= columns, line
    return [*rows, line]


def kinds(host) -> str:
    """A bibliography with one link of each kind."""
    host.paths |= {
        "/dead/page": status(404), "/fine/page": ok(), "/wall/page": status(403), "/old/page": redirect(301, "/fine/page"),
        "/parked/page": ok("example.com", "This domain is for sale! Buy this domain now."),
    }  # fmt: skip
    keys = {KEY: "/dead/page", "fine": "/fine/page", "wall": "/wall/page", "old": "/old/page", "parked": "/parked/page"}
    return "\n".join(f"@misc{{{key}, url={{{host.url}{path}}}}}" for key, path in keys.items())


@pytest.mark.parametrize("columns", [40, 60, 69, 70, 80, 120])
def test_the_table_fits_and_loses_nothing(server, tmp_path, columns):
    host = server()
    path = tmp_path / "refs.bib"
    path.write_text(kinds(host))
    process = terminal(path, "--no-history", columns=columns)
    raw = process.read()
    process.wait()  # pexpect would end it by a signal where it has closed the terminal and not yet gone
    process.close()
    assert process.exitstatus == 1
    rows = screen_of(raw, columns)
    text = " ".join(" ".join(rows).split())
    headings = [row for row in rows if re.fullmatch(r"[A-Z][a-z ]+ \(\d+\)\s*", row)]
    assert [heading.strip() for heading in headings] == ["Newly dead (1)", "Suspect (1)", "Uncertain (1)", "Moved (1)"]
    assert "5 links: 2 alive, 1 suspect, 1 uncertain, 1 dead" in text
    assert "(404)" in text
    packed = "".join("".join(row.split()) for row in rows)
    for shown in ("not_found", "parked", "blocked", "moved", host.url + "/dead/page", KEY[:16]):
        assert shown in packed
    assert "/fine/page" not in packed.replace(
        f"{host.url}/fine/page", "", 1
    )  # only as the target of the one that moved


def test_no_colour_where_none_is_wanted(server, tmp_path):
    host = server()
    (tmp_path / "refs.bib").write_text(kinds(host))
    process = terminal(tmp_path / "refs.bib", "--no-history", NO_COLOR="1")
    raw = process.read()
    process.wait()  # pexpect would end it by a signal where it has closed the terminal and not yet gone
    process.close()
    assert re.search(r"\x1b\[[0-9;]*3[0-7]m", raw) is None
    assert "Newly dead (1)" in raw


def test_a_terminal_that_cannot_redraw_gets_no_line(server, tmp_path):
    host = server()
    (tmp_path / "refs.bib").write_text(kinds(host))
    process = terminal(tmp_path / "refs.bib", "--no-history", TERM="dumb")
    raw = process.read()
    process.wait()  # pexpect would end it by a signal where it has closed the terminal and not yet gone
    process.close()
    assert "/5" not in raw
    assert "\x1b[K" not in raw


def some_hang(host, tmp_path, hanging: int, others: int):
    for n in range(others):
        host.paths[f"/page/{n}"] = ok()
    for n in range(others, others + hanging):
        host.paths[f"/page/{n}"] = lambda request, before: Answer(pause=60)
    path = tmp_path / "list.txt"
    path.write_text("".join(f"{host.url}/page/{n}\n" for n in range(others + hanging)))
    return path


@pytest.mark.parametrize("presses", [1, 2, 5])
def test_ctrl_c_shows_and_saves_what_is_known(server, tmp_path, presses):
    host = server()
    host.paths["/page/dead"] = status(404)
    path = some_hang(host, tmp_path, 4, 30)
    path.write_text(path.read_text() + f"{host.url}/page/dead\n")
    history = tmp_path / "h.sqlite3"
    process = terminal(path, "--history", history, "--per-host", 40, "--timeout", 50, NO_COLOR="1")
    process.expect(r"31/35  alive 30")
    for _ in range(presses):
        process.sendintr()
    raw = process.before + process.after + process.read()
    process.wait()  # pexpect would end it by a signal where it has closed the terminal and not yet gone
    process.close()
    assert (process.exitstatus, process.signalstatus) == (130, None), raw[-1500:]
    assert "Traceback" not in raw
    rows = [row.rstrip() for row in screen_of(raw.replace("^C", ""), 80)]
    assert "Newly dead (1)" in rows
    assert "31 links: 30 alive, 0 suspect, 0 uncertain, 1 dead" in rows
    assert "llmprimer: interrupted; 4 of 35 links were not checked" in rows
    assert not any(" left" in row or "[━" in row for row in rows)  # the line is gone
    database = sqlite3.connect(history)
    assert database.execute("SELECT count(*) FROM result").fetchone() == (31,)
    database.close()


def test_the_line_is_redrawn_now_and_then_not_for_each_link(server, tmp_path):
    host = server()
    path = some_hang(host, tmp_path, 0, 400)
    process = terminal(path, "--no-history", "--per-host", 40, columns=100)
    began = time.monotonic()
    raw = process.read()
    took = time.monotonic() - began
    process.wait()  # pexpect would end it by a signal where it has closed the terminal and not yet gone
    process.close()
    assert process.exitstatus == 0
    assert 1 <= raw.count("\r\x1b[K") <= 10 * took + 2
    assert "400 links: 400 alive" in raw


# Into a pipe.


def piped(*argv: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "llmprimer", "check", "--allow-private", *map(str, argv)], capture_output=True, text=True, timeout=60
    )  # fmt: skip


def test_a_pipe_gets_lines_of_cells_and_standard_error_the_summary(server, tmp_path):
    host = server()
    (tmp_path / "refs.bib").write_text(kinds(host))
    done = piped(tmp_path / "refs.bib", "--no-history")
    cells = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[:4] for row in cells] == [
        ["dead", "not_found", KEY, host.url + "/dead/page"],
        ["suspect", "parked", "parked", host.url + "/parked/page"],
        ["uncertain", "blocked", "wall", host.url + "/wall/page"],
        ["alive", "moved", "old", host.url + "/old/page"],
    ]
    assert {len(row) for row in cells} == {len(COLUMNS)}
    assert done.stderr == "5 links: 2 alive, 1 suspect, 1 uncertain, 1 dead\n"
    assert done.returncode == 1


@pytest.mark.parametrize("columns", [40, 80])
def test_the_life_of_a_link_on_a_terminal(server, tmp_path, columns):
    host = server()
    history = tmp_path / "h.sqlite3"
    address = host.url + "/a/b"
    for behaviour in (ok(), status(404)):
        host.paths["/a/b"] = behaviour
        piped(address, "--history", history)
    process = terminal("--history-of", address, "--history", history, columns=columns)
    rows = screen_of(process.read(), columns)
    process.wait()  # pexpect would end it by a signal where it has closed the terminal and not yet gone
    process.close()
    assert process.exitstatus == 0
    assert rows[0].strip() == address
    verdicts = [
        cells[-1 if columns < 70 else 2] for row in rows if (cells := row.split()) and re.match(r"20\d\d-", row)
    ]
    assert verdicts == ["ok", "not_found"]
    assert ("404" in " ".join(rows)) is (columns >= 70)
    assert piped("--history-of", address, "--history", history).stdout.count("\t") == 6


def test_a_reader_that_goes_away_is_no_error(server, tmp_path):
    host = server()
    path = some_hang(host, tmp_path, 0, 3)
    process = subprocess.Popen(
        [sys.executable, "-m", "llmprimer", "check", str(path), "--allow-private", "--no-history", "-f", "jsonl"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    process.stdout.close()
    assert process.wait(60) in (0, -signal.SIGPIPE)
    assert process.stderr.read() == ""
    process.stderr.close()


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_citation_keys_are_never_cut(columns):
    import sys

    from cli.screens import environment

    key = "somebody-2022-" + "long" * 9
    code = """
import json, sys
from llmprimer.console.links import print_table
from llmprimer.links import Link
from llmprimer.links.model import LinkResult, Probe, Verdict
key = sys.argv[1]
links = [Link("https://example.org/" + "a" * 40, key), Link("https://example.org/b", "short-2020")]
print_table([LinkResult(link, Verdict.NOT_FOUND, "The server says 404.", "r", Probe(link.url)) for link in links])
"""
    import pexpect

    child = pexpect.spawn(
        sys.executable, ["-c", code, key], dimensions=(40, columns), env=environment(), encoding="utf-8", timeout=30
    )
    child.expect(pexpect.EOF)
    child.close()
    assert key in child.before
    assert "short-2020" in child.before
    assert "…" not in child.before
