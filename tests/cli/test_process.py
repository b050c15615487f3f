"""The program as a process: pipes that close, interrupts, locales."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from llmprimer.errors import ExitCode

PROGRAM = [sys.executable, "-m", "llmprimer"]


@pytest.fixture
def big(tmp_path):
    """More output than fits into a pipe."""
    path = tmp_path / "big.yaml"
    head = "title: Big\ntopics:\n  learning: {label: Learning, definition: All learning.}\nreferences:\n"
    record = "  a-{:04}-x: {{type: webpage, kind: website, title: 'On {}', topics: [learning]}}\n"
    path.write_text(head + "".join(record.format(n, "learning " * 20) for n in range(1500)), encoding="utf-8")
    return path


def shell(command: str, **environment: str) -> subprocess.CompletedProcess:
    settings = {**os.environ, "PY": sys.executable, **environment}
    script = f"set -o pipefail; {command}"
    return subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, env=settings, check=False)


@pytest.mark.parametrize("form", ["tsv", "json", "jsonl", "markdown", "keys", "table"])
def test_a_reader_that_has_enough_ends_the_program_quietly(big, form):
    done = shell(f'"$PY" -m llmprimer list --format {form} | head -1', LLMPRIMER_CATALOGUE=str(big))
    # On a machine under load the remark about a slow reading comes, and is right.
    assert done.stderr.replace(b"reading the catalogue ...\n", b"") == b""
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 1


def test_a_pipe_that_is_closed_from_the_beginning_is_quiet(big):
    done = shell('"$PY" -m llmprimer list | true', LLMPRIMER_CATALOGUE=str(big))
    # On a machine under load the remark about a slow reading comes, and is right.
    assert done.stderr.replace(b"reading the catalogue ...\n", b"") == b""


@pytest.mark.parametrize("argv", [["topics"], ["show", "wu-1998-dao"], ["slides"], ["--help"]])
def test_short_output_into_a_closed_pipe_is_quiet_too(toy, argv):
    done = shell(f'(sleep 0.1; "$PY" -m llmprimer {" ".join(argv)}) | true', LLMPRIMER_CATALOGUE=str(toy))
    # On a machine under load the remark about a slow reading comes, and is right.
    assert done.stderr.replace(b"reading the catalogue ...\n", b"") == b""


def test_into_a_pipe_nothing_is_decorated(toy):
    done = shell('"$PY" -m llmprimer search walking --explain | cat', LLMPRIMER_CATALOGUE=str(toy))
    assert b"\x1b" not in done.stdout
    assert done.stdout.count(b"\n") == 3


LOCALES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


@pytest.mark.parametrize("locale", LOCALES)
def test_any_locale_prints_and_takes_chinese(toy, locale):
    environment = {**os.environ, **locale, "LLMPRIMER_CATALOGUE": str(toy)}
    for argv in (["search", "悟道"], ["list", "title:悟道"], ["show", "wu-1998-dao"]):
        done = subprocess.run([*PROGRAM, *argv], capture_output=True, env=environment, timeout=60)
        # On a machine under load the remark about a slow reading comes, and is right.
        assert (done.returncode, done.stderr.replace(b"reading the catalogue ...\n", b"")) == (0, b"")
        assert "悟道 (Wu Dao)" in done.stdout.decode()
    done = subprocess.run([*PROGRAM, "search", "量子力学"], capture_output=True, env=environment, timeout=60)
    assert done.returncode == 1
    assert "nothing fits '量子力学'" in done.stderr.decode()


def test_an_interrupt_is_one_line_and_status_130(run, toy, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("llmprimer.search.find", interrupted)
    outcome = run("search", "robots", "--catalogue", toy)
    assert (outcome.status, outcome.out, outcome.err.strip()) == (ExitCode.INTERRUPTED, "", "llmprimer: interrupted")


def test_ctrl_c_that_compiled_code_made_another_error_of(tmp_path):
    """Pydantic's serializer raises an error of its own where Ctrl-C comes while it works."""
    script = tmp_path / "interrupted.py"
    script.write_text(
        "import os, signal, sys, llmprimer.search\n"
        "from llmprimer.cli import run\n"
        "def find(*_, **__):\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        signal.pause()\n"
        "    except KeyboardInterrupt:\n"
        "        raise ValueError('Error serializing to JSON: KeyboardInterrupt') from None\n"
        "llmprimer.search.find = find\n"
        "sys.argv[1:] = ['search', 'rlhf']\n"
        "run()\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    # A busy machine may first say that the catalogue is being read.
    assert done.stderr.removeprefix("reading the catalogue ...\n") == "llmprimer: interrupted\n"


def test_ctrl_c_while_a_large_catalogue_is_read(tmp_path):
    path = tmp_path / "large.yaml"
    record = "  a-{:06}-x: {{type: webpage, kind: website, title: On learning}}\n"
    path.write_text("title: Large\nreferences:\n" + "".join(record.format(n) for n in range(150_000)), encoding="utf-8")
    running = subprocess.Popen(
        [*PROGRAM, "list", "--catalogue", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stderr.readline() == "reading the catalogue ...\n"
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert err == "llmprimer: interrupted\n"
    folder = os.environ["LLMPRIMER_CACHE_DIR"]
    assert [name for name in os.listdir(folder) if ".sqlite3" in name] == []
