"""Sites whose interfaces are asked because their pages tell a robot nothing; one file each. No I/O.

    for batch in batches(urls):
        question = batch.site.question(batch.ids, os.environ)
        ...                                       # GET question.url with question.headers
        answers = batch.site.read(batch.ids, status_code, headers, body)

`read` leaves out ids without a clear answer: their pages are requested, like those of other addresses.
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

__all__ = [
    "MOST_BYTES",
    "SITES",
    "Batch",
    "LinkSite",
    "Question",
    "SiteAnswer",
    "batches",
    "configured_addresses",
    "site_and_id",
]

#: The longest answer that is read, in bytes.
MOST_BYTES = 4_194_304

#: Sorted by name; no address belongs to two of them.
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


def site_and_id(url: str) -> tuple[LinkSite, str] | None:
    """The site of the address, and its id there; None if the page itself must be requested."""
    for site in SITES:
        if (identity := site.identify(url)) is not None:
            return site, identity
    return None


def batches(urls: Iterable[str]) -> list[Batch]:
    """The questions to ask, each with at most `batch_size` ids. Addresses of no site are left out."""
    groups: dict[tuple[str, str], tuple[LinkSite, dict[str, list[str]]]] = {}
    for url in dict.fromkeys(urls):
        if (identified := site_and_id(url)) is not None:
            site, identity = identified
            _, ids = groups.setdefault((site.name, site.group_key(identity)), (site, {}))
            ids.setdefault(identity, []).append(url)
    return [batch for site, ids in groups.values() for batch in _split(site, ids)]


def _split(site: LinkSite, ids: Mapping[str, list[str]]) -> Iterator[Batch]:
    names = list(ids)
    for start in range(0, len(names), site.batch_size):
        yield Batch(site, {name: tuple(ids[name]) for name in names[start : start + site.batch_size]})


def configured_addresses(environment: Mapping[str, str]) -> list[str]:
    """The addresses of interfaces set in the environment; they may be on a private network."""
    return [url for site in SITES if (url := site.configured_address(environment)) is not None]
