"""The last list on a terminal, so that `show 3` and `open 3` mean its third reference.

It is kept per terminal and login, for some hours; other terminals and pipes do not use it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from llmprimer.catalogue.folders import state_folder
from llmprimer.errors import NotFoundError

#: Seconds for which a list is kept.
LIFETIME = 12 * 3600
#: The longest list that is kept.
_MAX_KEYS = 999
_ORDINALS = {1: "first", 2: "second", 3: "third"}


class LastList(NamedTuple):
    """The catalogue, as a whole path, and the citation keys in the order shown."""

    catalogue: str
    keys: list[str]


def remember(catalogue: Path, keys: Sequence[str]) -> None:
    """Saves the list just shown if standard output is a terminal; does nothing if that fails."""
    if not keys or not sys.stdout.isatty() or (path := _list_file()) is None:
        return
    content = {
        "at": time.time(),
        "terminal": _terminal(),
        "catalogue": os.path.realpath(catalogue),
        "keys": list(keys[:_MAX_KEYS]),
    }
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        _remove_old(os.path.dirname(path))
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump(content, file)
        os.replace(temporary, path)
    except OSError:
        return


def recall() -> LastList | None:
    """The list that this terminal showed last, if it is not too old."""
    path = _list_file()
    if path is None:
        return None
    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        if content["terminal"] == _terminal() and 0 <= time.time() - content["at"] < LIFETIME:
            return LastList(str(content["catalogue"]), [str(key) for key in content["keys"]])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def key_at_number(text: str, catalogue: Path) -> str:
    """The key at that position in the last list; NotFoundError if there is no such list or position."""
    number = int(text)
    last = recall()
    if last is None:
        hint = f"search first: `show {number}` then means the {_ordinal(number)} of what the terminal shows"
        raise NotFoundError(f'no reference has the key "{text}", and no list was shown on this terminal', hint=hint)
    if last.catalogue != os.path.realpath(catalogue):
        raise NotFoundError(
            f'the last list on this terminal was of another catalogue, so "{text}" means nothing here',
            hint=f"--catalogue {last.catalogue} is that one",
        )
    if not 1 <= number <= len(last.keys):
        raise NotFoundError(f"the last list on this terminal has the numbers 1 to {len(last.keys)}, not {number}")
    return last.keys[number - 1]


def is_number(text: str) -> bool:
    """Whether the text is a number of a list: up to three digits."""
    return text.isascii() and text.isdigit() and len(text) <= len(str(_MAX_KEYS))


def _ordinal(number: int) -> str:
    return _ORDINALS.get(number, f"{number}th")


def _terminal() -> str | None:
    """The terminal and the login on it: a later login on a terminal of the same name is another one."""
    if not hasattr(os, "ttyname"):
        return None
    for descriptor in (0, 1, 2):
        try:
            return f"{os.ttyname(descriptor)} {os.getsid(0)}"
        except OSError:
            continue
    return None


def _list_file() -> str | None:
    terminal = _terminal()
    if terminal is None:
        return None
    name = "".join(character if character.isalnum() else "-" for character in terminal).strip("-")
    return os.path.join(state_folder(), "lists", f"{name}.json")


def _remove_old(folder: str) -> None:
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if time.time() - os.stat(path).st_mtime > LIFETIME:
            os.unlink(path)
