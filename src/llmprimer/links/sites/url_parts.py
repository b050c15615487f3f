"""The parts of an address, for recognising sites. Strict: a wrong guess would give one page the verdict of another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

#: Papers, posts and repositories have no longer addresses.
_LONGEST = 2_000


class UrlParts(NamedTuple):
    """The parts of an http or https address."""

    #: In lower case, without a dot at its end.
    host: str
    #: The path without its first slash, unquoted.
    path: str
    #: The path's parts, each unquoted; empty ones are left out.
    parts: tuple[str, ...]
    #: The parameters; an address that has one of them twice is not parsed.
    query: dict[str, str]
    fragment: str


@lru_cache(maxsize=16)  # each site is given the same address
def split_url(url: str) -> UrlParts | None:
    """The parts of the address; None if it has credentials, a port, or anything else unusual."""
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
    # Some letters beyond ASCII become ASCII in lower case, such as the Kelvin sign.
    if "@" in split.netloc or not host or not split.netloc.isascii() or len(query) != len(pairs):
        return None
    parts = tuple(unquote(part) for part in split.path.split("/") if part)
    if any(part in (".", "..") for part in parts):
        return None
    return UrlParts(host.lower(), unquote(split.path.removeprefix("/")), parts, query, split.fragment)
