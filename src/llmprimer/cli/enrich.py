"""`llmprimer enrich`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from llmprimer.cli.changing import YesOption, changeable, write_with_consent
from llmprimer.cli.selection import Selection, takes_selection
from llmprimer.errors import ExitCode
from llmprimer.sources import SERVICES

if TYPE_CHECKING:
    from llmprimer.api.enriching import EnrichPlan


@takes_selection
def enrich(
    selection: Selection,
    update: Annotated[
        bool,
        typer.Option("--update", help="Propose facts that differ from the record's, one by one; --yes accepts all."),
    ] = False,
    field: Annotated[
        list[str] | None, typer.Option("--field", help="Only fill this field (repeatable).", metavar="FIELD")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            help=f"Only ask this service: {', '.join(SERVICES)} (repeatable).",
            metavar="NAME",
        ),
    ] = None,
    search: Annotated[
        bool, typer.Option("--search/--no-search", help="Search works without identifier by their title.")
    ] = True,
    json: Annotated[
        bool, typer.Option("--json", help="Print the plan as JSON; the diff goes to standard error.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")] = False,
    yes: YesOption = False,
) -> int:
    """Fill empty fields from arXiv, Crossref and other services.

    The diff is shown first. The provenance of the record gets the source and day of each fact. Answers are cached for a day,
    so an interrupted run continues where it stopped. LLMPRIMER_CONTACT is an e-mail address for the services.
    """
    from llmprimer.api.enriching import EnrichPlan, Run, checked_fields
    from llmprimer.console.enrichment import as_json, refusal_line, remarks_of, summary
    from llmprimer.console.progress import Steps

    fields = checked_fields(field or ())
    path = changeable(selection.path, dry_run=dry_run)
    references = list(selection.references())
    if not references:
        selection.report_no_match()
        return ExitCode.NOTHING
    steps = Steps()
    with Run(references, sources=source or (), search=search, progress=steps) as run:
        try:
            run.ask()
            interrupted = False
        except KeyboardInterrupt:
            interrupted = True
        finally:
            steps.close()
        plan = EnrichPlan(path, run.plan(fields))
    for line in remarks_of(plan.steps):
        _print_line(line)
    _print_line(f"llmprimer: {summary(plan.steps, len(references), update=update)}")
    for key in plan.outdated:
        _print_line(f"llmprimer: {key} has changed while services were asked; run the command again for it")
    for refusal in plan.refusals:
        _print_line(f"llmprimer: {refusal_line(refusal)}")
    if interrupted:
        _print_line(
            "llmprimer: interrupted, nothing is written; the answers are kept for a day, the next run continues from here"
        )
    elif update:
        _accept(plan, yes=yes, may_ask=not dry_run)
    changes = plan.changed
    status = write_with_consent(plan.file, yes=yes, dry_run=dry_run or interrupted, to_stderr=json)
    if json:
        written = changes and not (dry_run or interrupted) and status == ExitCode.DONE
        sys.stdout.write(as_json(plan.steps, plan.refusals, plan.requests, written=written, interrupted=interrupted))
    if interrupted:
        return ExitCode.INTERRUPTED
    if status == ExitCode.DONE and plan.outdated:
        return ExitCode.CATALOGUE
    return ExitCode.NETWORK if plan.refusals and status == ExitCode.DONE else status


def _accept(plan: EnrichPlan, *, yes: bool, may_ask: bool) -> None:
    """Shows each fact that differs, and accepts those that the user wants."""
    from llmprimer.console.enrichment import proposal

    may_ask = may_ask and not yes and sys.stdin.isatty() and sys.stderr.isatty()
    for step in plan.steps:
        key = step.reference.citation_key
        for change in step.proposals:
            _print_line(proposal(key, change))
            if yes or (may_ask and typer.confirm("  Take what was found?", default=False, err=True)):
                plan.accept(key, change.field)


def _print_line(text: str) -> None:
    print(text, file=sys.stderr)
