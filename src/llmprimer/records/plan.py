"""The plan of an import: the outcome of each draft, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from llmprimer.catalogue.matching import Match, Matcher, Work
from llmprimer.model import Topic
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.keys import propose_key
from llmprimer.records.merging import Dispute, merge_fields, withdraw_disputed
from llmprimer.records.records import complete, reference_of, usable_key
from llmprimer.records.topics import Vocabulary

if TYPE_CHECKING:
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.model import Reference


#: The placeholder for the key of a new work.
_NEW = "\0"
_EVIDENCE = {
    "arxiv": "the same arXiv id",
    "doi": "the same DOI",
    "url": "the same address",
    "title": "the same title",
}


class Outcome(StrEnum):
    """The outcome of a draft."""

    NEW = "new"
    PRESENT = "already there"
    CONFLICT = "conflict"
    REFUSED = "not understood"


@dataclass(slots=True)
class DraftStep:
    """One draft: its outcome, its key (or that of the existing work), and the reason."""

    draft: Draft
    outcome: Outcome
    key: str = ""
    reason: str = ""
    remarks: list[str] = field(default_factory=list)
    reference: Reference | None = None


@dataclass(slots=True)
class DraftPlan:
    """All steps in the order of the source, and the topics that they need."""

    steps: list[DraftStep] = field(default_factory=list)
    topics: dict[str, Topic] = field(default_factory=dict)
    #: Headings without a topic, and the number of works under each.
    unknown_headings: Counter[str] = field(default_factory=Counter)
    #: Identifiers that lines of the source give to works of different titles; no record has them.
    conflicts: list[Dispute] = field(default_factory=list)

    def having(self, outcome: Outcome) -> list[DraftStep]:
        """The steps with that outcome."""
        return [step for step in self.steps if step.outcome is outcome]

    def apply(self, file: CatalogueFile) -> None:
        """Adds the new topics and references to the text of the file; nothing is written yet."""
        for slug, topic in self.topics.items():
            file.set_topic(slug, topic)
        for step in self.having(Outcome.NEW):
            assert step.reference is not None
            file.insert_record(step.reference)


def make_plan(
    reading: Reading,
    references: Iterable[Reference],
    vocabulary: Vocabulary,
    *,
    keywords: bool = False,
    keep_keys: bool = True,
    source: str = "",
) -> DraftPlan:
    """The plan for the drafts of one source and an existing catalogue.

    With `keywords` the drafts' headings are keywords, not nested; with `keep_keys` the source's own citation keys are kept
    if possible; `source` is the name of the list, which marks its descriptions. If a work comes twice in the source, its
    second line is present already, and further facts of that line are added to the record.
    """
    plan = DraftPlan(unknown_headings=vocabulary.unknown)
    planner = _Planner(plan, references, vocabulary, keywords=keywords)
    completed = [complete(draft, source=source) for draft in reading.drafts]
    works = [Work.of("", fields) for fields, _ in completed]
    plan.conflicts, marks = withdraw_disputed(reading.drafts, completed, works)
    for number, (draft, (fields, remarks)) in enumerate(zip(reading.drafts, completed, strict=True)):
        if number in marks:
            works[number] = Work.of("", fields)._replace(marks=marks[number])
        planner.take(draft, fields, works[number], remarks, keep_key=keep_keys)
    planner.settle()
    planner.name()
    new_topics = _topics_of(reading)
    for entry in planner.entries:
        _resolve(entry.step, entry.fields, planner.keys, vocabulary, new_topics, plan)
        try:
            entry.step.reference = reference_of(entry.fields, entry.step.key)
        except ValidationError as error:
            entry.step.outcome, entry.step.reason = Outcome.REFUSED, error.errors()[0]["msg"]
    plan.topics.update(vocabulary.made)
    return plan


@dataclass(slots=True)
class _Entry:
    """A new work, and the steps of further lines about it."""

    step: DraftStep
    fields: dict[str, Any]
    key: str | None
    headings: set[tuple[str, ...]] = field(default_factory=set)
    again: list[DraftStep] = field(default_factory=list)


class _Planner:
    """Takes drafts in file order; keys are assigned at the end, when all lines about a work are merged."""

    def __init__(
        self, plan: DraftPlan, references: Iterable[Reference], vocabulary: Vocabulary, *, keywords: bool
    ) -> None:
        self._plan = plan
        self._vocabulary = vocabulary
        self._keywords = keywords
        self.entries: list[_Entry] = []
        self._present = [Work.of_reference(reference) for reference in references]
        self._matcher = Matcher(self._present)
        #: Key given by the source -> the entry that has it.
        self._own: dict[str, _Entry] = {}
        self.keys = {work.key.lower() for work in self._present}

    def take(self, draft: Draft, fields: dict[str, Any], work: Work, remarks: list[str], *, keep_key: bool) -> None:
        """One more draft: new, there already, or in conflict."""
        work = work._replace(key=f"{_NEW}{len(self.entries)}")
        match = self._matcher.find(work)
        if match is not None:
            self._mark_known(draft, fields, work, remarks, match)
            return
        key = usable_key(draft.key) if keep_key else None
        if key is not None and key.lower() in self.keys:
            step = DraftStep(draft, Outcome.CONFLICT, key, "the key is that of another work", remarks)
            self._plan.steps.append(step)
            return
        if key is not None and (first := self._own.get(key.lower())) is not None:
            remarks.append(f"the key {key} is given twice; the first is on line {first.step.draft.line}")
            key = None
        entry = _Entry(DraftStep(draft, Outcome.NEW, "", "", remarks), fields, key)
        if key is not None:
            self._own[key.lower()] = entry
        self._add_topics(entry, draft)
        self.entries.append(entry)
        self._plan.steps.append(entry.step)
        self._matcher.add(work)

    def _mark_known(self, draft: Draft, fields: dict[str, Any], work: Work, remarks: list[str], match: Match) -> None:
        reason = _EVIDENCE[match.by]
        if not match.agrees:
            reason += ", but another identifier" if match.by == "title" else ", but another title"
        step = DraftStep(draft, Outcome.PRESENT if match.agrees else Outcome.CONFLICT, match.key, "", remarks)
        self._plan.steps.append(step)
        step.reason = reason
        if match.key.startswith(_NEW):
            entry = self.entries[int(match.key[len(_NEW) :])]
            self._join(entry, step, match)
            if match.agrees:
                merge_fields(entry.fields, fields)
                self._add_topics(entry, draft)
        if match.agrees:
            # Further lines may have only the identifier of this line in common with the known work.
            self._matcher.add(work._replace(key=match.key, title=""))

    def _join(self, entry: _Entry, step: DraftStep, match: Match) -> None:
        """Adds the step of a line that repeats, or contradicts, a known work."""
        first = entry.step.draft
        step.reason += f" as line {first.line}" if match.agrees else f": line {first.line}, “{first.title}”"
        entry.again.append(step)

    def settle(self) -> None:
        """Merges works whose identity appears only after all lines: a later line may add the common identifier."""
        again = any(entry.again for entry in self.entries)
        while again:
            again = False
            matcher = Matcher(self._present)
            kept: list[_Entry] = []
            for entry in self.entries:
                work = Work.of(f"{_NEW}{len(kept)}", entry.fields)
                match = matcher.find(work)
                if match is None:
                    kept.append(entry)
                    matcher.add(work)
                    continue
                again = True
                step = entry.step
                step.outcome = Outcome.PRESENT if match.agrees else Outcome.CONFLICT
                step.key, step.reason = match.key, _EVIDENCE[match.by]
                if match.key.startswith(_NEW):
                    first = kept[int(match.key[len(_NEW) :])]
                    self._join(first, step, match)
                    first.again += entry.again
                    if match.agrees:
                        merge_fields(first.fields, entry.fields)
                        topics = (*first.fields.get("topics", ()), *entry.fields.get("topics", ()))
                        first.fields["topics"] = list(dict.fromkeys(topics))
                else:
                    for other in entry.again:
                        other.key = match.key
            self.entries = kept

    def _add_topics(self, entry: _Entry, draft: Draft) -> None:
        if draft.headings in entry.headings:
            return
        entry.headings.add(draft.headings)
        of = self._vocabulary.of_keywords if self._keywords else self._vocabulary.of_headings
        topics = of(draft.headings)
        if topics and ("topics" not in entry.fields or draft is not entry.step.draft):
            entry.fields["topics"] = list(dict.fromkeys((*entry.fields.get("topics", ()), *topics)))

    def name(self) -> None:
        """Assigns a key to every new work: the source's own, else by the rule."""
        self.keys |= set(self._own)
        for entry in self.entries:
            key = entry.key or propose_key(entry.fields, lambda wish: wish.lower() in self.keys)
            self.keys.add(key.lower())
            for step in (entry.step, *entry.again):
                step.key = key


