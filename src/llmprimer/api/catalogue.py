"""`Catalogue`: everything that can be asked of one catalogue file, for programs.

with Catalogue.open() as catalogue:
    for hit in catalogue.search("chain of thought"):
        print(hit.citation_key, hit.title)
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from llmprimer.api.opened import OpenCatalogue
from llmprimer.api.references import (
    ReferenceLoader,
    References,
    RelatedReference,
    RelatedReferences,
    SearchHit,
    SearchHits,
)
from llmprimer.errors import NotFoundError

if TYPE_CHECKING:
    from llmprimer.api.changes import Edit, ImportPlan
    from llmprimer.api.checking import LinkCheck
    from llmprimer.api.enriching import EnrichPlan
    from llmprimer.index.lookup import TopicNode
    from llmprimer.links import Settings
    from llmprimer.lint import Finding
    from llmprimer.model import Header, Reference
    from llmprimer.propernames import ProperNames


class Catalogue:
    """An open catalogue. Threads may share it; it follows the file when that changes, and closes with `with`.

    Every method may raise CatalogueError (or its subclass InvalidCatalogueError) where the file can no longer be read,
    and UsageError once the catalogue is closed.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._open = OpenCatalogue(Path(path))
        self._loader = ReferenceLoader(self.__getitem__, lambda: self.header)

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None = None) -> Self:
        """The catalogue in the file; without a path, the one that the command line would use in this folder.

        That is the file in LLMPRIMER_CATALOGUE, else what pyproject.toml (`[tool.llmprimer]`) or `references.yaml` in this
        folder or above it says, else the built-in catalogue.

        CatalogueError if the file cannot be read, InvalidCatalogueError with all problems if it is not valid.
        """
        from llmprimer.catalogue.locate import locate

        return cls(locate(path if path is None else Path(path)))

    def close(self) -> None:
        """Frees the index; whatever is asked afterwards raises UsageError."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- finding -------------------------------------------------------------------------------------------------------

    def search(self, query: str, *, within: str = "", limit: int | None = 10, unfinished: bool = False) -> SearchHits:
        """The references that answer the query, best first, at most `limit` (None: all).

        Bare words rank; "phrases", -exclusions, OR groups and fields (`topic:rlhf year:2022`) must hold. An identifier
        or an address is looked up. The whole of `within`, a query too, must hold besides. With `unfinished`, the last
        word may be the beginning of one that is still being typed. QueryError where a query cannot be understood.
        """
        from llmprimer.query import conjunction, parse
        from llmprimer.search import find

        filters = conjunction((parse(within),))
        found = self._open.ask(lambda index: find(index, query, filters, limit=limit, unfinished=unfinished))
        hits = [SearchHit(hit.row, hit.score, hit.reasons, self._loader) for hit in found.results]
        return SearchHits(
            hits,
            self._loader,
            query=query,
            confident=found.confident,
            total=found.total,
            corrections=found.corrections,
        )

    def select(self, query: str = "", *, sort: str = "key", limit: int | None = None, offset: int = 0) -> References:
        """The references for which the whole query holds, every word of it; all of them without a query.

        `sort` is key, file, issued, -issued, title or slide (undated ones last); the first `offset` are left out.
        QueryError where the query cannot be understood, UsageError for an unknown order.
        """
        from llmprimer.query import parse

        node = parse(query)
        rows = self._open.ask(lambda index: index.rows(node, query=query, sort=sort, limit=limit, offset=offset))
        return References(rows, self._loader)

    def stored(self, query: str = "", *, sort: str = "file") -> Iterator[tuple[str, str]]:
        """(row, record) of each selected reference as JSON text, one at a time, for catalogues that fill the memory.

        QueryError and UsageError as for `select`.
        """
        from llmprimer.query import parse

        node = parse(query)
        return self._open.ask(lambda index: index.stored(node, query=query, sort=sort))

    def count(self, query: str = "") -> int:
        """How many references `select` would return."""
        from llmprimer.query import parse

        node = parse(query)
        return self._open.ask(lambda index: index.count(node, query=query))

    def counts(self, field: str, query: str = "", *, limit: int | None = None) -> dict[str, int]:
        """How many of the selected references have each value of a field, most first, ties by value, at most `limit`.

        `field` is topic, kind, type, lang, year, author, site, slide or has; `f"{field}:{value}"` is a query for a value.
        UsageError for another field.
        """
        from llmprimer.index.counts import counts
        from llmprimer.query import parse

        node = parse(query)
        return self._open.ask(lambda index: counts(index, field, node, query=query, limit=limit))

    def resolve(self, name: str) -> str:
        """The citation key of the one reference that a key, identifier, address or unique beginning of a key names.

        NotFoundError if it names none (with the nearest keys), or several.
        """
        from llmprimer.index.naming import key_of

        return self._open.ask(lambda index: key_of(index, name))

    def related(self, citation_key: str, *, limit: int | None = 10) -> RelatedReferences:
        """The references nearest to one, by relations, topics, slides and authors; nearest first, at most `limit`.

        NotFoundError names the nearest keys; `resolve` gives the key for an identifier.
        """
        from llmprimer.index.lookup import related

        found = self._open.ask(lambda index: related(index, citation_key, limit=limit))
        return RelatedReferences([RelatedReference(n.row, n.score, n.how, self._loader) for n in found], self._loader)

    def relations(self, citation_key: str) -> list[tuple[str, dict[str, Any]]]:
        """(words for the relation, target): first the reference's own relations, then those of others to it.

        A target in the catalogue is its row; one outside is the relation with its title and ids. NotFoundError names
        the nearest keys.
        """
        from llmprimer.index.lookup import relations

        return self._open.ask(lambda index: list(relations(index, citation_key)))

    # -- references ----------------------------------------------------------------------------------------------------

    def __getitem__(self, citation_key: str) -> Reference:
        """The reference with that key, in any case; NotFoundError names the nearest keys."""
        from llmprimer.model import Reference

        return Reference.model_validate(self._open.ask(lambda index: index.record(citation_key)))

    def record(self, citation_key: str) -> dict[str, Any]:
        """The same as plain values (dates as text), without empty fields; it imports no models."""
        return self._open.ask(lambda index: index.record(citation_key))

    def get(self, citation_key: str) -> Reference | None:
        """The reference with that key, or None."""
        try:
            return self[citation_key]
        except NotFoundError:
            return None

    def __contains__(self, citation_key: object) -> bool:
        try:
            return isinstance(citation_key, str) and bool(self._open.ask(lambda index: index.row(citation_key)))
        except NotFoundError:
            return False

    def __iter__(self) -> Iterator[Reference]:
        """Every reference in the order of the file, loaded one at a time."""
        return iter(self.select(sort="file"))

    def __len__(self) -> int:
        return self._open.ask(len)

    @property
    def keys(self) -> list[str]:
        """All citation keys, sorted."""
        return self._open.ask(lambda index: index.keys())

    def line(self, citation_key: str) -> int:
        """The line of the reference in the file, from 1; NotFoundError names the nearest keys."""
        return self._open.ask(lambda index: index.line(citation_key))

    # -- taking out ----------------------------------------------------------------------------------------------------

    def export(
        self,
        format: str,  # noqa: A002 - the word that the command line and the documents use
        query: str = "",
        *,
        keys: Iterable[str] | None = None,
        encoding: str | None = None,
        prefer: str = "published",
        as_listed: bool = False,
        annotations: bool = False,
    ) -> str:
        """References in another tool's format: those with these keys in this order, else those of the query in file order.

        The options are those of `llmprimer export`. UsageError for an unknown format or option, NotFoundError for an
        unknown key.
        """
        out = StringIO()
        self.export_to(
            out,
            format,
            query,
            keys=keys,
            encoding=encoding,
            prefer=prefer,
            as_listed=as_listed,
            annotations=annotations,
        )
        return out.getvalue()

    def export_to(
        self,
        target: TextIO | str | os.PathLike[str],
        format: str,  # noqa: A002
        query: str = "",
        *,
        keys: Iterable[str] | None = None,
        encoding: str | None = None,
        prefer: str = "published",
        as_listed: bool = False,
        annotations: bool = False,
        force: bool = False,
    ) -> dict[str, tuple[int, str]]:
        """As `export`, into an open text file, or into the file of a path, which is written whole or not at all.

        Returns what the format cannot hold: for each thing, how many references had it, and the key of the first.
        UsageError if another kind of file is at the path and `force` is not set; WriteError if it cannot be written.
        """
        from llmprimer.export import Options, get
        from llmprimer.export._output import write_file

        options = Options(
            encoding=encoding, prefer=prefer, as_listed=as_listed, annotations=annotations, names=self.proper_names
        )
        exporter = get(format)
        references = self._chosen(query, keys)
        if isinstance(target, (str, os.PathLike)):
            losses = write_file(
                Path(target), exporter, lambda out: exporter.write(references, self.header, out, options), force=force
            )
        else:
            losses = exporter.write(references, self.header, target, options)
        return losses.fields | losses.counts

    def cite(
        self,
        keys: str | Iterable[str],
        *,
        style: str = "apa",
        format: str = "text",  # noqa: A002
        locale: str | None = None,
        prefer: str = "published",
    ) -> str:
        """Formatted citations in a CSL style, in the order that the style asks for (needs the extra `cite`).

        `format` is text, html or markdown, `locale` a language such as "de-DE". NotFoundError for an unknown key,
        UsageError for an unknown style or format, or without pandoc.
        """
        from llmprimer.export import Options
        from llmprimer.export._citeproc import citations

        references = self._chosen("", [keys] if isinstance(keys, str) else keys)
        options = Options(prefer=prefer, names=self.proper_names)
        return citations(references, self.header, options, style=style, form=format, locale=locale)

    # -- judging -------------------------------------------------------------------------------------------------------

    def lint(self, *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Finding]:
        """What the lint rules find, in order of lines; rules are chosen by codes or their beginnings ("S401", "S").

        UsageError for a code that no rule has.
        """
        from llmprimer.catalogue.files import read_text
        from llmprimer.lint import lint, select_rules

        return lint(read_text(self.path), str(self.path), select_rules(select, ignore))

    def check(
        self, query: str = "", *, keys: Iterable[str] | None = None, settings: Settings | None = None
    ) -> LinkCheck:
        """Asks the links of the selected references: `await` gives the results, `async for` gives each as it comes.

        Nothing is asked before that, and no history is kept. Results of `await` are in the order of the references.
        """
        from llmprimer.api.checking import LinkCheck
        from llmprimer.links import Link

        references = [reference for reference in self._chosen(query, keys) if reference.url]
        links = [
            Link(
                r.url or "",
                r.citation_key,
                None if r.title_described else r.title,
                self.line(r.citation_key),
                str(self.path),
            )
            for r in references
        ]
        return LinkCheck(links, settings)

    # -- changing ------------------------------------------------------------------------------------------------------

    @contextmanager
    def edit(self) -> Iterator[Edit]:
        """Changes by hand: all are written in one step when the `with` ends, none if it ends with an error.

        The errors at the end are those of `Changes.write`.
        """
        from llmprimer.api.changes import Edit

        edit = Edit(self.path)
        yield edit
        edit.write()

    def import_(
        self,
        source: str | os.PathLike[str],
        *,
        format: str | None = None,  # noqa: A002
        with_topics: bool | None = None,
        new_keys: bool = False,
    ) -> ImportPlan:
        """The plan for taking in a list, a bibliography or bookmarks; `plan.apply()` writes it.

        The options are those of `llmprimer import`. CatalogueError if the source cannot be read, UsageError if its form is
        not known.
        """
        from llmprimer.api.changes import ImportPlan

        return ImportPlan(self.path, Path(source), form=format, with_topics=with_topics, new_keys=new_keys)

    def enrich(
        self,
        query: str = "",
        *,
        keys: Iterable[str] | None = None,
        fields: Sequence[str] = (),
        sources: Collection[str] = (),
        search: bool = True,
    ) -> EnrichPlan:
        """The plan for filling the empty fields of the selected references from arXiv, Crossref and other services.

        `plan.apply()` writes it; `plan.accept()` takes facts that differ from the record's. `fields` and `sources` limit
        what may be filled and who is asked, `search` says whether works without identifier are searched by title.
        Services that cannot be asked are in `plan.refusals`; UsageError for a field or a service that there is not.
        """
        from llmprimer.api.enriching import EnrichPlan

        chosen = list(self._chosen(query, keys))
        return EnrichPlan.of(self.path, chosen, fields=fields, sources=sources, search=search)

    def _chosen(self, query: str, keys: Iterable[str] | None) -> Iterable[Reference]:
        if keys is None:
            return self.select(query, sort="file")
        chosen = [self[key] for key in dict.fromkeys(keys)]
        fitting = set(self.select(query).keys) if query else None
        return [reference for reference in chosen if fitting is None or reference.citation_key in fitting]

    # -- what stands around the references -------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The file."""
        return self._open.path

    @property
    def title(self) -> str:
        """The title of the catalogue."""
        return str(self._open.ask(lambda index: index.header["title"]))

    @property
    def header(self) -> Header:
        """What stands before the references: title, description, licence, sources, outline, topics."""
        return self._open.ask(lambda index: index.header_model())

    @property
    def proper_names(self) -> ProperNames:
        """The words, and runs of words, that the catalogue's own texts show to be names."""
        from llmprimer.propernames import ProperNames

        return self._open.ask(lambda index: ProperNames(index.proper_names()))

    @property
    def topics(self) -> list[TopicNode]:
        """The vocabulary in reading order: each topic before its narrower ones, with its depth and its count."""
        from llmprimer.index.lookup import topics

        return self._open.ask(topics)

    def topic(self, name: str) -> TopicNode:
        """The topic that a slug, label or alias names; NotFoundError names the nearest."""
        from llmprimer.index.lookup import topic

        return self._open.ask(lambda index: topic(index, name))

    def __repr__(self) -> str:
        return f"<Catalogue {str(self.path)!r}>"
