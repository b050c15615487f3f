"""Labels to learn from say what was counted, where the import's own record says something else or nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from llmprimer.importing.document.markdown_outline import blocks
from llmprimer.importing.labelling.line_parts import parts_of

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from counted_parts import as_counted

LINE = (
    "- [Large Lamps](https://a.example.org) ICML 2019. A. Stern, Bo Lind et al. Finds lamps, and asks people. Code soon"
)


@pytest.mark.parametrize(
    ("recorded", "author", "description", "known"),
    [
        ("TVOOOOOO", "Stern, A", "Finds lamps, and asks", "TVAASS?"),
        ("TVAASSSO", "Stern, A", None, "TVAASSS"),
        ("TVOOOOOO", None, None, "TVOOOOO"),
        ("TVAAOOOO", None, None, "TV??OOO"),
        ("TAOOOOOO", "Lind, B", None, "T?OAOOO"),
    ],
)
def test_authors_and_descriptions_are_those_that_were_counted(recorded, author, description, known):
    parts = parts_of([(blocks(LINE)[0], 0)])
    labels = recorded[: len(parts)]
    assert as_counted(parts, labels, {"author": author, "description": description}) == known
