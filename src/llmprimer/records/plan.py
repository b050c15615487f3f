"""What taking drafts into a catalogue would do, entry by entry, before anything is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from llmprimer.model import Topic
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.keys import propose_key
from llmprimer.records.matching import Known
from llmprimer.records.records import complete, reference_of, usable_key
from llmprimer.records.topics import Vocabulary

if TYPE_CHECKING:
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.model import Reference


class Outcome(StrEnum):
    """What becomes of a draft."""

    NEW = "new"
    PRESENT = "already there"
    CONFLICT = "conflict"
    REFUSED = "not understood"


@dataclass(slots=True)
class Step:
    """One draft: what becomes of it, under which key (its own, or that of the work it is), and why."""

    draft: Draft
    outcome: Outcome
    key: str = ""
    reason: str = ""
    remarks: list[str] = field(default_factory=list)
    reference: Reference | None = None


@dataclass(slots=True)
class Plan:
    """All steps in the order of the source, and the topics that they need."""

    steps: list[Step] = field(default_factory=list)
    topics: dict[str, Topic] = field(default_factory=dict)
    #: Headings that no topic fits, and how many works stand under each.
    unknown_headings: Counter[str] = field(default_factory=Counter)

    def having(self, outcome: Outcome) -> list[Step]:
        """The steps with that outcome."""
        return [step for step in self.steps if step.outcome is outcome]

    def apply(self, file: CatalogueFile) -> None:
        """Puts the new topics and references into the file's text; nothing is written yet."""
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
) -> Plan:
    """The plan for what one source holds, given what the catalogue has.

    `keywords` says that the drafts' headings are keywords, side by side; `keep_keys` that the source's own citation keys
    stay where they can; `source` is the name of the list, by which its descriptions are marked. A work that comes twice in the source is there already when it comes again.
    """
    known = Known(references)
    own_keys = Counter(key.lower() for draft in reading.drafts if keep_keys and (key := usable_key(draft.key)))
    plan = Plan(unknown_headings=vocabulary.unknown)
    lines: dict[str, int] = {}
    chosen: list[tuple[Step, dict[str, Any]]] = []
    for draft in reading.drafts:
        fields, remarks = complete(draft, source=source)
        match = known.match(fields)
        if match is not None:
            reason = match.reason + (f" as line {lines[match.key]}" if match.key in lines else "")
            outcome = Outcome.CONFLICT if match.is_doubtful else Outcome.PRESENT
            plan.steps.append(Step(draft, outcome, match.key, reason, remarks))
            continue
        topics = vocabulary.of_keywords(draft.headings) if keywords else vocabulary.of_headings(draft.headings)
        if topics and "topics" not in fields:
            fields["topics"] = list(topics)
        key = usable_key(draft.key) if keep_keys else None
        if key is not None and known.has_key(key):
            if key not in lines:
                plan.steps.append(Step(draft, Outcome.CONFLICT, key, "the key is that of another work", remarks))
                continue
            remarks.append(f"the key {key} is given twice; the first is on line {lines[key]}")
            key = None
        key = key or propose_key(fields, lambda wish: known.has_key(wish) or wish.lower() in own_keys)
        known.add(key, fields)
        lines[key] = draft.line
        step = Step(draft, Outcome.NEW, key, "", remarks)
        chosen.append((step, fields))
        plan.steps.append(step)
    brought = _topics_of(reading)
    for step, fields in chosen:
        _resolve(step, fields, known, vocabulary, brought, plan)
        try:
            step.reference = reference_of(fields, step.key)
        except ValidationError as error:
            step.outcome, step.reason = Outcome.REFUSED, error.errors()[0]["msg"]
    plan.topics.update(vocabulary.made)
    return plan


def _topics_of(reading: Reading) -> dict[str, Topic]:
    """The valid topics that the source brings along."""
    topics = {}
    for slug, fields in reading.topics.items():
        try:
            topics[slug] = Topic.model_validate(fields)
        except ValidationError:
            continue
    return topics


def _resolve(
    step: Step, fields: dict[str, Any], known: Known, vocabulary: Vocabulary, brought: dict[str, Topic], plan: Plan
) -> None:
    """Sees to it that topics and relations point at something: what the source has comes along, the rest is left out."""
    kept = []
    for slug in fields.get("topics", ()):
        if slug not in vocabulary and slug in brought:
            _bring(slug, vocabulary, brought, plan)
        if slug in vocabulary or slug in plan.topics:
            kept.append(slug)
        else:
            step.remarks.append(f'left out: the topic "{slug}" is in no vocabulary')
    if "topics" in fields:
        fields["topics"] = kept
    relations = []
    for relation in fields.get("relations", ()):
        target = relation.get("target") if isinstance(relation, dict) else None
        if target is None or known.has_key(str(target)):
            relations.append(relation)
        else:
            step.remarks.append(f'left out: a relation to "{target}", which is not there')
    if "relations" in fields:
        fields["relations"] = relations


def _bring(slug: str, vocabulary: Vocabulary, brought: dict[str, Topic], plan: Plan) -> None:
    """Takes over a topic, and those above it."""
    at: str | None = slug
    while at is not None and at not in vocabulary and at not in plan.topics and at in brought:
        topic = brought[at]
        above = topic.broader
        if above is not None and above not in brought and above not in vocabulary:
            topic = topic.model_copy(update={"broader": None})
        plan.topics[at] = topic
        at = above
