"""`llmprimer.Catalogue`: edits and imports, written in one step or not at all."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from llmprimer import Catalogue, InvalidCatalogueError, NotFoundError, Reference, Topic, UsageError, WriteError


@pytest.fixture
def catalogue(toy):
    with Catalogue.open(toy) as opened:
        yield opened


def changed_lines(before: str, after: str) -> list[str]:
    return [
        line
        for line in difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
        if not line.startswith(("---", "+++", "@@"))
    ]


def test_an_edit_changes_only_the_lines_it_is_about_and_is_seen_at_once(catalogue, toy):
    before = toy.read_text(encoding="utf-8")
    with catalogue.edit() as edit:
        edit.set("wu-1998-dao", publisher="Dao Press")
        edit.tag("wu-1998-dao", "robots")
        assert edit["wu-1998-dao"].topics == ("learning", "robots")
        assert toy.read_text(encoding="utf-8") == before
    after = toy.read_text(encoding="utf-8")
    assert sorted(changed_lines(before, after)) == sorted(
        [
            "+    publisher: Dao Press",
            "-    topics: [learning]",
            "+    topics: [learning, robots]",
        ]
    )
    assert catalogue["wu-1998-dao"].publisher == "Dao Press"
    assert "wu-1998-dao" in catalogue.select("topic:robots").keys


def test_an_edit_that_ends_with_an_error_writes_nothing(catalogue, toy):
    before = toy.read_bytes()

    def remove_and_fail() -> None:
        with catalogue.edit() as edit:
            edit.remove("wu-1998-dao")
            raise RuntimeError

    def set_and_mistake() -> None:
        with catalogue.edit() as edit:
            edit.set("wu-1998-dao", publisher="Dao Press")
            edit.tag("wu-1998-dao", "robotz")

    with pytest.raises(RuntimeError):
        remove_and_fail()
    with pytest.raises(InvalidCatalogueError), catalogue.edit() as edit:
        edit.set("wu-1998-dao", publisher="Dao Press", kind="scroll")
    with pytest.raises(NotFoundError, match="robots"):
        set_and_mistake()
    assert toy.read_bytes() == before


def test_an_edit_adds_removes_and_renames(catalogue):
    book = Reference(citation_key="lee-2020-steps", type="book", kind="book", title="Steps", topics=("gait",))
    with catalogue.edit() as edit:
        edit.set_topic("gait", Topic(label="Gait", definition="How one walks.", broader="robots"))
        edit.add(book)
        assert edit.remove("muller-2021-walking") == ["agency-2022-robots"]
        edit.rename_topic("robots", "machines")
        edit.untag("user-2022-tweet", "machines")
    assert catalogue["lee-2020-steps"] == book
    assert "muller-2021-walking" not in catalogue
    assert catalogue["agency-2022-robots"].relations == ()
    assert catalogue.topic("gait").broader == "machines"
    assert catalogue["user-2022-tweet"].topics == ()


def test_an_edit_does_not_overwrite_what_somebody_else_wrote_meanwhile(catalogue, toy):
    def edit_while_another_writes() -> None:
        with catalogue.edit() as edit:
            edit.set("wu-1998-dao", publisher="Dao Press")
            text = toy.read_text(encoding="utf-8")
            toy.write_text(text.replace("  wu-1998-dao:\n", "  wu-1998-dao:\n    # a remark\n"), encoding="utf-8")

    with pytest.raises(WriteError, match="and so has `wu-1998-dao`"):
        edit_while_another_writes()
    assert "    # a remark\n" in toy.read_text(encoding="utf-8")
    assert catalogue["wu-1998-dao"].publisher is None


def test_the_catalogue_of_an_installed_package_is_not_changed(tmp_path, monkeypatch, toy):
    from llmprimer.catalogue import locate

    monkeypatch.setattr(locate, "__file__", str(tmp_path / "catalogue" / "locate.py"))
    with (
        Catalogue.open(toy) as catalogue,
        pytest.raises(UsageError, match="cannot be changed"),
        catalogue.edit() as edit,
    ):
        edit.remove("wu-1998-dao")


def test_an_import_is_a_plan_first(catalogue, toy, tmp_path):
    source = tmp_path / "more.bib"
    source.write_text(
        "@article{lee2020, title={Steps}, author={Lee, Kim}, year={2020}}\n"
        "@article{m, title={Walking with GPT-3: 70\\% less \\& more}, doi={10.1000/example.42}, year={2021}}\n",
        encoding="utf-8",
    )
    before = toy.read_bytes()
    plan = catalogue.import_(source)
    assert [str(step.outcome) for step in plan.steps] == ["new", "already there"]
    assert [reference.title for reference in plan.new] == ["Steps"]
    assert "+    title: Steps" in plan.diff()
    assert toy.read_bytes() == before
    assert plan.apply() == ["lee2020"]
    assert catalogue["lee2020"].author[0].given == "Kim"
    assert not catalogue.import_(source).changed


def test_an_import_of_what_cannot_be_read_says_so(catalogue, tmp_path):
    from llmprimer import CatalogueError

    with pytest.raises(CatalogueError, match=r"none\.bib"):
        catalogue.import_(Path(tmp_path / "none.bib"))
