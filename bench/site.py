# ruff: noqa: A005 - a program, never imported
"""The search of a built site beside Pagefind's over the same pages, in headless Chromium: bytes, milliseconds, quality.

    python bench/site.py [--catalogue FILE] [--queries FILE]... [--sample N] [--slow N]

Needs the group `browser`, Chromium, and Pagefind (`pip install pagefind[bin]`, or `npm install pagefind` and
PAGEFIND=node_modules/.bin/pagefind). Both are asked from an empty page through their JavaScript interface for the first
ten results with their texts, each cold query in a fresh browser context. --slow slows the processor so many times.
A typo is one letter of the longest word of a judged query, left out, doubled, swapped or changed, always the same ones.
"""

import argparse
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from _byte_server import ByteServer
from llmprimer.api.catalogue import Catalogue
from llmprimer.catalogue.locate import locate
from llmprimer.identifiers import comparable_url
from llmprimer.index import Index
from llmprimer.site import addresses
from llmprimer.site.build import build_site

HERE = Path(__file__).resolve().parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

#: Opens the engine; then `ask` gives the citation keys of the first ten results, and what else it says.
_OURS = """
const {openEngine} = await import(new URL("%s", document.baseURI).href);
const engine = await openEngine(new URL("search/", document.baseURI).href);
window.ask = async (query) => {
  const answer = await engine.search(query, {limit: 10, counts: []});
  return {keys: answer.results.map((result) => result.key.replaceAll("/", "~2F").replaceAll(":", "~3A")), confident: answer.confident};
};
"""
_PAGEFIND = """
const pagefind = await import(new URL("pagefind/pagefind.js", document.baseURI).href);
await pagefind.init();
window.ask = async (query) => {
  const found = await pagefind.search(query);
  const data = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  return {keys: data.map((page) => page.meta.key), confident: found.results.length > 0};
};
"""


def build(catalogue: str, folder: Path) -> str:
    """Builds the site and Pagefind's index of the pages of its references; the address of the script that opens our engine."""
    with Catalogue.open(catalogue) as opened:
        build_site(opened, folder)
    (folder / "empty.html").write_text("<!DOCTYPE html><title>empty</title>", encoding="utf-8")
    for page in folder.glob("r/*/index.html"):
        text = page.read_text(encoding="utf-8")
        key = page.parent.name
        page.write_text(
            text.replace("<main ", f'<main data-pagefind-body data-pagefind-meta="key:{key}" ', 1), encoding="utf-8"
        )
    program = os.environ.get("PAGEFIND") or shutil.which("pagefind")
    command = [program] if program else [sys.executable, "-m", "pagefind"]
    subprocess.run([*command, "--site", str(folder)], check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("assets/*/search/client.js")).relative_to(folder).as_posix()


def typo(text: str, chance: random.Random) -> str:
    """The text with one letter of its longest word wrong."""
    words = text.split(" ")
    at = max(range(len(words)), key=lambda n: len(words[n]))
    word = words[at]
    if len(word) < 2:
        return text
    place = chance.randrange(len(word) - 1)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    words[at] = chance.choice((
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + letter + word[place + 1 :],
    ))  # fmt: skip
    return " ".join(words)


def ndcg(judgements: dict[str, int], urls: list[str]) -> float:
    """nDCG@10 with a gain of 2^grade - 1."""
    grades = {comparable_url(url): grade for url, grade in judgements.items()}
    gain = sum(
        (2 ** grades.get(comparable_url(url), 0) - 1) / math.log2(place + 2) for place, url in enumerate(urls[:10])
    )
    ideal = sorted(grades.values(), reverse=True)[:10]
    return gain / sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ideal))


def fresh(browser: Browser, address: str, slow: int) -> Page:
    """An empty page in a context of its own, without any cache."""
    page = browser.new_context(service_workers="block").new_page()
    page.set_default_timeout(60_000)
    page.goto(address + "empty.html")
    if slow > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})
    return page


