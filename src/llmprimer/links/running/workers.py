"""One run in several processes, for thousands of links, when one core is the limit.

The links of one host stay in one process, which keeps the budget of the host.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import NamedTuple
from urllib.parse import urlsplit

from llmprimer.links import sites
from llmprimer.links.model import Link, LinkResult
from llmprimer.links.settings import Settings

#: Results go to the parent process in bundles, at this size or after these seconds.
_BUNDLE = 200
_PAUSE = 0.2

Progress = Callable[[LinkResult], None]
Check = Callable[[Sequence[Link], Settings, Progress], object]
#: The position of the link in the worker's share, and its result.
Bundle = list[tuple[int, LinkResult]]


class WorkerError(RuntimeError):
    """A worker process ended with a bug; the message has the worker's traceback."""


class _Worker(NamedTuple):
    process: multiprocessing.process.BaseProcess
    results: Connection
    #: The position in the whole run of each link of its share.
    positions: list[int]


def check_in_processes(
    links: Sequence[Link], settings: Settings, progress: Progress | None, check: Check
) -> list[LinkResult]:
    """As `run.check`, in up to `settings.jobs` processes, each of which calls `check` with its share."""
    shares = distribute(links, settings.jobs)
    # A forked worker starts at once. On macOS a fork may crash in the system's libraries, so workers are spawned there.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    workers = [_start(context, links, positions, settings, check) for positions in shares]
    results: list[LinkResult | None] = [None] * len(links)
    try:
        _collect(workers, links, results, progress)
    finally:
        for worker in workers:
            worker.process.terminate()
            worker.process.join()
            worker.results.close()
    return [result for result in results if result is not None]


def distribute(links: Sequence[Link], jobs: int) -> list[list[int]]:
    """The positions of the links, in up to `jobs` shares of about equal size, each host in one share.

    Links that one site's interface answers stay together too: two processes would break its pauses.
    """
    by_host: dict[str, list[int]] = {}
    for position, link in enumerate(links):
        known = sites.site_and_id(link.url)
        by_host.setdefault(f"site {known[0].name}" if known else _host(link.url), []).append(position)
    shares: list[list[int]] = [[] for _ in range(max(1, jobs))]
    for positions in sorted(by_host.values(), key=len, reverse=True):
        min(shares, key=len).extend(positions)
    # Each share keeps the order of the run, so that its hosts alternate.
    return [sorted(share) for share in shares if share]


def _host(url: str) -> str:
    try:
        return urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""


def _start(
    context: BaseContext, links: Sequence[Link], positions: list[int], settings: Settings, check: Check
) -> _Worker:
    receiving, sending = context.Pipe(duplex=False)
    share = [links[position] for position in positions]
    process = context.Process(  # type: ignore[attr-defined]
        target=_work, args=(share, settings, sending, check), daemon=True
    )
    process.start()
    sending.close()
    return _Worker(process, receiving, positions)


def _collect(
    workers: Sequence[_Worker],
    links: Sequence[Link],
    results: list[LinkResult | None],
    progress: Progress | None,
) -> None:
    active = {worker.results: worker for worker in workers}
    while active:
        for require_protego in wait(list(active)):
            assert isinstance(require_protego, Connection)
            worker = active[require_protego]
            try:
                message: Bundle | str | None = require_protego.recv()
            except EOFError:
                raise WorkerError(f"a worker process ended early ({worker.process.exitcode})") from None
            if message is None:
                del active[require_protego]
            elif isinstance(message, str):
                raise WorkerError(message)
            else:
                for position, result in message:
                    result = replace(result, link=links[worker.positions[position]])
                    results[worker.positions[position]] = result
                    if progress is not None:
                        progress(result)


def _work(share: Sequence[Link], settings: Settings, sending: Connection, check: Check) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C and ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    positions = {id(link): position for position, link in enumerate(share)}
    sender = _Sender(sending)
    try:
        check(share, settings, lambda result: sender.put((positions[id(result.link)], result)))
        sender.flush()
        sending.send(None)
    except BaseException:
        sending.send(traceback.format_exc())
        raise


class _Sender:
    """Sends results in bundles; incomplete ones too, after a while."""

    def __init__(self, sending: Connection) -> None:
        self._sending = sending
        self._bundle: Bundle = []
        self._lock = threading.Lock()
        threading.Thread(target=self._flush_periodically, daemon=True).start()

    def put(self, item: tuple[int, LinkResult]) -> None:
        with self._lock:
            self._bundle.append(item)
            full = len(self._bundle) >= _BUNDLE
        if full:
            self.flush()

    def flush(self) -> None:
        with self._lock:
            bundle, self._bundle = self._bundle, []
            if bundle:
                self._sending.send(bundle)

    def _flush_periodically(self) -> None:
        while True:
            time.sleep(_PAUSE)
            with contextlib.suppress(OSError):  # the parent has ended
                self.flush()
