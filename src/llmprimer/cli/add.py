"""`llmprimer add`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption
from llmprimer.cli.changing import YesOption, changeable, write_with_consent
from llmprimer.errors import ExitCode

if TYPE_CHECKING:
    from llmprimer.records.draft import Draft

#: The fields that a reference should have.
_EXPECTED = ("author", "issued", "topics")


def add(
    ids: Annotated[
        list[str],
        typer.Argument(help="arXiv identifiers, DOIs, addresses, GitHub repositories, ISBNs.", metavar="ID..."),
    ],
    topic: Annotated[
        list[str] | None, typer.Option("--topic", help="Add this topic (repeatable).", metavar="TOPIC")
    ] = None,
    key: Annotated[
        str | None,
        typer.Option("--key", help="The citation key, for a single work; it never changes afterwards.", metavar="KEY"),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="If no service answers, use the data in the identifier itself.")
    ] = False,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Add works by identifier; their data are looked up.

    The change is shown first, and written if you agree. The catalogue's rule proposes a key, unless --key names one; keys
    never change afterwards. Topics are suggested from the vocabulary.
    """
    from llmprimer.api.adding import AddPlan
    from llmprimer.records.plan import Outcome

    plan = AddPlan(changeable(catalogue), ids, topics=topic or (), key=key, draft=draft, keep_going=True)
    looked_up = {plan.identifier_of(step) for step in plan.steps}
    for identifier, citation_key in plan.present.items():
        if identifier not in looked_up:
            print(f"llmprimer: {identifier} is there already: {citation_key}", file=sys.stderr)
    for identifier, error in plan.failures.items():
        print(f"llmprimer: {identifier}: {error.message}", file=sys.stderr)
    for step in plan.steps:
        if step.outcome is not Outcome.NEW:
            identifier = plan.identifier_of(step)
            print(f"llmprimer: {identifier} is {step.outcome}: {step.key} ({step.reason})", file=sys.stderr)
            continue
        for remark in (*step.remarks, *_missing(step.draft)):
            print(f"llmprimer: {step.key}: {remark}", file=sys.stderr)
    failure = next(iter(plan.failures.values()), None)
    if not plan.new:
        if failure is not None and not draft:
            print("  hint: --draft uses the data in the identifier itself", file=sys.stderr)
        return failure.exit_code if failure is not None else ExitCode.NOTHING
    status = write_with_consent(plan.file, yes=yes)
    return failure.exit_code if failure is not None and status == ExitCode.DONE and not draft else status


def _missing(draft: Draft) -> list[str]:
    """The fields that a curator still has to fill."""
    missing = [name for name in _EXPECTED if not draft.fields.get(name)]
    return [f"not known: {', '.join(missing)}"] if missing else []
