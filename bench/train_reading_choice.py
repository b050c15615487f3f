"""Finds what speaks for the labels of an entry, and how much, from counted lists (`importing/labelling/reading_choice.py`).

    PYTHONPATH=OLDER/src python bench/train_reading_choice.py --dump FOLDER... > read.json    # what older rules read
    python bench/train_reading_choice.py --usual read.json FOLDER...                          # prints the weights

The rules of import were made with the lists that are counted by now, so that what they read of these says nothing of the next list.
Give a reading by a revision before a list was looked at; the labels are trained on the other folders, in folds.
It prints the titles right by the rules, by the labels, and by the choice on folders that were held out; then the weights from all.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDS = 5
#: Rounds of training the labels.
ROUNDS = 3
#: Entries of one list count no more than so many.
MOST = 8
#: How strongly weights are drawn to zero, and how often all are changed.
DRAWN, STEPS = 3.3, 1_500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--dump", action="store_true", help="print what this revision reads, without labels")
    parser.add_argument("--usual", nargs="+", type=Path, help="what older revisions read")
    options = parser.parse_args()
    if options.dump:
        json.dump({str(path): reading for folder in options.folders for path, reading in read_all(folder)}, sys.stdout)
    else:
        usual: dict[str, Any] = {}
        for path in options.usual:
            usual |= json.loads(path.read_text(encoding="utf-8"))
        report(options.folders, usual)


# -- what older rules read ---------------------------------------------------------------------------------------------


def read_all(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """For each list of a folder the drafts (first and last line, title, whether it names authors) and the leftovers."""
    from llmprimer.importing.detect import decode, read
    from llmprimer.importing.entries import from_blocks

    for name in ("with_labels", "fill_fields"):
        if hasattr(from_blocks, name):
            setattr(from_blocks, name, lambda *_: None)
    for expected in sorted(folder.glob("*.jsonl")):
        source = source_of(expected)
        reading = read(decode(source.read_bytes(), source.name), source.name)
        drafts = [[d.line, d.last_line, d.fields.get("title"), "author" in d.fields] for d in reading.drafts]
        yield source, {"drafts": drafts, "leftovers": [[left.line, left.reason] for left in reading.leftovers]}


def source_of(expected: Path) -> Path:
    """The list to which a count belongs."""
    return next(path for path in sorted(expected.parent.glob(f"{expected.stem}.*")) if path != expected)


# -- examples ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Example:
    """An entry: what is said of it, whether its title is right by the rules and by the labels, and how much it counts.

    Something left over is right by the rules if it is no work.
    """

    said: list[str]
    by_rules: bool
    by_labels: bool
    is_left: bool
    fold: int = 0
    count: float = 1.0


def examples(folder: Path, usual: Mapping[str, Any], weights: Any, counts: Counter[str]) -> Iterator[Example]:
    """The entries of a folder in which labels give another title than older rules."""
    import train_part_labels as parts
    from llmprimer.importing.labelling.labelled_lists import NOT_UNDERSTOOD, sampled
    from llmprimer.importing.labelling.labelled_units import LabelledUnit, labelled_unit
    from llmprimer.importing.labelling.list_units import lists_of
    from llmprimer.importing.labelling.part_labels import Labeller
    from llmprimer.importing.labelling.reading_choice import ReadingChoice
    from llmprimer.records.draft import Draft
    from llmprimer.text import words

    for expected in sorted(folder.glob("*.jsonl")):
        source = source_of(expected)
        blocks, _ = parts.usual_reading(source)
        if not blocks or str(source) not in usual:
            continue
        drafts = [
            Draft(line, {"title": title} | ({"author": [{}]} if named else {}), last_line=last)
            for line, last, title, named in usual[str(source)]["drafts"]
        ]
        refused = {line for line, reason in usual[str(source)]["leftovers"] if reason not in NOT_UNDERSTOOD}
        first, *works = (json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines() if line)
        counts["works"] += len(works)
        for whole in lists_of(blocks, drafts):
            units = [unit for unit in whole if unit.drafts or unit.line not in refused]
            sample = sampled(units)
            labeller = Labeller([(unit.parts, bool(unit.drafts)) for unit in sample], weights)
            known = map(LabelledUnit, sample, labeller.labels, labeller.scores)
            choice = ReadingChoice([*known])
            found = []
            for counted in parts.examples(units, first["counted"], works):
                one = labelled_unit(labeller, counted.unit)
                usual_title = words(counted.unit.title or "")
                wanted = None if counted.title is None else words(counted.title)
                by_rules, by_labels = usual_title == wanted, words(one.title) == wanted
                counts["rules"] += by_rules
                counts["labels"] += by_labels
                counts["chosen"] += by_labels if choice.uses_labels(one) else by_rules
                counts["false"] += choice.uses_labels(one) and one.is_left and wanted is None
                if one.is_read and wanted is not None and one.difference != "same":
                    found.append(Example([*choice.said_for_title(one)], by_rules, by_labels, is_left=False))
                elif one.is_left and "T" in one.labels and (wanted is None or by_labels):
                    found.append(Example([*choice.said_for_work(one)], wanted is None, by_labels, is_left=True))
            for is_left in (False, True):
                of_kind = [one for one in found if one.is_left == is_left]
                for one in of_kind:
                    one.count = min(1.0, MOST / len(of_kind))
                yield from of_kind


# -- weights -----------------------------------------------------------------------------------------------------------


def fitted(known: Sequence[Example]) -> dict[str, float]:
    """Weights of statements (log odds for the labels) by logistic regression, of those examples where one side is right."""
    usable = [one for one in known if one.by_rules != one.by_labels]
    weights = dict.fromkeys(sorted({said for one in usable for said in one.said}), 0.0)
    for _ in range(STEPS):
        slopes = {said: -DRAWN * value for said, value in weights.items()}
        for said in slopes:
            if said.startswith("of any"):
                slopes[said] = 0.0
        for one in usable:
            error = one.count * (one.by_labels - chance(sum(weights[said] for said in one.said)))
            for said in one.said:
                slopes[said] += error
        weights = {said: value + slopes[said] / 600 for said, value in weights.items()}
    return weights


def chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def report(folders: Sequence[Path], usual: Mapping[str, Any]) -> None:
    """Prints what the choice by held-out weights gives, and the weights from all examples."""
    import train_part_labels as parts

    parts.usual_reading = cache(parts.usual_reading)  # each list is read for the labels, and again for the choice
    documents = {folder: [*parts.counted(folder)] for folder in folders}
    counts: Counter[str] = Counter()
    found: list[Example] = []
    for fold in range(FOLDS):
        held_out = folders[fold::FOLDS]
        known = [one.examples for f in folders if f not in held_out for lists in documents[f] for one in lists]
        weights = parts.rounded(parts.train(known, ROUNDS))
        for folder in held_out:
            for example in examples(folder, usual, weights, counts):
                example.fold = fold
                found.append(example)
    print(dict(counts))
    for is_left in (False, True):
        print_fit([one for one in found if one.is_left == is_left])


def print_fit(found: Sequence[Example]) -> None:
    odds: list[tuple[Example, float]] = []
    for fold in range(FOLDS):
        weights = fitted([one for one in found if one.fold != fold])
        odds += ((one, sum(weights.get(s, 0.0) for s in one.said)) for one in found if one.fold == fold)
    for least in (-0.4, 0.0, 0.4, 0.8):
        right = sum(one.by_labels if value > least else one.by_rules for one, value in odds)
        false = sum(value > least and not one.by_labels and one.by_rules for one, value in odds)
        print(f"used from {least}: {right} of {len(found)} right, {false} wrong where the rules are right")
    for said, value in fitted(found).items():
        print(f'    "{said}": {value:.1f},')


if __name__ == "__main__":
    main()
