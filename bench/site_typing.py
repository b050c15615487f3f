"""Typing into the search of a built site, in headless Chromium: what each key costs.

    python bench/site_typing.py [--catalogue FILE | --site FOLDER] [--slow N] [QUERY]...

Each query is typed key by key into the start page of a fresh browser context, the next key when the last one is answered.
Measured for each key, from its event to the frame with the results: milliseconds, requests and bytes, rounds (requests of
which each was begun after the one before had ended), and, over the whole query, the processor time of the
page's thread, which other programs on the machine do not change. --slow slows the page's thread so many times; the search
runs in another, which is not slowed. Needs the group `browser`.
"""

import argparse
import os
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from _byte_server import ByteServer
from _catalogue import queries
from _timing import percentile
from llmprimer.api.catalogue import Catalogue
from llmprimer.catalogue.locate import locate
from llmprimer.site.build import build_site

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUERIES = ["rlhf", "how much does a chat cost", "benchmrk", "openai 2022", "scaling laws"]

#: `answered(n)` waits for the frame that shows the answer to the nth key.
_WATCH = """
window.keys = [];
window.answered = (number) => new Promise((resolve) => {
  window.told = () => { if (window.keys.length >= number) resolve(); };
  window.told();
});
const results = document.getElementById("results");
document.querySelector("form.search input").addEventListener("input", () => {
  const began = performance.now();
  const watch = new MutationObserver(() => {
    if (results.hasAttribute("aria-busy")) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => {
      window.keys.push(performance.now() - began);
      window.told?.();
    }));
  });
  watch.observe(results, {attributes: true, attributeFilter: ["aria-busy"]});
}, true);
"""

#: What the worker has fetched since it was asked before: [begun, ended, bytes] of each request.
_FETCHED = """
() => {
  const fetched = performance.getEntriesByType("resource");
  performance.clearResourceTimings();
  return fetched.map((one) => [one.startTime, one.responseEnd, one.encodedBodySize]);
}
"""


def typed(browser: Browser, address: str, query: str, slow: int) -> tuple[list[list[float]], float]:
    """For each key of the query [milliseconds, requests, bytes, rounds]; and the page's processor time in milliseconds."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    page.wait_for_selector("html[data-scripts=ready]", state="attached")
    page.focus("form.search input")
    page.wait_for_selector("html[data-search=ready]", state="attached")
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    if slow > 1:
        session.send("Emulation.setCPUThrottlingRate", {"rate": slow})
    page.evaluate(_WATCH)
    before = _processor(session)
    fetched = []
    search = page.workers[0]
    search.evaluate(_FETCHED)
    for number, key in enumerate(query, start=1):
        page.keyboard.insert_text(key)
        page.evaluate("(number) => answered(number)", number)
        requests = search.evaluate(_FETCHED)
        fetched.append([len(requests), sum(size for *_, size in requests), _rounds(requests)])
    used = _processor(session) - before
    times = page.evaluate("window.keys")
    context.close()
    return [[time, *counts] for time, counts in zip(times, fetched, strict=True)], used


def _rounds(requests: list[list[float]]) -> int:
    rounds = 0
    end = 0.0
    for began, ended, _ in sorted(requests):
        rounds += began >= end
        end = ended if began >= end else min(end, ended)
    return rounds


def _processor(session: Any) -> float:
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return 1000 * metrics["TaskDuration"]


def report(name: str, keys: list[list[float]]) -> None:
    """One line over some keys."""
    times, requests, sizes, rounds = zip(*keys, strict=True)
    print(
        f"{name:24} ms {statistics.median(times):5.0f} median {percentile(times, 0.95):5.0f} at 95% {max(times):5.0f} most;"
        f" requests {statistics.mean(requests):4.1f} rounds {statistics.mean(rounds):3.1f} (most {max(rounds):.0f})"
        f" kB {statistics.mean(sizes) / 1000:5.1f} (most {max(sizes) / 1000:.0f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queries", nargs="*")
    parser.add_argument("--catalogue")
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("--chance", type=int, help="so many queries made by chance, for a catalogue made by chance")
    parser.add_argument("--slow", type=int, default=1)
    options = parser.parse_args()
    asked = options.queries or (queries(options.chance) if options.chance else QUERIES)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = options.site or Path(temporary)
        if options.site is None:
            with Catalogue.open(locate(options.catalogue)) as catalogue:
                build_site(catalogue, folder)
        server = ByteServer(folder, compress=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        every, processor = [], 0.0
        for query in asked:
            keys, used = typed(browser, server.address, query, options.slow)
            report(query[:24], keys)
            every += keys
            processor += used
        report("all keys", every)
        print(f"processor time of the page: {processor / len(every):.1f} ms a key")
        browser.close()
        server.close()


if __name__ == "__main__":
    main()
