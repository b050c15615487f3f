"""`llmprimer check`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llmprimer.cli.changing import YesOption
from llmprimer.cli.selection import Selection, takes_selection
from llmprimer.errors import CatalogueError, ExitCode, UsageError

if TYPE_CHECKING:
    from datetime import timedelta

    from llmprimer.links.history import History
    from llmprimer.links.model import Link, LinkResult

_FAIL_ON = ("dead", "suspect", "uncertain", "never")


@takes_selection
def check(
    selection: Selection,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="csv, github, json, jsonl, junit, markdown or sarif; a table on a terminal.",
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="GROUP",
            help="Exit with 1 for dead links only, or for suspect or uncertain ones too; never.",
        ),
    ] = "dead",
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout", min=0.1, metavar="SECONDS", help="The deadline of each link, from the first byte sent."
        ),
    ] = 20.0,
    per_host: Annotated[
        int | None,
        typer.Option("--per-host", min=1, metavar="N", help="Requests to one host at a time.  [default: 2]"),
    ] = None,
    delay: Annotated[
        float | None,
        typer.Option(
            "--delay",
            min=0.0,
            metavar="SECONDS",
            help="The least time between two requests to one host.  [default: 0.5]",
        ),
    ] = None,
    max_connections: Annotated[
        int, typer.Option("--max-connections", min=1, metavar="N", help="Requests under way at a time.")
    ] = 64,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", min=1, metavar="N", help="Processes; more than one helps with thousands of links."
        ),
    ] = 1,
    retries: Annotated[
        int, typer.Option("--retries", min=0, metavar="N", help="Further tries where one may help.")
    ] = 1,
    robots: Annotated[bool, typer.Option("--robots", help="Keep to robots.txt (needs llmprimer[robots]).")] = False,
    sites: Annotated[
        bool, typer.Option("--sites/--no-sites", help="Ask sites where they answer, such as arXiv and GitHub.")
    ] = True,
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private",
            help="Ask private addresses too; as one's own they are asked many at a time without delay.",
        ),
    ] = False,
    history: Annotated[
        Path | None, typer.Option("--history", metavar="FILE", help="Keep the results in this file.")
    ] = None,
    no_history: Annotated[bool, typer.Option("--no-history", help="Keep and use no history.")] = False,
    max_age: Annotated[
        str | None, typer.Option("--max-age", metavar="AGE", help="Skip what was seen alive so lately: 12h, 7d, 2w.")
    ] = None,
    history_of: Annotated[
        str | None, typer.Option("--history-of", metavar="KEY", help="Show the life of one link instead.")
    ] = None,
    archive: Annotated[
        bool, typer.Option("--archive", help="Look for archived copies of dead and suspect links.")
    ] = False,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Write moved addresses and archived copies; the diff is shown first."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --fix: show the diff and write nothing.")] = False,
    yes: YesOption = False,
) -> int:
    """Check links: alive, moved, changed, walled off or dead, and why.

    The argument may also be a file (Markdown, .bib, addresses, another catalogue), an address, or - for standard input.
    """
    from llmprimer.cli.check_inputs import links_of
    from llmprimer.cli.check_repairs import find_copies, fixable, write_repairs
    from llmprimer.console.terminal import is_terminal
    from llmprimer.links import Settings
    from llmprimer.links.report import renderer

    if fail_on not in _FAIL_ON:
        raise UsageError(f'unknown group "{fail_on}" for --fail-on; it is one of {", ".join(_FAIL_ON)}')
    render = renderer(form) if form else None
    age = _age(max_age) if max_age else None
    to_fix = fixable(selection, dry_run=dry_run) if fix else []
    kept = None if no_history else _history(history)
    if history_of is not None:
        return _print_life(selection, history_of, kept)
    links = links_of(selection)
    if not links:
        selection.say_nothing_fits()
        return ExitCode.NOTHING
    settings = Settings(
        timeout=timeout,
        per_host=per_host,
        delay=delay,
        max_connections=max_connections,
        retries=retries,
        jobs=jobs,
        robots=robots,
        sites=sites,
        allow_private=allow_private,
    )
    results, interrupted = _run(links, settings, kept, age)
    stopped = False
    if archive and not interrupted:
        results, stopped = find_copies(results, selection, delay)
    if render is not None:
        print(render(results))
    else:
        from llmprimer.console.links import print_table

        print_table(results)
    if interrupted:
        print(
            f"llmprimer: interrupted; {len(links) - len(results)} of {len(links)} links were not checked",
            file=sys.stderr,
        )
    if interrupted or stopped:
        if fix:
            print("llmprimer: nothing is written after an interruption", file=sys.stderr)
        return ExitCode.INTERRUPTED
    status = ExitCode.NOTHING if _fails(results, fail_on) else ExitCode.DONE
    if fix:
        to_stderr = render is not None or not is_terminal()  # the report has standard output then
        return max(int(status), write_repairs(results, to_fix, yes=yes, dry_run=dry_run, to_stderr=to_stderr))
    return status


def _run(
    links: list[Link], settings: object, kept: History | None, age: timedelta | None
) -> tuple[list[LinkResult], bool]:
    """The results in the order of the links, and whether Ctrl-C ended the run early."""
    from llmprimer.console.links import Progress
    from llmprimer.links import Settings
    from llmprimer.links import check as ask

    assert isinstance(settings, Settings)
    known: dict[int, LinkResult] = {}
    if kept is not None:
        if (done := kept.begin()) > 0:
            print(f"llmprimer: taking up the run that was broken off after {done} links", file=sys.stderr)
        known = {n: found for n, link in enumerate(links) if (found := kept.known(link, age)) is not None}
    asked = [link for n, link in enumerate(links) if n not in known]
    progress = Progress(len(asked))
    came: dict[int, LinkResult] = {}

    def note(result: LinkResult) -> None:
        if kept is not None:
            kept.add(result)
            result = kept.aged(result)
        came[id(result.link)] = result
        progress(result)

    interrupted = False
    try:
        ask(asked, settings, note)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        progress.close()
    if kept is not None:
        if not interrupted:
            kept.finish()
        kept.close()
    ordered = [known[n] if n in known else came.get(id(link)) for n, link in enumerate(links)]
    return [result for result in ordered if result is not None], interrupted


def _fails(results: list[LinkResult], fail_on: str) -> bool:
    groups = {
        "dead": {"dead"},
        "suspect": {"dead", "suspect"},
        "uncertain": {"dead", "suspect", "uncertain"},
        "never": set(),
    }
    return any(result.group in groups[fail_on] for result in results)


def _age(text: str) -> timedelta:
    from datetime import timedelta

    match = re.fullmatch(r"(\d{1,5})\s*([mhdw])", text.strip())
    if match is None:
        raise UsageError(f'"{text}" is no age: write 30m, 12h, 7d or 2w')
    unit = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}[match[2]]
    return timedelta(**{unit: int(match[1])})


def _history(path: Path | None) -> History | None:
    from llmprimer.links.history import History, default_path

    if path is not None:
        return History(path)
    try:
        return History(default_path())
    except CatalogueError as error:  # the user's data folder is a convenience, not a condition
        print(f"llmprimer: {error.message}; going on without", file=sys.stderr)
        return None


def _print_life(selection: Selection, key: str, kept: History | None) -> int:
    url = key if "://" in key else selection.index().row(key)["url"]
    past = kept.of(url) if kept is not None and url else []
    for one in past:
        print("\t".join((one.checked, one.verdict, str(one.status_code or ""), one.reason)))
    if not past:
        print(f"llmprimer: {key} has not been checked yet", file=sys.stderr)
    return ExitCode.DONE if past else ExitCode.NOTHING
