"""Builds a site into a folder: what changed is made and written, what is no longer part of it is removed, the rest stays."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from llmprimer.errors import CatalogueError, NotFoundError, UsageError, WriteError
from llmprimer.site.content import Content
from llmprimer.site.files import other_files, reference_files
from llmprimer.site.writing import Known, Written, remove, replace, write_files

if TYPE_CHECKING:
    from llmprimer.api.catalogue import Catalogue

#: Lists the files of a site; a folder with anything in it but without this file is not touched.
MANIFEST = "site-files.json"
#: From so many references on, the pages of references and all other files are made side by side, by two processes.
_LARGE = 2_001


class Built(NamedTuple):
    """How many files the site has, how many of them were made, and written, and how many old ones were removed."""

    files: int
    made: int
    written: int
    removed: int


def build_site(catalogue: Catalogue, folder: Path, query: str = "", *, history: Path | None = None) -> Built:
    """Builds the site of the references that the query selects; `history` is that of link checks, or the user's own.

    UsageError if the folder holds something else, NotFoundError if nothing is selected, QueryError for a query that
    cannot be understood, WriteError if a file cannot be written. CatalogueError if the catalogue changes meanwhile.
    """
    before = _files_before(folder)
    with closing(Content(catalogue, query, history=history)) as content:
        if not content.plan.count:
            raise NotFoundError("nothing fits, so there is nothing to publish")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if MANIFEST not in os.listdir(folder):
                # So that a build that was broken off can be taken up.
                (folder / MANIFEST).write_bytes(_manifest({}))
            parts = _side_by_side if content.plan.count >= _LARGE and (os.cpu_count() or 1) > 1 else _one_by_one
            one, other = parts(content, folder, history, before)
            now = {**one.now, **other.now}
            removed = remove(folder, before.keys() - now.keys())
            replace(folder / MANIFEST, _manifest(now))
        except OSError as error:
            raise WriteError(f"{error.filename or folder}: {error.strerror or error}") from None
    return Built(len(now), one.made + other.made, one.written + other.written, removed)


def _one_by_one(content: Content, folder: Path, _: Path | None, before: Known) -> tuple[Written, Written]:
    others = write_files(other_files(content, _digests(before)), folder, before)
    return write_files(reference_files(content), folder, before), others


def _side_by_side(content: Content, folder: Path, history: Path | None, before: Known) -> tuple[Written, Written]:
    # A new interpreter: a copy of this process would share its database connections and its threads.
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        asked = (content.catalogue.path, content.query, history, content.plan.digest, folder)
        others = pool.submit(_write_others, *asked)
        return write_files(reference_files(content), folder, before), others.result()


def _write_others(path: Path, query: str, history: Path | None, digest: str, folder: Path) -> Written:
    """Writes all but the pages of references, in a process of its own. `digest` is that of the records."""
    from llmprimer.api.catalogue import Catalogue

    before = _files_before(folder)
    with Catalogue.open(path) as catalogue, closing(Content(catalogue, query, history=history)) as content:
        if content.plan.digest != digest:
            raise CatalogueError(f"{path}: has changed while the site was built; build it again")
        return write_files(other_files(content, _digests(before)), folder, before)


def _digests(files: Known) -> Mapping[str, str | None]:
    return {path: digest for path, (_, digest) in files.items()}


def _manifest(files: Known) -> bytes:
    lines = ",\n".join(f"{json.dumps(path)}: {json.dumps(files[path])}" for path in sorted(files))
    return f'{{"made_by": "llmprimer site", "files": {{\n{lines}\n}}}}\n'.encode()


def _files_before(folder: Path) -> Known:
    """The files of the last build; UsageError if the folder is not one of ours, or empty."""
    try:
        if not os.listdir(folder):
            return {}
        found = json.loads((folder / MANIFEST).read_bytes())["files"]
        return {path: (str(known[0]), known[1]) for path, known in found.items()}
    except FileNotFoundError:
        if not folder.exists():
            return {}
    except NotADirectoryError:
        pass
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        pass
    raise UsageError(f"{folder}: holds something other than a site; nothing was written", hint="choose an empty folder")
