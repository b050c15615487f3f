"""`llmprimer.Catalogue.check`: awaited as a whole, or followed result by result."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing

import pytest

from links.conftest import server  # noqa: F401 - a fixture
from links.hostile import ok, status
from llmprimer import Catalogue, Settings

SETTINGS = Settings(timeout=5, retries=0, allow_private=True)


@pytest.fixture
def catalogue(tmp_path, server):  # noqa: F811
    host = server()
    host.paths |= {"/there": ok("A page"), "/gone": status(404)}
    path = tmp_path / "links.yaml"
    lines = ["title: Links", "references:"]
    for key in ("gone", "there"):
        lines += [f"  {key}:", "    type: webpage", "    kind: blog", "    title: A page", f"    url: {host.url}/{key}"]
    lines += ["  without:", "    type: webpage", "    kind: blog", "    title: No address"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with Catalogue.open(path) as opened:
        yield opened


def test_awaited_the_results_come_in_the_order_of_the_references(catalogue):
    async def run():
        return await catalogue.check(settings=SETTINGS)

    results = asyncio.run(run())
    assert [(result.link.citation_key, str(result.verdict)) for result in results] == [
        ("gone", "not_found"),
        ("there", "ok"),
    ]
    assert results[0].link.line == catalogue.line("gone") == 3


def test_iterated_each_result_comes_as_it_is_known(catalogue):
    async def run():
        return [result.link.citation_key async for result in catalogue.check(settings=SETTINGS)]

    assert sorted(asyncio.run(run())) == ["gone", "there"]


def test_keys_and_a_query_choose_the_links(catalogue):
    assert [link.citation_key for link in catalogue.check(keys=["there", "without"]).links] == ["there"]
    assert [link.citation_key for link in catalogue.check("key:gone").links] == ["gone"]


def test_leaving_the_loop_ends_the_check(catalogue):
    async def run():
        async with aclosing(aiter(catalogue.check(settings=SETTINGS))) as results:
            async for _ in results:
                break
        return len(asyncio.all_tasks())

    start = time.monotonic()
    assert asyncio.run(run()) == 1
    assert time.monotonic() - start < 4
