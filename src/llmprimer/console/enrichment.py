"""The results of an enrichment as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from llmprimer.nameforms import full_name
from llmprimer.text import counted, shorten

if TYPE_CHECKING:
    from llmprimer.enriching.asking import Refusal
    from llmprimer.enriching.candidates import Candidate
    from llmprimer.enriching.filling import FieldChange
    from llmprimer.enriching.planning import EnrichmentStep

JSON_SHAPE = "llmprimer.enrich/1"
_COLUMNS = 100


def remarks_of(steps: Iterable[EnrichmentStep]) -> Iterator[str]:
    """Yields a line for each remark, and the rejected candidates below a line with the reason."""
    for step in steps:
        key = step.reference.citation_key
        yield from (f"{key}: {remark}" for remark in step.remarks)
        for reason in dict.fromkeys(candidate.reason for candidate in step.candidates):
            yield f"{key}: not taken: {reason}"
            yield from (f"  {_work(candidate)}" for candidate in step.candidates if candidate.reason == reason)


def _work(candidate: Candidate) -> str:
    by = ", ".join(part for part in (candidate.first_author, str(candidate.year or "")) if part)
    return f"“{shorten(candidate.title, 80)}”{f' ({by})' if by else ''}, {candidate.identifier}"


def summary(steps: Iterable[EnrichmentStep], references: int, *, update: bool) -> str:
    """`30 references looked at, 12 filled (abstract 10, author 3); 4 facts differ: --update proposes them`."""
    steps = list(steps)
    counts = Counter(name for step in steps for name in {change.field.partition(".")[0] for change in step.fills})
    filled = sum(bool(step.fills) for step in steps)
    proposals = sum(len(step.proposals) for step in steps)
    total = f"{counted(references, 'reference')} looked at"
    parts = [f"{total}, nothing to fill"]
    if filled:
        listed = ", ".join(f"{field} {count}" for field, count in counts.most_common())
        parts = [f"{total}, {filled} filled ({listed})"]
    if proposals:
        differ = "1 fact differs" if proposals == 1 else f"{proposals} facts differ"
        parts.append(differ if update else f"{differ}: --update proposes {'it' if proposals == 1 else 'them'}")
    return "; ".join(parts)


def refusal_line(refusal: Refusal) -> str:
    """The reason why a service was no longer asked, and the number of unanswered questions."""
    questions = counted(refusal.unanswered, "question")
    return f"{refusal.service}: {refusal.reason}; no answer to {questions}, run the command again for them"


def proposal(citation_key: str, change: FieldChange) -> str:
    """Both values of a field with their sources, on separate lines."""
    ours = change.old_source or "source not recorded"
    return (
        f"{citation_key}: {change.field}\n"
        f"  has    {_value(change.old)}  ({ours})\n"
        f"  found  {_value(change.new)}  ({change.source}, {change.day.isoformat()})"
    )


def _value(value: Any) -> str:
    if isinstance(value, list):
        names = [full_name(one) if isinstance(one, dict) else str(one) for one in value]
        more = f" and {len(names) - 6} more" if len(names) > 6 else ""
        return shorten(", ".join(names[:6]), _COLUMNS) + more
    if isinstance(value, dict):
        return shorten(", ".join(f"{name} {part}" for name, part in value.items()), _COLUMNS)
    return shorten(" ".join(str(value).split()), _COLUMNS)


def as_json(
    steps: Iterable[EnrichmentStep],
    refusals: Iterable[Refusal],
    requests: dict[str, int],
    *,
    written: bool,
    interrupted: bool,
) -> str:
    """One object of the shape `llmprimer.enrich/1`."""
    content = {
        "shape": JSON_SHAPE,
        "written": written,
        "interrupted": interrupted,
        "references": [
            {
                "citation_key": step.reference.citation_key,
                "fills": [_change(change) for change in step.fills],
                "proposals": [_change(change) for change in step.proposals],
                "candidates": [candidate._asdict() for candidate in step.candidates],
                "remarks": step.remarks,
            }
            for step in steps
        ],
        "requests_by_service": requests,
        "refusals": [refusal._asdict() for refusal in refusals],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _change(change: FieldChange) -> dict[str, Any]:
    return {
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "source": change.source,
        "accessed": change.day.isoformat(),
        "confidence": str(change.confidence),
        "old_source": change.old_source or None,
    }
