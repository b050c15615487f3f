"""`llmprimer add`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from llmprimer.cli.catalogue import CatalogueOption
from llmprimer.cli.changing import YesOption, changeable, write_with_consent
from llmprimer.errors import ExitCode, LlmprimerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmprimer.catalogue import Catalogue
    from llmprimer.model import Reference
    from llmprimer.records.draft import Draft
    from llmprimer.sources import WorkId

#: What a reference should have, and what each is for.
_EXPECTED = ("author", "issued", "topics")


def add(
    ids: Annotated[
        list[str],
        typer.Argument(help="arXiv identifiers, DOIs, addresses, GitHub repositories, ISBNs.", metavar="ID..."),
    ],
    topic: Annotated[
        list[str] | None, typer.Option("--topic", help="Give it this topic (repeatable).", metavar="TOPIC")
    ] = None,
    key: Annotated[
        str | None,
        typer.Option("--key", help="The citation key of the one work; it never changes afterwards.", metavar="KEY"),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Where nobody can be asked, take what the identifier itself says.")
    ] = False,
    yes: YesOption = False,
    catalogue: CatalogueOption = None,
) -> int:
    """Add works by identifier; what they are is looked up.

    It is shown, and written when you agree. A key is proposed by the catalogue's rule, unless --key names one, and never
    changes afterwards; topics are suggested from the vocabulary.
    """
    from llmprimer.catalogue import Catalogue
    from llmprimer.catalogue.writing import CatalogueFile
    from llmprimer.errors import NetworkError, NotFoundError
    from llmprimer.records.draft import Draft, Reading
    from llmprimer.records.plan import Outcome, make_plan
    from llmprimer.records.topics import Vocabulary
    from llmprimer.sources import connect, identify, look_up
    from llmprimer.suggest import did_you_mean

    wanted = [identify(text) for text in ids]
    target = CatalogueFile.open(changeable(catalogue))
    present = Catalogue.parse(target.text, name=str(target.path))
    for slug in topic or ():
        if slug not in present.topics:
            raise NotFoundError(f'there is no topic "{slug}"{did_you_mean(slug, present.topics)}')
    if key is not None:
        _check_key(key, present, len(wanted))
    vocabulary = Vocabulary(present.topics)
    client, services = connect(os.environ)
    reading = Reading()
    failure: LlmprimerError | None = None
    try:
        for number, one in enumerate(wanted, 1):
            if (there := _key_of(one, present)) is not None:
                print(f"llmprimer: {ids[number - 1]} is there already: {there}", file=sys.stderr)
                continue
            try:
                found = look_up(one, client, services)
            except (NetworkError, NotFoundError) as error:
                failure = failure or error
                print(f"llmprimer: {ids[number - 1]}: {error.message}", file=sys.stderr)
                if draft:
                    reading.drafts.append(Draft(number, one.fields, key=key))
                continue
            suggested = list(topic or ()) or list(vocabulary.of_text(found.draft.title, found.about))
            if suggested:
                found.draft.fields["topics"] = suggested
            found.draft.line, found.draft.key = number, key
            reading.drafts.append(found.draft)
    finally:
        client.close()
    plan = make_plan(reading, present, vocabulary)
    for step in plan.steps:
        if step.outcome is not Outcome.NEW:
            print(
                f"llmprimer: {ids[step.draft.line - 1]} is {step.outcome}: {step.key} ({step.reason})", file=sys.stderr
            )
            continue
        for remark in (*step.remarks, *_missing(step.draft)):
            print(f"llmprimer: {step.key}: {remark}", file=sys.stderr)
    if not plan.having(Outcome.NEW):
        if failure is not None and not draft:
            print("  hint: --draft takes what the identifier itself says", file=sys.stderr)
        return failure.exit_code if failure is not None else ExitCode.NOTHING
    plan.apply(target)
    status = write_with_consent(target, yes=yes)
    return failure.exit_code if failure is not None and status == ExitCode.DONE and not draft else status


def _check_key(key: str, present: Catalogue, count: int) -> None:
    """Raises UsageError for a key that cannot be, that is taken, or that several works would have."""
    from llmprimer.records.records import usable_key

    if count != 1:
        raise UsageError(f"--key names one work, and {count} identifiers are given")
    if usable_key(key) is None:
        hint = "letters, digits and : . _ + / - after a first letter or digit, at most 120"
        raise UsageError(f"{key!r} is no citation key", hint=hint)
    if (taken := next((k for k in present.references if k.lower() == key.lower()), None)) is not None:
        raise UsageError(f"the key {taken} is taken by “{present.references[taken].title}”")


def _key_of(wanted: WorkId, present: Iterable[Reference]) -> str | None:
    """The key of the work if it is there, so that nobody need be asked."""
    from llmprimer.catalogue.matching import Matcher, Work

    match = Matcher(map(Work.of_reference, present)).find(Work.of("", wanted.fields))
    return match.key if match is not None else None


def _missing(draft: Draft) -> list[str]:
    """What a curator still has to see to."""
    missing = [name for name in _EXPECTED if not draft.fields.get(name)]
    return [f"not known: {', '.join(missing)}"] if missing else []
