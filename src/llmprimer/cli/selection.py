"""The selection of references: a query and its options, the same for every command that has them."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from llmprimer.cli.catalogue import CatalogueOption, catalogue_path, open_index
from llmprimer.cli.completion import authors, choices_of, languages, sites, topics
from llmprimer.cli.parsing import QueryCommand

if TYPE_CHECKING:
    from llmprimer.catalogue import CatalogueContent
    from llmprimer.cli.keys import NamedKeys
    from llmprimer.index import Index
    from llmprimer.model import Reference
    from llmprimer.query import And, Node

QueryArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help='Words, "phrases", -exclusions, OR, and fields such as topic:rlhf or year:2020..2022; '
        "- takes the references whose keys are on standard input.",
    ),
]


def _repeatable_option(flag: str, text: str, metavar: str, offers: Callable[..., Any] | None = None) -> Any:
    text = f"{text} (repeatable)."
    return Annotated[list[str] | None, typer.Option(flag, help=text, metavar=metavar, autocompletion=offers)]


def _date_option(flag: str, text: str) -> Any:
    return Annotated[str | None, typer.Option(flag, help=f"{text}.", metavar="DATE")]


_OPTIONS: dict[str, Any] = {
    "topic": _repeatable_option("--topic", "Only with this topic or a narrower one", "TOPIC", topics),
    "kind": _repeatable_option("--kind", "Only of this kind: paper, blog, news ...", "KIND", choices_of("kind")),
    "type": _repeatable_option("--type", "Only of this CSL type", "TYPE", choices_of("type")),
    "author": _repeatable_option("--author", "Only with this author", "NAME", authors),
    "site": _repeatable_option("--site", "Only from this host or its subdomains", "HOST", sites),
    "lang": _repeatable_option("--lang", "Only in this language", "TAG", languages),
    "slide": _repeatable_option("--slide", "Only cited on this slide, or in this range (12..14)", "N"),
    "has": _repeatable_option(
        "--has", "Only with a value in this field: doi, arxiv, issued ...", "FIELD", choices_of("has")
    ),
    "since": _date_option("--since", "Only issued on or after this date"),
    "until": _date_option("--until", "Only issued on or before this date"),
}


class Selection:
    """A query with its options; nothing is read before it is needed."""

    def __init__(
        self, query: str, catalogue: Path | None, filters: dict[str, list[str]], words: Sequence[str] = ()
    ) -> None:
        self.query = query
        #: The arguments one by one, for commands that also take files.
        self.words = tuple(words)
        self._named = catalogue
        #: Option name -> values.
        self.filters = filters
        #: Whether `-` is among the words: then the keys on standard input are selected from.
        self.reads_keys = "-" in self.words
        if self.reads_keys:
            self.query = " ".join(word for word in self.words if word != "-")

    @cached_property
    def path(self) -> Path:
        """The file of the catalogue."""
        return catalogue_path(self._named)

    @cached_property
    def keys(self) -> NamedKeys | None:
        """The citation keys on standard input, in their order, if those are asked for."""
        if not self.reads_keys:
            return None
        from llmprimer.cli.keys import keys_in

        return keys_in(self.standard_input, self.index(), self.path)

    @cached_property
    def standard_input(self) -> str:
        """The text of standard input."""
        from llmprimer.cli.keys import read_standard_input

        return read_standard_input()

    def catalogue(self) -> CatalogueContent:
        """The whole catalogue, read and validated."""
        from llmprimer.catalogue import CatalogueContent

        return CatalogueContent.read(self.path)

    def index(self) -> Index:
        """The index of the catalogue, made if need be."""
        return open_index(self.path)

    def conditions(self) -> And:
        """The options as conditions. Values of one option are alternatives; of --topic all must hold."""
        from llmprimer.query import And, Or, parse_filter
        from llmprimer.query.tree import CitationKeys

        nodes: list[Node] = []
        for name, values in self.filters.items():
            fields = tuple(parse_filter(name, value) for value in values)
            if name == "topic":
                nodes.extend(fields)
            else:
                nodes.append(fields[0] if len(fields) == 1 else Or(fields))
        if self.keys is not None:
            nodes.append(CitationKeys(tuple(self.keys.found)))
        return And(tuple(nodes))

    def condition(self) -> And:
        """Query and options as one condition, in which every word must be found."""
        from llmprimer.query import conjunction, parse

        return conjunction((parse(self.query), self.conditions()))

    def as_query(self) -> str:
        """The query with the keys on standard input in it, for functions that take only a query."""
        if self.keys is None:
            return self.query
        return f"({' OR '.join(f'key:{key}' for key in self.keys.found)}) {self.query}".strip()

    def references(self) -> Iterator[Reference]:
        """The selected references, one at a time, in the order of the file."""
        return self.index().references(self.condition(), query=self.query)

    def report_no_match(self) -> None:
        """The remark for an empty selection, on standard error."""
        from llmprimer.text import shorten

        what = f" {shorten(self.query, 100)!r}" if self.query else ""
        print(f"llmprimer: nothing fits{what}", file=sys.stderr)


def takes_selection(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command QUERY, the filter options and --catalogue; it receives them as `selection`."""
    signature = inspect.signature(command)
    # The annotations are strings of the command's module, which is known here.
    hints = get_type_hints(command, include_extras=True)
    own_parameters = [
        p.replace(annotation=hints[p.name]) for p in signature.parameters.values() if p.name != "selection"
    ]

    def option(name: str, annotation: Any) -> inspect.Parameter:
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)

    arguments = [option("query", QueryArgument)]
    options = [option(name, annotation) for name, annotation in _OPTIONS.items()]
    own_parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own_parameters]

    @wraps(command)
    def wrapped(**kwargs: Any) -> Any:
        words = kwargs.pop("query") or ()
        catalogue = kwargs.pop("catalogue")
        values = {name: kwargs.pop(name) for name in _OPTIONS}
        filters = {name: [v] if isinstance(v, str) else list(v) for name, v in values.items() if v}
        return command(selection=Selection(" ".join(words), catalogue, filters, words), **kwargs)

    parameters = [*arguments, *own_parameters, *options, option("catalogue", CatalogueOption)]
    wrapped.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapped.command_class = QueryCommand  # type: ignore[attr-defined]
    wrapped.__annotations__ = {p.name: p.annotation for p in parameters}
    return wrapped
