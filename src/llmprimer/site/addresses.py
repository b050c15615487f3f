"""Where each page is, relative to the root of the site. Folders end with `/` and hold an `index.html`."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

_NOT_IN_FOLDERS = re.compile(r"[:/]")


def reference(citation_key: str) -> str:
    """The page of a reference. `/` and `:` of a key, which folders cannot have, become `~2F` and `~3A`."""
    return f"r/{_NOT_IN_FOLDERS.sub(lambda match: f'~{ord(match[0]):02X}', citation_key)}/"


def group(section: str, slug: str) -> str:
    """The page of one topic, year, kind, author or organisation."""
    return f"{section}/{slug}/"


def to_root(page: str) -> str:
    """What leads from a page back to the root: `../` for each folder, or nothing."""
    return "../" * page.count("/")


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A folder name for each name, in ASCII. Names that would share one get a part of their hash."""
    from llmprimer.records.keys import ascii_words

    plain = {name: "-".join(ascii_words(name))[:80].strip("-") for name in names}
    counts = Counter(plain.values())
    return {name: slug if slug and counts[slug] == 1 else _hashed(slug, name) for name, slug in plain.items()}


def _hashed(slug: str, name: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else digest
