"""The commands of a curator: a diff first, nothing written without consent, nothing wrong ever written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from catalogue.samples import SAMPLE
from llmprimer.catalogue import CatalogueContent
from llmprimer.errors import ExitCode


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "references.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setenv("LLMPRIMER_CATALOGUE", str(path))
    return path


def editor(tmp_path: Path, monkeypatch, *steps: tuple[str, str]) -> None:
    """Makes $EDITOR a program that replaces text: with the first pair when first called, and so on."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        f"steps = {list(steps)!r}\n"
        "count = pathlib.Path(__file__).with_suffix('.count')\n"
        "n = int(count.read_text()) if count.exists() else 0\n"
        "count.write_text(str(n + 1))\n"
        "draft = pathlib.Path(sys.argv[1])\n"
        "draft.write_text(draft.read_text().replace(*steps[min(n, len(steps) - 1)]))\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.delenv("VISUAL", raising=False)


def at_terminal(*argv: str) -> pexpect.spawn:
    return pexpect.spawn(
        sys.executable, ["-m", "llmprimer", *argv], encoding="utf-8", timeout=30, env={**os.environ, "TERM": "dumb"}
    )


def ending(child: pexpect.spawn) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


# -- consent -------------------------------------------------------------------------------------------------------


def test_without_a_terminal_only_the_diff_is_shown(run, path):
    done = run("tag", "ouyang-2022-instructgpt", "+alignment")
    assert done.status == ExitCode.NOTHING
    assert "-    topics: [rlhf]   # more to come\n+    topics: [rlhf, alignment]" in done.out
    assert "--yes" in done.err
    assert path.read_text() == SAMPLE


def test_at_a_terminal_it_asks(path):
    child = at_terminal("remove", "vaswani-2017-attention")
    child.expect("Write .*y/N")
    child.sendline("n")
    assert ending(child) == ExitCode.NOTHING
    assert path.read_text() == SAMPLE
    child = at_terminal("remove", "vaswani-2017-attention")
    child.expect("Write .*y/N")
    child.sendline("y")
    assert ending(child) == ExitCode.DONE
    assert "vaswani-2017-attention" not in CatalogueContent.read(path)


def test_the_built_in_catalogue_of_an_installation_is_not_changed(run, monkeypatch, tmp_path):
    from llmprimer.catalogue import locate

    package = Path(locate.__file__).parents[1]
    inside = package / "data" / "references.yaml"
    done = run("tag", "a", "+b", "--catalogue", inside)
    assert done.status == ExitCode.USAGE
    assert "llmprimer init" in done.err


# -- tag, remove, topic --------------------------------------------------------------------------------------------


def test_tag_takes_a_topic_with_a_minus_for_a_topic(run, path):
    done = run("tag", "christiano-2017-preferences", "-rlhf", "+alignment", "--yes")
    assert done.status == ExitCode.DONE
    assert CatalogueContent.read(path)["christiano-2017-preferences"].topics == ("alignment",)


def test_a_topic_full_of_option_letters_is_a_topic_still(run, path):
    done = run("tag", "christiano-2017-preferences", "-hhh")
    assert done.status == ExitCode.NOTHING
    assert 'does not have the topic "hhh"' in done.err


def test_tag_has_help_all_the_same(run):
    assert "+rlhf -alignment" in run("tag", "--help").out
    assert run("tag", "-h").status == ExitCode.DONE


@pytest.mark.parametrize(
    ("argument", "message"),
    [("rlhf", "has no sign"), ("+rhlf", 'no topic "rhlf"; did you mean "rlhf"'), ("-alignmant", 'mean "alignment"')],
)
def test_tag_says_what_is_wrong(run, path, argument, message):
    done = run("tag", "christiano-2017-preferences", argument, "--yes")
    assert message in done.err
    assert path.read_text() == SAMPLE


