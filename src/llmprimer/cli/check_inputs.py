"""The links that `llmprimer check` checks, and the catalogues that they are in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from llmprimer.errors import CatalogueError

if TYPE_CHECKING:
    from llmprimer.cli.selection import Selection
    from llmprimer.links.model import Link


def links_of(selection: Selection) -> list[Link]:
    """The links of files, of addresses, of standard input, or of the catalogue's selection."""
    from llmprimer.links.inputs.reading import ADDRESS, from_file, from_text
    from llmprimer.links.model import Link

    if not names_sources(selection):
        return _of_catalogue(selection)
    found: list[Link] = []
    for word in selection.words:
        path = Path(word).expanduser()
        if word == "-":
            found += from_text(selection.standard_input, None)
        elif ADDRESS.match(word):
            found.append(Link(word))
        elif path.is_file():
            found += _of_other(path) if _may_be_catalogue(word) else from_file(path)
        elif path.is_dir():
            raise CatalogueError(f"{word}: it is a folder, not a file")
        else:
            raise CatalogueError(f"{word}: no such file", hint="a query and files cannot be mixed")
    return found


def names_sources(selection: Selection) -> bool:
    """Whether the arguments name inputs, and not words to search for in the catalogue in use."""
    from llmprimer.links.inputs.reading import names_a_source

    if any(names_a_source(word) for word in selection.words if word != "-"):
        return True
    return selection.reads_keys and not _has_keys_alone(selection)


def _has_keys_alone(selection: Selection) -> bool:
    """Whether every name on standard input is a key of the catalogue in use, as `llmprimer search` prints them."""
    from llmprimer.cli.keys import names_in
    from llmprimer.query.tree import CitationKeys

    names = names_in(selection.standard_input)
    if not names or any("://" in name for name in names):
        return False
    try:
        index = selection.index()
    except CatalogueError:
        return False
    return index.count(CitationKeys(tuple(set(names)))) == len(set(names))


def catalogues_of(selection: Selection) -> list[Path]:
    """The catalogues that the links are in, each once."""
    if not names_sources(selection):
        return [selection.path]
    return [Path(word).expanduser() for word in dict.fromkeys(selection.words) if _may_be_catalogue(word)]


def others_of(selection: Selection) -> list[str]:
    """The arguments that are not catalogues: other files, addresses, standard input."""
    return [word for word in selection.words if not _may_be_catalogue(word)] if names_sources(selection) else []


def _may_be_catalogue(word: str) -> bool:
    return "://" not in word and Path(word).suffix.lower() in (".yaml", ".yml")


def _of_catalogue(selection: Selection) -> list[Link]:
    from llmprimer.links.model import Link

    index = selection.index()
    name = str(selection.path)
    return [
        Link(
            row["url"],
            row["citation_key"],
            None if row.get("title_described") else row["title"],
            index.line(row["citation_key"]),
            name,
        )
        for row in index.rows(selection.condition(), query=selection.query, sort="file")
        if row["url"]
    ]


def _of_other(path: Path) -> list[Link]:
    """The links of a file that is a catalogue of ours; InvalidCatalogueError if it is another YAML file."""
    from llmprimer.catalogue import CatalogueContent
    from llmprimer.links.model import Link

    catalogue = CatalogueContent.read(path)
    return [
        Link(r.url, r.citation_key, None if r.title_described else r.title, catalogue.lines[r.citation_key], str(path))
        for r in catalogue
        if r.url
    ]
