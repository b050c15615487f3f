"""A real Chromium over built sites, behind a server of Python's on loopback."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jinja2", reason="the extra [site] is not installed")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (dependency group browser)")

from catalogues import create_catalogue
from llmprimer.catalogue.locate import locate
from website.conftest import build
from website.hostile import hostile_header, hostile_references

ROOT = Path(__file__).parents[3]
BUILT_IN = ROOT / "data" / "references.yaml"
#: What Chromium would do on its own: ask its maker for updates, lists and suggestions.
_QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.tools)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("Chromium is not installed")
    return found


@pytest.fixture(scope="module")
def browser(chromium) -> Iterator[Any]:
    # For a module and not for the session: while Playwright runs, its event loop does, and a test of links that comes to
    # this worker next could not start one.
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, args=_QUIET)
        yield opened
        opened.close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=0")
        super().end_headers()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # the usual five connections are reset when a page asks for all its files at once


class Served:
    """A folder on loopback: where, and a way to take it down."""

    def __init__(self, folder: Path) -> None:
        self._server = _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self.folder = folder
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="session")
def built_in_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "out"
    build(BUILT_IN if BUILT_IN.exists() else locate(None), folder)
    return folder


@pytest.fixture(scope="session")
def built_in_url(built_in_folder) -> Iterator[str]:
    """The address of the site of the built-in catalogue."""
    served = Served(built_in_folder)
    yield served.url
    served.close()


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    create_catalogue(folder / "hostile.yaml", hostile_header(), hostile_references())
    build(folder / "hostile.yaml", folder / "out")
    return folder / "out"


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Served]]:
    """Serves a folder until the test ends."""
    made: list[Served] = []

    def call(folder: Path) -> Served:
        made.append(Served(folder))
        return made[-1]

    yield call
    for served in made:
        served.close()


@pytest.fixture
def open_page(browser, serve) -> Iterator[Callable[..., Any]]:
    """Opens a page in a context of its own; the test fails if the console says anything that is wrong."""
    contexts = []
    wrong: list[str] = []

    def call(url: str, *, may_fail: str = "", **settings: Any) -> Any:
        context = browser.new_context(service_workers=settings.pop("service_workers", "block"), **settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()

        def note(text: str) -> None:
            if "blocked by Playwright" not in text and not (may_fail and re.search(may_fail, text)):
                wrong.append(text)

        page.on("console", lambda message: note(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: note(str(error)))
        page.goto(url)
        scripted = url.startswith("http") and settings.get("java_script_enabled", True)
        if scripted and page.locator("script[src$='site.js']").count():
            # Before that a click follows a link as without scripts.
            page.wait_for_selector("html[data-scripts=ready]", state="attached")
        return page

    yield call
    for context in contexts:
        context.close()
    assert wrong == []
