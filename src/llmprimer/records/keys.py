"""Proposes citation keys by the catalogue's rule: unique, and never changed afterwards.

| work | key | example |
| --- | --- | --- |
| paper, book, thesis, report | family name of the first author, year, first significant word of the title | `vaswani-2017-attention` |
| repository, model, dataset, demo | owner and name, as in its address | `karpathy-nanogpt` |
| everything else | site, year, first significant word of the title | `techcrunch-2022-alphacode` |
| what has an identifier and no title yet | the identifier | `arxiv-2203-02155` |

Unknown parts are left out: `stanford-research` has no date. If the key is taken, more words of the title follow, then a
number. Keys are ASCII lower case, digits and hyphens; other scripts are transliterated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import count as count_from
from typing import Any
from urllib.parse import unquote, urlsplit

from llmprimer.identifiers import host

#: Words at the beginning of titles that identify nothing.
SMALL_WORDS = frozenset(
    "a an the on of in for to and or with from by at as is are be can do does how what why when where who will we you your our its it this that "
    "via using towards toward into over under about not no introducing der die das ein eine le la les un une el los las de du des et und y".split()
)
_SIGNED = frozenset({"paper", "book", "thesis", "report"})
#: Sites whose addresses begin with an owner and a name, after one of these sections if there is one.
_OWNED = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "huggingface.co"})
_OWNED_KINDS = frozenset({"repository", "model", "dataset", "demo"})
_OWNED_SECTIONS = frozenset({"datasets", "spaces", "models"})
#: First parts of a path that are pages of the site itself.
_NO_OWNERS = frozenset("features docs blog papers topics collections explore marketplace learn tasks".split())
#: Hosts whose first label names the author, not the service.
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
_SECOND_LEVEL = frozenset("co com org ac edu gov net".split())
#: A key should be easy to type: words are added up to this length.
_LONG = 60
#: Text without spaces between words is one long word when it is transliterated.
_LONG_WORD = 24


def propose_key(fields: dict[str, Any], is_taken: Callable[[str], bool]) -> str:
    """A key for the record, free in the catalogue."""
    return next(key for key in _candidates(fields) if not is_taken(key))


def _candidates(fields: dict[str, Any]) -> Iterator[str]:
    year = str(fields.get("issued") or "")[:4]
    if owned := _owner_and_name(fields):
        yield _joined(owned)
        yield _joined([*owned, year])
    if identified := _identifier(fields):
        yield identified
    title = ascii_words(str(fields.get("title") or ""))
    words = [word for word in title if word not in SMALL_WORDS] or title or _address_words(fields) or ["untitled"]
    words = [word[:_LONG_WORD] for word in words]
    # Without an author, two words of the title identify more than one.
    name = _name(fields) or words.pop(0)
    if name in words and (len(words) > 1 or not year):
        words.remove(name)  # `anthropic`, not `anthropic-anthropic`
    for count in range(min(len(words), 1), min(len(words), 4) + 1):
        yield _joined([name, year, *words[:count]])
    for number in count_from(2):
        yield f"{_joined([name, year, *words[:1]])}-{number}"


def _joined(parts: list[str]) -> str:
    return "-".join(part for part in parts if part)[:_LONG].strip("-")


def ascii_words(text: str) -> list[str]:
    """The words of a text in ASCII lower case, other scripts transliterated; symbols and emoji are left out."""
    if not text.isascii():
        from anyascii import anyascii

        text = unicodedata.normalize("NFC", text).replace("’", "")
        text = "".join(c if c.isascii() else anyascii(c) if c.isalnum() else " " for c in text)
    return re.findall(r"[a-z0-9]+", text.lower().replace("'", ""))


def _owner_and_name(fields: dict[str, Any]) -> list[str]:
    """Owner and name of a repository on a hosting site, with the last part of a longer path; empty for anything else."""
    url = str(fields.get("url") or "")
    if fields.get("kind") not in _OWNED_KINDS or host(url) not in _OWNED:
        return []
    parts = [unquote(part).removesuffix(".git") for part in urlsplit(url).path.split("/") if part]
    if parts and parts[0] in _OWNED_SECTIONS:
        del parts[0]
    if len(parts) < 2 or parts[0].lower() in _NO_OWNERS:
        return []
    owner, name = ("-".join(ascii_words(part)) for part in parts[:2])
    inner = [re.sub(r"\.[a-z]{1,5}$", "", part) for part in parts[2:][-1:]]
    return [part for part in (owner, name, *("-".join(ascii_words(part)) for part in inner)) if part]


def _identifier(fields: dict[str, Any]) -> str:
    """The identifier of a work about which nothing else is known: `arxiv-2203-02155`, `doi-10-1000-abc`, `isbn-9780262035613`."""
    if not fields.get("title_described") or fields.get("author"):
        return ""
    arxiv = fields.get("arxiv")
    if isinstance(arxiv, dict) and arxiv.get("id"):
        return _joined(["arxiv", *ascii_words(str(arxiv["id"]))])
    for name in ("doi", "isbn"):
        if fields.get(name):
            return _joined(
                [name, *ascii_words(str(fields[name]).replace("-", "") if name == "isbn" else str(fields[name]))]
            )
    return ""


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
    return ""


def site_name(url: str) -> str:
    """The short name of a site: `techcrunch`, `openai`, and for hosting services the name of the hosted site."""
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
