"""Plans for changes of the catalogue, whose diff is shown before they are written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from llmprimer.errors import NotFoundError, UsageError
from llmprimer.suggest import did_you_mean

if TYPE_CHECKING:
    from llmprimer.api.changes import Edit
    from llmprimer.catalogue.undo import LastWrite


def parsed_tags(text: str, topics: Sequence[str]) -> tuple[list[str], list[str]]:
    """The topics to add and to remove, of `+rlhf -alignment`; UsageError for a word without a sign or an unknown topic."""
    added: list[str] = []
    removed: list[str] = []
    for word in text.split():
        sign, slug = word[0], word[1:]
        if sign not in "+-" or not slug:
            raise UsageError(f'"{word}" has no sign: +{word} adds the topic, -{word} removes it')
        if slug not in topics:
            raise UsageError(f'there is no topic "{slug}"{did_you_mean(slug, topics)}')
        (added if sign == "+" else removed).append(slug)
    if not (added or removed):
        raise UsageError("name topics: +topic adds one, -topic removes it")
    return added, removed


def tag(path: Path, keys: Sequence[str], added: Sequence[str], removed: Sequence[str]) -> Edit:
    """The plan of adding and removing topics. References that have or lack them already are no error."""
    edit = _edit(path)
    for key in keys:
        has = edit[key].topics
        edit.tag(key, *(slug for slug in added if slug not in has))
        edit.untag(key, *(slug for slug in removed if slug in has))
    edit.check()
    return edit


def remove(path: Path, keys: Sequence[str]) -> Edit:
    """The plan of removing references, and the relations of others to them."""
    edit = _edit(path)
    for key in keys:
        edit.remove(key)
    edit.check()
    return edit


def with_text(path: Path, key: str, text: str) -> Edit:
    """The plan of replacing the text of a record; InvalidCatalogueError if it is not valid."""
    edit = _edit(path)
    edit.set_text(key, text)
    return edit


def record_text(path: Path, key: str) -> str:
    """The record as it stands in the file; NotFoundError if it has gone."""
    edit = _edit(path)
    if key not in edit:
        raise NotFoundError(f"{key} is no longer in the catalogue")
    return edit.text(key)


def last_write(path: Path) -> LastWrite:
    """The last write of the file; the errors are those of `catalogue.undo.last_write`."""
    from llmprimer.catalogue.locate import refuse_installed
    from llmprimer.catalogue.undo import last_write

    refuse_installed(path)
    return last_write(path)


def _edit(path: Path) -> Edit:
    # Imported on use: the models and YAML would make the first screen wait.
    from llmprimer.api.changes import Edit

    return Edit(path)
