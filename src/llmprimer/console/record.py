"""One reference, whole, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from llmprimer.console.terminal import console, is_terminal
from llmprimer.records.describing import Line, described, identity_of


def print_record(record: dict[str, Any], related: Iterable[tuple[str, dict[str, Any]]], *, provenance: bool) -> None:
    """Prints field names and values: in two columns on a terminal, `name: value` lines elsewhere."""
    lines = [*described(record), *_relations(related), *(_provenance(record) if provenance else ())]
    if not is_terminal():
        for name, value in lines:
            print(f"{name}: {value}")
        return
    from rich.table import Table
    from rich.text import Text

    screen = console()
    screen.print(Text(record["title"], style="bold"))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    before = ""
    for name, value in lines:
        if name != "title":
            link = f"link {value}" if name in ("url", "archive_url") else ""
            grid.add_row("" if name == before else name, Text(value, style=link))
        before = name
    screen.print(grid)


<<<<<<< HEAD
def _name(name: dict[str, str]) -> str:
    order = ("given", "dropping_particle", "non_dropping_particle", "family", "suffix", "literal")
    return " ".join(name[part] for part in order if part in name)


def _lines(record: dict[str, Any]) -> Iterator[Line]:
    described = " (our description)" if record.get("title_described") else ""
    yield "title", record["title"] + described
    yield "citation_key", record["citation_key"]
    yield "kind", f"{record['kind']} ({record['type']})"
    for field in ("author", "editor"):
        if names := record.get(field):
            yield field, ", ".join(_name(name) for name in names)
    if "organizations" in record:
        yield "organizations", ", ".join(record["organizations"])
    if issued := record.get("issued"):
        yield "issued", issued
    for field in (
        "container_title",
        "collection_title",
        "event_title",
        "publisher",
        "genre",
        "number",
        "edition",
        "volume",
        "issue",
        "page",
    ):
        if field in record:
            yield field, record[field]
    if arxiv := record.get("arxiv"):
        primary = f" [{arxiv['primary_class']}]" if "primary_class" in arxiv else ""
        yield "arxiv", arxiv["id"] + primary
    for field in ("doi", "isbn", "issn"):
        if field in record:
            yield field, record[field]
    if published := record.get("published"):
        yield "published", _publication(published)
    if status := record.get("status"):
        yield "status", _status(status)
    for field in ("license", "url", "archive_url"):
        if field in record:
            yield field, record[field]
    if topics := record.get("topics"):
        yield "topics", ", ".join(topics)
    for field in ("aliases", "keywords"):
        if field in record:
            yield field, ", ".join(record[field])
    if language := record.get("language"):
        yield "language", language
    if slides := record.get("slides"):
        yield "slides", ", ".join(map(str, slides))
    for field in ("summary", "abstract", "note"):
        if field in record:
            yield field, record[field]


def _publication(published: dict[str, Any]) -> str:
    parts = [published.get("title"), published.get("container_title")]
    volume = published.get("volume", "")
    if issue := published.get("issue"):
        volume += f"({issue})"
    page = published.get("page")
    parts += [volume, f"pp. {page}" if page else "", published.get("publisher"), published.get("issued")]
    parts += [f"doi:{published['doi']}" if "doi" in published else None, published.get("url")]
    return ", ".join(part for part in parts if part)


def _status(status: dict[str, Any]) -> str:
    """`retracted, 2010-02-06, doi:10.1016/...: the words of the notice`."""
    parts = [status["type"], status.get("issued")]
    parts += [
        f"arXiv:{status['arxiv']}" if "arxiv" in status else None,
        f"doi:{status['doi']}" if "doi" in status else None,
    ]
    parts.append(status.get("url"))
    facts = ", ".join(part for part in parts if part)
    return f"{facts}: {status['note']}" if "note" in status else facts


=======
>>>>>>> 1b665ae (Browse a catalogue in the terminal, and pick keys for editors)
def _relations(related: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[Line]:
    for words, target in related:
        identity = identity_of(target)
        title = target.get("title", "")
        yield words, f"{identity}: {title}" if identity else title


def _provenance(record: dict[str, Any]) -> Iterator[Line]:
    for seen in record.get("provenance", ()):
        when = f", {seen['accessed']}" if "accessed" in seen else ""
        yield "provenance", f"{', '.join(seen['fields'])}: {seen['source']} ({seen['confidence']}{when})"
