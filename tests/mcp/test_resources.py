"""Resources, their completion, and prompts."""

from __future__ import annotations

import json

import pytest
from mcp.shared.exceptions import MCPError
from mcp_types import PromptReference, ResourceTemplateReference

from mcp_sessions import asked, over_stdio


@pytest.fixture
def stdio(toy):
    return lambda conversation: asked(over_stdio("--catalogue", toy), conversation)


async def read(session, uri: str):
    return json.loads((await session.read_resource(uri)).contents[0].text)


def test_references_topics_and_slides_are_resources(stdio):
    async def conversation(session):
        templates = (await session.list_resource_templates()).resource_templates
        assert {template.uri_template for template in templates} == {
            "catalogue://references/{citation_key}",
            "catalogue://topics/{slug}",
            "catalogue://slides/{number}",
        }
        assert (await read(session, "catalogue://references/wu-1998-dao"))["citation_key"] == "wu-1998-dao"
        topic = await read(session, "catalogue://topics/robots")
        assert topic["total"] == len(topic["references"]) > 0
        slide = await read(session, "catalogue://slides/1")
        assert [found["citation_key"] for found in slide["references"]]
        with pytest.raises(MCPError, match="muller-2021-walking"):
            await session.read_resource("catalogue://references/muller-2021-walkin")

    stdio(conversation)


def test_names_are_completed(stdio):
    async def conversation(session):
        reference = ResourceTemplateReference(type="ref/resource", uri="catalogue://references/{citation_key}")
        keys = await session.complete(reference, {"name": "citation_key", "value": "mu"})
        prompt = PromptReference(type="ref/prompt", name="reading_path")
        topics = await session.complete(prompt, {"name": "topic", "value": "ro"})
        return keys.completion.values, topics.completion.values

    assert stdio(conversation) == (["muller-2021-walking"], ["robots"])


def test_prompts_name_tools_that_exist_and_the_topic_asked_for(stdio):
    async def conversation(session):
        tools = {tool.name for tool in (await session.list_tools()).tools}
        path = await session.get_prompt("reading_path", {"topic": "robots"})
        work = await session.get_prompt("related_work", {"subject": "walking robots"})
        return tools, [result.messages[0].content.text for result in (path, work)]

    tools, (path, work) = stdio(conversation)
    assert "topic:robots" in path
    assert "walking robots" in work
    named = {word.strip(".,") for word in (path + work).split() if "_" in word and not word.startswith("[")}
    assert named
    assert named <= tools
