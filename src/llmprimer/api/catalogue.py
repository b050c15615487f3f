"""`Catalogue`: searches, exports, checks and changes one catalogue file.

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
from typing import TYPE_CHECKING, TextIO

from llmprimer.api.lookups import Lookups

if TYPE_CHECKING:
    from llmprimer.api.adding import AddPlan
    from llmprimer.api.changes import Edit, ImportPlan
    from llmprimer.api.checking import LinkCheck
    from llmprimer.api.enriching import EnrichPlan
    from llmprimer.links import Settings
    from llmprimer.lint import Finding


class Catalogue(Lookups):
    """An open catalogue, also a context manager. Threads may share it; it reloads the file when the file changes.

    Every method may raise CatalogueError (or its subclass InvalidCatalogueError) if the file can no longer be read, and
    UsageError after the catalogue is closed.
    """

    # -- exporting ----------------------------------------------------------------------------------------------------

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
        """References in another format: those with `keys` in this order, or else those of the query in file order.

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
        """Like `export`, to an open text file or to a path, which is written completely or not at all.

        Returns what the format cannot express: name -> (number of references with it, key of the first).
        UsageError if the path has another kind of file and `force` is not set; WriteError if it cannot be written.
        """
        from llmprimer.export import Options, get
        from llmprimer.export._output import write_file

        options = Options(
            encoding=encoding, prefer=prefer, as_listed=as_listed, annotations=annotations, names=self.proper_names
        )
        exporter = get(format)
        references = self._selected(query, keys)
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
        """Formatted citations in a CSL style, in the order of the style (needs the extra `cite`).

        `format` is text, html or markdown, `locale` a language such as "de-DE". NotFoundError for an unknown key,
        UsageError for an unknown style or format, or if pandoc is missing.
        """
        from llmprimer.export import Options
        from llmprimer.export._citeproc import citations

        references = self._selected("", [keys] if isinstance(keys, str) else keys)
        options = Options(prefer=prefer, names=self.proper_names)
        return citations(references, self.header, options, style=style, form=format, locale=locale)

    # -- checking -------------------------------------------------------------------------------------------------------

    def lint(self, *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Finding]:
        """The findings of the lint rules, by line; `select` and `ignore` are codes or prefixes of codes ("S401", "S").

        UsageError for an unknown code.
        """
        from llmprimer.catalogue.files import read_text
        from llmprimer.lint import lint, select_rules

        return lint(read_text(self.path), str(self.path), select_rules(select, ignore))

    def check(
        self, query: str = "", *, keys: Iterable[str] | None = None, settings: Settings | None = None
    ) -> LinkCheck:
        """A check of the links of the selected references: `await` returns all results, `async for` yields each one.

        No request is sent before. The results of `await` are in the order of the references. The check keeps no history.
        """
        from llmprimer.api.checking import LinkCheck
        from llmprimer.links import Link

        references = [reference for reference in self._selected(query, keys) if reference.url]
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
        """Opens an edit: the end of the `with` writes all changes in one step, or none if an exception ends it.

        Writing raises the errors of `Changes.write`.
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
        line: str | Sequence[str] = (),
        with_topics: bool | None = None,
        new_keys: bool = False,
    ) -> ImportPlan:
        """The plan for importing a list, a bibliography or bookmarks; `plan.apply()` writes it.

        The options are those of `llmprimer import`; `line` is one pattern or several, and `plan.reading.stated` counts the
        entries of their forms. CatalogueError if the source cannot be read, UsageError if its format is unknown or a
        pattern is not valid.
        """
        from llmprimer.api.changes import ImportPlan
        from llmprimer.catalogue.files import read_bytes

        return ImportPlan(
            self.path,
            read_bytes(Path(source), None),
            str(source),
            source=Path(source).name,
            form=format,
            line=(line,) if isinstance(line, str) else line,
            with_topics=with_topics,
            new_keys=new_keys,
        )

    def add(
        self, *identifiers: str, topics: Iterable[str] = (), key: str | None = None, draft: bool = False
    ) -> AddPlan:
        """The plan for adding works by arXiv id, DOI, address, GitHub repository or ISBN; `plan.apply()` writes it.

        The options are those of `llmprimer add`: `key` is the citation key of a single work; `draft` adds a work whose
        look-up failed with the data in its identifier. UsageError for an invalid identifier or key; NotFoundError and
        NetworkError if a look-up fails.
        """
        from llmprimer.api.adding import AddPlan

        return AddPlan(self.path, identifiers, topics=topics, key=key, draft=draft)

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

        `plan.apply()` writes it; `plan.accept()` adds facts that differ from the record's. `fields` limits the fields,
        `sources` the services; with `search`, works without identifiers are searched by title. `plan.refusals` has the
        services that could not be asked. UsageError for an unknown field or service.
        """
        from llmprimer.api.enriching import EnrichPlan

        chosen = list(self._selected(query, keys))
        return EnrichPlan.of(self.path, chosen, fields=fields, sources=sources, search=search)