def _topics_of(reading: Reading) -> dict[str, Topic]:
    """The valid topics of the source."""
    topics = {}
    for slug, fields in reading.topics.items():
        try:
            topics[slug] = Topic.model_validate(fields)
        except ValidationError:
            continue
    return topics


def _resolve(
    step: DraftStep,
    fields: dict[str, Any],
    keys: set[str],
    vocabulary: Vocabulary,
    new_topics: dict[str, Topic],
    plan: DraftPlan,
) -> None:
    """Resolves topics and relations: topics of the source are added, unknown targets are left out."""
    kept = []
    for slug in fields.get("topics", ()):
        if slug not in vocabulary and slug in new_topics:
            _add_topic(slug, vocabulary, new_topics, plan)
        if slug in vocabulary or slug in plan.topics:
            kept.append(slug)
        else:
            step.remarks.append(f'left out: the topic "{slug}" is in no vocabulary')
    if "topics" in fields:
        fields["topics"] = kept
    relations = []
    for relation in fields.get("relations", ()):
        target = relation.get("target") if isinstance(relation, dict) else None
        if target is None or str(target).lower() in keys:
            relations.append(relation)
        else:
            step.remarks.append(f'left out: a relation to "{target}", which is not there')
    if "relations" in fields:
        fields["relations"] = relations


def _add_topic(slug: str, vocabulary: Vocabulary, new_topics: dict[str, Topic], plan: DraftPlan) -> None:
    """Adds a topic of the source, and its broader ones."""
    at: str | None = slug
    while at is not None and at not in vocabulary and at not in plan.topics and at in new_topics:
        topic = new_topics[at]
        parent = topic.broader
        if parent is not None and parent not in new_topics and parent not in vocabulary:
            topic = topic.model_copy(update={"broader": None})
        plan.topics[at] = topic
        at = parent
