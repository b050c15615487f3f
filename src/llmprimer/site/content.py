"""The content of a site: the selected references, their groups, and further facts about them."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmprimer._version import __version__
from llmprimer.catalogue.emitting import emit_catalogue
from llmprimer.export import Options
from llmprimer.index import Index
from llmprimer.index.build import fill
from llmprimer.links.history.states import CurrentState, current_states
from llmprimer.model import Site
from llmprimer.propernames import ProperNames
from llmprimer.site import citations
from llmprimer.site.added import days_added
from llmprimer.site.link_states import TOLD, LinkStates
from llmprimer.site.plan import SECTIONS, Plan, ReferenceGroup, Row

if TYPE_CHECKING:
    from llmprimer.api.catalogue import Catalogue
    from llmprimer.index.lookup import TopicNode
    from llmprimer.model import Header, Reference

_LETTERS = re.compile(r"[^\W\d_]+")
#: References that count as new.
_NEW = 100


class Content:
    """The selected references of a catalogue, for its site."""

    def __init__(self, catalogue: Catalogue, query: str = "", *, history: Path | None = None) -> None:
        self.catalogue = catalogue
        self.header: Header = catalogue.header
        names = Index.open(catalogue.path).proper_names()
        self.site: Site = self.header.site or Site()
        self.query = query
        #: The options of exports.
        self.options = Options(names=ProperNames(names))
        self._names = _by_first_word(names)
        #: The digest of the proper names, which keep their capitals in citations.
        self.names_digest = _digest(names)
        self._topics = catalogue.topics
        broader = {node.slug: node.broader for node in self._topics}
        self.plan = Plan(catalogue.stored(query, sort="-issued"), cache(lambda slug: _with_broader(slug, broader)))
        #: Address of a reference -> what it counts as now, for those that were ever checked.
        self.links = LinkStates(current_states(self._urls(), history))
        #: (day, citation key) of the references added last, newest first, at most 100. The day is that of the first commit
        #: with the key; without git, the day on which its address was looked at.
        self.days = self.plan.newest(days_added(catalogue.path), _NEW)
        few = self.plan.count <= citations.MOST_FOR_APA
        self.apa = citations.apa(self.references(), self.header, self.options) if few else {}
        #: The digest of what all pages depend on. A page is made again only if this or the digest of its own facts changes.
        self.digest = _digest(
            __version__,
            _own_files(),
            self.header.model_dump_json(),
            [section for section in SECTIONS if self.plan.group_count(section)],
            [bool(self.links), bool(self.days)],
        )

    @property
    def title(self) -> str:
        """The title of the site."""
        return self.site.title or self.header.title

    @property
    def description(self) -> str | None:
        """The description of the site."""
        return self.site.description or self.header.description

    @property
    def url(self) -> str | None:
        """The address of the published site, with a slash at its end; None if it is unknown."""
        return None if self.site.url is None else self.site.url.rstrip("/") + "/"

    def references(self) -> Iterator[Reference]:
        """The references, one at a time, newest first."""
        from llmprimer.model import Reference

        for _, record in self.catalogue.stored(self.query, sort="-issued"):
            yield Reference.model_validate_json(record)

    @contextmanager
    def index(self) -> Iterator[Index]:
        """The index of the selected references; that of the catalogue if all are selected."""
        if not self.query:
            yield Index.open(self.catalogue.path)
            return
        # Relations may have targets outside the selection, and the search does not use them.
        chosen = (reference.model_copy(update={"relations": ()}) for reference in self.references())
        connection = sqlite3.connect(":memory:")
        fill(connection, emit_catalogue(self.header, chosen), "the selection")
        index = Index(connection)
        try:
            yield index
        finally:
            index.close()

    def groups(self, section: str) -> Iterator[ReferenceGroup]:
        """The groups of a section in the order of its page; topics as a tree without those that have no references."""
        if section != "topics":
            yield from self.plan.groups(section)
            return
        found = {group.name: group for group in self.plan.groups(section)}
        for node in self._topics:
            if node.slug in found:
                yield found[node.slug]._replace(label=node.label, depth=node.depth)

    def topic(self, slug: str) -> TopicNode:
        """The topic with that slug."""
        return next(node for node in self._topics if node.slug == slug)

    def link_of(self, url: str | None) -> CurrentState | None:
        """What is to be told of the link: nothing of a link that is alive, unsure or unchecked."""
        found = self.links.get(url)
        return found if found is not None and found.group in TOLD else None

    def links_of(self, rows: Iterable[Row]) -> list[Any]:
        """The facts about links that pages with these rows depend on."""
        return [self.link_of(row["url"]) for row in rows] if self.links else []

    def names_in(self, text: str) -> list[str]:
        """The proper names that may occur in the text, and possibly others; its citations depend on them."""
        return [name for word in sorted(self._names.keys() & _letters(text)) for name in self._names[word]]

    def close(self) -> None:
        """Closes the database."""
        self.plan.close()
        self.links.close()

    def _urls(self) -> Iterator[str]:
        for row, _ in self.catalogue.stored(self.query):
            url = json.loads(row)["url"]
            if url:
                yield url


def page_digest(content: Content, *parts: Any) -> str:
    """The digest of what a page depends on; a page is made again if it changes."""
    return _digest(content.digest, *parts)


def _digest(*parts: Any) -> str:
    text = json.dumps(parts, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@cache
def _own_files() -> str:
    """The digest of the package's files that pages depend on: templates, styles, scripts and code."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _by_first_word(names: list[str]) -> dict[str, list[str]]:
    """Names by their first run of letters; those without one have the empty text as key."""
    found: dict[str, list[str]] = {}
    for name in names:
        match = _LETTERS.search(name.lower())
        found.setdefault(match[0] if match else "", []).append(name)
    return found


def _letters(text: str) -> set[str]:
    return {"", *_LETTERS.findall(text.lower())}


def _with_broader(slug: str, broader: Mapping[str, str | None]) -> list[str]:
    found: list[str] = []
    at: str | None = slug
    while at is not None and at in broader and at not in found:
        found.append(at)
        at = broader[at]
    return found
