"""Whether a check keeps its manners, and takes no longer than they cost. Judged from the server's log."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from _checkers import DIRECT, LLMPRIMER
from _pages import pages
from _server import Asked, Server, address
from _usage import usage
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.locate import builtin

PER_HOST, DELAY, LATENCY = 2, 0.5, 0.2
#: What two requests may lose of their distance on the way to the server.
SLACK = 0.01


def politeness(folder: Path, *, python: bool = False) -> None:
    """Checks the links of the built-in catalogue, each of its hosts an address here, and prints what came of it."""
    urls = sorted({r.url for r in CatalogueContent.read(builtin("references.yaml")) if r.url})
    hosts = sorted({urlsplit(url).netloc for url in urls})
    targets = [urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl() or "/" for url in urls]
    with Server(pages(list(dict.fromkeys(targets))), len(hosts), LATENCY * 1000, python=python) as server:
        file = folder / "catalogue.txt"
        file.write_text(
            "".join(
                f"{server.url(hosts.index(urlsplit(url).netloc), target)}\n"
                for url, target in zip(urls, targets, strict=True)
            )
        )
        command = [*LLMPRIMER, str(file), "--allow-private", "--no-history", "--format", "json", "--fail-on", "never"]
        manners = ["--per-host", str(PER_HOST), "--delay", str(DELAY)]
        used = usage([*command, *manners], folder / "output", **DIRECT)
        asked = server.report().asked
    alive = json.loads((folder / "output").read_text())["links_by_group"].get("alive", 0)
    print(
        f"\n{len(urls)} URLs of the catalogue on {len(hosts)} hosts, {LATENCY * 1000:.0f} ms latency, {' '.join(manners)}"
    )
    print(f"{alive} alive, {len(asked)} requests, {used.cpu:.2f} CPU s, {used.mib:.0f} MiB")
    _judge(asked, hosts, used.seconds)


def _judge(asked: list[Asked], hosts: list[str], seconds: float) -> None:
    logs: dict[int, list[Asked]] = defaultdict(list)
    for one in asked:
        logs[one.host].append(one)
    slowest = max(logs, key=lambda host: _queue(len(logs[host])))
    queue = _queue(len(logs[slowest]))
    within = max(one.end for one in asked) - min(one.begin for one in asked)
    print(
        f"slowest host: {hosts[slowest]} ({address(slowest)}), {len(logs[slowest])} requests, polite queue {queue:.2f} s"
    )
    print(
        f"whole check: {seconds:.2f} s, {seconds / queue:.1%} of that queue (110% is allowed); on the wire {within:.2f} s"
    )
    gaps = [later.begin - sooner.begin for log in logs.values() for sooner, later in pairwise(log)]
    short = sum(gap < DELAY - SLACK for gap in gaps)
    print(
        f"least time between two requests to a host: {min(gaps):.3f} s; {short} of {len(gaps)} shorter than {DELAY} s"
    )
    print(f"most requests to a host at a time: {max(map(_at_once, logs.values()))}, {PER_HOST} allowed")


def _queue(requests: int) -> float:
    """What so many requests to one host take at the polite pace."""
    return max((requests - 1) * DELAY + LATENCY, requests * LATENCY / PER_HOST)


def _at_once(log: list[Asked]) -> int:
    """The most requests that were under way together."""
    return max(sum(other.begin <= one.begin < other.end for other in log) for one in log)
