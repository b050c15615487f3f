"""Citation keys by the catalogue's rule, unique and never changed afterwards.

`family-year-word` for what people sign (papers, books, theses, reports), `site-year-word` for everything else, `nd` for
the year where there is none. ASCII lower case, digits and hyphens; the word is the first of the title that means
something, and more of its words follow where that key is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from llmprimer.identifiers import host
from llmprimer.text import fold

#: Words that begin titles and name nothing.
SMALL_WORDS = frozenset(
    "a an the on of in for to and or with from by at as is are be can do does how what why when where who will we you your our its it this that "
    "via using towards toward into over under about not no introducing der die das ein eine le la les un une el los las de du des et und y".split()
)
_SIGNED = frozenset({"paper", "book", "thesis", "report"})
#: Hosts whose first label names the author and not the service.
_HOSTING = (
    "github.io",
    "gitlab.io",
    "substack.com",
    "medium.com",
    "wordpress.com",
    "blogspot.com",
    "notion.site",
    "readthedocs.io",
    "netlify.app",
    "vercel.app",
    "tumblr.com",
)
_GENERIC_LABELS = frozenset(
    "www blog blogs ai docs en txt about news research web papers proceedings openaccess link dl old beta meta bigscience".split()
)
_SECOND_LEVEL = frozenset("co com org ac edu gov net".split())


def propose_key(fields: dict[str, Any], is_taken: Callable[[str], bool]) -> str:
    """A key for the record, free in the catalogue."""
    return next(key for key in _candidates(fields) if not is_taken(key))


def _candidates(fields: dict[str, Any]) -> Iterator[str]:
    year = str(fields.get("issued") or "")[:4] or "nd"
    head = f"{_name(fields)}-{year}"
    words = (
        [word for word in ascii_words(str(fields.get("title") or "")) if word not in SMALL_WORDS]
        or _address_words(fields)
        or ["untitled"]
    )
    for count in range(1, min(len(words), 4) + 1):
        yield f"{head}-{'-'.join(words[:count])}"[:100].rstrip("-")
    number = 2
    while True:
        yield f"{head}-{words[0][:60]}-{number}"
        number += 1


def ascii_words(text: str) -> list[str]:
    """The words of a text in ASCII lower case; what has no ASCII form is left out."""
    folded = fold(text).replace("'", "").replace("’", "")
    folded = (
        folded.replace("ß", "ss")
        .replace("æ", "ae")
        .replace("œ", "oe")
        .replace("ð", "d")
        .replace("þ", "th")
        .replace("ı", "i")
    )
    return re.findall(r"[a-z0-9]+", folded)


def _name(fields: dict[str, Any]) -> str:
    authors = fields.get("author") or fields.get("editor") or ()
    first = authors[0] if authors else None
    if first is not None and fields.get("kind") in _SIGNED:
        family = first.get("family") or first.get("literal") or ""
        if words := ascii_words(family):
            return "-".join(words[:3]) if "literal" in first else "".join(words)
    if name := site_name(str(fields.get("url") or "")):
        return name
    if first is not None and (words := ascii_words(first.get("family") or first.get("literal") or "")):
        return words[0]
    for other in ("publisher", "container_title"):
        if words := [word for word in ascii_words(str(fields.get(other) or "")) if word not in SMALL_WORDS]:
            return words[0]
    return "anonymous"


def site_name(url: str) -> str:
    """The one word for a site: `techcrunch`, `openai`, and for hosting services the name of who is hosted there."""
    name = host(url)
    if not name:
        return ""
    for service in _HOSTING:
        if name.endswith("." + service):
            return "".join(ascii_words(name[: -len(service) - 1].split(".")[-1]))
    labels = name.split(".")
    if len(labels) == 1 or all(label.isdecimal() for label in labels):
        return "".join(ascii_words(name))
    end = 2 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 1
    kept = labels[:-end]
    return "".join(ascii_words(kept[-1])) or "site"


def _address_words(fields: dict[str, Any]) -> list[str]:
    path = re.sub(r"^[a-z]+://[^/]*", "", str(fields.get("url") or ""))
    return [word for word in ascii_words(path) if word not in SMALL_WORDS and len(word) > 1][-3:]
