"""The interface of a site: its addresses, the request, and the reading of the answer. No I/O."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, NamedTuple
from urllib.parse import urlencode

from llmprimer.links.model import SiteAnswer

#: The prefix of variables that name a mirror: LLMPRIMER_GITHUB_URL and so on, as in `llmprimer.sources.service`.
ENVIRONMENT_PREFIX = "LLMPRIMER_"
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Question(NamedTuple):
    """One GET request to a site's interface.

    The headers may have a token: they must not follow a redirect to another host.
    """

    url: str
    headers: Mapping[str, str] = _NO_HEADERS

    def __repr__(self) -> str:
        """The address and the names of the headers, without their values, which may be secrets."""
        return f"Question(url={self.url!r}, headers={sorted(self.headers)!r})"


class LinkSite(ABC):
    """A site whose interface is asked, because its pages tell a robot little."""

    #: The name in reports (`rule: site:github`), in the documentation, and in the variable that names a mirror.
    name: ClassVar[str]
    #: What the site can answer, in one line for the documentation.
    meaning: ClassVar[str]
    #: The address of the interface, without a slash at the end.
    address: ClassVar[str]
    #: The most ids in one question.
    batch_size: ClassVar[int] = 1
    #: Seconds between two questions, if the site asks for a pause.
    pause: ClassVar[float] = 0.0

    @abstractmethod
    def identify(self, url: str) -> str | None:
        """The id of the address in the site's interface; None if the page itself must be requested."""

    def group_key(self, identity: str) -> str:
        """The value that all ids of one question share, such as the language of a Wikipedia."""
        del identity
        return ""

    @abstractmethod
    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        """The request that asks about the ids: at least one, at most `batch_size`, all with the same `group_key`."""

    @abstractmethod
    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        """The answer about each id. Ids without a clear answer are left out, and their pages requested.

        Never raises: HTML, a rate limit, half an answer or an unknown shape is no answer.
        """

    def base(self, environment: Mapping[str, str]) -> str:
        """The address of the interface: from the environment, or the default."""
        return self.configured_address(environment) or self.address

    def configured_address(self, environment: Mapping[str, str]) -> str | None:
        """The address from the environment; it may be on a private network, because the user chose it."""
        return environment.get(f"{ENVIRONMENT_PREFIX}{self.name.upper().replace('-', '_')}_URL", "").rstrip("/") or None


class Batch(NamedTuple):
    """The ids of one question to one site, each with its addresses, in their order."""

    site: LinkSite
    urls: Mapping[str, tuple[str, ...]]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, as `question` and `read` take them."""
        return tuple(self.urls)


def with_parameters(base: str, parameters: Sequence[tuple[str, str]]) -> str:
    """The address with the parameters added, even if a configured address has some already."""
    return f"{base}{'&' if '?' in base else '?'}{urlencode(parameters)}"


def bearer(token: str | None) -> dict[str, str]:
    """The header with the token; empty without a token, or for one that cannot be sent."""
    token = (token or "").strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        return {}
    return {"Authorization": f"Bearer {token}"}