def test_tag_that_changes_nothing_says_so(run, path):
    done = run("tag", "christiano-2017-preferences", "+rlhf", "--yes")
    assert (done.status, done.out) == (ExitCode.DONE, "")
    assert path.read_text() == SAMPLE


def test_remove_names_those_who_lose_a_relation(run, path):
    done = run("remove", "christiano-2017-preferences", "--yes")
    assert "ouyang-2022-instructgpt had a relation" in done.err
    assert list(CatalogueContent.read(path).references) == ["ouyang-2022-instructgpt", "vaswani-2017-attention"]


def test_topic_rename_checks_the_new_name(run, path):
    assert run("topic", "rename", "rlhf", "RL HF", "--yes").status == ExitCode.USAGE
    assert run("topic", "rename", "rlfh", "x", "--yes").status == ExitCode.NOTHING
    assert run("topic", "rename", "rlhf", "alignment", "--yes").status == ExitCode.USAGE
    assert path.read_text() == SAMPLE
    assert run("topic", "rename", "rlhf", "human-feedback", "--yes").status == ExitCode.DONE
    assert CatalogueContent.read(path)["ouyang-2022-instructgpt"].topics == ("human-feedback",)


# -- edit ----------------------------------------------------------------------------------------------------------


def test_edit_writes_what_was_typed(run, path, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, ("title: Attention", "title: Attention is all you need"))
    assert run("edit", "vaswani-2017-attention", "--yes").status == ExitCode.DONE
    assert CatalogueContent.read(path)["vaswani-2017-attention"].title == "Attention is all you need"


def test_edit_without_a_change_writes_nothing(run, path, monkeypatch):
    monkeypatch.setenv("EDITOR", "true")
    done = run("edit", "vaswani-2017-attention", "--yes")
    assert (done.status, path.read_text()) == (ExitCode.DONE, SAMPLE)


def test_edit_writes_nothing_that_is_wrong(run, path, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, ("rlhf", "rhlf"))
    done = run("edit", "ouyang-2022-instructgpt", "--yes")
    assert done.status == ExitCode.CATALOGUE
    assert 'unknown topic "rhlf"; did you mean "rlhf"?' in done.err
    assert path.read_text() == SAMPLE


def test_edit_does_not_let_the_key_change(run, path, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, ("ouyang-2022-instructgpt:", "ouyang-2022-other:"))
    done = run("edit", "ouyang-2022-instructgpt", "--yes")
    assert done.status == ExitCode.CATALOGUE
    assert "the key stays" in done.err


def test_edit_offers_to_go_on_when_it_is_wrong(path, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, ("kind: paper", "kind: papper"), ("kind: papper", "kind: thesis"))
    child = at_terminal("edit", "ouyang-2022-instructgpt")
    child.expect('unknown kind "papper"')
    child.expect("What now")
    child.sendline("e")
    child.expect("Write .*y/N")
    child.sendline("y")
    assert ending(child) == ExitCode.DONE
    assert CatalogueContent.read(path)["ouyang-2022-instructgpt"].kind == "thesis"


def test_edit_can_be_given_up(path, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, ("kind: paper", "kind: papper"))
    child = at_terminal("edit", "ouyang-2022-instructgpt")
    child.expect("What now")
    child.sendline("x")
    assert ending(child) == ExitCode.CATALOGUE
    assert path.read_text() == SAMPLE


@pytest.mark.parametrize("command", ["no-such-editor-here", "false", "'"])
def test_an_editor_that_fails_is_named(run, path, monkeypatch, command):
    monkeypatch.setenv("EDITOR", command)
    done = run("edit", "ouyang-2022-instructgpt", "--yes")
    assert done.status == ExitCode.USAGE
    assert "editor" in done.err


