"""The labels of parts: the weights that are packaged, what the best sequence is, and that it has one title."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.labelling.line_parts import LinePart, parts_of
from llmprimer.importing.labelling.part_features import features, pooled, shape, slot
from llmprimer.importing.labelling.part_labels import (
    LABELS,
    Labeller,
    Weights,
    best_labels,
    packaged,
    step_place,
    title_of,
)


def entry(*spans: Span | str) -> list[LinePart]:
    """The parts of an item."""
    return parts_of([(Block("item", 1, [s if isinstance(s, Span) else Span(s) for s in spans]), 0)])


def test_the_packaged_weights_can_be_read_and_are_written_the_same():
    weights = packaged()
    assert len(weights.own) > 500
    assert len(weights.step) > 200
    assert all(len(values) == len(LABELS) for values in weights.own.values())
    assert Weights.parse(weights.text()).text() == weights.text()
    # The weights are for the features that there are.
    parts = entry("Large Lamps, by Ada Stern, CHI 2019")
    found = features(parts, pooled([parts]))
    assert sum(name in weights.own for one in found for name in one.own) > 60


@pytest.mark.parametrize("text", ["", "part labels 2 TAVDSKO\n", "part labels 1 TAV\n"])
def test_weights_of_another_version_or_other_labels_are_refused(text):
    with pytest.raises(ValueError, match="the weights begin with"):
        Weights.parse(text)


def test_weights_are_written_as_integers_without_zeros():
    weights = Weights({"a:1": [1.4, 0, 0, -2.6, 0, 0, 0], "b": [0.2] * 7}, {"t": {step_place("^", "T"): 5.0}})
    assert weights.text() == "part labels 1 TAVDSKO\na:1 T1D-3\nt ^T5\n"


SCORES = st.lists(
    st.tuples(
        st.lists(st.integers(-5, 5), min_size=7, max_size=7), st.lists(st.integers(-5, 5), min_size=56, max_size=56)
    ),
    max_size=4,
)


def total(scores: list[tuple[list[int], list[int]]], labels: str) -> int:
    """The score of a sequence of labels."""
    steps = zip(f"^{labels}", labels, scores, strict=False)
    return sum(own[LABELS.index(to)] + step[step_place(one, to)] for one, to, (own, step) in steps)


def has_one_title(labels: str) -> bool:
    """Whether exactly one run of parts is the title."""
    return re.fullmatch(r"[^T]*T+[^T]*", labels) is not None


@given(SCORES, st.booleans())
def test_the_best_sequence_is_found_among_those_with_at_most_one_title(scores, needs_title):
    found = best_labels(scores, needs_title=needs_title)
    assert len(found) == len(scores)
    if not scores:
        return
    allowed = [
        "".join(labels)
        for labels in itertools.product(LABELS, repeat=len(scores))
        if has_one_title("".join(labels)) or ("T" not in labels and not needs_title)
    ]
    assert found in allowed
    assert total(scores, found) == max(total(scores, labels) for labels in allowed)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_any_entries_get_a_label_for_each_part_and_one_title(texts):
    sample = [(parts, True) for text in texts if (parts := entry(text))]
    labeller = Labeller(sample)
    for (parts, _), labels in zip(sample, labeller.labels, strict=True):
        assert len(labels) == len(parts)
        assert has_one_title(labels)
        assert title_of(parts, labels)


def test_what_a_list_has_in_a_place_counts():
    linked = [
        (entry(Span(f"Large Lamps of {n} Rooms", href=f"https://a.org/{n}"), " - Ada Stern"), True) for n in range(9)
    ]
    assert Labeller(linked).labels == ["TA"] * 9


@pytest.mark.parametrize(("works", "expected"), [(8, "T"), (7, "O")])
def test_what_may_be_no_work_does_not_count_where_enough_works_are_known(works, expected):
    known = [
        (entry(f"Large Lamps of {n} Rooms, ", Span("paper", href=f"https://a.org/{n}")), True) for n in range(works)
    ]
    others = [(entry(f"Progressive Networks for {n} Dim Bulbs"), False) for n in range(8)]
    assert Labeller(known + others).labels == ["TO"] * works + [expected] * 8


def test_the_shape_of_a_text():
    assert shape("CHI 2019").venue == "M"
    assert shape("2019-05-01").digits == "D"
    assert shape("Ada Stern").likeness > shape("of the lamps").likeness
    assert shape("灯").length.startswith("c")


def test_places_are_pooled_over_the_entries():
    lists = [entry("Lamps, Ada Stern"), entry("Shades, Bo Lind")]
    pool = pooled(lists)
    assert set(pool) == {slot(part) for parts in lists for part in parts}


def test_what_most_entries_have_is_known_of_each_part():
    linked = [entry(Span("Large Lamps", href="https://a.org"), ", ", Span("1999", bold=True))] * 3
    pool = pooled([*linked, entry("Ada Stern")])
    assert (pool.marks, pool.links, pool.size) == ("220", "1", "0")
    names = {name for one in features(linked[0], pool) for name in one.own}
    assert {"lcs:220|T", "lcl:1|b", "lcz:0|1", "ln:0|0"} <= names


def test_no_title_goes_on_from_one_cell_into_the_next():
    row = Block("row", 1, cells=[[Span("Large Lamps")], [Span("Small Lamps: Light")]])
    parts = parts_of([(row, 0)])
    weights = Weights(own={"t": [0.0] * len(LABELS)}, step={})
    for one in features(parts, pooled([parts])):
        weights.own |= {name: [9.0 if label == "T" else 0.0 for label in LABELS] for name in one.own}
    labels = Labeller([(parts, True)], weights).labels[0]
    assert labels[1:] == "TT"
    assert labels[0] != "T"
