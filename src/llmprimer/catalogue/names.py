"""The proper names of a catalogue, learnt from its records and its topics."""

from __future__ import annotations

from collections.abc import Iterable

from llmprimer.model import Header, Reference
from llmprimer.propernames import Learner, ProperNames


def learn_reference(learner: Learner, reference: Reference) -> None:
    """Teaches the learner what the texts and the names of a reference tell."""
    r = reference
    learner.title(r.title)
    for prose in (r.summary, r.abstract):
        if prose is not None:
            learner.prose(prose)
    for person in (*r.author, *r.editor):
        learner.name(person.literal or person.family or "")
    for name in (*r.organizations, *r.aliases, r.container_title, r.publisher):
        if name is not None:
            learner.name(name)


def learn_header(learner: Learner, header: Header) -> None:
    """Teaches the learner what the topics of a catalogue tell."""
    for topic in header.topics.values():
        learner.title(topic.label)
        learner.prose(topic.definition)
        for alias in topic.aliases:
            learner.name(alias)


def proper_names(references: Iterable[Reference], header: Header) -> ProperNames:
    """The proper names of these references and of the topics; an index has them ready made."""
    learner = Learner()
    learn_header(learner, header)
    for reference in references:
        learn_reference(learner, reference)
    return ProperNames(learner.names())
