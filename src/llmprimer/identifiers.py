"""Recognises identifiers and addresses, and brings each to one spelling for comparing. Standard library only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# Not compiled here: `re` compiles patterns on first use, and a search for plain words needs none.
_ARXIV_NEW = r"\d{4}\.\d{4,5}"
_ARXIV_OLD = r"(?:astro-ph|cond-mat|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|nlin|nucl-ex|nucl-th|physics|quant-ph|math|cs|q-bio|q-fin|stat)(?:\.[A-Z]{2})?/\d{7}"
_ARXIV = (
    rf"(?:https?://)?(?:(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html|format|e-print)/|(?:https?://)?(?:dx\.)?doi\.org/10\.48550/arxiv\.|"
    rf"10\.48550/arxiv\.|arxiv[:\s]\s*|\[)?({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?(?:\.pdf)?\]?/?(?:[?#]\S*)?"
)
_DOI = r"(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\.\d{4,9}(?:\.\d+)*/\S+?)[.,;]?"
_HANDLE = r"@([A-Za-z0-9_-]{2,39})"
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}"
_STATUS_ID = r"\d{15,20}"

#: Query parameters that track readers and do not select the page.
_TRACKING = (
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|vero_id|"
    r"ref_src|ref_url|spm|share_token|si|sh|cmpid|ncid|wt\.mc_id|guccounter|guce_referrer\w*|__twitter_impression"
)
#: Parameters that only track readers or choose a language, on these hosts only.
_TRACKING_ON = {
    "twitter.com": frozenset({"lang", "s", "t"}),
    "x.com": frozenset({"lang", "s", "t"}),
    "medium.com": frozenset({"source"}),
    "youtube.com": frozenset({"feature", "ab_channel", "pp"}),
    "linkedin.com": frozenset({"trk", "originalsubdomain"}),
    "reddit.com": frozenset({"share_id", "context", "rdt"}),
    "amazon.com": frozenset({"tag", "ref", "psc"}),
}
_SAME_HOST = {
    "x.com": "twitter.com",
    "youtu.be": "youtube.com",
    "export.arxiv.org": "arxiv.org",
    "old.reddit.com": "reddit.com",
}


class Identifier(NamedTuple):
    """An identifier: `kind` is arxiv, doi, url, host, status or handle; `value` is its comparable spelling."""

    kind: str
    value: str


def identifier_in(text: str) -> Identifier | None:
    """The identifier if the whole text is one, else None."""
    text = text.strip().strip("<>")
    if not any(character in ".:/@" or character.isdigit() for character in text):
        return None  # plain words: the usual case
    if (arxiv := arxiv_id(text)) is not None:
        return Identifier("arxiv", arxiv)
    if (doi := bare_doi(text)) is not None:
        return Identifier("doi", doi)
    if match := re.fullmatch(_HANDLE, text):
        return Identifier("handle", match[1].lower())
    if re.fullmatch(_STATUS_ID, text):
        return Identifier("status", text)
    if any(character.isspace() for character in text):
        return None
    if re.match(r"https?://", text, re.IGNORECASE):
        parts = _split(text)
        if parts is not None and parts.hostname and parts.path in ("", "/") and not parts.query:
            return Identifier("host", host(text))
        return Identifier("url", comparable_url(text))
    before, slash, after = text.partition("/")
    if re.fullmatch(_HOST, before, re.IGNORECASE) and _plausible_domain(before):
        return (
            Identifier("url", comparable_url("https://" + text))
            if slash and after
            else Identifier("host", host("https://" + before))
        )
    return None


# The endings of hosts: `colossalai.org` is a host, `v2.final` and `e.g.` are not. Only endings common in reference lists.
_ENDINGS = frozenset(
    [
        "com",
        "org",
        "net",
        "edu",
        "gov",
        "ai",
        "io",
        "co",
        "cn",
        "uk",
        "de",
        "fr",
        "jp",
        "in",
        "dev",
        "me",
        "app",
        "blog",
        "google",
        "site",
        "xyz",
        "info",
        "tech",
        "news",
        "tv",
        "eu",
        "ca",
        "au",
        "ch",
        "nl",
        "se",
        "int",
        "mil",
        "us",
        "be",
        "it",
        "es",
        "br",
        "ru",
        "kr",
        "tw",
        "hk",
        "sg",
        "lt",
        "ly",
        "gl",
        "ml",
        "cc",
        "so",
        "team",
        "page",
        "wiki",
        "run",
        "sh",
        "science",
        "academy",
        "cloud",
    ]
)


def _plausible_domain(text: str) -> bool:
    return text.rpartition(".")[2].lower() in _ENDINGS


def arxiv_id(text: str) -> str | None:
    """The arXiv identifier without version if the whole text is one: bare, prefixed, as DOI, abs or PDF address; else None."""
    match = re.fullmatch(_ARXIV, text.strip(), re.IGNORECASE)
    if match is None:
        return None
    found = match[1]
    if "/" not in found and not 1 <= int(found[2:4]) <= 12:  # the month in YYMM.number
        return None
    return found.lower() if "/" in found else found


def is_arxiv_doi(doi: str) -> bool:
    """Whether arXiv has registered the DOI, for a preprint."""
    return doi.lower().startswith("10.48550/")


def bare_doi(text: str) -> str | None:
    """The bare DOI in lower case if the whole text is one, with or without `doi:` or the resolver's address; else None."""
    match = re.fullmatch(_DOI, text.strip(), re.IGNORECASE)
    return None if match is None else unquote(match[1]).lower()


