"""The addresses of pages, relative to the root of the site. Those of folders end with `/`; a folder has an `index.html`."""

from __future__ import annotations

import hashlib
import re

_NOT_IN_FOLDERS = re.compile(r"[:/]")


def reference(citation_key: str) -> str:
    """The page of a reference. `/` and `:` in a key become `~2F` and `~3A`, because folder names cannot have them."""
    return f"r/{_NOT_IN_FOLDERS.sub(lambda match: f'~{ord(match[0]):02X}', citation_key)}/"


def group(section: str, slug: str) -> str:
    """The page of one topic, year, kind, author or organisation."""
    return f"{section}/{slug}/"


def numbered(address: str, number: int) -> str:
    """The address of a page of a list; the first page has the address of the list."""
    return address if number == 1 else f"{address}{number}/"


def path_to_root(page: str) -> str:
    """The relative path from a page to the root: `../` for each folder, or an empty text."""
    return "../" * page.count("/")


def slug(name: str) -> str:
    """A folder name in ASCII for a name in any script; empty if no character remains."""
    from llmprimer.records.keys import ascii_words

    return "-".join(ascii_words(name))[:80].strip("-")


def hashed(slug: str, name: str) -> str:
    """The folder name for one of several names with the same slug."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else digest
