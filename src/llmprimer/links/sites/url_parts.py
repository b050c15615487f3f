"""An address taken apart for recognising sites: strictly, since a wrong guess would let one page speak for another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

#: Longer addresses are not those of papers, posts and repositories.
_LONGEST = 2_000


class UrlParts(NamedTuple):
    """Where an http or https address leads."""

    #: In lower case, without the dot that may end it.
    host: str
    #: The path without the slash at its beginning, unquoted.
    path: str
    #: The path's parts, each unquoted; empty ones are left out.
    parts: tuple[str, ...]
    #: The parameters; an address that has one twice is none that can be taken apart.
    query: dict[str, str]
    fragment: str


@lru_cache(maxsize=16)  # every site looks at the same address in its turn
def split_url(url: str) -> UrlParts | None:
    """The address taken apart; None where it has credentials, a port of its own, or anything else out of the ordinary."""
    url = url.strip()
    if len(url) > _LONGEST or "\\" in url or " " in url or not url.isprintable():
        return None
    try:
        split = urlsplit(url)
        port = split.port
        pairs = parse_qsl(split.query, keep_blank_values=True)
    except ValueError:
        return None
    query = dict(pairs)
    scheme, host = split.scheme.lower(), (split.hostname or "").removesuffix(".")
    if scheme not in ("http", "https") or port not in (None, 80 if scheme == "http" else 443):
        return None
    # Letters beyond ASCII may fall to ASCII ones in lower case, as the Kelvin sign to k.
    if "@" in split.netloc or not host or not split.netloc.isascii() or len(query) != len(pairs):
        return None
    parts = tuple(unquote(part) for part in split.path.split("/") if part)
    if any(part in (".", "..") for part in parts):
        return None
    return UrlParts(host.lower(), unquote(split.path.removeprefix("/")), parts, query, split.fragment)