# What follows a DOI in addresses of publishers: the view of the article, `/full`, or the number of its page, `article/doi/10.1/x/123456/Title`.
_DOI_VIEW = r"(?:(?:/|\.)(?:abstract|abs|full|full-?text|pdf|pdf\+html|epdf|epub|html?|xml|svg|meta|short|summary|references|figures|tables))+/?"
_DOI_PAGE = r"(article[\w-]*/doi/10\.\d+/.+?)/\d{4,}(?:/[\w-]*)?"
#: ACM gives numbers of this form to works without a DOI.
_NO_DOI = "10.5555/"


@lru_cache(maxsize=1024)
def doi_in_address(url: str) -> str | None:
    """The DOI that the address of a publisher spells, `dl.acm.org/doi/10.1145/3442188`, in lower case; None without one."""
    if "10." not in url or (parts := _split(url)) is None or not parts.hostname:
        return None
    path = unquote(parts.path).split(";jsessionid")[0]
    # Handles have the same form; proceedings and tables of contents are those of many works.
    if re.search(r"/(?:handle|proceedings|toc)/|\\", path):
        return None
    if (page := re.search(_DOI_PAGE, path)) is not None:
        path = path[: page.end(1)]
    found = re.search(r"/(10\.\d{4,9}/\S+)", path)
    named = [value for name, value in parse_qsl(parts.query) if name.lower() in ("id", "doi")]
    text = found[1] if found is not None else named[0] if len(named) == 1 else ""
    text = re.sub(_DOI_VIEW + "$", "", text.rstrip("/.,;")).rstrip("/.,;")
    if host(url).endswith(("biorxiv.org", "medrxiv.org")):
        text = re.sub(r"v\d+$", "", text)
    doi = bare_doi(text)
    return None if doi is None or doi.startswith(_NO_DOI) or is_arxiv_doi(doi) else doi


def doi_url(doi: str) -> str:
    """The resolver's address of a bare DOI, in which `#`, `?` or `<` do not end the path."""
    return "https://doi.org/" + quote(doi, safe="/:;,()[]@!$&'*+=~")


