"""A cancelled run leaves no task and no connection behind."""

from __future__ import annotations

import asyncio
import socket

import pytest

from links.hostile import Answer, ok
from llmprimer.links import Link, Settings
from llmprimer.links.running.run import check_async
from llmprimer.net.transport import Transport


def test_a_cancelled_check_leaves_no_task_and_closes_its_connections(server, monkeypatch):
    host = server()
    host.other = lambda request, before: Answer(pause=30)  # hangs; so does the made-up path of the host
    host.paths["/a/good"] = ok()
    closed = []
    close = Transport.aclose

    async def noted(transport):
        await close(transport)
        closed.append(transport)

    monkeypatch.setattr(Transport, "aclose", noted)
    links = [Link(f"{host.url}/a/good"), Link(f"{host.url}/hangs")]

    async def cancelled() -> set[asyncio.Task]:
        run = asyncio.create_task(check_async(links, Settings(allow_private=True, timeout=20, robots=False)))
        for _ in range(100):
            await asyncio.sleep(0.05)
            if len(host.log) >= 3:  # both pages and the made-up path
                break
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
        return asyncio.all_tasks() - {asyncio.current_task()}

    assert asyncio.run(cancelled()) == set()
    assert len(host.log) >= 3
    assert len(closed) == 1


def test_a_name_of_idna_2008_is_looked_up_as_it_is_told(monkeypatch):
    """IDNA 2003 makes strasse.de of straße.de, which is another host."""
    looked_up = []

    def nowhere(host, *rest, **named):
        looked_up.append(host)
        raise socket.gaierror("unknown")

    monkeypatch.setattr("socket.getaddrinfo", nowhere)
    (result,) = asyncio.run(check_async([Link("http://straße.de/")], Settings(timeout=2)))
    assert result.verdict == "dns"
    assert set(looked_up) == {"xn--strae-oqa.de"}