def asked(page: Page, query: str) -> tuple[dict[str, Any], float]:
    """The answer, and the milliseconds from the call to the ten results."""
    found, took = page.evaluate(
        "async (query) => { const began = performance.now(); const found = await ask(query);"
        " return [found, performance.now() - began]; }",
        query,
    )
    return found, took


def measure(browser: Browser, folder: Path, script: str, queries: list[str], slow: int) -> dict[str, str]:
    """Bytes at first and for a cold query, requests, and milliseconds: medians over the queries."""
    rows: dict[str, str] = {}
    for compress in (True, False):
        server = ByteServer(folder, compress=compress)
        first, cold, requests, times, warm = [], [], [], [], []
        for query in queries:
            page = fresh(browser, server.address, slow)
            server.take()
            page.evaluate(f"async () => {{ {script} }}")
            first.append(server.take()[0])
            _, took = asked(page, query)
            bytes_sent, count = server.take()
            cold.append(bytes_sent)
            requests.append(count)
            times.append(took)
            warm.append(asked(page, query + " ")[1])
            page.context.close()
        name = "compressed by the host" if compress else "not compressed"
        rows[f"bytes at first, {name}"] = f"{statistics.median(first):,.0f}"
        rows[f"bytes of a cold query, {name}"] = f"{statistics.median(cold):,.0f} (most {max(cold):,})"
        if compress:
            rows["requests of a cold query"] = f"{statistics.median(requests):.0f}"
            rows["ms of a cold query"] = f"{statistics.median(times):.0f} (most {max(times):.0f})"
            rows["ms of the same query again"] = f"{statistics.median(warm):.1f}"
        server.close()
    return rows


def judge(
    browser: Browser, folder: Path, script: str, queries: list[dict[str, Any]], url_of: dict[str, str]
) -> dict[str, str]:
    """nDCG@10 on the queries as judged and with one letter wrong, and how many of those without an answer are declined."""
    server = ByteServer(folder, compress=False)
    page = fresh(browser, server.address, 1)
    page.evaluate(f"async () => {{ {script} }}")
    chance = random.Random(1)
    judged = [query for query in queries if query["judgements"]]

    def mean(change: Callable[[str], str]) -> str:
        found = []
        for query in judged:
            keys = asked(page, change(query["text"]))[0]["keys"]
            found.append(ndcg(query["judgements"], [url_of[key] for key in keys if key in url_of]))
        return f"{statistics.mean(found):.3f}"

    declined = [not asked(page, query["text"])[0]["confident"] for query in queries if not query["judgements"]]
    rows = {
        f"nDCG@10 on {len(judged)} judged queries": mean(lambda text: text),
        "nDCG@10 with one letter wrong": mean(lambda text: typo(text, chance)),
        f"declined of {len(declined)} without an answer": str(sum(declined)),
    }
    page.context.close()
    server.close()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalogue")
    parser.add_argument("--queries", action="append", type=Path)
    parser.add_argument("--sample", type=int, default=12, help="cold queries to measure")
    parser.add_argument("--slow", type=int, default=4)
    options = parser.parse_args()
    catalogue = locate(options.catalogue)
    files = options.queries or [HERE.parent / "tests" / "search" / "queries.yaml"]
    queries = [query for file in files for query in yaml.safe_load(file.read_text(encoding="utf-8"))]
    sample = [query["text"] for query in queries][:: max(1, len(queries) // options.sample)][: options.sample]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        engine = build(catalogue, folder)
        rows = Index.open(catalogue).rows()
        url_of = {addresses.reference(row["citation_key"])[2:-1]: row["url"] for row in rows if row["url"]}
        results = {}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for name, script in (("llmprimer", _OURS % engine), ("Pagefind", _PAGEFIND)):
                results[name] = measure(browser, folder, script, sample, options.slow)
                results[name] |= judge(browser, folder, script, queries, url_of)
            browser.close()
    print(f"{len(rows)} references, {len(sample)} cold queries, processor slowed {options.slow} times")
    print(f"{'':52} {'llmprimer':>26} {'Pagefind':>26}")
    for row, value in results["llmprimer"].items():
        print(f"{row:52} {value:>26} {results['Pagefind'][row]:>26}")


if __name__ == "__main__":
    main()
