"""Killed at any moment a writer leaves the old file or the new one; of several writers one at a time gets through."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from catalogue.samples import SAMPLE
from llmprimer.catalogue import CatalogueContent
from llmprimer.catalogue.atomic import _lock_file, _writer_lock, replace_file
from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.errors import WriteError

# Writes for ever: after each commit the file is one of two texts, both long enough for a write to be caught within.
WRITER = """
import sys
from llmprimer.catalogue.writing import CatalogueFile
turn = 0
print("ready", flush=True)
while True:
    file = CatalogueFile.open(sys.argv[1])
    file.set_field("ouyang-2022-instructgpt", "note", "AB"[turn % 2] * 300_000)
    file.commit()
    turn += 1
"""

# Adds one to a number in the file, again and again, and starts over when somebody else was quicker.
COUNTER = """
import sys
from llmprimer.catalogue.writing import CatalogueFile
from llmprimer.errors import WriteError
for _ in range(int(sys.argv[2])):
    while True:
        file = CatalogueFile.open(sys.argv[1])
        count = int(file.record("ouyang-2022-instructgpt").note)
        file.set_field("ouyang-2022-instructgpt", "note", str(count + 1))
        try:
            file.commit()
            break
        except WriteError as error:
            assert "changed since" in error.message, error.message
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "references.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_killed_writer_leaves_the_old_file_or_the_new(path):
    dice = random.Random(5)
    for _ in range(25):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(dice.uniform(0, 0.15))
        finally:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            writer.stdout.close()
        note = CatalogueContent.read(path)["ouyang-2022-instructgpt"].note
        assert note in (None, "A" * 300_000, "B" * 300_000)
    file = CatalogueFile.open(path)
    file.set_field("ouyang-2022-instructgpt", "note", "done")
    file.commit()
    assert os.listdir(path.parent) == ["references.yaml"], "the remains of killed writers are cleared away"


@pytest.mark.slow
def test_no_change_of_several_writers_is_lost(path):
    file = CatalogueFile.open(path)
    file.set_field("ouyang-2022-instructgpt", "note", "0")
    file.commit()
    writers = [subprocess.Popen([sys.executable, "-c", COUNTER, str(path), "15"]) for _ in range(3)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    assert CatalogueContent.read(path)["ouyang-2022-instructgpt"].note == "45"


def test_who_waits_too_long_is_told_so(path, monkeypatch):
    monkeypatch.setattr("llmprimer.catalogue.atomic.LOCK_TIMEOUT", 0.1)
    with _writer_lock(path), pytest.raises(WriteError, match="another program is writing"):
        replace_file(path, b"x", seen=path.read_bytes())
    assert path.read_text(encoding="utf-8") == SAMPLE


def test_the_lock_beside_the_file_keeps_the_second_out_and_goes(path):
    with _lock_file(path, time.monotonic() + 1):
        with pytest.raises(WriteError, match="another program is writing"), _lock_file(path, time.monotonic() + 0.1):
            raise AssertionError
        assert len(os.listdir(path.parent)) == 2
    assert os.listdir(path.parent) == ["references.yaml"]


def test_a_folder_that_cannot_be_written_is_an_error_and_no_loss(path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left on device"):
        replace_file(path, b"x", seen=path.read_bytes())
    assert path.read_text(encoding="utf-8") == SAMPLE
    assert os.listdir(path.parent) == ["references.yaml"]


def test_what_is_no_file_is_not_written(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(WriteError, match="not a regular file"):
        replace_file(tmp_path / "pipe", b"x", seen=b"")
    with pytest.raises(WriteError):
        replace_file(tmp_path / "none", b"x", seen=b"")
