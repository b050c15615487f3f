"""Building a site: the same files from run to run, only what changed is written, and nothing of others is touched."""

from __future__ import annotations

import json
import os

import pytest

from llmprimer.errors import CatalogueError, ExitCode, NotFoundError, UsageError
from llmprimer.site import colors
from website.conftest import build


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_are_the_same_byte_for_byte(toy, tmp_path, python):
    for name, seed in (("one", "1"), ("two", "2")):
        code = "import sys; from llmprimer.cli import main; sys.exit(main(sys.argv[1:]))"
        os.environ["PYTHONHASHSEED"] = seed
        try:
            python(code, "site", "build", "--catalogue", str(toy), "-o", str(tmp_path / name))
        finally:
            del os.environ["PYTHONHASHSEED"]
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_two_processes_make_the_files_that_one_makes(toy, tmp_path, monkeypatch):
    one = build(toy, tmp_path / "one")
    monkeypatch.setattr("llmprimer.site.build._LARGE", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert build(toy, tmp_path / "two") == one
    assert contents(tmp_path / "two") == contents(tmp_path / "one")
    assert build(toy, tmp_path / "two").written == 0


def test_a_second_build_writes_nothing(toy, tmp_path):
    first = build(toy, tmp_path / "out")
    assert first.written == first.files
    again = build(toy, tmp_path / "out")
    assert (again.written, again.removed) == (0, 0)


def test_after_a_change_only_the_pages_that_show_it_are_made(toy, tmp_path):
    out = tmp_path / "out"
    build(toy, out)
    before = contents(out)
    toy.write_text(toy.read_text().replace("Robots walk out of the lab", "Robots run out of the lab"))
    built = build(toy, out)
    changed = {path for path, data in contents(out).items() if before.get(path) != data}
    assert "r/agency-2022-robots/index.html" in changed
    assert "r/muller-2021-walking/index.html" in changed  # which shows it as a relation
    assert "r/wu-1998-dao/index.html" not in changed
    assert "topics/learning/index.html" not in changed
    assert not {path for path in changed if path.startswith("assets/")}
    assert built.made < built.files / 2
    build(toy, tmp_path / "fresh")
    assert contents(tmp_path / "fresh") == contents(out)


def test_a_second_build_makes_no_citation(toy, tmp_path, monkeypatch):
    build(toy, tmp_path / "out")
    made = []
    monkeypatch.setattr("llmprimer.site.citations.exported", lambda *_: made.append(1))
    build(toy, tmp_path / "out")
    assert not made


def test_a_name_that_another_reference_teaches_changes_the_citations_that_have_it(toy, tmp_path):
    out = tmp_path / "out"
    toy.write_text(toy.read_text().replace("title: Robots walk out of the lab", "title: Robots Leave Zanzibar Today"))
    build(toy, out)
    before = contents(out)
    toy.write_text(toy.read_text().replace("summary: An old book", "summary: An old book on the city of Zanzibar", 1))
    build(toy, out)
    changed = {path for path, data in contents(out).items() if before.get(path) != data}
    assert {"r/agency-2022-robots/index.html", "downloads/references.bib"} <= changed
    build(toy, tmp_path / "fresh")
    assert contents(out) == contents(tmp_path / "fresh")


def test_a_page_that_was_damaged_is_made_again(toy, tmp_path):
    out = tmp_path / "out"
    build(toy, out)
    before = contents(out)
    (out / "r" / "wu-1998-dao" / "index.html").write_text("damaged")
    (out / "search" / "index.bin").unlink()
    build(toy, out)
    assert contents(out) == before


def test_what_left_the_catalogue_leaves_the_site_and_files_of_others_stay(toy, tmp_path):
    build(toy, tmp_path / "out")
    (tmp_path / "out" / "CNAME").write_text("example.org")
    built = build(toy, tmp_path / "out", "topic:learning")
    assert built.removed > 0
    assert not (tmp_path / "out" / "r" / "user-2022-tweet").exists()
    assert (tmp_path / "out" / "CNAME").exists()
    build(toy, tmp_path / "fresh", "topic:learning")
    assert contents(tmp_path / "fresh") == {n: d for n, d in contents(tmp_path / "out").items() if n != "CNAME"}


def test_a_folder_with_something_else_in_it_is_left_alone(toy, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="something other than a site"):
        build(toy, tmp_path / "out")
    assert list(contents(tmp_path / "out")) == ["thesis.txt"]


def test_a_list_of_files_that_leads_out_of_the_folder_removes_nothing_there(toy, tmp_path):
    build(toy, tmp_path / "out")
    (tmp_path / "mine.txt").write_text("mine")
    manifest = tmp_path / "out" / "site-files.json"
    entries = [f"{json.dumps(path)}: " + '["", null],' for path in ("../mine.txt", str(tmp_path / "mine.txt"))]
    first, *others = manifest.read_text().splitlines()
    manifest.write_text("\n".join([first, *entries, *others, ""]))
    build(toy, tmp_path / "out")
    assert (tmp_path / "mine.txt").exists()


def test_nothing_is_published_where_nothing_fits(toy, tmp_path):
    with pytest.raises(NotFoundError):
        build(toy, tmp_path / "out", "year:1900")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["build", "serve"])
def test_without_a_folder_for_temporary_files_a_site_is_one_error(toy, tmp_path, monkeypatch, run, command):
    with monkeypatch.context() as patched:
        patched.setattr("tempfile.tempdir", None)
        patched.setattr("tempfile._candidate_tempdir_list", lambda: [str(tmp_path / "none")])
        patched.setattr("llmprimer.site.build._LARGE", 1)
        patched.setattr("os.cpu_count", lambda: 2)
        output = ("-o", tmp_path / "out") if command == "build" else ("--port", "0")
        done = run("site", command, *output, "--catalogue", toy)
    assert done.status == ExitCode.CATALOGUE
    first, hint = done.err.splitlines()
    assert first.startswith("llmprimer: no temporary file can be written: ")
    assert hint == "  hint: TMPDIR names another folder for temporary files"


def test_a_logo_is_taken_from_beside_the_catalogue_and_never_from_outside(toy, tmp_path):
    toy.write_text(toy.read_text().replace("outline:", "site: {logo: logo.png}\noutline:", 1))
    with pytest.raises(CatalogueError, match="No such file"):
        build(toy, tmp_path / "out")
    (tmp_path / "logo.png").symlink_to("/etc/hostname")
    with pytest.raises(CatalogueError, match="leads out"):
        build(toy, tmp_path / "out")
    (tmp_path / "logo.png").unlink()
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    build(toy, tmp_path / "out")
    (logo,) = (tmp_path / "out" / "assets").glob("*/logo.png")
    assert logo.read_bytes() == b"\x89PNG"


def test_the_command_says_what_it_wrote(run, toy, tmp_path):
    done = run("site", "build", "topic:robots", "--catalogue", toy, "-o", tmp_path / "out")
    assert (done.status, done.out) == (0, "")
    assert "written" in done.err
    assert run("site", "build", "year:1900", "--catalogue", toy, "-o", tmp_path / "none").status == 1


@pytest.mark.parametrize("color", ["#000000", "#ffffff", "#ffff00", "#0b57d0", "#808080", "#00ff00"])
@pytest.mark.parametrize("ground", [colors.LIGHT, colors.DARK])
def test_any_accent_colour_is_readable_on_both_grounds(color, ground):
    assert colors.contrast(colors.readable(color, ground), ground) >= 4.5
