"""Prints the plan of an import: counts, then the entries that are not new."""

from __future__ import annotations

import sys

from llmprimer.records.draft import Reading, StatedForms
from llmprimer.records.plan import DraftPlan, DraftStep, Outcome
from llmprimer.text import counted, shorten

#: How many entries that have none of the stated forms are shown.
_UNLIKE = 3


def print_plan(plan: DraftPlan, reading: Reading, name: str) -> None:
    """Prints to standard error; every line names the file and its line."""
    counts = [f"{len(steps)} {outcome}" for outcome in Outcome if (steps := plan.having(outcome))]
    if plan.conflicts:
        counts.append(f"{len(plan.conflicts)} disputed identifiers")
    if reading.leftovers:
        counts.append(counted(len(reading.leftovers), "line left over", "lines left over"))
    _print_line(f"llmprimer: {name}: {', '.join(counts) or 'nothing'}")
    if reading.stated is not None:
        _print_stated(reading.stated, name)
    if reading.labelled:
        which = f"{counted(len(reading.labelled), 'entry', 'entries')} in a form that import does not know"
        advice = "found by likeness to other lists; check them, or state the form with --line"
        _print_line(f"{name}:{reading.labelled[0]}: {which}, from this line on: their parts are {advice}")
    for outcome in (Outcome.PRESENT, Outcome.CONFLICT, Outcome.REFUSED):
        for step in plan.having(outcome):
            _print_line(f"{name}:{step.draft.line}: {outcome}: {step.draft.title}{_key_and_reason(step)}")
    for identifier, first_line, first_title, line, title in plan.conflicts:
        _print_line(
            f"{name}:{line}: conflict: {title} has {identifier}, which line {first_line} gives to {first_title}; neither got it"
        )
    for step in plan.having(Outcome.NEW):
        for remark in step.remarks:
            _print_line(f"{name}:{step.draft.line}: {step.key}: {remark}")
    for leftover in reading.leftovers:
        _print_line(f"{name}:{leftover.line}: left over ({leftover.reason}): {shorten(leftover.text, 100)}")
    if plan.topics:
        _print_line(f"llmprimer: {counted(len(plan.topics), 'new topic')}: {', '.join(plan.topics)}")
    if plan.unknown_headings:
        listed = ", ".join(f"{heading} ({count})" for heading, count in plan.unknown_headings.most_common(30))
        _print_line(f"llmprimer: headings without a topic: {listed}; --with-topics makes topics from them")


def _print_stated(stated: StatedForms, name: str) -> None:
    """Prints how many entries have each of the stated forms, and where the first of the others leave it."""
    entries = counted(stated.entries, "entry", "entries")
    for pattern, count in stated.counts:
        fit = f"{count or 'none'} of {entries} {'have' if count > 1 else 'has'} this form"
        _print_line(f"llmprimer: --line '{pattern}': {fit}")
    for entry in stated.unlike[:_UNLIKE]:
        form = f" than '{entry.pattern}'" if len(stated.counts) > 1 else ""
        _print_line(f"{name}:{entry.line}: another form{form}: {shorten(entry.text, 100)}: {entry.reason}")


def _key_and_reason(step: DraftStep) -> str:
    if step.outcome is Outcome.REFUSED:
        return f": {step.reason}"
    return f" ({step.key}: {step.reason})"


def _print_line(text: str) -> None:
    print(text, file=sys.stderr)
