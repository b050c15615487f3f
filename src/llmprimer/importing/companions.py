"""Tells the address of a work from that of its code, where only the code has one."""

from __future__ import annotations

from collections.abc import Iterable

from llmprimer.importing.labels import plain
from llmprimer.importing.read_entry import ReadEntry
from llmprimer.records.links import link_type
from llmprimer.vocabulary import LinkType


def settle_addresses(entries: Iterable[ReadEntry]) -> None:
    """Makes the only address of a published paper a link if it is called code or demo: the record is not of a program."""
    for entry in entries:
        fields, main = entry.draft.fields, entry.main
        if main is None or "container_title" not in fields or fields.get("url") != main.href:
            continue
        label = plain(main.text)
        is_title = label == plain(entry.draft.restated)
        if not is_title and link_type(label, "") in (LinkType.CODE, LinkType.DEMO):
            entry.draft.links = ((label, str(fields.pop("url"))), *entry.draft.links)
