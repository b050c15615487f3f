"""The base class of services, and functions that read values of their answers."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol

from llmprimer.errors import NetworkError
from llmprimer.identifiers import host
from llmprimer.text import without_controls
from llmprimer.vocabulary import Confidence

if TYPE_CHECKING:
    from llmprimer.net.client import Answer, Client

Item = dict[str, Any]

#: The prefix of variables: LLMPRIMER_ARXIV_URL sets a mirror or proxy, LLMPRIMER_OPENALEX_KEY a key.
ENVIRONMENT_PREFIX = "LLMPRIMER_"
#: Longer texts are not abstracts.
LONGEST_ABSTRACT = 10_000
#: Longer texts are not titles.
LONGEST_TITLE = 600


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one service about one work.

    `source` is the service and the identifier. `fields` are plain values by the model's names: those of the work
    itself, and `published` and `status`. `remarks` are shown to the curator and not written.
    """

    source: str
    fields: Mapping[str, Any]
    confidence: Confidence = Confidence.CERTAIN
    remarks: tuple[str, ...] = ()
    #: Other identifiers of the work, by `arxiv` or `doi`: to look up, not to write.
    leads: Mapping[str, str] = field(default_factory=dict)
    #: The fields that may be written; the others only identify the work. None for all fields.
    writes: frozenset[str] | None = None
    #: A remark that is shown only if no source gives a status.
    status_remark: str = ""


class WorkQuery(NamedTuple):
    """A search for a work without identifier: title, family name of the first author, year."""

    title: str
    author: str = ""
    year: int | None = None


class KnownWork(Protocol):
    """What a run knows about a work: identifiers, empty if unknown."""

    isbn: str
    repository: str

    @property
    def accepted_doi(self) -> str:
        """The DOI of the work as recorded, else of its formal publication."""

    def has(self, name: str) -> bool:
        """Whether the record or an answer has the whole field."""


class WorkQuestion(NamedTuple):
    """An identifier to ask a service about. `label` is its prefix in remarks; with an empty label nothing is remarked.

    With `is_address` the identifier is the record's address, so the answer is about the work whatever its title.
    """

    identity: str
    label: str = ""
    is_address: bool = False


class Service(ABC):
    """One service. `fetch` and `search` send one request each (GitHub's first commit takes two); `read` sends none."""

    #: The NAME in LLMPRIMER_NAME_URL, and the value of `--source`.
    name: ClassVar[str]
    #: The name shown to people.
    label: ClassVar[str]
    address: ClassVar[str]
    #: The most identifiers in one request.
    batch_size: ClassVar[int] = 1
    #: The kinds of works that are searched here by title.
    searched_kinds: ClassVar[frozenset[str]] = frozenset()
    #: Seconds between two requests.
    pause: ClassVar[float] = 1.0
    #: The service's request limits and their source, for the documentation.
    limits: ClassVar[str] = ""

    def __init__(self, client: Client, environment: Mapping[str, str], contact: str = "") -> None:
        self._client = client
        self._contact = contact
        #: The base address, without a slash at the end.
        self.base = configured(self.name, environment) or self.address
        self._key = environment.get(f"{ENVIRONMENT_PREFIX}{self.name.upper()}_KEY", "").strip()

    @abstractmethod
    def fetch(self, ids: Sequence[str]) -> dict[str, Item | None]:
        """The service's item for each identifier: at least one identifier, at most `batch_size`.

        None if the service does not have the work; identifiers without a clear answer are left out. Items contain only
        what `read` needs. NetworkError if there is no readable answer.
        """

    @abstractmethod
    def read(self, identity: str, item: Item) -> Facts:
        """The facts of an item, without values of an unexpected type."""

    def questions(self, work: KnownWork) -> Iterable[WorkQuestion]:
        """What to ask after the registries of identifiers; nothing for a service with its own step in `enriching.planning`."""
        del work
        return ()

    def search(self, wanted: WorkQuery) -> dict[str, Item]:
        """The works most similar to the query, by identifier, best first; empty for a service without a search."""
        del wanted
        return {}

    def _get(self, url: str, *, accept: str = "application/json", headers: Mapping[str, str] | None = None) -> Answer:
        return self._client.get(url, accept=accept, headers=headers or {}, pause=self.pause)

    def _json(self, answer: Answer, what: str) -> Any:
        """The JSON of an answer, None for 404 and 410; NetworkError for another status or invalid JSON."""
        answering_host = host(answer.url) or answer.url
        if answer.status in (404, 410):
            return None
        if answer.status != 200:
            raise NetworkError(f"{answering_host} answers {answer.status} for {what}")
        try:
            data = json.loads(answer.text)
        except (ValueError, RecursionError):
            data = None
        if data is None:
            raise NetworkError(f"{answering_host} answers with something else than JSON for {what}")
        return data

    def _objects(self, data: Any, name: str, what: str) -> list[Item]:
        """The objects in the list `name` of an answer; NetworkError if there is no such list."""
        values = data.get(name) if isinstance(data, dict) else None
        if not isinstance(values, list):
            raise self._unexpected_form(what)
        return objects_of(values)

    def _answered(
        self, ids: Sequence[str], found: Mapping[str, Item], what: str, *, is_complete: bool = True
    ) -> dict[str, Item | None]:
        """The items by identifier, from those by identifier in lower case; NetworkError if all are about other works.

        None for a missing work only if the answer is complete and has nothing that nobody asked for.
        """
        answered: dict[str, Item | None] = {one: found[one.lower()] for one in ids if one.lower() in found}
        others = found.keys() - {one.lower() for one in ids}
        if others and not answered:
            raise NetworkError(f"{self.label} answers about another work for {what}")
        if is_complete and not others:
            answered |= {one: None for one in ids if one not in answered}
        return answered

    def _unexpected_form(self, what: str) -> NetworkError:
        return NetworkError(f"{self.label} answers in an unknown form for {what}")


