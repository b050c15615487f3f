"""Where each page is, relative to the root of the site. Folders end with `/` and hold an `index.html`."""

from __future__ import annotations

import hashlib
import re

_NOT_IN_FOLDERS = re.compile(r"[:/]")


def reference(citation_key: str) -> str:
    """The page of a reference. `/` and `:` of a key, which folders cannot have, become `~2F` and `~3A`."""
    return f"r/{_NOT_IN_FOLDERS.sub(lambda match: f'~{ord(match[0]):02X}', citation_key)}/"


def group(section: str, slug: str) -> str:
    """The page of one topic, year, kind, author or organisation."""
    return f"{section}/{slug}/"


def numbered(address: str, number: int) -> str:
    """A further page of a list; the first one has the address itself."""
    return address if number == 1 else f"{address}{number}/"


def path_to_root(page: str) -> str:
    """What leads from a page back to the root: `../` for each folder, or nothing."""
    return "../" * page.count("/")


def slug(name: str) -> str:
    """A folder name in ASCII for a name in any script; empty where nothing is left of it."""
    from llmprimer.records.keys import ascii_words

    return "-".join(ascii_words(name))[:80].strip("-")


def hashed(slug: str, name: str) -> str:
    """The folder name for one of several names that would share a slug."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else digest
