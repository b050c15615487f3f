"""What all tests share: a cache of their own, the toy catalogue, and a way to run the command line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
TOY = ROOT / "tests" / "data" / "toy.yaml"

#: Folders and files whose tests start servers, terminals and other programs, build whole sites, or need heavy packages; they are
#: marked slow.
SLOW = (
    "charts/test_pictures.py",
    "cli/test_completion.py",
    "cli/test_lists.py",
    "cli/test_process.py",
    "cli/test_terminal.py",
    "export/test_cited_styles.py",
    "links/test_console.py",
    "links/test_faults.py",
    "links/test_history.py",
    "links/test_politeness.py",
    "links/test_workers.py",
    "links/test_workflow.py",
    "mcp/",
    "tui/",
    "website/",
)

#: Where the longest tests are; they begin first, so that at the end no process waits for one of them.
LONGEST = ("test_documents.py", "website/", "importing/test_fuzz.py", "export/test_pages.py")

# Whether examples are made quickly says something of the machine, not of the program. CI tries more of them.
EXAMPLES = 60 if os.environ.get("CI") else 30
settings.register_profile(
    "llmprimer", max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("llmprimer")


def pytest_configure():
    # Where the parent ignores Ctrl-C (a shell's background job, nohup), every program that a test starts would too; a
    # handler of ours becomes the default in them.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="Rewrite the golden files: exports, screens, numbers."
    )


def is_of(path, places):
    return path.is_relative_to(ROOT / "tests") and path.relative_to(ROOT / "tests").as_posix().startswith(places)


def pytest_ignore_collect(collection_path, config):
    """What would only be left out again is not even imported."""
    return True if config.option.markexpr == "not slow" and is_of(collection_path, SLOW) else None


def pytest_itemcollected(item):
    if is_of(item.path, SLOW):
        item.add_marker(pytest.mark.slow)


def pytest_collection_modifyitems(config, items):
    """Nobody asks real services unless `-m live` says so; the longest tests come first, then the other slow ones."""
    slow = [item for item in items if item.get_closest_marker("slow")]
    longest = [item for place in LONGEST for item in slow if is_of(item.path, place)]
    items[:] = dict.fromkeys([*longest, *slow, *items])
    if "live" in (config.option.markexpr or ""):
        return
    live = [item for item in items if item.get_closest_marker("live")]
    if live:
        config.hook.pytest_deselected(items=live)
        items[:] = [item for item in items if not item.get_closest_marker("live")]


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory, monkeypatch):
    """No test sees or fills the user's cache, and none inherits the user's choices."""
    base = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("LLMPRIMER_CACHE_DIR", str(base / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(base / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(base / "state"))
    for name in ("LLMPRIMER_CATALOGUE", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def toy(tmp_path) -> Path:
    """A copy of the toy catalogue that a test may change."""
    path = tmp_path / "toy.yaml"
    path.write_bytes(TOY.read_bytes())
    return path


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """The keys of the records that are validated in the reading of texts from now on."""
    from llmprimer.catalogue.reading import CatalogueReader

    keys: list[str] = []
    whole = CatalogueReader._reference

    def noting(self, key, value, line):
        keys.append(key)
        return whole(self, key, value, line)

    monkeypatch.setattr(CatalogueReader, "_reference", noting)
    return keys


class Outcome(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(capfd, monkeypatch):
    """Runs the command line in this process: `run("search", "rlhf")` gives status, standard output and error.

    Without progress, which a busy machine would show and a quiet one would not.
    """
    monkeypatch.setattr("llmprimer.console.terminal.LoadingProgress.delay", float("inf"))

    def call(*argv: str) -> Outcome:
        from llmprimer.cli import main

        capfd.readouterr()
        status = main([str(argument) for argument in argv])
        out, err = capfd.readouterr()
        return Outcome(status, out, err)

    return call


@pytest.fixture
def python():
    """Runs Python code in a fresh interpreter and gives what it prints; a failure fails the test."""

    def call(code: str, *argv: str) -> str:
        done = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call
