"""Trains the weights with which import labels the parts of entries, from lists counted by hand.

    python bench/train_part_labels.py FOLDER...                # writes src/llmprimer/importing/labelling/part_labels.txt
    python bench/train_part_labels.py FOLDER... --folds 5      # writes nothing: titles right on lists that were held out
    python bench/train_part_labels.py FOLDER... --uncounted FOLDER    # trains on other lists too, see below

A folder has pairs of a list and what was counted in it, in the form of bench/importing_quality.py. The lists are other people's
work and are not in the repository; any lists that were counted will do.

Where labels come from: titles, first authors and descriptions were counted by hand (counted_parts.py finds their parts). Other labels
(publication, date, other name, and what a count does not say) are those of the import's own records; where a record has another title,
they are left to the model. Entries whose title cannot be put together from parts are not trained on. With `--uncounted`, weights are
trained on the counted lists first; of each list in those folders that these and the usual reading agree about, the entries whose titles
they agree about are trained on too, without the parts that only the labels take for people or a description. The model is in
part_weights.py and needs numpy; each list is trained on in other forms too (changed_lists.py).

`--folds` prints for each list how many titles are right by the usual reading, by the labels, and by the one that import chooses.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from changed_lists import changed
from counted_parts import UNKNOWN, as_counted
from llmprimer.importing.detect import decode, read
from llmprimer.importing.document.outline import Block
from llmprimer.importing.entries import from_blocks
from llmprimer.importing.labelling import part_labels
from llmprimer.importing.labelling.labelled_lists import sampled
from llmprimer.importing.labelling.labelled_units import LabelledUnit, labelled_title, labelled_unit, parts_with_words
from llmprimer.importing.labelling.line_parts import LinePart, as_printed
from llmprimer.importing.labelling.list_units import Unit, lists_of
from llmprimer.importing.labelling.part_features import Features, features, pooled
from llmprimer.importing.labelling.part_labels import Labeller, Weights
from llmprimer.importing.labelling.reading_choice import ReadingChoice
from llmprimer.records.draft import Reading
from llmprimer.records.written_dates import is_date
from llmprimer.text import words
from part_weights import trained

_SEED = 7
#: Of a list that nobody counted: with how many entries it is used, what share must agree, and how many are trained on.
LEAST_KNOWN, AGREED, MOST_KNOWN = 12, 0.85, 30


@dataclass(slots=True)
class Example:
    """An entry with its title as counted, None where no work was counted, and the labels to learn, None where these are not known."""

    unit: Unit
    title: str | None
    features: list[Features]
    labels: str | None


@dataclass(slots=True)
class CountedList:
    """The units of one form in a document, those that were counted, and how many works there are."""

    name: str
    units: list[Unit]
    examples: list[Example] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="train on all but one part of the lists, try on that part")
    parser.add_argument("--uncounted", nargs="*", type=Path, default=[], help="folders of lists that nobody counted")
    parser.add_argument("--rounds", type=int, default=3, help="how often the training goes over all entries")
    parser.add_argument("--least", type=float, default=DROPPED, help="weights below this are dropped")
    parser.add_argument("--out", type=Path, default=Path(part_labels.__file__).with_suffix(".txt"))
    options = parser.parse_args()
    documents = [one for folder in options.folders for one in counted(folder)]
    others = [path for folder in options.uncounted for path in sorted(folder.iterdir())]
    if options.folds:
        cross_validate(documents, others, options.folds, options.rounds, options.least)
        return
    known = [one.examples for lists in documents for one in lists]
    weights = rounded(train([*known, *further(known, others, options.rounds)], options.rounds), options.least)
    options.out.write_text(weights.text(), encoding="utf-8")
    print(f"{len(weights.own)} features of parts, {len(weights.step)} of steps: {options.out.stat().st_size} bytes")


# -- examples ----------------------------------------------------------------------------------------------------------


def counted(folder: Path) -> Iterator[list[CountedList]]:
    """For each document of a folder its lists with the works that were counted in them."""
    for expected in sorted(folder.glob("*.jsonl")):
        source = next(path for path in sorted(folder.glob(f"{expected.stem}.*")) if path != expected)
        blocks, reading = usual_reading(source)
        if blocks:
            first, *works = (json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines() if line)
            lists = lists_of(blocks, reading.drafts)
            name = f"{folder.name}/{source.name}"
            yield [CountedList(name, units, list(examples(units, first["counted"], works))) for units in lists]


def further(known: Sequence[Sequence[Example]], others: Sequence[Path], rounds: int) -> list[list[Example]]:
    """Entries of lists that nobody counted, where the usual reading and weights from what is known agree about most of the list."""
    if not others:
        return []
    weights = rounded(train(known, rounds))
    return [agreed(units, weights) for source in others for units in units_in(source)]


def units_in(source: Path) -> list[list[Unit]]:
    """The lists of units in a document."""
    blocks, reading = usual_reading(source)
    return lists_of(blocks, reading.drafts) if blocks else []


def agreed(units: Sequence[Unit], weights: Weights) -> list[Example]:
    """The entries of a list to which the usual reading and the labels give equal titles; none if these are too few."""
    sample = [unit for unit in sampled(units) if unit.title]
    if len(sample) < LEAST_KNOWN:
        return []
    labeller = Labeller([(unit.parts, True) for unit in sample], weights)
    equal = [
        (unit, labels)
        for unit, labels in zip(sample, labeller.labels, strict=True)
        if words(labelled_title(unit.parts, labels)) == words(unit.title or "")
    ]
    if len(equal) < AGREED * len(sample):
        return []
    pool = pooled([unit.parts for unit in sample])
    return [
        Example(
            unit,
            unit.title,
            features(unit.parts, pool),
            with_title(unit.parts, shared_labels(as_recorded(unit), labels), unit.title or ""),
        )
        for unit, labels in equal[:MOST_KNOWN]
    ]


def shared_labels(recorded: str, labels: str) -> str:
    """The labels by the record, without those that say nothing of parts for which others have a label."""
    return "".join(UNKNOWN if a == "O" and b in "AS" else a for a, b in zip(recorded, labels, strict=True))


def usual_reading(source: Path) -> tuple[Sequence[Block], Reading]:
    """The blocks of a document, and its reading without labels."""
    found: list[tuple[Sequence[Block], Reading]] = []
    kept = from_blocks.with_labels, from_blocks.fill_fields
    from_blocks.with_labels = lambda blocks, reading: found.append((blocks, reading))
    from_blocks.fill_fields = lambda *_: None
    try:
        reading = read(decode(source.read_bytes(), source.name), source.name)
    finally:
        from_blocks.with_labels, from_blocks.fill_fields = kept
    return found[0] if found else ([], reading)


def examples(units: Sequence[Unit], ranges: Sequence[Sequence[int]], works: Sequence[Any]) -> Iterator[Example]:
    """The units within the counted lines, with what there is to learn of them."""
    of_line = defaultdict(list)
    for work in works:
        of_line[work["line"]].append(work)
    pool = pooled([unit.parts for unit in sampled(units)])
    for unit in units:
        if not unit.parts or not any(begin <= unit.line <= end for begin, end in ranges):
            continue
        there = [work for line in sorted({block.line for block in unit.blocks}) for work in of_line[line]]
        found = features(unit.parts, pool)
        labels: str | None = as_recorded(unit)
        if len(there) == 1:
            title = there[0]["title"]
            if words(unit.title or "") != words(title):
                labels = UNKNOWN * len(unit.parts)
            titled = with_title(unit.parts, labels, title)
            yield Example(unit, title, found, titled and as_counted(unit.parts, titled, there[0]))
        else:
            yield Example(unit, None, found, None if there else labels)


def as_recorded(unit: Unit) -> str:
    """The labels of parts by the import's own record: those whose words are in its fields."""
    if not unit.drafts:
        return "O" * len(unit.parts)
    fields = unit.drafts[-1].fields
    people = {word for person in (*fields.get("author", ()), *fields.get("editor", ())) for word in said(person)}
    venue = said([fields.get(name) for name in ("container_title", "publisher", "event_title", "collection_title")])
    summary, aliases = said(fields.get("summary")), said(fields.get("aliases"))
    year = str(fields.get("issued") or "-")[:4]
    labels = ""
    for part in unit.parts:
        own = set(words(part.text))
        if is_date(part.text) and year in part.text:
            labels += "D"
        elif people and len(own & people) >= max(1, 0.6 * len(own)):
            labels += "A"
        elif venue and len(own & venue) >= max(1, 0.5 * len(own)) and len(part.text.split()) < 15:
            labels += "V"
        elif own and own <= aliases:
            labels += "K"
        else:
            labels += "S" if own and len(own & summary) >= 0.8 * len(own) else "O"
    return labels


