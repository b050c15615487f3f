"""Labels the parts of entries: title, authors, publication, date, description, other name.

A linear model adds the weights of the features of each part, and of the steps between parts, and the best sequence of labels
counts (Viterbi). The weights are in part_labels.txt, which bench/train_part_labels.py writes.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import add
from pathlib import Path

from llmprimer.importing.document.labels import column
from llmprimer.importing.labelling.line_parts import LinePart, as_printed
from llmprimer.importing.labelling.part_features import Features, Slot, features, pooled, slot

#: Title, author, venue or publisher, date, summary, other name (as in `also called`), and anything else.
LABELS = "TAVDSKO"
_TITLE = LABELS.index("T")
_AUTHORS, _DATE = LABELS.index("A"), LABELS.index("D")
#: Columns of people who did not make the works, and of days that are not theirs.
_NOT_AUTHORS = ("speaker", "other")
_OTHERS = [number for number in range(len(LABELS)) if number != _TITLE]
#: The first part comes from here.
_START = len(LABELS)
_WEIGHTS = Path(__file__).with_name("part_labels.txt")
_FIRST_LINE = f"part labels 1 {LABELS}"
_OWN = re.compile(rf"([{LABELS}])(-?\d+)")
_STEP = re.compile(rf"([{LABELS}^])([{LABELS}])(-?\d+)")
#: How much it counts for a part what the other entries of the list have in its place.
_SHARED = 10
#: Works that are enough to show it; what may be none does not count then.
_KNOWN = 8
_NEVER = -math.inf
_NOTHING = (0.0,) * len(LABELS)


@dataclass(slots=True)
class Weights:
    """The weights of features: for each label, and for each step from one label to another (as place in a row of both)."""

    own: dict[str, list[float]] = field(default_factory=dict)
    step: dict[str, dict[int, float]] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Weights:
        """The weights in the form of the packaged file; ValueError for another version or other labels."""
        first, _, rest = text.partition("\n")
        if first != _FIRST_LINE:
            raise ValueError(f"the weights begin with {first[:60]!r}, not {_FIRST_LINE!r}")
        made = cls()
        for line in rest.splitlines():
            name, _, values = line.partition(" ")
            if _STEP.match(values):
                pairs = ((step_place(one, other), int(value)) for one, other, value in _STEP.findall(values))
                made.step[name] = dict(pairs)
            else:
                found = dict(_OWN.findall(values))
                made.own[name] = [float(found.get(label, 0)) for label in LABELS]
        return made

    def text(self) -> str:
        """The weights as they are packaged, rounded to integers; features without any are left out."""
        lines = []
        for name, values in self.own.items():
            lines.append((name, "".join(f"{LABELS[n]}{round(v)}" for n, v in enumerate(values) if round(v))))
        for name, steps in self.step.items():
            pairs = ((*divmod(place, len(LABELS)), round(v)) for place, v in sorted(steps.items()) if round(v))
            lines.append((name, "".join(f"{f'{LABELS}^'[one]}{LABELS[other]}{v}" for one, other, v in pairs)))
        return "\n".join((_FIRST_LINE, *(f"{name} {values}" for name, values in sorted(lines) if values), ""))


def step_place(before: str, label: str) -> int:
    """Where the weight of a step from one label (`^` at the beginning) to another stands."""
    return f"{LABELS}^".index(before) * len(LABELS) + LABELS.index(label)


@cache
def packaged() -> Weights:
    """The weights that come with llmprimer."""
    return Weights.parse(_WEIGHTS.read_text(encoding="utf-8"))


class Labeller:
    """Labels the entries of one list, by what a sample of them has in common."""

    def __init__(self, sample: Sequence[tuple[Sequence[LinePart], bool]], weights: Weights | None = None) -> None:
        """Each entry of the sample is given with whether it must have a title."""
        self._weights = weights or packaged()
        self._steps: dict[tuple[bool, tuple[str, ...]], list[float]] = {}  # most steps of a list are like others
        self._pool = pooled([parts for parts, _ in sample])
        self._shared: Mapping[Slot, Sequence[float]] = {}
        scored = [(parts, self._scores(parts), is_work) for parts, is_work in sample]
        known = [entry for entry in scored if entry[2]]
        self._shared = _shared(
            (parts, best_labels(scores, needs_title=is_work))
            for parts, scores, is_work in (known if len(known) >= _KNOWN else scored)
        )
        #: The scores and labels of the sample.
        self.scores = [self._with_shared(scores, parts) for parts, scores, _ in scored]
        self.labels = [
            best_labels(scores, needs_title=is_work)
            for scores, (_, _, is_work) in zip(self.scores, scored, strict=True)
        ]

    def label(self, parts: Sequence[LinePart], *, needs_title: bool) -> str:
        """The label of each part; exactly one run of parts has the label of titles, or none if no title is needed."""
        return best_labels(self.score(parts), needs_title=needs_title)

    def score(self, parts: Sequence[LinePart]) -> list[Scores]:
        """What speaks for each label of each part, with what the other entries have in its place."""
        return self._with_shared(self._scores(parts), parts)

    def _scores(self, parts: Sequence[LinePart]) -> list[Scores]:
        made = []
        for part, one in zip(parts, features(parts, self._pool), strict=True):
            key = one.begins_cell, tuple(one.step)
            if (step := self._steps.get(key)) is None:
                step = self._steps[key] = _score_of_step(one, self._weights)
            own = _score_of_part(one, self._weights)
            if part.head and column(part.head) in _NOT_AUTHORS:
                own[_AUTHORS] = own[_DATE] = _NEVER
            made.append((own, step))
        return made

    def _with_shared(self, scores: Sequence[Scores], parts: Sequence[LinePart]) -> list[Scores]:
        made = []
        for part, (own, step) in zip(parts, scores, strict=True):
            added = self._shared.get(slot(part))
            made.append((own if added is None else [a + b for a, b in zip(own, added, strict=True)], step))
        return made


#: How much speaks for each label, and for each step to a label from the one before.
Scores = tuple[list[float], list[float]]


def score(one: Features, weights: Weights) -> Scores:
    """What the features of a part say."""
    return _score_of_part(one, weights), _score_of_step(one, weights)


def _score_of_part(one: Features, weights: Weights) -> list[float]:
    rows = [values for name in one.own if (values := weights.own.get(name)) is not None]
    return [*map(sum, zip(_NOTHING, *rows, strict=True))]


def _score_of_step(one: Features, weights: Weights) -> list[float]:
    step = [0.0] * (len(LABELS) * (len(LABELS) + 1))
    for name in one.step:
        for place, value in weights.step.get(name, {}).items():
            step[place] += value
    if one.begins_cell:
        step[_TITLE * len(LABELS) + _TITLE] = _NEVER
    return step


def _shared(labelled: Iterable[tuple[Sequence[LinePart], str]]) -> dict[Slot, list[float]]:
    """How usual each label is in each place of the list, as scores."""
    counts: dict[Slot, list[float]] = defaultdict(lambda: [0.5] * len(LABELS))
    for parts, labels in labelled:
        for part, label in zip(parts, labels, strict=True):
            counts[slot(part)][LABELS.index(label)] += 1
    return {place: [_SHARED * math.log(n / sum(there)) for n in there] for place, there in counts.items()}


def best_labels(scores: Sequence[Scores], *, needs_title: bool) -> str:
    """The best labels for the parts of an entry: at most one run of parts is the title, and one if it is needed and there are parts."""
    if not scores:
        return ""
    width = len(LABELS)
    own, step = scores[0]
    begin = [step[_START * width + label] + own[label] for label in range(width)]
    # The best score of a sequence that ends here with each label: before the title, in it, and behind it.
    before = [_NEVER if label == _TITLE else begin[label] for label in range(width)]
    title, behind = begin[_TITLE], [_NEVER] * width
    ways: list[tuple[list[int], int, list[int]]] = []
    for own, step in scores[1:]:
        to_title, entering = _best_before(before, step[_TITLE::width])
        staying = title + step[_TITLE * width + _TITLE]
        came_before, came_behind = [-1] * width, [-1] * width
        new_before, new_behind = [_NEVER] * width, [_NEVER] * width
        for label in _OTHERS:
            steps = step[label::width]
            came_before[label], score_before = _best_before(before, steps)
            at, score_behind = _best_before(behind, steps)
            leaving = title + steps[_TITLE]
            came_behind[label] = at if score_behind > leaving else _TITLE
            new_before[label] = score_before + own[label]
            new_behind[label] = max(score_behind, leaving) + own[label]
        ways.append((came_before, to_title if entering > staying else _TITLE, came_behind))
        before, title, behind = new_before, max(entering, staying) + own[_TITLE], new_behind
    last = max(_OTHERS, key=lambda label: behind[label])
    ends = [(title, 1, _TITLE), (behind[last], 2, last)]
    if not needs_title:
        last = max(_OTHERS, key=lambda label: before[label])
        ends.append((before[last], 0, last))
    _, stage, label = max(ends)
    found = [label]
    for came_before, came_title, came_behind in reversed(ways):
        if stage == 0:
            label = came_before[label]
        elif stage == 1:
            label = came_title
            stage = 1 if label == _TITLE else 0
        else:
            label = came_behind[label]
            stage = 1 if label == _TITLE else 2
        found.append(label)
    return "".join(LABELS[label] for label in reversed(found))


def _best_before(scores: Sequence[float], steps: Sequence[float]) -> tuple[int, float]:
    """From which label a step is best, and the score with it; the steps from there are given, and behind them that from the beginning."""
    sums = [*map(add, scores, steps)]
    best = max(sums)
    return sums.index(best), best


def lead(scores: Sequence[Scores], labels: str, title: Collection[int] = ()) -> float:
    """How much better labels are than the best ones with the title at the parts of those numbers; without a title if there are none."""
    other = [
        (
            [value if (label == _TITLE) == (number in title) else _NEVER for label, value in enumerate(own)],
            step,
        )
        for number, (own, step) in enumerate(scores)
    ]
    return _score_of(scores, labels) - _score_of(scores, best_labels(other, needs_title=bool(title)))


def _score_of(scores: Sequence[Scores], labels: str) -> float:
    """The sum of what speaks for a sequence of labels."""
    total, before = 0.0, _START
    for (own, step), label in zip(scores, map(LABELS.index, labels), strict=True):
        total += own[label] + step[before * len(LABELS) + label]
        before = label
    return total


def title_of(parts: Sequence[LinePart], labels: str) -> str:
    """The text of the parts that are labelled as the title, as it was printed; empty if none is."""
    return as_printed([part for part, label in zip(parts, labels, strict=True) if label == "T"])