def is_isbn(text: str) -> bool:
    """Whether this is an ISBN of 10 or 13 digits with a valid check digit; hyphens and spaces are ignored."""
    digits = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII):
        return sum((10 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", digits, re.ASCII):
        return sum((3 if i % 2 else 1) * int(d) for i, d in enumerate(digits)) % 10 == 0
    return False


def is_issn(text: str) -> bool:
    """Whether this is an ISSN as usually written (`1476-4687`), with a valid check digit."""
    if re.fullmatch(r"\d{4}-\d{3}[\dX]", text, re.ASCII) is None:
        return False
    return sum((8 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(text.replace("-", ""))) % 11 == 0


@lru_cache(maxsize=1024)
def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 - raises ValueError if the port is not a number
    except ValueError:
        return None
    return parts


@lru_cache(maxsize=1024)
def host(url: str) -> str:
    """The host in lower case without `www.`, or the empty string."""
    parts = _split(url)
    return re.sub(r"^(?:www\d?|mobile|m)\.", "", ((parts.hostname if parts else "") or "").lower())


def same_host(name: str) -> str:
    """The canonical host of a site with several hosts: twitter.com for x.com."""
    return _SAME_HOST.get(name, name)


def _is_tracking(name: str, on: str) -> bool:
    if re.fullmatch(_TRACKING, name, re.IGNORECASE):
        # On YouTube `si` is tracking; on other hosts it may select the page.
        return name.lower() not in ("si", "sh", "spm") or _is_subdomain(
            on,
            {
                "si": ("youtube.com", "youtu.be", "spotify.com"),
                "sh": ("forbes.com",),
                "spm": ("aliyun.com", "alibaba.com", "taobao.com", "csdn.net"),
            }[name.lower()],
        )
    return any(name.lower() in names for site, names in _TRACKING_ON.items() if _is_subdomain(on, (site,)))


def _is_subdomain(name: str, sites: tuple[str, ...]) -> bool:
    return any(name == site or name.endswith("." + site) for site in sites)


def clean_url(url: str) -> str:
    """The address without tracking parameters and text fragments; otherwise unchanged."""
    parts = _split(url)
    if parts is None or not parts.hostname:
        return url
    query = parts.query
    if query:
        pairs = query.split("&")
        kept = [pair for pair in pairs if not _is_tracking(unquote(pair.partition("=")[0]), host(url))]
        query = "&".join(kept)
    fragment = parts.fragment.split(":~:", 1)[0]
    if query == parts.query and fragment == parts.fragment:
        return url
    return urlunsplit(parts._replace(query=query, fragment=fragment))


@lru_cache(maxsize=1024)
def comparable_url(url: str) -> str:
    """The canonical form of an address, without its scheme: for comparing, not for following.

    It ignores case of the host, `www.`, default ports, trailing slashes, index pages, escapes, order of parameters,
    tracking and fragments, and unifies variants such as `arxiv.org/pdf` and `abs`, `x.com` and `twitter.com`.
    """
    url = clean_url(url)
    parts = _split(url)
    if parts is None or not parts.hostname:
        return url.strip().lower()
    if (arxiv := arxiv_id(urlunsplit(parts._replace(fragment="")))) is not None:
        return f"arxiv.org/abs/{arxiv}"
    name = host(url)
    path = unquote(parts.path)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if name == "youtu.be" and len(path) > 1:
        pairs, path = [*pairs, ("v", path[1:])], "/watch"
    name = same_host(name)
    path = re.sub(r"/+$", "", re.sub(r"/(?:index|default)\.(?:html?|php|aspx?)$", "/", path))
    if name == "github.com":
        path = path.lower().removesuffix(".git")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = "?" + urlencode(sorted(pairs), quote_via=quote) if pairs else ""
    return f"{name}{port}{path}{query}"


def account_handles(url: str) -> list[str]:
    """The account in the address, in lower case, on sites with accounts; empty on other sites."""
    parts = _split(url)
    name = host(url)
    name = same_host(name)
    if parts is None or name not in ("twitter.com", "github.com", "huggingface.co", "medium.com", "gist.github.com"):
        return []
    first = parts.path.strip("/").split("/")[0].lower().removeprefix("@")
    return (
        [first]
        if first and first not in ("features", "blog", "docs", "spaces", "datasets", "papers", "topics", "i", "search")
        else []
    )


def status_id(url: str) -> str | None:
    """The number of a post on X or Twitter in its address, or None."""
    match = re.search(r"/status(?:es)?/(\d+)", url)
    return match[1] if match and same_host(host(url)) == "twitter.com" else None
