"""Many changes at once, topics, taking a write back, and diffs that git takes."""

from __future__ import annotations

import os
import subprocess

import pytest

from cli.screens import spawn
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.writing import CatalogueFile

M, A, U, W, S = "muller-2021-walking", "agency-2022-robots", "user-2022-tweet", "wu-1998-dao", "site-nd-home"


@pytest.fixture
def at(toy, run):
    """Runs a command on the toy catalogue."""

    def call(*argv):
        return run(*argv, "--catalogue", toy)

    return call


def topics(toy) -> dict[str, tuple[str, ...]]:
    return {key: reference.topics for key, reference in CatalogueContent.read(toy).references.items()}


# -- tag ---------------------------------------------------------------------------------------------------------------


def test_several_keys_get_several_topics(at, toy):
    before = topics(toy)
    assert at("tag", W, "user", "+robots", "+feedback", "--yes").status == 0
    after = topics(toy)
    assert after[W] == ("learning", "robots", "feedback")
    assert after[U] == ("robots", "feedback")
    assert {key: after[key] for key in (M, A, S)} == {key: before[key] for key in (M, A, S)}


def test_a_query_says_which_references(at, toy):
    assert at("tag", "--where", "topic:robots year:2022", "+learning", "-robots", "--yes").status == 0
    assert [key for key, has in topics(toy).items() if has == ("learning",)] == [A, U, W]


def test_a_topic_that_only_some_have_is_taken_from_those(at, toy):
    assert at("tag", "--where", "robots", "-feedback", "--yes").status == 0
    assert topics(toy)[M] == ("robots",)
    done = at("tag", "--where", "robots", "-feedback", "--yes")
    assert (done.status, done.out) == (1, "")
    assert 'references has the topic "feedback"' in done.err


@pytest.mark.parametrize(
    ("argv", "status", "message"),
    [
        (["--where", "kind:video", "+robots"], 1, "nothing fits 'kind:video'"),
        (["--where", "topc:x", "+robots"], 2, 'unknown field "topc"'),
        (["--where", "robots", W, "+robots"], 2, "say either keys or --where"),
        (["+robots"], 2, "no reference is named"),
        ([W], 2, "no topic is named"),
        ([W, "robots"], 2, '"robots" has no sign'),
        ([W, "+walking"], 1, 'there is no topic "walking"'),
        ([W, "nobody", "+robots"], 1, "not every key exists"),
    ],
)
def test_tag_says_what_is_wrong_and_changes_nothing(at, toy, argv, status, message):
    before = toy.read_bytes()
    done = at("tag", *argv, "--yes")
    assert (done.status, done.out, toy.read_bytes()) == (status, "", before)
    assert message in done.err


# -- topic -------------------------------------------------------------------------------------------------------------


def test_a_topic_is_added_and_used(at, toy):
    done = at(
        "topic", "add", "gait", "-d", "How one walks.", "--alias", "stride", "--broader", "robots", "--yes"
    )  # fmt: skip
    assert done.status == 0
    topic = CatalogueContent.read(toy).topics["gait"]
    assert (topic.label, topic.definition, topic.aliases, topic.broader) == (
        "Gait",
        "How one walks.",
        ("stride",),
        "robots",
    )
    assert at("tag", M, "+gait", "--yes").status == 0
    assert at("list", "topic:stride", "-f", "keys").out.split() == [M]
    assert at("topic", "remove", "gait", "--yes").status == 3
    assert at("tag", M, "-gait", "--yes").status == 0
    assert at("topic", "remove", "gait", "--yes").status == 0
    assert "gait" not in CatalogueContent.read(toy).topics


@pytest.mark.parametrize(
    ("argv", "status", "message"),
    [
        (["add", "Gait", "-d", "x"], 2, '"Gait" is not a slug'),
        (["add", "gait"], 2, "a topic needs a --definition"),
        (["add", "robots", "-d", "x"], 2, 'there is a topic "robots" already'),
        (["add", "gait", "-d", "x", "--broader", "robot"], 1, 'there is no topic "robot"; did you mean "robots"?'),
        (["remove", "robot"], 1, 'there is no topic "robot"; did you mean "robots"?'),
    ],
)
def test_topic_says_what_is_wrong_and_changes_nothing(at, toy, argv, status, message):
    before = toy.read_bytes()
    done = at("topic", *argv, "--yes")
    assert (done.status, done.out, toy.read_bytes()) == (status, "", before)
    assert message in done.err


# -- undo --------------------------------------------------------------------------------------------------------------


def test_the_last_write_is_taken_back_byte_for_byte_and_brought_back(at, toy):
    before = toy.read_bytes()
    at("tag", W, "+robots", "--yes")
    written = toy.read_bytes()
    done = at("undo")
    assert (done.status, toy.read_bytes()) == (1, written)
    assert "+    topics: [learning]" in done.out
    done = at("undo", "--yes")
    assert (done.status, toy.read_bytes()) == (0, before)
    assert "is as it was before" in done.err
    assert at("undo", "--yes").status == 0
    assert toy.read_bytes() == written


def test_only_the_last_write_is_taken_back(at, toy):
    at("tag", W, "+robots", "--yes")
    first = toy.read_bytes()
    at("remove", S, "--yes")
    assert at("undo", "--yes").status == 0
    assert toy.read_bytes() == first


