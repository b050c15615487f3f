"""The choices of one run, and their defaults; the command line shows the same."""

from __future__ import annotations

from dataclasses import dataclass

from llmprimer._version import __version__


@dataclass(frozen=True, slots=True)
class Settings:
    """How to ask. Seconds and bytes."""

    #: How long one link may take from the first byte sent, redirects and body included.
    timeout: float = 20.0
    #: How many requests one host gets at a time; None: two, and more and more for a host of one's own that keeps up.
    per_host: int | None = None
    #: The least time between two requests to one host; None: half a second, and nothing for a host of one's own.
    delay: float | None = None
    #: How many requests are under way at a time, over all hosts.
    max_connections: int = 64
    #: Ask private addresses too. They are one's own: a name that leads to one is as well.
    allow_private: bool = False
    #: How often a link is asked again where that may help (429 and 503 that say when, 5xx, broken connections).
    retries: int = 2
    #: No wait that a server asks for is longer.
    longest_wait: float = 10.0
    #: In how many processes; hosts are never split among them.
    jobs: int = 1
    #: Keep to robots.txt.
    robots: bool = False
    #: Ask sites where they answer (`links.sites`) rather than their pages.
    sites: bool = True
    user_agent: str = (
        f"llmprimer/{__version__} (+https://github.com/llmprimer/llmprimer; link check of a reference catalogue)"
    )
