"""Builds a site in a folder: makes and writes changed files, removes obsolete ones, and keeps the rest."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from llmprimer.catalogue.folders import temporary_folder
from llmprimer.errors import CatalogueError, NotFoundError, WriteError
from llmprimer.site.content import Content
from llmprimer.site.files import SiteFile, other_files, reference_files
from llmprimer.site.listing import MANIFEST, Listing
from llmprimer.site.writing import Written, remove, write_file, write_files

if TYPE_CHECKING:
    from llmprimer.api.catalogue import Catalogue

#: From this number of references on, two processes build the site: one makes the pages of references.
_LARGE = 2_001


class Built(NamedTuple):
    """The numbers of files: in the site, made, written, and removed."""

    files: int
    made: int
    written: int
    removed: int


def build_site(catalogue: Catalogue, folder: Path, query: str = "", *, history: Path | None = None) -> Built:
    """Builds the site of the selected references; `history` is the history of link checks, by default the user's own.

    UsageError if the folder has other files, NotFoundError if nothing is selected, QueryError for an invalid query,
    WriteError if a file cannot be written. CatalogueError if the catalogue changes during the build.
    """
    with closing(Listing(folder)) as listing, closing(Content(catalogue, query, history=history)) as content:
        if not content.plan.count:
            raise NotFoundError("nothing fits, so there is nothing to publish")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if MANIFEST not in os.listdir(folder):
                # A later build can continue an interrupted one only if there is a manifest.
                _write_manifest(folder, listing)
            parts = _side_by_side if content.plan.count >= _LARGE and (os.cpu_count() or 1) > 1 else _one_by_one
            one, other = parts(content, folder, history, listing)
            removed = remove(folder, listing.gone())
            _write_manifest(folder, listing)
        except OSError as error:
            raise WriteError(f"{error.filename or folder}: {error.strerror or error}") from None
        return Built(len(listing), one.made + other.made, one.written + other.written, removed)


def _one_by_one(content: Content, folder: Path, _: Path | None, listing: Listing) -> tuple[Written, Written]:
    others = write_files(other_files(content, listing.made_from), folder, listing)
    return write_files(reference_files(content), folder, listing), others


def _side_by_side(content: Content, folder: Path, history: Path | None, listing: Listing) -> tuple[Written, Written]:
    # A new interpreter: a fork would share database connections and threads.
    with temporary_folder() as temporary, ProcessPoolExecutor(1, get_context("spawn")) as pool:
        database = temporary / "others"
        asked = (content.catalogue.path, content.query, history, content.plan.digest, folder, database)
        others = pool.submit(_write_others, *asked)
        written = write_files(reference_files(content), folder, listing), others.result()
        listing.take(database)
    return written


def _write_others(path: Path, query: str, history: Path | None, digest: str, folder: Path, database: Path) -> Written:
    """Writes all files except the pages of references, in a separate process. `digest` is that of the records."""
    from llmprimer.api.catalogue import Catalogue

    with (
        closing(Listing(folder, os.fspath(database))) as listing,
        Catalogue.open(path) as catalogue,
        closing(Content(catalogue, query, history=history)) as content,
    ):
        if content.plan.digest != digest:
            raise CatalogueError(f"{path}: has changed while the site was built; build it again")
        return write_files(other_files(content, listing.made_from), folder, listing)


def _write_manifest(folder: Path, listing: Listing) -> None:
    write_file(folder / MANIFEST, SiteFile(MANIFEST, None, write=lambda out: out.writelines(listing.manifest())))
