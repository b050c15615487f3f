"""A catalogue as an enemy would write it: every text field tries to become markup, script or another address."""

from __future__ import annotations

from llmprimer.model import Header, Reference

ATTACKS = [
    "<script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "</script><script>window.hacked=1</script>",
    "</title></textarea></style><svg onload=window.hacked=1>",
    "' onmouseover='window.hacked=1' x='",
    "<!--<script>window.hacked=1",
    "{{ 7*7 }}{% raw %}${7*7}",
    "\u202eesrever\u2066 \u200f\u200b",
    "]]><x/>&lt;b&gt;&#60;i&#62;",
    "[x](javascript:window.hacked=1) `<b>`",
]
ADDRESSES = [
    "javascript:window.hacked=1",
    "JAVASCRIPT:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    "vbscript:x",
    'https://example.org/"><script>window.hacked=1</script>',
    "https://example.org/'onclick='window.hacked=1",
    "file:///etc/passwd",
]


def hostile_header() -> Header:
    return Header.model_validate(
        {
            "title": ATTACKS[3],
            "description": ATTACKS[2],
            "license": ATTACKS[1],
            "site": {"footer": ATTACKS[0]},
            "outline": [{"slide": 1, "title": ATTACKS[1]}],
            "topics": {"evil": {"label": ATTACKS[0], "definition": ATTACKS[1], "aliases": [ATTACKS[4]]}},
        }
    )


def hostile_references(count: int = 100) -> list[Reference]:
    found = []
    for number in range(count):
        attack = ATTACKS[number % len(ATTACKS)]
        address = ADDRESSES[number % len(ADDRESSES)]
        found.append(
            Reference.model_validate(
                {
                    "citation_key": f"k{number:03}/../../..:{number}",
                    "type": "article-journal",
                    "kind": "paper",
                    "title": f"{attack} {number}" if number else "x" * 100_000,
                    "author": [{"family": attack, "given": attack}, {"literal": attack}],
                    "issued": "2020-02-30"[:7],
                    **dict.fromkeys(("container_title", "publisher", "event_title", "volume", "page", "note"), attack),
                    **dict.fromkeys(("summary", "abstract", "isbn", "genre", "number", "edition"), attack),
                    "aliases": [attack],
                    "keywords": [attack],
                    "organizations": [attack],
                    "topics": ["evil"],
                    "url": address,
                    "archive_url": address,
                    "links": [{"type": "pdf", "url": address}],
                    "slides": [1],
                    "relations": [{"type": "builds-on", "title": attack, "url": address}],
                    "provenance": [{"source": attack, "fields": [attack], "confidence": "likely"}],
                    "private_note": "a secret of the curator",
                }
            )
        )
    return found
