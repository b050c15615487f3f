"""Resolves the KEY arguments of every command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, Protocol

import typer

from llmprimer.cli.completion import citation_keys
from llmprimer.errors import ExitCode, InvalidCatalogueError, NotFoundError, UsageError

if TYPE_CHECKING:
    from llmprimer.index import Index

_STDIN = "standard input: "
_KEY_FORMS = "a citation key, identifier, address, unique beginning of a key, or number in the last list"

KeysArgument = Annotated[
    list[str],
    typer.Argument(
        help=f"Each is {_KEY_FORMS}; - reads them from standard input.", metavar="KEY...", autocompletion=citation_keys
    ),
]
KeyArgument = Annotated[
    str,
    typer.Argument(
        help=f"{_KEY_FORMS[0].upper()}{_KEY_FORMS[1:]}; - reads it from standard input.",
        metavar="KEY",
        autocompletion=citation_keys,
    ),
]


class _File(Protocol):
    """A catalogue file that is to be changed."""

    path: Path

    @property
    def keys(self) -> list[str]:
        """The citation keys."""

    def __contains__(self, citation_key: str) -> bool: ...


class NamedKeys(NamedTuple):
    """The resolved keys, each once in the given order, and the number of names without a reference."""

    found: list[str]
    missing: int

    @property
    def status(self) -> ExitCode:
        """The exit status of a command that uses the keys found: whether all names had one."""
        return ExitCode.NOTHING if self.missing else ExitCode.DONE


def keys_of(words: Sequence[str], index: Index, catalogue: Path) -> NamedKeys:
    """The citation keys of the words. Words without a reference are reported on standard error.

    A single word without a reference raises NotFoundError instead, and so does an empty standard input.
    """
    from llmprimer.index.naming import key_of

    return _resolve_all(_names(words), catalogue, lambda name: key_of(index, name))


def keys_in(text: str, index: Index, catalogue: Path) -> NamedKeys:
    """The same for the names in the text of standard input."""
    from llmprimer.index.naming import key_of

    return _resolve_all(((name, _STDIN) for name in names_in(text)), catalogue, lambda name: key_of(index, name))


def one_key(word: str, index: Index, catalogue: Path) -> str:
    """The citation key of the word; NotFoundError if there is none, UsageError for several on standard input."""
    keys = keys_of([word], index, catalogue)
    if len(keys.found) + keys.missing != 1:
        raise UsageError(f"one key is expected on standard input, not {len(keys.found) + keys.missing}")
    return keys.found[0]


def keys_in_file(words: Sequence[str], file: _File) -> list[str]:
    """The citation keys in a file to change; NotFoundError unless every word has one.

    Identifiers and addresses are found only in a valid catalogue, keys and their beginnings in any.
    """
    from llmprimer.index.naming import by_beginning, key_of

    def resolve(name: str) -> str:
        if name in file:
            return name
        from llmprimer.index import Index

        try:
            return key_of(Index.open(file.path), name)
        except InvalidCatalogueError:
            return by_beginning(name, file.keys)

    keys = _resolve_all(_names(words), file.path, resolve)
    if keys.missing:
        raise NotFoundError("nothing is changed: not every key exists")
    return keys.found


def read_standard_input() -> str:
    """All of standard input as text, whatever the locale."""
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def names_in(text: str) -> list[str]:
    """The names in a text: one a line, or the first field of tab-separated lines, or separated by null bytes."""
    if "\0" in text:
        return [name.strip() for name in text.split("\0") if name.strip()]
    names: list[str] = []
    for line in text.splitlines():
        first, tab, _ = line.partition("\t")
        # Keys have no spaces, so that several may stand in a line.
        names += [first.strip()] if tab else first.split()
    return [name for name in names if name]


def _resolve_all(
    names_with_origin: Iterable[tuple[str, str]], catalogue: Path, resolve: Callable[[str], str]
) -> NamedKeys:
    from llmprimer.cli.last_list import is_number

    names = list(names_with_origin)
    if not names:
        raise NotFoundError("standard input has no keys")
    found: dict[str, None] = {}
    missing = 0
    for name, source in names:
        try:
            as_number = not source and is_number(name)
            found[_numbered(name, catalogue, resolve) if as_number else resolve(name)] = None
        except NotFoundError as error:
            if len(names) == 1:
                raise
            missing += 1
            print(f"llmprimer: {source}{error.message}", file=sys.stderr)
    return NamedKeys(list(found), missing)


def _numbered(name: str, catalogue: Path, resolve: Callable[[str], str]) -> str:
    """The key of a number: an equal key, else the position in the last list, else a key that begins with it."""
    from llmprimer.cli.last_list import key_at_number, recall

    try:
        key = resolve(name)
    except NotFoundError:
        return key_at_number(name, catalogue)
    return key if key == name or recall() is None else key_at_number(name, catalogue)


def _names(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each name with its origin, for messages."""
    for word in words:
        if word == "-":
            yield from ((name, _STDIN) for name in names_in(read_standard_input()))
        else:
            yield word, ""
