"""Lighthouse on the pages that people see first, over a server that compresses as hosts do."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from website.conftest import build

LIGHTHOUSE = Path(__file__).parents[1] / "node" / "node_modules" / ".bin" / "lighthouse"
if not LIGHTHOUSE.exists() or shutil.which("node") is None:
    pytest.skip("Lighthouse is missing: npm install --prefix tests/website/node", allow_module_level=True)

#: Of 100. Speed is measured on the machine that runs the tests, so it is asked of quiet machines alone (LIGHTHOUSE_SPEED).
WANTED = {"accessibility": 100, "best-practices": 100, "seo": 100}
FAST = {"performance": 98}


@pytest.fixture(scope="module")
def site(tmp_path_factory, request) -> Path:
    """The built-in catalogue with an address of its own, without which there is nothing canonical."""
    from llmprimer.catalogue.locate import locate

    folder = tmp_path_factory.mktemp("lighthouse")
    catalogue = folder / "references.yaml"
    text = locate(None).read_text(encoding="utf-8")
    catalogue.write_text(
        text.replace("\nsources:", "\nsite: {url: 'http://127.0.0.1/'}\nsources:", 1), encoding="utf-8"
    )
    build(catalogue, folder / "out")
    return folder / "out"


@pytest.mark.parametrize("path", ["", "r/vaswani-2017-attention/", "topics/rlhf/"])
def test_lighthouse_is_content(chromium, site, serve, path, tmp_path):
    url = serve(site).url + path
    report = tmp_path / "report.json"
    command = [
        str(LIGHTHOUSE), url, "--output=json", f"--output-path={report}", "--quiet", "--no-enable-error-reporting",
        "--only-categories=performance,accessibility,best-practices,seo",
        "--chrome-flags=--headless=new --no-sandbox --disable-background-networking --disable-component-update",
    ]  # fmt: skip
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, encoding="utf-8", timeout=180
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: round(100 * (category["score"] or 0)) for name, category in found["categories"].items()}
    wanted = WANTED | (FAST if os.environ.get("LIGHTHOUSE_SPEED") else {})
    failed = [
        (audit["id"], audit.get("displayValue"), audit.get("explanation"))
        for audit in found["audits"].values()
        if audit["score"] is not None and audit["score"] < 1 and audit["scoreDisplayMode"] != "informative"
    ]
    print(path or "start", scores)
    assert all(scores[name] >= least for name, least in wanted.items()), (scores, failed)


def test_the_first_view_is_under_60_kib_compressed(open_page, built_in_url):
    page = open_page("about:blank")
    bodies = []
    page.on("response", lambda response: bodies.append(response))  # noqa: PLW0108 - playwright marks what it is given
    page.goto(built_in_url)
    page.wait_for_load_state("networkidle")
    sizes = {response.url: len(gzip.compress(response.body(), 6)) for response in bodies}
    assert sum(sizes.values()) < 60 * 1024, sizes
    print(sum(sizes.values()), "bytes")
    assert not [url for url in sizes if "/search/" in url], "the search is fetched when it is asked for"
