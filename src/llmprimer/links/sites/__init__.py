"""Sites whose pages tell a robot nothing, and whose interfaces are asked instead, one file each. No I/O.

    for batch in batches(urls):
        question = batch.site.question(batch.ids, os.environ)
        ...                                       # GET question.url with question.headers
        said = batch.site.read(batch.ids, status_code, headers, body)

`read` leaves out ids without a clear answer: their pages are requested, like those of addresses that no site knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from llmprimer.links.model import SiteAnswer
from llmprimer.links.sites.arxiv import ArxivSite
from llmprimer.links.sites.doi import DoiSite
from llmprimer.links.sites.github import GitHubSite
from llmprimer.links.sites.hacker_news import HackerNewsSite
from llmprimer.links.sites.hugging_face import HuggingFaceSite
from llmprimer.links.sites.reddit import RedditSite
from llmprimer.links.sites.site import Batch, LinkSite, Question
from llmprimer.links.sites.stack_exchange import StackExchangeSite
from llmprimer.links.sites.wikipedia import WikipediaSite
from llmprimer.links.sites.x import XSite
from llmprimer.links.sites.youtube import YouTubeSite

__all__ = ["MOST_BYTES", "SITES", "Batch", "LinkSite", "Question", "SiteAnswer", "about", "batches", "configured"]

#: The longest answer that is read; no interface answers these questions with more.
MOST_BYTES = 4_194_304

#: By name; no address belongs to two of them.
SITES: tuple[LinkSite, ...] = (
    ArxivSite(),
    DoiSite(),
    GitHubSite(),
    HackerNewsSite(),
    HuggingFaceSite(),
    RedditSite(),
    StackExchangeSite(),
    WikipediaSite(),
    XSite(),
    YouTubeSite(),
)


def about(url: str) -> tuple[LinkSite, str] | None:
    """The site whose interface knows the address, and its id there; None if the page itself must be requested."""
    for site in SITES:
        if (identity := site.about(url)) is not None:
            return site, identity
    return None


def batches(urls: Iterable[str]) -> list[Batch]:
    """The questions to ask, each with at most as many ids as its site takes. They leave out addresses that no site knows."""
    groups: dict[tuple[str, str], tuple[LinkSite, dict[str, list[str]]]] = {}
    for url in dict.fromkeys(urls):
        if (known := about(url)) is not None:
            site, identity = known
            _, ids = groups.setdefault((site.name, site.together(identity)), (site, {}))
            ids.setdefault(identity, []).append(url)
    return [batch for site, ids in groups.values() for batch in _cut(site, ids)]


def _cut(site: LinkSite, ids: Mapping[str, list[str]]) -> Iterator[Batch]:
    names = list(ids)
    for start in range(0, len(names), site.at_once):
        yield Batch(site, {name: tuple(ids[name]) for name in names[start : start + site.at_once]})


def configured(environment: Mapping[str, str]) -> list[str]:
    """The addresses that the environment names instead of the usual ones; they may be on a private network."""
    return [url for site in SITES if (url := site.configured(environment)) is not None]
