"""The settings of one run and their defaults, which the command line uses too."""

from __future__ import annotations

from dataclasses import dataclass

from llmprimer._version import __version__


@dataclass(frozen=True, slots=True)
class Settings:
    """How links are requested. Times are in seconds, sizes in bytes."""

    #: How long one link may take from the first byte sent, redirects and body included.
    timeout: float = 20.0
    #: Concurrent requests to one host. None: two, and a limit that grows for a private host that keeps up.
    per_host: int | None = None
    #: Minimum time between two requests to one host. None: half a second, and no delay for a private host.
    delay: float | None = None
    #: Concurrent requests to all hosts together.
    max_connections: int = 64
    #: Request private addresses too. A name that resolves to one counts as private.
    allow_private: bool = False
    #: How often a request is retried after a transient failure (429 and 503 with Retry-After, 5xx, broken connections).
    retries: int = 2
    #: The longest wait that a server may ask for.
    longest_wait: float = 10.0
    #: The number of processes; a host is never split among them.
    jobs: int = 1
    #: Obey robots.txt.
    robots: bool = False
    #: Ask the interfaces of sites (`links.sites`) instead of requesting their pages.
    sites: bool = True
    user_agent: str = (
        f"llmprimer/{__version__} (+https://github.com/llmprimer/llmprimer; link check of a reference catalogue)"
    )
