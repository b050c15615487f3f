"""Topics changed by way of the index: the text is the one that reading the whole catalogue gives, and so is the index."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.strategies import references
from index.test_update import assert_same
from llmprimer.catalogue.emitting import emit_catalogue
from llmprimer.catalogue.topic_line import with_topics
from llmprimer.catalogue.undo import last_write
from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.index import Index
from llmprimer.index.tagging import TopicChanges
from llmprimer.model import Header, Topic

HEADER = Header(title="A list", topics={s: Topic(label=s, definition=s) for s in ("rlhf", "learning", "on", "robots")})
WALK = "muller-2021-walking"


def record_text(path: Path, key: str) -> str:
    return CatalogueFile.open(path).record_text(key)


def is_quick(changes: TopicChanges) -> bool:
    return changes._text is not None


@pytest.fixture
def warm(toy) -> Path:
    Index.open(toy).close()
    return toy


TOPICS = st.lists(st.sampled_from(["rlhf", "learning", "robots"]), unique=True, max_size=3)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(references(), min_size=1, max_size=3, unique_by=lambda r: r.citation_key.lower()), st.data())
def test_the_text_and_the_index_are_those_of_a_whole_read(tmp_path, chosen, data):
    path = tmp_path / "references.yaml"
    chosen = sorted(
        (r.model_copy(update={"topics": tuple(data.draw(TOPICS)), "relations": ()}) for r in chosen),
        key=lambda r: r.citation_key,
    )
    path.write_text(emit_catalogue(HEADER, chosen), encoding="utf-8", newline="")
    Index.open(path).close()
    quick, whole = TopicChanges(path), CatalogueFile.open(path)
    for reference in chosen:
        topics = data.draw(TOPICS)
        quick.set_topics(reference.citation_key, topics)
        whole.set_field(reference.citation_key, "topics", topics)
    assert quick.changed == whole.changed
    assert quick.diff() == whole.diff()
    quick.commit()
    quick.renew_index()
    text = whole.text
    assert path.read_bytes().decode("utf-8") == text
    index = Index.open(path)
    if is_quick(quick):
        writable = sqlite3.connect(":memory:")
        index.connection.backup(writable)
        assert_same(writable, text)
    assert [list(r.topics) for r in index.references()] == [list(whole.record(r.citation_key).topics) for r in chosen]


def test_records_in_the_usual_form_are_quick(warm):
    changes = TopicChanges(warm)
    for key in changes.keys:
        changes.set_topics(key, ["robots", "feedback"])
    assert is_quick(changes)
    assert changes.changed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    topics: [feedback, robots]\n", "    topics:\n    - feedback\n    - robots\n"),
        ("    topics: [feedback, robots]\n", "    topics: [feedback, robots]  # both\n"),
        ("    topics: [feedback, robots]\n", "    topics: [feedback,\n      robots]\n"),
        ("    topics: [feedback, robots]\n", '    note: "one\n    topics: [feedback, robots]\n      two"\n    "topics": [feedback, robots]\n'),
        ("    topics: [feedback, robots]\n", "    note: |\n      [\n    topics: [feedback, robots]\n"),
    ],
    ids=["list", "comment", "two lines", "in quotes", "block text"],
)  # fmt: skip
def test_other_forms_are_read_as_a_whole_and_changed_rightly(toy, old, new):
    text = toy.read_text(encoding="utf-8")
    line = next(line for line in text.split(f"  {WALK}:\n")[1].splitlines(keepends=True) if "topics:" in line)
    toy.write_text(
        text.replace(line, new.replace("feedback, robots", line.split("[")[1].split("]")[0])), encoding="utf-8"
    )
    Index.open(toy).close()
    changes = TopicChanges(toy)
    assert is_quick(changes)
    changes.set_topics(WALK, ["robots"])
    assert not is_quick(changes)
    changes.commit()
    assert CatalogueFile.open(toy).record(WALK).topics == ("robots",)


@pytest.mark.parametrize(
    ("body", "topics"),
    [
        ("  a:\n    title: x\n    author:\n    - {family: O'Brien, given: \"a, ]}\"}\n    topics: [b]\n", ["c"]),
        ("  a:\n    title: x\n    published:\n      title: 'it''s'\n      volume: 3\n    topics: [b]\n    note: >\n      x\n", ["c"]),
        ("  a:\n    # a remark\n    title: x\n    topics: [b]\n\n", []),
    ],
)  # fmt: skip
def test_usual_lines(body, topics):
    changed = with_topics(body, ["b"], topics, ["title", "author", "published", "topics", "note"])
    assert changed == body.replace("    topics: [b]\n", "    topics: [c]\n" if topics else "")


@pytest.mark.parametrize(
    "before",
    [
        '    note: "open\n', "    note: 'open\n", '    note: [a, "b]\n', "    note: {a: [b}\n", "    note: |\n", "    note: &a x\n",
        "    note: [a] # [\n", "   note: x\n", "\tnote: x\n", '    - name: "open\n', "    - a: b: 'open\n", "    note: [a], [\n",
        "    Note: x\n", "    note: x\x85    y: z\n",
    ],
)  # fmt: skip
def test_lines_that_may_go_on_are_not_usual(before):
    order = ["title", "note", "topics"]
    assert with_topics(f"  a:\n    title: x\n{before}    topics: [b]\n", ["b"], ["c"], order) is None


@pytest.mark.parametrize("slug", ["null", "on", "2017", "y", "1e5"])
def test_slugs_that_yaml_takes_for_something_else_are_not_written_plain(slug):
    assert with_topics("  a:\n    title: x\n    topics: [b]\n", ["b"], [slug], ["title", "topics"]) is None


def test_what_another_program_has_written_meanwhile_stays(warm):
    changes = TopicChanges(warm)
    changes.set_topics(WALK, ["robots"])
    text = warm.read_text(encoding="utf-8")
    warm.write_text(text.replace("Robots walk out of the lab", "Robots walk into a lab"), encoding="utf-8")
    changes.commit()
    changes.renew_index()
    file = CatalogueFile.open(warm)
    assert file.record(WALK).topics == ("robots",)
    assert "Robots walk into a lab" in file.text


def test_the_write_can_be_undone_and_the_next_reader_finds_the_index_ready(warm, monkeypatch):
    before = warm.read_bytes()
    changes = TopicChanges(warm)
    changes.set_topics(WALK, ["robots"])
    changes.commit()
    changes.renew_index()
    assert last_write(warm).before == before

    def refuse(*_):
        raise AssertionError("an index was made")

    monkeypatch.setattr("llmprimer.index.store._make", refuse)
    assert Index.open(warm).row(WALK)["topics"] == ["robots"]
    assert TopicChanges(warm).topics_of(WALK) == ("robots",)


def test_without_an_index_none_is_made_for_a_change(toy, run):
    assert run("tag", WALK, "-robots", "--yes", "--catalogue", toy).status == 0
    assert not list(Path(os.environ["LLMPRIMER_CACHE_DIR"]).glob("*.sqlite3"))


def test_other_commands_leave_the_index_ready_too(warm, run, monkeypatch):
    assert run("remove", WALK, "--yes", "--catalogue", warm).status == 0
    monkeypatch.setattr("llmprimer.index.store._make", None)
    assert not Index.open(warm).has_key(WALK)
