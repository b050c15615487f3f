"""Lists in other forms, and weights trained on them, for bench/train_part_labels.py."""

from __future__ import annotations

import random
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.labelling.line_parts import LinePart, parts_of
from llmprimer.importing.labelling.part_features import features, pooled
from llmprimer.importing.labelling.part_labels import Labeller

sys.path.append(str(Path(__file__).parents[2] / "bench"))
from changed_lists import changed

try:
    from part_weights import trained
except ImportError:  # numpy is not installed
    trained = None
sys.path.pop()  # it has a module that is called like this folder


def entries(count: int) -> list[tuple[list[LinePart], str]]:
    """Entries with a linked title, an author and a description."""
    made = []
    for n in range(count):
        spans = [Span(f"Large Lamps of {n} Rooms", href=f"https://a.org/{n}"), Span(f", Ada Stern - Lights room {n}")]
        made.append((parts_of([(Block("item", 1, spans), 0)]), "TAS"))
    return made


def test_a_list_is_changed_as_a_whole_and_the_one_before_stays():
    before = entries(4)
    forms = set()
    for seed in range(60):
        made = list(changed(before, random.Random(seed)))
        assert len(made) == len(before)
        assert len({(tuple((p.before, p.after, p.link, p.bold) for p in parts), labels) for parts, labels in made}) == 1
        for parts, labels in made:
            assert [p.text.startswith("Large") for p in parts] == [label == "T" for label in labels]
            assert all(one.after == two.before for one, two in pairwise(parts))
        forms.add((made[0][1], made[0][0][0].link, made[0][0][1].before if len(made[0][0]) > 1 else ""))
    assert {labels for labels, *_ in forms} >= {"TAS", "ATS", "TS", "TA"}
    assert {link for _, link, _ in forms} == {"T", ""}
    assert len(forms) > 12
    assert before == entries(4)


@pytest.mark.skipif(trained is None, reason="numpy is not installed")
def test_weights_are_learned_from_known_labels():
    known = entries(12)
    pool = pooled([parts for parts, _ in known])
    weights = trained([(features(parts, pool), labels, 1.0) for parts, labels in known], 4)
    assert Labeller([(parts, True) for parts, _ in known], weights).labels == ["TAS"] * 12
    assert all(any(values) for values in weights.own.values())
    unknown = trained([(features(parts, pool), "T??", 1.0) for parts, _ in known], 4)
    assert {one[0] for one in Labeller([(parts, True) for parts, _ in known], unknown).labels} == {"T"}
