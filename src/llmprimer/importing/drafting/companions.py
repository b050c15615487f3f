"""Tells the address of a work from that of its code, where only the code has one."""

from __future__ import annotations

from collections.abc import Iterable

from llmprimer.importing.document.labels import plain
from llmprimer.importing.drafting.read_entry import ReadEntry
from llmprimer.records.links import link_type
from llmprimer.vocabulary import LinkType

#: How many entries of a document without any address show that its works need none, and what share of them.
_UNADDRESSED = 3
_SHARE = 0.3
#: In words, of a title; names of programs are shorter.
_TITLE = 4


def settle_addresses(entries: Iterable[ReadEntry]) -> None:
    """Makes the only address of a paper a link if it is called code or demo: the record is not of a program.

    A paper is what is published, or has a title of several words in a document of which many works have no address.
    """
    entries = [*entries]
    bare = sum(entry.main is None and not entry.draft.links for entry in entries)
    is_among_bare = bare >= max(_UNADDRESSED, _SHARE * len(entries))
    for entry in entries:
        fields, main = entry.draft.fields, entry.main
        if main is None or fields.get("url") != main.href:
            continue
        is_long = len(str(fields.get("title") or "").split()) >= _TITLE
        if "container_title" not in fields and not (is_among_bare and is_long):
            continue
        label = plain(main.text)
        is_title = label == plain(entry.draft.restated)
        if not is_title and link_type(label, "") in (LinkType.CODE, LinkType.DEMO):
            entry.draft.links = ((label, str(fields.pop("url"))), *entry.draft.links)