def test_writes_of_programs_are_taken_back_too(at, toy):
    import llmprimer

    before = toy.read_bytes()
    with llmprimer.Catalogue.open(toy) as catalogue, catalogue.edit() as edit:
        edit.remove(S)
    assert at("undo", "--yes").status == 0
    assert toy.read_bytes() == before


def test_undo_is_refused_where_the_file_has_changed_since(at, toy):
    at("tag", W, "+robots", "--yes")
    changed = toy.read_bytes().replace(b"Institute of Gait", b"Institute of Walking")
    toy.write_bytes(changed)
    done = at("undo", "--yes")
    assert (done.status, done.out, toy.read_bytes()) == (3, "", changed)
    assert "changed since llmprimer wrote it" in done.err


def test_undo_keeps_to_its_catalogue(at, run, toy, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_bytes(toy.read_bytes())
    at("tag", W, "+robots", "--yes")
    done = run("undo", "--yes", "--catalogue", other)
    assert done.status == 1
    assert "there is no write to undo" in done.err
    (tmp_path / "link.yaml").symlink_to(toy)
    assert run("undo", "--yes", "--catalogue", tmp_path / "link.yaml").status == 0
    assert toy.read_bytes() == other.read_bytes()


def test_what_is_kept_is_private_and_a_damaged_note_is_no_note(at, toy):
    at("tag", W, "+robots", "--yes")
    folder = os.path.join(os.environ["XDG_STATE_HOME"], "llmprimer", "undo")
    (name,) = os.listdir(folder)
    place = os.path.join(folder, name)
    assert os.stat(place).st_mode & 0o077 == 0
    with open(place, "wb") as file:
        file.write(b"{}\n")
    assert at("undo", "--yes").status == 1


def test_a_state_folder_that_cannot_be_written_keeps_no_write_back(at, toy, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/none")
    assert at("tag", W, "+robots", "--yes").status == 0
    assert topics(toy)[W] == ("learning", "robots")
    assert at("undo", "--yes").status == 1


def test_undo_asks_a_person(toy):
    def answered(answer: str) -> int:
        child = spawn(80, "undo", "--catalogue", str(toy))
        child.expect("Undo the write of .*y/N")
        child.sendline(answer)
        child.read()
        child.close()
        return child.exitstatus

    before = toy.read_bytes()
    file = CatalogueFile.open(toy)
    file.remove_record(S)
    file.commit()
    assert answered("n") == 1
    assert toy.read_bytes() != before
    assert answered("y") == 0
    assert toy.read_bytes() == before


# -- diffs -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(toy, tmp_path, monkeypatch):
    """A git repository with the catalogue in a folder below its root; the commands run in that folder."""
    root = tmp_path / "repository"
    (root / "lists").mkdir(parents=True)
    text = toy.read_text(encoding="utf-8").replace(
        "https://gait.example.org/", "https://gait.example.org/?utm_source=x"
    )
    (root / "lists" / "references.yaml").write_text(text + "# é, and no line break", encoding="utf-8")
    for argv in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *argv], cwd=root, check=True, timeout=60)
    monkeypatch.chdir(root / "lists")
    return root


@pytest.mark.parametrize("where", [".", "lists"])
@pytest.mark.parametrize(
    "argv",
    [["tag", W, "+robots"], ["remove", S], ["lint", "--fix"], ["topic", "rename", "robots", "machines"]],
    ids=" ".join,
)
def test_git_applies_the_diff_of_a_command(run, repository, argv, where):
    file = repository / "lists" / "references.yaml"
    patch = run(*argv).out
    assert patch.startswith("--- a/lists/references.yaml\n+++ b/lists/references.yaml\n@@")
    before = file.read_bytes()
    done = subprocess.run(
        ["git", "apply", "-"], input=patch.encode(), cwd=repository / where, capture_output=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")
    by_git = file.read_bytes()
    file.write_bytes(before)
    run(*argv, "--yes")
    assert file.read_bytes() == by_git != before


def test_a_diff_outside_a_repository_counts_from_this_folder(run, toy, monkeypatch):
    monkeypatch.chdir(toy.parent)
    assert run("tag", W, "+robots", "--catalogue", toy).out.startswith("--- a/toy.yaml\n+++ b/toy.yaml\n")
    monkeypatch.chdir("/")
    assert "//" not in run("tag", W, "+robots", "--catalogue", toy).out.split("@@")[0]


def test_diff_compares_with_the_last_commit_by_default(run, repository):
    assert run("diff") == (1, "", "llmprimer: no difference\n")
    run("tag", W, "+robots", "--yes")
    assert run("diff").out == run("diff", "HEAD").out == f"~ {W}\n    topics: [learning] -> [learning, robots]\n"
    patch = run("diff", "--format", "patch").out
    changed = (repository / "lists" / "references.yaml").read_bytes()
    subprocess.run(["git", "checkout", "-q", "."], cwd=repository, check=True, timeout=60)
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=repository, check=True, timeout=60)
    assert (repository / "lists" / "references.yaml").read_bytes() == changed


def test_without_git_diff_says_what_to_name(at):
    done = at("diff")
    assert done.status == 3
    assert "HEAD: no such file or revision" in done.err
    assert "hint: name what to compare with" in done.err
