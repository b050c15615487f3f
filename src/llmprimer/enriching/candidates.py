"""Works that may be the record's: they are shown, and their facts are not written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from llmprimer.enriching.agreement import WorkDescription, describe_facts, same_title

if TYPE_CHECKING:
    from llmprimer.enriching.asking import ServiceAnswer
    from llmprimer.model import Reference


class Candidate(NamedTuple):
    """A work that may be the record's, and why this is uncertain."""

    service: str
    identifier: str
    title: str
    first_author: str
    year: int | None
    reason: str


def candidate_of(answer: ServiceAnswer, reason: str) -> Candidate:
    """The work that the answer describes, as a candidate."""
    theirs = describe_facts(answer.facts.fields)
    return Candidate(answer.service, answer.facts.source, theirs.title, theirs.author, theirs.year, reason)


def is_candidate(candidate: Candidate, work: WorkDescription) -> bool:
    """Whether the candidate is this work."""
    return same_title(candidate.title, work.title) and (not work.year or candidate.year == work.year)


def distinct_works(answers: Iterable[ServiceAnswer]) -> list[ServiceAnswer]:
    """One answer for each identifier, without preprints whose formal publication is among the answers.

    Papers, chapters and reports with different DOIs may have the same title, author and year: none is taken unseen.
    """
    by_identity: dict[str, ServiceAnswer] = {}
    for answer in answers:
        by_identity.setdefault(answer.identity.lower(), answer)
    formal = {name: str(a.facts.fields.get("published", {}).get("doi", "")) for name, a in by_identity.items()}
    return [answer for name, answer in by_identity.items() if formal[name] == name or formal[name] not in by_identity]


def why_uncertain(reference: Reference) -> str:
    """Why the result of a search is uncertain."""
    missing = [word for name, word in (("author", "author"), ("issued", "year")) if not getattr(reference, name)]
    if missing:
        return f"the record has no {' and no '.join(missing)} to compare"
    return "title, year and first author do not all agree"
