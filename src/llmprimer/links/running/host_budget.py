"""The budget of each host: concurrent requests, delay between requests, and when to skip the host."""

from __future__ import annotations

import asyncio
import time

from llmprimer.links.model import Probe
from llmprimer.links.settings import Settings
from llmprimer.net.guard import is_public

#: Defaults for public hosts: concurrent requests, and seconds between two requests.
PER_HOST = 2
DELAY = 0.5
#: A private host starts with _FIRST_LIMIT concurrent requests. Each good answer adds one, up to _MAX_LIMIT.
_FIRST_LIMIT = 4
_MAX_LIMIT = 64
#: A private host that does not answer gets one more request after each of these intervals, in seconds, so that hanging
#: pages do not block others.
SILENT_SECONDS = 0.15
#: After this many consecutive 429s skip the host; skip a private host only if it answered nothing else, since test
#: servers have such pages beside good ones.
MAX_CONSECUTIVE_429S = 3
_MAX_CONSECUTIVE_429S_OF_OWN = 5


class Host:
    """The budget of one host, shared by all its links."""

    def __init__(self, settings: Settings, *, own: bool) -> None:
        self.own = own
        self.delay = settings.delay if settings.delay is not None else (0.0 if own else DELAY)
        self.limit = settings.per_host or (_FIRST_LIMIT if own else PER_HOST)
        #: Whether the limit follows the answers of the host.
        self.is_adaptive = own and settings.per_host is None
        #: The number of running links of this host, and whether a raise of its limit is scheduled.
        self.running = 0
        self.raise_scheduled = False
        #: The answer to a made-up path of the host, requested once in a run.
        self.made_up_probe: asyncio.Task[Probe] | None = None
        self._next = 0.0
        self._consecutive_429s = 0
        self._answers = 0
        self._skipped = False

    @property
    def wait(self) -> float:
        """Seconds until the next request may start; 0 or less when it may start now."""
        return self._next - time.monotonic()

    def reserve_turn(self) -> float:
        """Reserves the next turn and returns the seconds until it comes."""
        if not self.delay and not self._next:
            return 0.0
        now = time.monotonic()
        at = max(now, self._next)
        self._next = at + self.delay
        return at - now

    def request_sent(self) -> None:
        """Notes that a request was sent now; the next one starts no sooner than the delay after it."""
        if self.delay:
            self._next = max(self._next, time.monotonic() + self.delay)

    def not_found(self) -> None:
        """Notes that the name of the host is not known: nothing was sent to it, so that the next turn needs no delay."""
        self._next = 0.0

    def answered(self) -> None:
        """Notes an answer other than 429."""
        self._consecutive_429s = 0
        self._answers += 1
        self.raise_limit()

    def raise_limit(self) -> None:
        """Allows one more concurrent request where the limit is adaptive."""
        if self.is_adaptive and self.limit < _MAX_LIMIT:
            self.limit += 1

    def rate_limited(self, wait: float | None, longest: float) -> None:
        """Notes a 429 with the wait it asks for. A private host may serve good pages beside it, so it is not paused."""
        self._consecutive_429s += 1
        self._halve()
        if wait is not None and wait <= longest and not (self.own and self._answers):
            self._next = max(self._next, time.monotonic() + wait)

    def failed(self) -> None:
        """Notes a broken connection or a 5xx: the host may be overloaded."""
        self._consecutive_429s = 0
        self._answers += 1
        self._halve()

    def _halve(self) -> None:
        if self.is_adaptive:
            self.limit = max(1, self.limit // 2)

    def skip(self) -> None:
        """Sends no more requests to the host in this run."""
        self._skipped = True

    @property
    def is_skipped(self) -> bool:
        """Whether the host gets no more requests in this run."""
        if self._skipped:
            return True
        if self.own and self._answers:
            return False
        return self._consecutive_429s >= (_MAX_CONSECUTIVE_429S_OF_OWN if self.is_adaptive else MAX_CONSECUTIVE_429S)


def is_address(host: str) -> bool:
    """Whether the host is an IP address, not a name."""
    return ":" in host or host.replace(".", "").isdigit()


def is_private(addresses: list[str]) -> bool:
    """Whether the host is private: it has addresses, and none of them is public."""
    return bool(addresses) and not any(is_public(address) for address in addresses)
