"""Tools that ask links or change the catalogue, over stdio."""

from __future__ import annotations

import asyncio

import pytest

from links.conftest import server  # noqa: F401 - a fixture
from links.hostile import ok, status
from llmprimer.catalogue import CatalogueContent
from mcp_sessions import asked, call, over_stdio, refused


def test_links_are_asked_with_progress(toy, server):  # noqa: F811
    host = server()
    host.paths |= {"/a": ok("Walking"), "/b": status(404)}
    records = [f"  k{n}: {{type: webpage, kind: blog, title: Walking, url: '{host.url}/{n}'}}\n" for n in "ab"]
    toy.write_text("title: T\nreferences:\n" + "".join(records), encoding="utf-8")
    progress = []

    async def conversation(session):
        async def note(done, total, message):
            progress.append((done, total))

        result = await session.call_tool("check_links", {"query": ""}, progress_callback=note)
        return result.structured_content

    found = asked(over_stdio("--catalogue", toy, "--allow-private"), conversation)
    assert [(card["citation_key"], card["group"]) for card in found["results"]] == [("ka", "alive"), ("kb", "dead")]
    assert progress[-1] == (2, 2)


def test_private_addresses_are_not_asked(toy, server):  # noqa: F811
    host = server()
    host.paths["/a"] = ok()
    record = f"  ka: {{type: webpage, kind: blog, title: Walking, url: '{host.url}/a'}}\n"
    toy.write_text(f"title: T\nreferences:\n{record}", encoding="utf-8")
    found = asked(over_stdio("--catalogue", toy), lambda session: call(session, "check_links", keys=["ka"]))
    assert found["results"][0]["verdict"] == "blocked"


def test_a_check_can_be_cancelled_and_the_server_goes_on(toy, server):  # noqa: F811
    host = server()
    slow = ok()
    host.paths["/a"] = lambda request, before: slow(request, before).__class__(pause=20)
    record = f"  ka: {{type: webpage, kind: blog, title: Walking, url: '{host.url}/a'}}\n"
    toy.write_text(f"title: T\nreferences:\n{record}", encoding="utf-8")

    async def conversation(session):
        checking = asyncio.create_task(session.call_tool("check_links", {"keys": ["ka"]}))
        await asyncio.sleep(0.5)
        checking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await checking
        return await call(session, "catalogue_overview")

    overview = asked(over_stdio("--catalogue", toy, "--allow-private"), conversation, 15)
    assert overview["references"] == 1


def test_tools_that_write_are_served_only_when_allowed(toy):
    async def conversation(session):
        return {tool.name: tool.annotations.read_only_hint for tool in (await session.list_tools()).tools}

    assert all(asked(over_stdio("--catalogue", toy), conversation).values())
    tools = asked(over_stdio("--catalogue", toy, "--allow-writes"), conversation)
    assert [name for name, reads in tools.items() if not reads] == ["add_reference", "tag_reference"]


def test_a_change_is_planned_first_and_only_that_plan_is_written(toy):
    before = toy.read_bytes()

    async def conversation(session):
        plan = await call(session, "tag_reference", citation_key="wu-1998-dao", add=["robots"])
        assert plan["written"] is False
        assert "robots" in plan["diff"]
        assert toy.read_bytes() == before
        wrong = await refused(session, "tag_reference", citation_key="wu-1998-dao", add=["robots"], confirm="guess")
        assert "new plan" in wrong
        assert toy.read_bytes() == before
        done = await call(session, "tag_reference", citation_key="wu-1998-dao", add=["robots"], confirm=plan["confirm"])
        assert done["written"] is True
        assert '"robots"' in await refused(session, "tag_reference", citation_key="wu-1998-dao", add=["robotz"])

    asked(over_stdio("--catalogue", toy, "--allow-writes"), conversation)
    assert "robots" in CatalogueContent.read(toy)["wu-1998-dao"].topics


def test_a_work_that_is_there_is_not_added_again(toy):
    async def conversation(session):
        return await refused(session, "add_reference", identifier="arXiv:2111.12345")

    assert "muller-2021-walking" in asked(over_stdio("--catalogue", toy, "--allow-writes"), conversation)
