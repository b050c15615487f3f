"""Addresses that can be requested: http and https only, with a host, without credentials."""

from __future__ import annotations

import re
import socket
import unicodedata
from urllib.parse import unquote, urlsplit

import httpx

from llmprimer.links.model import Probe, Verdict

#: Characters that a host name cannot have (WHATWG's forbidden host code points).
_NO_HOST = re.compile(r"""[\s#%/:<>?@\[\\\]^|"`{}]""")
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f]")


def parse_url(text: str) -> httpx.URL | None:
    """The address to request: http or https with a host, without credentials and fragment; None for any other."""
    text = text.strip()
    if not text or _UNPRINTABLE.search(text):
        return None
    text = without_credentials(text).partition("#")[0]
    try:
        url = httpx.URL(text)
        port = url.port
    except (httpx.InvalidURL, ValueError, UnicodeError):
        return None
    host = url.host
    if url.scheme not in ("http", "https") or not host or host.startswith("."):
        return None
    if port is not None and not 0 < port < 65536:
        return None
    if ":" not in host and _NO_HOST.search(host):
        return None
    if ":" not in host and any(not label or len(label) > 63 for label in host.rstrip(".").split(".")):
        return None
    return url if not url.userinfo else None


def _spells_an_address(text: str) -> bool:
    """Whether the host is an IPv4 address in a form (octal, with parts left out) that only the C library reads."""
    try:
        if urlsplit(text.strip()).port == 0:
            return False
        # Browsers read %31 and the digits of other scripts (①) as digits.
        socket.inet_aton(unicodedata.normalize("NFKC", unquote(urlsplit(text.strip()).hostname or "")))
    except (OSError, ValueError):
        return False
    return True


def refused_probe(text: str) -> Probe:
    """The facts of an address that cannot be requested."""
    probe = Probe(url=without_credentials(text), error=Verdict.INVALID_URL)
    probe.detail = "it is not an http or https address that can be requested"
    if _spells_an_address(text):
        probe.error, probe.detail = Verdict.BLOCKED, "a private address in an unusual spelling; it is not requested"
    return probe


def without_credentials(text: str) -> str:
    """The address without user name and password."""
    if "@" not in text:
        return text.strip()
    return re.sub(r"^(\s*[A-Za-z][A-Za-z0-9+.-]*://)[^/?#@\s]*@", r"\1", text).strip()
