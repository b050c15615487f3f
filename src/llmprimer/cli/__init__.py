"""The command line: arguments become calls, and errors become exit codes."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Any

from llmprimer.errors import ExitCode, LlmprimerError, WriteError

#: A full disk or quota, or a device that fails.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; messages go to standard error."""
    from llmprimer.cli.streams import standard_streams

    try:
        with standard_streams():
            return _run_command(argv)
    except LlmprimerError as error:
        print_error(error)
        return error.exit_code
    except KeyboardInterrupt:  # while the parser was imported
        return _interrupted()
    except Exception:
        # Compiled code may turn a KeyboardInterrupt into an error of its own: pydantic's serializer does.
        if not _ctrl_c.received:
            raise
        return _interrupted()


def _run_command(argv: Sequence[str] | None) -> int:
    from llmprimer.cli.app import Abort, ClickException, root

    try:
        arguments = [_decoded(argument) for argument in (sys.argv[1:] if argv is None else argv)]
        try:
            status = root().main(arguments, prog_name="llmprimer", standalone_mode=False)
        except Exception as error:
            if not _damaged_index(error):
                raise
            status = root().main(arguments, prog_name="llmprimer", standalone_mode=False)
        sys.stdout.flush()
    except LlmprimerError as error:
        print_error(error)
        return error.exit_code
    except ClickException as error:  # usage errors of the command line itself
        return _print_usage_error(error)
    except (Abort, KeyboardInterrupt):
        return _interrupted()
    except BrokenPipeError:
        return _broken_pipe_status()
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _discard_output()
        print_error(WriteError(f"standard output could not be written: {os.strerror(error.errno)}"))
        return ExitCode.CATALOGUE
    except SystemExit as exit_request:  # Typer makes status 1 of a broken pipe, which means that nothing was found
        if isinstance(exit_request.__context__, BrokenPipeError):
            return _broken_pipe_status()
        if isinstance(exit_request.__context__, OSError) and exit_request.__context__.errno in _FULL:
            _discard_output()
            print_error(WriteError(f"standard output could not be written: {exit_request.__context__.strerror}"))
            return ExitCode.CATALOGUE
        raise
    return int(status or ExitCode.DONE)


def run() -> None:
    """The console script."""
    import atexit
    import gc

    # A cold start makes tens of thousands of objects that stay. Collecting garbage among them, at the start and
    # when Python ends, takes a quarter of its time. Commands that run for long still collect.
    gc.set_threshold(50_000)
    # To look for plugins, pydantic reads the metadata of all installed packages.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")
    atexit.register(gc.freeze)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where the parent ignores it
        signal.signal(signal.SIGINT, _ctrl_c)
    status = main()
    if status == ExitCode.INTERRUPTED:
        # Another Ctrl-C while Python ends would end the process by the signal instead.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(status)


class _CtrlC:
    """Python's own handler of SIGINT, which also records the signal."""

    def __init__(self) -> None:
        self.received = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.received = True
        signal.default_int_handler(number, frame)


_ctrl_c = _CtrlC()


def _interrupted() -> int:
    print("llmprimer: interrupted", file=sys.stderr)
    return ExitCode.INTERRUPTED


def _damaged_index(error: Exception) -> bool:
    """Whether a cached index is damaged; then all indexes are removed, to be made again."""
    # By name: a command without an index does not import sqlite3. Mistakes in SQL are subclasses.
    if (type(error).__module__, type(error).__name__) != ("sqlite3", "DatabaseError"):
        return False
    from llmprimer.index.store import discard_all

    discard_all()
    return True


def _broken_pipe_status() -> int:
    """The status if the reader of a pipe has ended (`| head`), which is not a failure."""
    _discard_output()
    return ExitCode.DONE


def _discard_output() -> None:
    """Sends the rest of the buffer to the null device, so that Python does not report an error at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_usage_error(error: Any) -> int:
    """Prints a usage error of the parser like all other errors."""
    if type(error).__name__ == "NoArgsIsHelpError":  # not an error: there is no command
        error.show()
        return ExitCode.USAGE
    from llmprimer.cli.usage import as_usage_error

    print_error(as_usage_error(error))
    return ExitCode.USAGE


def print_error(error: LlmprimerError) -> None:
    """Message and hint, to standard error."""
    print(f"llmprimer: {error.message}", file=sys.stderr)
    if error.hint:
        print(f"  hint: {error.hint}", file=sys.stderr)


def _decoded(argument: str) -> str:
    """The argument as UTF-8, whatever the locale, with U+FFFD for other bytes; names of files that exist stay."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        if not os.path.exists(argument):
            return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return argument
