"""What each host may be asked: how many requests at a time, how soon after each other, and when it is left alone."""

from __future__ import annotations

import asyncio
import time

from llmprimer.links.model import Probe
from llmprimer.links.settings import Settings
from llmprimer.net.guard import is_public

#: For hosts of other people.
PER_HOST = 2
DELAY = 0.5
#: A host of one's own begins with so many requests at a time, gets one more for each good answer, and no more than so many.
_FIRST = 4
_MOST = 64
#: A host of one's own that is silent gets more all the same, every so many seconds: pages that hang hold up no others.
STUCK = 0.15
#: A host that has said 429 this often in a row is left alone for the rest of the run; one's own only if it never said
#: anything else, since a server for tests has such pages next to good ones.
PATIENCE = 3
_PATIENCE_WITH_OWN = 5


class Host:
    """One host's budget, shared by all its links."""

    def __init__(self, settings: Settings, *, own: bool) -> None:
        self.own = own
        self.delay = settings.delay if settings.delay is not None else (0.0 if own else DELAY)
        self.limit = settings.per_host or (_FIRST if own else PER_HOST)
        #: Whether the limit follows from how the host keeps up.
        self.adapts = own and settings.per_host is None
        #: Links of this host under way, and whether another start is due to it because they are silent.
        self.running = 0
        self.loosening = False
        #: A made-up path of the host, asked once in a run.
        self.nonsense: asyncio.Task[Probe] | None = None
        self._next = 0.0
        self._complaints = 0
        self._answers = 0
        self._refuses = False

    @property
    def wait(self) -> float:
        """Seconds until it may be asked again; 0 or less when it may be."""
        return self._next - time.monotonic()

    def take(self) -> float:
        """Takes the next turn; gives the seconds until it comes."""
        if not self.delay and not self._next:
            return 0.0
        now = time.monotonic()
        at = max(now, self._next)
        self._next = at + self.delay
        return at - now

    def sent(self) -> None:
        """A request went out just now: the next one comes no sooner than the delay after it."""
        if self.delay:
            self._next = max(self._next, time.monotonic() + self.delay)

    def answered(self) -> None:
        """It said something other than 429."""
        self._complaints = 0
        self._answers += 1
        self.more()

    def more(self) -> None:
        """Lets it have one more request at a time, if that is for us to say."""
        if self.adapts and self.limit < _MOST:
            self.limit += 1

    def complained(self, wait: float | None, longest: float) -> None:
        """It said 429, and to wait so long. One's own host may serve good pages next to that one; others are spared."""
        self._complaints += 1
        self._halve()
        if wait is not None and wait <= longest and not (self.own and self._answers):
            self._next = max(self._next, time.monotonic() + wait)

    def failed(self) -> None:
        """It broke a connection off or answered 5xx: it may have too much to do."""
        self._complaints = 0
        self._answers += 1
        self._halve()

    def _halve(self) -> None:
        if self.adapts:
            self.limit = max(1, self.limit // 2)

    def leave_alone(self) -> None:
        """It is asked nothing more in this run."""
        self._refuses = True

    @property
    def left_alone(self) -> bool:
        """Whether it has asked for patience too often to be asked again in this run."""
        if self._refuses:
            return True
        if self.own and self._answers:
            return False
        return self._complaints >= (_PATIENCE_WITH_OWN if self.adapts else PATIENCE)


def is_address(host: str) -> bool:
    """Whether the host is an IP address, not a name."""
    return ":" in host or host.replace(".", "").isdigit()


def is_own(addresses: list[str]) -> bool:
    """Whether the host is one's own: every address that it has is a private one."""
    return bool(addresses) and not any(is_public(address) for address in addresses)