def said(value: Any) -> set[str]:
    """All words of a value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return {word for one in value for word in said(one)}
    return set(words(value)) if isinstance(value, str) else set()


def with_title(parts: Sequence[LinePart], labels: str, title: str) -> str | None:
    """The labels with those parts as the title that have its words; None if there are none. A link, or bold words, come first."""
    found = parts_with_words(parts, title)
    if not found:
        return None
    others = labels.replace("T", "O")
    return others[: found.start] + "T" * len(found) + others[found.stop :]


# -- training ----------------------------------------------------------------------------------------------------------

#: Weights below this are dropped from the file, and the others are stored in this unit: both change no title of held-out lists.
DROPPED = 0.05
UNIT = 0.1
#: How many lists in other forms are made of each, and how many entries with a title a list must have for that.
FORMS = 2
_LEAST_TITLES = 5


def train(lists: Iterable[Sequence[Example]], rounds: int) -> Weights:
    """The weights after as many rounds over the entries of lists and of the same lists in other forms."""
    return trained((one for examples in lists for one in in_all_forms(examples)), rounds)


def in_all_forms(examples: Sequence[Example]) -> Iterator[tuple[list[Features], str, float]]:
    """The entries of a list with known labels, and how much each counts: all other forms of one as much as the list."""
    usable = [one for one in examples if one.labels is not None]
    yield from ((one.features, one.labels, 1.0) for one in usable)
    if sum("T" in one.labels for one in usable) >= _LEAST_TITLES:
        chance = random.Random(as_printed(usable[0].unit.parts))
        for _ in range(FORMS):
            entries = list(changed([(one.unit.parts, one.labels) for one in usable], chance))
            pool = pooled([parts for parts, _ in entries])
            yield from ((features(parts, pool), labels, 1 / FORMS) for parts, labels in entries)


def rounded(weights: Weights, least: float = DROPPED) -> Weights:
    """The weights as integers in units of UNIT, without those features, and single steps, that are below `least` (before that)."""
    own = {name: v for name, v in weights.own.items() if max(map(abs, v)) >= least}
    return Weights(
        {name: [float(round(v / UNIT)) for v in values] for name, values in own.items()},
        {
            name: {place: round(v / UNIT) for place, v in steps.items() if abs(v) >= least}
            for name, steps in weights.step.items()
        },
    )


# -- trial -------------------------------------------------------------------------------------------------------------


def cross_validate(
    documents: Sequence[Sequence[CountedList]], uncounted: Sequence[Path], folds: int, rounds: int, least: float
) -> None:
    """Prints how many titles are right on documents that were held out from training."""
    order = list(documents)
    random.Random(_SEED).shuffle(order)
    total: Counter[str] = Counter()
    print(f"{'list':<30}{'works':>8}{'usual':>8}{'labels':>8}{'chosen':>8}")
    for number in range(folds):
        known = [one.examples for at, lists in enumerate(order) if at % folds != number for one in lists]
        weights = rounded(train([*known, *further(known, uncounted, rounds)], rounds), least)
        for lists in order[number::folds]:
            counts = tried(lists, weights)
            total += counts
            print_row(lists[0].name, counts)
    print_row("all", total)
    for what in ("usual", "labels", "chosen"):
        print(f"{what} {total[what] / total['works']:.1%}", end=" ")
    print()


def print_row(name: str, counts: Counter[str]) -> None:
    print(f"{name[:29]:<30}" + "".join(f"{counts[c]:>8}" for c in ("works", "usual", "labels", "chosen")), flush=True)


def tried(lists: Iterable[CountedList], weights: Weights) -> Counter[str]:
    """How many works a document has, and how many titles are right."""
    counts: Counter[str] = Counter()
    for one in lists:
        sample = sampled(one.units)
        labeller = Labeller([(unit.parts, bool(unit.drafts)) for unit in sample], weights)
        choice = ReadingChoice([*map(LabelledUnit, sample, labeller.labels, labeller.scores)])
        for example in one.examples:
            if example.title is None:
                continue
            unit = example.unit
            labelled = labelled_unit(labeller, unit)
            right = {"usual": words(unit.title or ""), "labels": words(labelled.title)}
            counts["works"] += 1
            chosen = "labels" if choice.uses_labels(labelled) else "usual"
            for what, there in (*right.items(), ("chosen", right[chosen])):
                counts[what] += there == words(example.title)
    return counts


if __name__ == "__main__":
    main()
