"""The proper names of a catalogue, learnt from its records and its topics as JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from llmprimer.propernames import Learner, ProperNames

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference


def learn_record(learner: Learner, record: Mapping[str, Any]) -> None:
    """Adds the texts and the names of a record to the learner."""
    learner.title(record["title"])
    for prose in (record.get("summary"), record.get("abstract")):
        if prose is not None:
            learner.prose(prose)
    for keyword in record.get("keywords", ()):
        learner.keyword(keyword)
    for person in (*record.get("author", ()), *record.get("editor", ())):
        learner.name(person.get("literal") or person.get("family") or "")
    names = (*record.get("organizations", ()), *record.get("aliases", ()))
    for name in (*names, record.get("container_title"), record.get("publisher")):
        # A part of the title says nothing new: its capitals may be those of title case.
        if name is not None and not (" " in name and name in record["title"]):
            learner.name(name)


def learn_topics(learner: Learner, topics: Mapping[str, Mapping[str, Any]]) -> None:
    """Adds the topics of a catalogue to the learner."""
    for topic in topics.values():
        learner.title(topic["label"])
        learner.prose(topic["definition"])
        for alias in topic.get("aliases", ()):
            learner.name(alias)


def proper_names(references: Iterable[Reference], header: Header) -> ProperNames:
    """The proper names of these references and of the topics; an index counts them (`Index.proper_names`)."""
    learner = Learner()
    learn_topics(learner, header.model_dump(mode="json", exclude_defaults=True).get("topics", {}))
    for reference in references:
        learn_record(learner, reference.model_dump(mode="json", exclude_defaults=True))
    return ProperNames(learner.names())