def test_a_change_made_while_the_editor_was_open_is_kept(run, path, tmp_path, monkeypatch):
    script = tmp_path / "both.py"
    script.write_text(
        "import pathlib, sys\n"
        f"other = pathlib.Path({str(path)!r})\n"
        "other.write_text(other.read_text().replace('title: Attention', 'title: Theirs'))\n"
        "draft = pathlib.Path(sys.argv[1])\n"
        "draft.write_text(draft.read_text().replace('title: Attention', 'title: Mine'))\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    done = run("edit", "vaswani-2017-attention", "--yes")
    assert done.status == ExitCode.CATALOGUE
    assert "changed since it was read" in done.err
    assert path.read_text() == SAMPLE.replace("title: Attention", "title: Theirs")


def test_a_draft_outlives_a_refusal_and_is_resumed(run, path, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, ("title: Attention", "title: Typed with care"))
    done = run("edit", "vaswani-2017-attention")  # nobody agrees: standard input is no terminal
    assert done.status == ExitCode.NOTHING
    assert "`llmprimer edit vaswani-2017-attention --resume` continues it" in done.err
    assert path.read_text() == SAMPLE
    again = run("edit", "vaswani-2017-attention", "--yes")
    assert again.status == ExitCode.USAGE
    assert "an earlier edit was not written" in again.err
    monkeypatch.setenv("EDITOR", "true")
    assert run("edit", "vaswani-2017-attention", "--resume", "--yes").status == ExitCode.DONE
    assert CatalogueContent.read(path)["vaswani-2017-attention"].title == "Typed with care"
    assert "there is no draft" in run("edit", "vaswani-2017-attention", "--resume").err


def test_a_draft_outlives_errors_and_changes_of_others(run, path, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, ("rlhf", "rhlf"))
    done = run("edit", "ouyang-2022-instructgpt", "--yes")
    assert done.status == ExitCode.CATALOGUE
    (kept,) = re.findall(r"kept in (\S+);", done.err)
    assert "rhlf" in Path(kept).read_text()
    assert Path(kept).parent.stat().st_mode & 0o077 == 0
    path.write_text(path.read_text().replace("kind: paper", "kind: thesis"))
    editor(tmp_path, monkeypatch, ("rhlf", "rlhf"))
    done = run("edit", "ouyang-2022-instructgpt", "--resume", "--yes")
    assert "has changed since the draft was created" in done.err


def test_a_draft_outlives_an_interrupt(path, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, ("title: Attention", "title: Typed with care"))
    child = at_terminal("edit", "vaswani-2017-attention")
    child.expect("Write .*y/N")
    child.sendintr()
    child.expect("what was typed is kept in")
    assert ending(child) == ExitCode.INTERRUPTED
    assert path.read_text() == SAMPLE


def test_a_draft_is_thrown_away_only_when_that_is_said(run, path, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, ("title: Attention", "title: Typed with care"))
    assert run("edit", "vaswani-2017-attention").status == ExitCode.NOTHING
    monkeypatch.setenv("EDITOR", "true")
    assert run("edit", "vaswani-2017-attention", "--discard", "--yes").status == ExitCode.DONE
    assert path.read_text() == SAMPLE
    assert "there is no draft" in run("edit", "vaswani-2017-attention", "--resume").err


# -- init ----------------------------------------------------------------------------------------------------------


def test_a_new_catalogue_works_with_everything_else(run, tmp_path):
    folder = tmp_path / "My: list"
    done = run("init", folder)
    assert [Path(line).name for line in done.out.splitlines()] == [
        "references.yaml",
        "catalogue.schema.json",
        "README.md",
    ]
    assert CatalogueContent.read(folder / "references.yaml").header.title == "My: list"
    assert run("lint", folder / "references.yaml").status == ExitCode.DONE
    assert json.loads((folder / "catalogue.schema.json").read_text())["$schema"]
    assert run("search", "anything", "--catalogue", folder / "references.yaml").status == ExitCode.NOTHING


def test_init_never_writes_over_a_catalogue(run, path):
    assert run("init", path.parent).status == ExitCode.CATALOGUE
    assert path.read_text() == SAMPLE
    assert [p.name for p in path.parent.iterdir()] == ["references.yaml"]


def test_init_does_not_take_a_named_catalogue_for_the_one_to_make(run, tmp_path):
    done = run("--catalogue", tmp_path / "my.yaml", "init")
    assert done.status == ExitCode.USAGE
    assert f"`llmprimer init {tmp_path}` makes {tmp_path / 'references.yaml'}" in done.err
    assert not list(tmp_path.iterdir())


def test_init_leaves_the_readme_of_a_project_alone(run, tmp_path):
    (tmp_path / "README.md").write_text("mine")
    assert run("init", tmp_path, "--title", "T").status == ExitCode.DONE
    assert (tmp_path / "README.md").read_text() == "mine"


# -- diff ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def versions(path) -> Path:
    """A repository with two revisions of the catalogue."""

    def git(*argv: str) -> None:
        names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *names, *argv], cwd=path.parent, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    text = SAMPLE.replace("  vaswani-2017-attention:", "  zhou-2020-attention:").replace(
        "issued: 2017-06-12", "issued: 2017-06-13"
    )
    path.write_text(text)
    git("commit", "-qam", "two")
    return path


