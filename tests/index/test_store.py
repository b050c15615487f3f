"""The cache of indexes: never stale, never in the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from llmprimer.catalogue.folders import cache_folder
from llmprimer.errors import CatalogueError, InvalidCatalogueError
from llmprimer.index import Index, build, store


@pytest.fixture
def folder() -> Path:
    return Path(os.environ["LLMPRIMER_CACHE_DIR"])


def titles(path) -> list[str]:
    index = Index.open(path)
    try:
        return [row["title"] for row in index.rows()]
    finally:
        index.close()


def caches(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sqlite3"))


def only_cache(folder: Path) -> Path:
    (cached,) = caches(folder)
    return cached


def rename(path: Path, new: str) -> None:
    """Gives the first reference another title of the same length, so that the size of the file tells nothing."""
    assert len(new) == len("Robots walk out of the lab")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Robots walk out of the lab", new), encoding="utf-8")


@pytest.fixture
def no_building(monkeypatch):
    """After this, opening works only from the cache."""

    def forbid() -> None:
        def refuse(*_):
            raise AssertionError("the index was made again")

        monkeypatch.setattr("llmprimer.index.build.fill", refuse)

    return forbid


def test_an_index_is_made_once(toy, folder, no_building):
    first = titles(toy)
    no_building()
    assert titles(toy) == first
    assert len(caches(folder)) == 1


def test_nothing_but_the_index_and_its_note_is_left_in_the_folder(toy, folder):
    os.utime(toy, (1_600_000_000, 1_600_000_000))
    titles(toy)
    assert {path.suffix for path in folder.iterdir()} <= {".sqlite3", ".seen", ".valid"}


def test_a_changed_catalogue_is_read_again_and_its_older_index_removed(toy, folder):
    titles(toy)
    before = only_cache(folder)
    rename(toy, "Robots walk into a meadow!")
    assert "Robots walk into a meadow!" in titles(toy)
    assert only_cache(folder) != before


def test_what_a_killed_process_left_goes_with_the_next_index_and_what_is_being_written_stays(toy, folder):
    titles(toy)
    left, fresh = (only_cache(folder).with_suffix(f".sqlite3.{number}.tmp") for number in (1, 2))
    for path in (left, fresh):
        path.write_bytes(b"half")
    os.utime(left, (1_600_000_000, 1_600_000_000))
    rename(toy, "Robots walk into a meadow!")
    titles(toy)
    assert (left.exists(), fresh.exists()) == (False, True)


def test_an_index_that_another_process_made_later_stays(toy, folder):
    titles(toy)
    first = only_cache(folder)
    later = first.with_name(first.name.replace(first.stem[-6:], "abcdef"))
    later.write_bytes(first.read_bytes())
    os.utime(later, (4_000_000_000, 4_000_000_000))
    rename(toy, "Robots walk into a meadow!")
    assert "Robots walk into a meadow!" in titles(toy)
    assert later.exists()
    assert not first.exists()


def test_a_change_that_keeps_size_and_time_is_noticed(toy, monkeypatch):
    """As by `cp -p`, `rsync -t` or a tool that sets times back."""
    monkeypatch.setattr(store, "_RACY_SECONDS", 0.0)
    time.sleep(0.05)
    titles(toy)
    status = toy.stat()
    rename(toy, "Robots walk into a meadow!")
    os.utime(toy, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert toy.stat().st_size == status.st_size
    assert toy.stat().st_mtime_ns == status.st_mtime_ns
    assert "Robots walk into a meadow!" in titles(toy)


def test_a_change_within_the_same_moment_is_noticed(toy):
    for number in range(5):
        rename_to = f"Robots walk, part {number} of five"[:26].ljust(26, "!")
        text = toy.read_text(encoding="utf-8")
        line = next(line for line in text.splitlines() if line.startswith("    title: Robots walk"))
        toy.write_text(text.replace(line, f"    title: {rename_to}"), encoding="utf-8")
        assert rename_to in titles(toy)


def test_an_index_of_another_version_is_not_looked_at(toy, folder, monkeypatch):
    titles(toy)
    before = only_cache(folder)
    monkeypatch.setattr(store, "INDEX_VERSION", store.INDEX_VERSION + 1)
    titles(toy)
    assert only_cache(folder) != before


def test_catalogues_of_one_name_in_different_folders_do_not_share_an_index(toy, tmp_path, folder):
    other = tmp_path / "elsewhere" / toy.name
    other.parent.mkdir()
    other.write_bytes(toy.read_bytes())
    rename(other, "Robots walk into a meadow!")
    assert titles(toy) != titles(other)
    assert titles(toy) != titles(other)
    assert len(caches(folder)) == 2


def damaged(cached: Path, how: str) -> None:
    data = cached.read_bytes()
    cached.chmod(0o644)
    match how:
        case "empty":
            cached.write_bytes(b"")
        case "garbage":
            cached.write_bytes(b"\x00garbage" * 1000)
        case "truncated":
            cached.write_bytes(data[: len(data) // 2])
        case "no tables":
            cached.unlink()
            connection = sqlite3.connect(cached)
            connection.execute("CREATE TABLE other (x)")
            connection.commit()
            connection.close()
        case "empty tables":
            connection = sqlite3.connect(cached)
            connection.execute("DELETE FROM meta")
            connection.commit()
            connection.close()
        case "a folder":
            cached.unlink()
            cached.mkdir()


@pytest.mark.parametrize("how", ["empty", "garbage", "truncated", "no tables", "empty tables", "a folder"])
def test_a_damaged_index_is_ignored_and_made_again(toy, folder, how):
    whole = titles(toy)
    damaged(only_cache(folder), how)
    assert titles(toy) == whole
    assert titles(toy) == whole


@pytest.mark.parametrize("note", ["", "garbage", "\n\n", "../../x\n1 2 3", "\udcff"])
def test_a_damaged_note_is_ignored(toy, folder, note):
    os.utime(toy, (1_600_000_000, 1_600_000_000))
    whole = titles(toy)
    for path in folder.glob("*.seen"):
        path.write_bytes(note.encode("utf-8", "surrogateescape"))
    assert titles(toy) == whole


@pytest.mark.parametrize("place", ["a file", "below a file", "a device", "not allowed"])
def test_a_folder_that_cannot_be_written_is_no_error(toy, tmp_path, monkeypatch, capfd, place):
    blocking = tmp_path / "blocking"
    blocking.write_text("a file, not a folder")
    folder = {
        "a file": blocking,
        "below a file": blocking / "a" / "b",
        "a device": "/dev/null/x",
        "not allowed": "/proc/x",
    }
    monkeypatch.setenv("LLMPRIMER_CACHE_DIR", str(folder[place]))
    assert len(titles(toy)) >= 5
    assert len(titles(toy)) >= 5
    assert capfd.readouterr() == ("", "")
    assert blocking.read_text() == "a file, not a folder"


def test_a_disk_that_fills_up_is_no_error(toy, monkeypatch):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("llmprimer.index.build.build_index", full)
    assert len(titles(toy)) >= 5


def test_an_invalid_catalogue_leaves_nothing_behind(toy, folder):
    toy.write_text(toy.read_text(encoding="utf-8").replace("kind: news", "kind: newz"), encoding="utf-8")
    with pytest.raises(InvalidCatalogueError, match="newz"):
        Index.open(toy)
    assert not folder.exists() or [path.suffix for path in folder.iterdir() if path.suffix != ".seen"] == []
    with pytest.raises(InvalidCatalogueError, match="newz"):
        Index.open(toy)


def test_a_missing_catalogue_and_a_folder_are_errors_for_people(tmp_path):
    with pytest.raises(CatalogueError, match="no such file"):
        Index.open(tmp_path / "none.yaml")
    with pytest.raises(CatalogueError, match="a folder, no file"):
        Index.open(tmp_path)


def test_an_open_index_survives_the_removal_of_its_file(toy):
    index = Index.open(toy)
    rename(toy, "Robots walk into a meadow!")
    titles(toy)
    assert index.row("agency-2022-robots")["title"] == "Robots walk out of the lab"
    index.close()


def test_threads_that_index_one_content_at_once_do_not_meet(toy, folder, monkeypatch):
    """The browser writes a change in one thread and sees the changed file in another."""
    expected = titles(toy)
    only_cache(folder).unlink()
    both, fill, files = threading.Barrier(2, timeout=20), build.fill, []

    def fill_together(connection, *arguments):
        files.append(connection.execute("PRAGMA database_list").fetchone()[2])
        if len(files) <= both.parties:
            both.wait()
        fill(connection, *arguments)

    monkeypatch.setattr(build, "fill", fill_together)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(titles, [toy, toy])) == [expected] * 2
    assert len(set(files)) == both.parties
    assert all(files), "one of them was made in memory"
    assert not list(folder.glob("*.tmp"))


def test_processes_that_start_at_once_all_get_the_whole_index(toy, folder):
    code = "import sys\nfrom llmprimer.index import Index\nprint(len(Index.open(sys.argv[1])), len(Index.open(sys.argv[1]).rows()))"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(toy)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    outcomes = [process.communicate(timeout=60) for process in running]
    count = len(titles(toy))
    assert [out.split() for out, _ in outcomes] == [[str(count), str(count)]] * 6
    assert [err for _, err in outcomes] == [""] * 6
    assert len(caches(folder)) == 1
    assert not list(folder.glob("*.tmp"))


def test_the_cache_folder_follows_the_platform(monkeypatch):
    monkeypatch.delenv("LLMPRIMER_CACHE_DIR")
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == "/home/someone/.cache/llmprimer"
    monkeypatch.setenv("XDG_CACHE_HOME", "/elsewhere")
    assert cache_folder() == "/elsewhere/llmprimer"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache_folder() == "/home/someone/Library/Caches/llmprimer"


def test_paths_with_odd_characters_work(tmp_path, toy, monkeypatch):
    odd = tmp_path / "50% of? #1 & 悟道"
    odd.mkdir()
    path = odd / "a b?#%41.yaml"
    path.write_bytes(toy.read_bytes())
    monkeypatch.setenv("LLMPRIMER_CACHE_DIR", str(odd / "cache"))
    assert titles(path) == titles(path) == titles(toy)


def test_progress_counts_lines_up_to_the_end(toy):
    told = []
    Index.open(toy, lambda done, total: told.append((done, total))).close()
    assert told
    assert all(0 < done <= total for done, total in told)