def configured(name: str, environment: Mapping[str, str]) -> str:
    """The address of a service set in the environment, or an empty text. It may be private: the user has set it."""
    return environment.get(f"{ENVIRONMENT_PREFIX}{name.upper()}_URL", "").rstrip("/")


def short_list(ids: Sequence[str], what: str) -> str:
    """`doi:10.1/x`, or `doi:10.1/x and 49 more`."""
    more = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
    return f"{what}:{ids[0]}{more}"


#: Soft hyphens, zero-width characters and direction marks: with them, different texts can look the same.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def text_of(value: object) -> str:
    """A text on one line without control and invisible characters; an empty text for other values."""
    return " ".join(_INVISIBLE.sub("", without_controls(value)).split()) if isinstance(value, str) else ""


def first_of(value: object) -> str:
    """The first text of a list, or the value itself if it is a text."""
    return text_of(value[0]) if isinstance(value, list) and value else text_of(value)


def list_of(value: object) -> list[Any]:
    """The value if it is a list, else an empty list."""
    return value if isinstance(value, list) else []


def objects_of(value: object) -> list[Item]:
    """The objects in a list; an empty list for other values."""
    return [one for one in list_of(value) if isinstance(one, dict)]


def object_of(value: object) -> Item:
    """The value if it is an object, else an empty object."""
    return value if isinstance(value, dict) else {}


def without_tags(text: str) -> str:
    """The plain text of HTML or JATS; spaces separate blocks."""
    text = re.sub(r"</?(?:jats:)?(?:p|title|sec|br|div|li|list|list-item)\b[^<>]{0,200}>", " ", text)
    return text_of(unescape(re.sub(r"</?[A-Za-z][^<>]{0,200}>", "", text)))


def title_of(text: str) -> str:
    """The title, or an empty text if it is too long."""
    return text if len(text) <= LONGEST_TITLE else ""


#: The heading of an abstract: "Abstract: We", "ABSTRACTWe", but not "Abstract Meaning Representation".
_HEADING = re.compile(
    r"^abstract(?:\s*[:.–—]\s*|\s*(?-i:(?=(?:We|This|These|In|The|An?|Our|It|To|For|With|While|Although|As|Here|There)\b)))",
    re.IGNORECASE,
)
#: As in "No abstract is available for this article."
_NO_ABSTRACT = re.compile(r"\bno abstract\b|\babstract (?:is |was )?(?:not|un) ?available\b", re.IGNORECASE)
#: A text with this many words or more is an abstract, even if it contains such a phrase.
_MAX_NOTICE_WORDS = 30


def abstract_of(text: str) -> str:
    """The abstract without its heading; empty if it is too long, has fewer than five words, or says that there is none."""
    text = _HEADING.sub("", text)
    count = len(text.split())
    if len(text) > LONGEST_ABSTRACT or count < 5 or (count < _MAX_NOTICE_WORDS and _NO_ABSTRACT.search(text)):
        return ""
    return text


def without_empty(pairs: Iterable[tuple[str, Any]]) -> Item:
    """The values that are not empty."""
    return {name: value for name, value in pairs if value not in ("", None, [], {})}