def test_diff_of_two_revisions(run, versions):
    done = run("diff", "HEAD~1", "HEAD")
    assert done.status == ExitCode.DONE
    assert done.out.splitlines() == [
        "+ zhou-2020-attention  Attention",
        "- vaswani-2017-attention  Attention",
        "~ christiano-2017-preferences",
        "    issued: 2017-06-12 -> 2017-06-13",
    ]


def test_diff_against_the_file_as_it_is(run, versions, monkeypatch):
    assert "zhou-2020-attention" in run("diff", "HEAD~1").out
    monkeypatch.chdir(versions.parent)
    assert "zhou-2020-attention" in run("diff", "HEAD~1:references.yaml", "references.yaml").out


def test_diff_as_markdown_for_a_changelog(run, versions):
    assert run("diff", "HEAD~1", "--format", "markdown").out == (
        "### Added\n\n- Attention `zhou-2020-attention`\n\n"
        "### Removed\n\n- Attention `vaswani-2017-attention`\n\n"
        "### Changed\n\n"
        "- Deep reinforcement learning from human preferences (2017) `christiano-2017-preferences`: issued\n"
    )


def test_diff_as_json(run, versions):
    content = json.loads(run("diff", "HEAD~1", "--format", "json").out)
    assert content["changed"] == [
        {
            "citation_key": "christiano-2017-preferences",
            "changes": {"issued": {"old": "2017-06-12", "new": "2017-06-13"}},
        }
    ]
    assert content["added"] == [{"citation_key": "zhou-2020-attention", "title": "Attention"}]


def test_diff_of_topics_and_title(run, path, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(SAMPLE.replace("A list", "Another").replace("Doing what people want.", "Wanting what people do."))
    assert run("diff", path, other).out.splitlines() == [
        "~ topic alignment",
        "    definition: Doing what people want. -> Wanting what people do.",
        "~ about the catalogue",
        "    title: A list -> Another",
    ]


def test_diff_of_equal_catalogues_finds_nothing(run, path):
    done = run("diff", path, path)
    assert (done.status, done.out) == (ExitCode.NOTHING, "")


@pytest.mark.parametrize("place", ["no-such-revision", "--output=x", "HEAD:nowhere.yaml", ""])
def test_a_revision_that_is_none_is_an_error(run, versions, place):
    done = run("diff", "--", place)
    assert done.status == ExitCode.CATALOGUE
    assert not (versions.parent / "x").exists()


def test_edit_without_a_folder_for_drafts_says_so(run, toy, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    monkeypatch.setenv("EDITOR", "true")
    before = toy.read_bytes()
    outcome = run("edit", "wu-1998-dao", "--catalogue", toy)
    assert outcome.status == 3
    assert "the draft cannot be written" in outcome.err
    assert "XDG_STATE_HOME" in outcome.err
    assert toy.read_bytes() == before
