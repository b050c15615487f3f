"""`llmprimer check`."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from llmprimer.cli.changing import YesOption
from llmprimer.cli.completion import one_of
from llmprimer.cli.selection import Selection, takes_selection
from llmprimer.errors import CatalogueError, ExitCode, UsageError, WriteError
from llmprimer.links.settings import Settings
from llmprimer.report_formats import format_names, renderer

if TYPE_CHECKING:
    from datetime import timedelta

    from llmprimer.cli.interrupts import Interrupts
    from llmprimer.links.history.store import History
    from llmprimer.links.model import Link, LinkResult


_FAIL_ON = ("dead", "new", "suspect", "uncertain", "never")
_DEFAULTS = Settings()
_FORMATS = format_names("links")


@takes_selection
def check(
    selection: Selection,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            autocompletion=one_of(_FORMATS),
            help=f"One of {', '.join(_FORMATS)}; a table on a terminal.",
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="GROUP",
            autocompletion=one_of(_FAIL_ON),
            help="Exit with 1 for dead links; new: only for those that were not dead before; suspect or uncertain: for these groups too; never.",
        ),
    ] = "dead",
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout", min=0.1, metavar="SECONDS", help="The deadline of each link, from its first request."
        ),
    ] = _DEFAULTS.timeout,
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
            help="The minimum time between two requests to one host.  [default: 0.5]",
        ),
    ] = None,
    max_connections: Annotated[
        int, typer.Option("--max-connections", min=1, metavar="N", help="Requests at a time.")
    ] = _DEFAULTS.max_connections,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", min=1, metavar="N", help="Processes; more than one helps with thousands of links."
        ),
    ] = 1,
    retries: Annotated[
        int, typer.Option("--retries", min=0, metavar="N", help="Retries after a transient failure.")
    ] = _DEFAULTS.retries,
    robots: Annotated[bool, typer.Option("--robots", help="Obey robots.txt (needs llmprimer[robots]).")] = False,
    sites: Annotated[
        bool, typer.Option("--sites/--no-sites", help="Ask the interfaces of sites such as arXiv and GitHub.")
    ] = True,
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private",
            help="Also request private addresses, many at a time and without delay.",
        ),
    ] = False,
    history: Annotated[
        Path | None, typer.Option("--history", metavar="FILE", help="Keep the results in this file.")
    ] = None,
    no_history: Annotated[bool, typer.Option("--no-history", help="Use no history.")] = False,
    max_age: Annotated[
        str | None,
        typer.Option("--max-age", metavar="AGE", help="Skip links seen alive within this time: 12h, 7d, 2w."),
    ] = None,
    history_of: Annotated[
        str | None, typer.Option("--history-of", metavar="KEY", help="Show the past checks of one link instead.")
    ] = None,
    archive: Annotated[
        bool, typer.Option("--archive", help="Search for archived copies of dead and suspect links.")
    ] = False,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="Write moved addresses and archived copies into catalogues, Markdown and .bib files; the diff is shown first.",
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --fix: show the diff and write nothing.")] = False,
    yes: YesOption = False,
) -> int:
    """Check links: alive, moved, changed, blocked or dead.

    The argument may also be a file (Markdown, .bib, addresses, another catalogue), an address, or - for standard input.
    """
    from llmprimer.cli.check_inputs import links_of, names_sources
    from llmprimer.cli.check_repairs import find_copies, fixable, write_repairs
    from llmprimer.console.terminal import is_terminal

    if fail_on not in _FAIL_ON:
        raise UsageError(f'unknown group "{fail_on}" for --fail-on; it is one of {", ".join(_FAIL_ON)}')
    render = renderer("links", form) if form else None
    age = _age(max_age) if max_age else None
    to_fix = fixable(selection, dry_run=dry_run) if fix else []
    store = None if no_history else _history(history, only_read=history_of is not None)
    if history_of is not None:
        return _print_history(selection, history_of, store)
    links = links_of(selection)
    if not links:
        if names_sources(selection):
            # A file without links has no dead ones.
            print(f"llmprimer: no links in {' '.join(selection.words)}", file=sys.stderr)
            return ExitCode.DONE
        selection.report_no_match()
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
    from llmprimer.cli.interrupts import Interrupts

    if store is not None and not _start_run(store, links, is_named=history is not None):
        store = None
    with Interrupts() as interrupts:
        done = _run(links, settings, store, age, interrupts)
        results, stopped = done.results, False
        if archive and done.signal is None:
            results, stopped = find_copies(results, selection, delay)
        if render is not None:
            print(render(results))
        else:
            from llmprimer.console.links import print_table

            print_table(results)
        sys.stdout.flush()
    if done.signal is not None:
        left = len(links) - len(results)
        print(f"llmprimer: interrupted; {left} of {len(links)} links were not checked", file=sys.stderr)
    if fix and (stopped or done.signal is not None):
        print("llmprimer: nothing is written after an interruption", file=sys.stderr)
    if done.offline:
        print(
            "llmprimer: no host answered: is this machine online? The history keeps nothing of this run",
            file=sys.stderr,
        )
    if done.write_error is not None:
        if history is not None:
            raise done.write_error
        print(f"llmprimer: {done.write_error.message}", file=sys.stderr)
    if done.signal is not None:
        return ExitCode.INTERRUPTED if done.signal == signal.SIGINT else 128 + done.signal
    if stopped:
        return ExitCode.INTERRUPTED
    if done.offline:
        return ExitCode.NETWORK
    status = ExitCode.NOTHING if _fails(results, fail_on) else ExitCode.DONE
    if fix:
        to_stderr = render is not None or not is_terminal()  # the report is on standard output then
        return max(int(status), write_repairs(results, to_fix, yes=yes, dry_run=dry_run, to_stderr=to_stderr))
    return status


class _RunOutcome(NamedTuple):
    """The outcome of a run: results in the order of the links, the signal that ended it early, why they were not kept,
    and whether this machine seems to be offline.
    """

    results: list[LinkResult]
    signal: int | None
    write_error: WriteError | None
    offline: bool


def _run(
    links: list[Link], settings: Settings, store: History | None, age: timedelta | None, interrupts: Interrupts
) -> _RunOutcome:
    """Checks the links without a usable result in the history, and keeps the results."""
    from asyncio import CancelledError

    from llmprimer.console.links import Progress
    from llmprimer.links import check as ask
    from llmprimer.links.running.offline import no_host_answered

    cached: dict[int, LinkResult] = {}
    if store is not None:
        cached = {n: found for n, link in enumerate(links) if (found := store.kept_result(link, age)) is not None}
    to_check = [link for n, link in enumerate(links) if n not in cached]
    progress = Progress(len(to_check))
    received: dict[int, LinkResult] = {}
    without_history: dict[int, LinkResult] = {}

    def record(result: LinkResult) -> None:
        without_history[id(result.link)] = result
        result = store.add(result) if store is not None else result
        received[id(result.link)] = result
        progress(result)

    stop_signal: int | None = None
    offline = False
    write_error: WriteError | None = None
    try:
        try:
            ask(to_check, settings, record)
        except (KeyboardInterrupt, CancelledError):
            stop_signal = interrupts.received or signal.SIGINT
        finally:
            progress.close()
        offline = stop_signal is None and no_host_answered(without_history.values())
        if offline:
            received = without_history  # without the history's remark on one more failure
        if store is not None and stop_signal is None:
            store.withdraw() if offline else store.finish()
    except WriteError as error:
        write_error = error
    finally:
        if store is not None:
            try:
                store.close()
            except WriteError as error:
                write_error = error
    ordered = [cached[n] if n in cached else received.get(id(link)) for n, link in enumerate(links)]
    return _RunOutcome([result for result in ordered if result is not None], stop_signal, write_error, offline)


def _fails(results: list[LinkResult], fail_on: str) -> bool:
    if fail_on == "new":
        return any(result.became_dead for result in results)
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
        raise UsageError(f'"{text}" is not an age: write 30m, 12h, 7d or 2w')
    unit = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}[match[2]]
    return timedelta(**{unit: int(match[1])})


def _history(path: Path | None, *, only_read: bool) -> History | None:
    from llmprimer.links.history.store import History, default_path

    file = path or default_path()
    if only_read and not file.exists():
        return None
    try:
        return History(file)
    except CatalogueError as error:
        if path is not None or only_read:
            raise
        # A check works without the user's data folder.
        print(f"llmprimer: {error.message}; continuing without it", file=sys.stderr)
        return None


def _start_run(store: History, links: list[Link], *, is_named: bool) -> bool:
    """Begins the run in the history; False where the user's own file cannot be written, which is closed then."""
    try:
        done = store.begin(link.url for link in links)
    except CatalogueError as error:
        store.close()
        if is_named:
            raise
        print(f"llmprimer: {error.message}; continuing without it", file=sys.stderr)
        return False
    if done > 0:
        print(f"llmprimer: resuming the run that was interrupted after {done} links", file=sys.stderr)
    return True


def _print_history(selection: Selection, key: str, store: History | None) -> int:
    from llmprimer.cli.keys import one_key
    from llmprimer.console.links import print_history

    index = None if "://" in key else selection.index()
    url = key if index is None else index.row(one_key(key, index, selection.path))["url"]
    past = store.of(url) if store is not None and url else []
    if store is not None:
        store.close()
    if not past:
        print(f"llmprimer: {key} has not been checked yet", file=sys.stderr)
        return ExitCode.NOTHING
    print_history(key, url, past)
    return ExitCode.DONE
