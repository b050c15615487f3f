"""What a rule about a site is: the ids it knows, the one question it asks, and what it makes of the answer. No I/O."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, NamedTuple
from urllib.parse import urlencode

from llmprimer.links.model import SiteAnswer

#: Variables that name a mirror to ask instead: LLMPRIMER_GITHUB_URL and so on, as in `llmprimer.sources.service`.
ENVIRONMENT_PREFIX = "LLMPRIMER_"
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Question(NamedTuple):
    """One GET request to a site's interface.

    The headers may hold a token: they are for the host of `url` alone and must not follow a redirect to another host.
    """

    url: str
    headers: Mapping[str, str] = _NO_HEADERS

    def __repr__(self) -> str:
        """The address and the names of the headers, never their values: these may be secrets."""
        return f"Question(url={self.url!r}, headers={sorted(self.headers)!r})"


class LinkSite(ABC):
    """A site whose pages tell a robot little, and that is asked where it does answer."""

    #: The name in evidence (`rule: site:github`), in the documentation, and in the variable that names a mirror.
    name: ClassVar[str]
    #: One line for the documentation: what the site can tell.
    meaning: ClassVar[str]
    #: Where the site's interface is, without a slash at the end.
    address: ClassVar[str]
    #: How many ids one question takes.
    at_once: ClassVar[int] = 1
    #: The seconds between two questions that the site asks for, where it asks for more than others.
    pause: ClassVar[float] = 0.0

    @abstractmethod
    def about(self, url: str) -> str | None:
        """The id that the site's interface knows the address by; None where the page itself must be asked."""

    def together(self, identity: str) -> str:
        """What ids that go into one question have in common: the language of a Wikipedia, say."""
        del identity
        return ""

    @abstractmethod
    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        """The request that asks about the ids: at least one, at most `at_once`, all of them alike by `together`."""

    @abstractmethod
    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        """What the answer says of each id. Ids without a clear answer are left out: their pages are asked.

        Never raises, whatever has come: a wall of HTML, a rate limit, half an answer, or an unknown shape says nothing.
        """

    def base(self, environment: Mapping[str, str]) -> str:
        """The address of the interface, as far as the environment does not name another."""
        return self.configured(environment) or self.address

    def configured(self, environment: Mapping[str, str]) -> str | None:
        """The address that the environment names; somebody has chosen it, so it may be on a private network."""
        return environment.get(f"{ENVIRONMENT_PREFIX}{self.name.upper().replace('-', '_')}_URL", "").rstrip("/") or None


class Batch(NamedTuple):
    """One question's worth of ids of one site, each with the addresses that mean it, in the order they came."""

    site: LinkSite
    urls: Mapping[str, tuple[str, ...]]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, as `question` and `read` take them."""
        return tuple(self.urls)


def asking(base: str, parameters: Sequence[tuple[str, str]]) -> str:
    """The address with the parameters, also where a configured address has some already."""
    return f"{base}{'&' if '?' in base else '?'}{urlencode(parameters)}"


def bearer(token: str | None) -> dict[str, str]:
    """The header that carries the token; none where there is no token, or one that cannot be sent."""
    token = (token or "").strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        return {}
    return {"Authorization": f"Bearer {token}"}
