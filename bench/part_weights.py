"""Trains the weights of labels: a conditional random field over the sequences with at most one title. Needs numpy.

The likelihood of the known labels is made as large as it gets (by Adagrad, entry by entry), with a margin: labels that are not the known
ones count more than they should while it trains. A penalty on the size of weights leaves most at zero, so that the file is small.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counted_parts import UNKNOWN
from llmprimer.importing.labelling.part_features import Features
from llmprimer.importing.labelling.part_labels import LABELS, Weights

_SEED = 7
#: Features of fewer entries are left out.
RARE = 3
_STEP, _LAST_STEP = 0.1, 0.005
_PENALTY = 0.0007
_MARGIN = 1.0
_NEVER = -1e4
_WIDTH = len(LABELS)
#: The label of each state: the labels before the title, the title, the labels behind it.
_LABEL_OF = np.array([*range(1, _WIDTH), 0, *range(1, _WIDTH)])
_TITLE = _WIDTH - 1
_STAGE = np.array([0] * _TITLE + [1] + [2] * _TITLE)
_FORBIDDEN = np.where((_STAGE[None] - _STAGE[:, None] < 0) | (_STAGE[None] - _STAGE[:, None] > 1), _NEVER, 0.0)
_IS_LABEL = np.eye(_WIDTH)[_LABEL_OF]


Floats = NDArray[np.float64]
Whole = NDArray[np.integer]
#: The numbers of features, by their names.
_Numbers = dict[str, int]


@dataclass(slots=True)
class _Rows:
    """The weights of features, for entries that have few of them: each has its penalty when it is next used."""

    values: Floats
    squares: Floats
    used: Whole

    @classmethod
    def of(cls, height: int, width: int) -> _Rows:
        return cls(np.zeros((height, width)), np.full((height, width), 1e-8), np.zeros(height, np.int64))

    def penalize(self, rows: Whole, now: int, step: float) -> Floats:
        """The values of rows after the penalty for the time that they were not used."""
        less = step * _PENALTY * (now - self.used[rows])[:, None] / np.sqrt(self.squares[rows])
        there = self.values[rows]
        self.values[rows] = there = np.sign(there) * np.maximum(np.abs(there) - less, 0)
        self.used[rows] = now
        return there

    def change(self, rows: Whole, slopes: Floats, step: float) -> None:
        """Goes a step down."""
        self.squares[rows] += slopes**2
        self.values[rows] -= step * slopes / np.sqrt(self.squares[rows])


class _Entry:
    """The features of an entry as rows of weights, and which labels its parts do not have."""

    def __init__(self, found: Sequence[Features], labels: str, weight: float, own: _Numbers, step: _Numbers) -> None:
        self.weight = weight
        self.own, self.own_at = _incidence([one.own for one in found], own)
        self.step, self.step_at = _incidence([one.step for one in found], step)
        self.begins_cell = np.array([one.begins_cell for one in found])
        self.is_wrong = np.array(
            [[label != one and (label != UNKNOWN or one == "T") for one in LABELS] for label in labels]
        )


def _incidence(names: Sequence[Sequence[str]], numbers: _Numbers) -> tuple[Whole, Whole]:
    """The rows of all parts, and for each feature of a part the part and the place of its row among them."""
    pairs = [(at, numbers.setdefault(name, len(numbers))) for at, there in enumerate(names) for name in there]
    parts, rows = np.array(pairs, np.int32).T
    rows, places = np.unique(rows, return_inverse=True)
    return rows, np.stack([parts, places.astype(np.int32)])


def _matrix(places: Whole, height: int, width: int) -> Floats:
    made = np.zeros(height * width)
    made += np.bincount(places[0] * width + places[1], minlength=len(made))
    return made.reshape(height, width)


def trained(examples: Iterable[tuple[Sequence[Features], str, float]], rounds: int) -> Weights:
    """The weights after as many rounds over the entries, each given with its labels and how much it counts."""
    own_numbers: _Numbers = {}
    step_numbers: _Numbers = {}
    entries = [_Entry(*one, own_numbers, step_numbers) for one in examples if one[1]]
    own, step = _Rows.of(len(own_numbers), _WIDTH), _Rows.of(len(step_numbers), _WIDTH * (_WIDTH + 1))
    chance = random.Random(_SEED)
    order = [at for _ in range(rounds) for at in chance.sample(range(len(entries)), len(entries))]
    for now, at in enumerate(order, 1):
        _learn(entries[at], own, step, now, _STEP + (_LAST_STEP - _STEP) * now / len(order))
    made = Weights()
    for rows, numbers, used in ((own, own_numbers, "own"), (step, step_numbers, "step")):
        rows.penalize(np.arange(len(numbers)), len(order), _LAST_STEP)
        usual = Counter(row for entry in entries for row in getattr(entry, used).tolist())
        kept = {name: rows.values[row].tolist() for name, row in numbers.items() if usual[row] >= RARE}
        if rows is own:
            made.own = {name: values for name, values in kept.items() if any(values)}
        else:
            made.step = {name: dict(enumerate(values)) for name, values in kept.items() if any(values)}
    return made


def _learn(entry: _Entry, own: _Rows, step: _Rows, now: int, size: float) -> None:
    height = len(entry.is_wrong)
    own_at = _matrix(entry.own_at, height, len(entry.own))
    step_at = _matrix(entry.step_at, height, len(entry.step))
    scores = own_at @ own.penalize(entry.own, now, size)
    steps = (step_at @ step.penalize(entry.step, now, size)).reshape(height, _WIDTH + 1, _WIDTH)
    steps[entry.begins_cell, 0, 0] = _NEVER
    both = np.stack([np.where(entry.is_wrong, _NEVER, scores), scores + _MARGIN * entry.is_wrong])
    (own_known, own_all), (step_known, step_all) = _expected(both, steps)
    own.change(entry.own, own_at.T @ (own_all - own_known) * entry.weight, size)
    step.change(entry.step, step_at.T @ (step_all - step_known).reshape(height, -1) * entry.weight, size)


def _expected(scores: Floats, steps: Floats) -> tuple[Floats, Floats]:
    """How probable each label, and each step between labels, is at each part, by each of several scores of the labels."""
    height = len(steps)
    at = scores[:, :, _LABEL_OF]
    ways = steps[:, _LABEL_OF][:, :, _LABEL_OF] + _FORBIDDEN
    begin = np.where(_STAGE == 2, _NEVER, steps[0, _WIDTH, _LABEL_OF])
    before, behind = np.zeros_like(at), np.zeros_like(at)
    before[:, 0] = begin + at[:, 0]
    for number in range(1, height):
        before[:, number] = _summed(before[:, number - 1, :, None] + ways[number], 1) + at[:, number]
    for number in range(height - 2, -1, -1):
        behind[:, number] = _summed(ways[number + 1] + (at + behind)[:, number + 1, None, :], 2)
    whole = _summed(before[:, -1], 1)[:, None, None]
    labels = np.exp(before + behind - whole) @ _IS_LABEL
    pairs = np.zeros((len(scores), height, _WIDTH + 1, _WIDTH))
    pairs[:, 0, _WIDTH] = labels[:, 0]
    between = before[:, :-1, :, None] + ways[1:] + (at + behind)[:, 1:, None, :] - whole[..., None]
    pairs[:, 1:, :_WIDTH] = _IS_LABEL.T @ np.exp(between) @ _IS_LABEL
    return labels, pairs


def _summed(values: Floats, axis: int) -> Floats:
    """The logarithm of the sum of what the values are logarithms of."""
    most = values.max(axis)
    return most + np.log(np.exp(values - np.expand_dims(most, axis)).sum(axis))
