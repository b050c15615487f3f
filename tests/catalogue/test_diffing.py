"""The diff of long texts is the diff of `patch`: applied to the old text it gives the new one."""

from __future__ import annotations

import shutil
import subprocess
from difflib import SequenceMatcher
from difflib import unified_diff as of_difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprimer.catalogue import diffing
from llmprimer.catalogue.diffing import text_diff, unified_diff

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "  type: x\n", "d\n", "e\n", "f\n", "g\n"]), max_size=24)


def applied(old, diff):
    """The old lines with the diff applied, by the letter of the format."""
    result, at = [], 0
    for line in diff[2:]:
        if line.startswith("@@"):
            start, _, length = line.split()[1][1:].partition(",")
            begin = int(start) - (0 if length == "0" else 1)
            result += old[at:begin]
            at = begin
        elif line[0] in " -":
            assert old[at] == line[1:]
            at += 1
        if line[0] in " +":
            result.append(line[1:])
    return result + old[at:]


@settings(max_examples=400, deadline=None)
@given(LINES, LINES)
def test_applied_to_the_old_lines_it_gives_the_new_ones(old, new):
    diff = list(unified_diff(old, new, "a", "b"))
    assert applied(old, diff) == new
    assert (diff == []) == (old == new)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 60), unique=True, max_size=30), st.sets(st.integers(0, 60)))
def test_where_every_line_is_its_own_it_is_difflibs(numbers, gone):
    old = [f"{number}\n" for number in numbers]
    new = [line for line in old if int(line) not in gone]
    assert list(unified_diff(old, new, "a", "b")) == list(of_difflib(old, new, "a", "b"))


def test_the_slow_comparison_sees_only_what_lies_between_lines_of_their_own(monkeypatch):
    compared: list[int] = []

    class Counting(SequenceMatcher):
        def __init__(self, junk, a, b, **more):
            compared.append(len(a) * len(b))
            super().__init__(junk, a, b, **more)

    monkeypatch.setattr(diffing, "SequenceMatcher", Counting)
    old = [line for number in range(2000) for line in (f"key-{number}:\n", "  type: article\n", "  kind: paper\n")]
    new = [line if line != "  kind: paper\n" else line + "  issued: 2023\n" for line in old]
    new = "".join(new).splitlines(keepends=True)
    assert sum(line.startswith("+ ") for line in unified_diff(old, new, "a", "b")) == 2000
    assert sum(compared) < 10 * len(old)


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is missing")
def test_patch_understands_it(tmp_path):
    old = [f"line {number % 7}\n" for number in range(60)] + [f"own {number}\n" for number in range(20)]
    new = [*old[:10], "new\n", *old[10:40], *old[43:], "end\n"]
    (tmp_path / "file").write_text("".join(old))
    diff = "".join(unified_diff(old, new, "a/file", "b/file"))
    subprocess.run(["patch", "-p1"], input=diff, text=True, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "file").read_text() == "".join(new)


@settings(max_examples=400, deadline=None)
@given(LINES, LINES, LINES, LINES)
def test_what_both_texts_begin_and_end_with_is_left_out_and_counted(head, old, new, tail):
    """Of a long file with one change, little is compared."""
    before, after = [*head, *old, *tail], [*head, *new, *tail]
    diff = text_diff("".join(before), "".join(after), Path("file")).splitlines(keepends=True)
    assert applied(before, diff) == after
    assert bool(diff) == (before != after)


def test_a_change_in_a_long_text_compares_only_what_is_near(monkeypatch):
    compared = []
    monkeypatch.setattr(diffing, "_anchors", lambda old, new: compared.extend([old, new]) or [])
    lines = [f"line {number}\n" for number in range(1000)]
    diff = text_diff("".join(lines), "".join(lines).replace("line 500\n", "other\n"), Path("file"))
    assert "@@ -498,7 +498,7 @@" in diff
    assert max(map(len, compared)) <= 8
