"""Merges our changes into the text that another program has written meanwhile.

It compares entries, not lines. An entry that only we changed gets our text; the rest keeps the other writer's text.
"""

from __future__ import annotations

from llmprimer.catalogue.document import SECTIONS, Document, Section


class MergeConflictError(Exception):
    """Both writers changed the same thing; the message names it."""


def merge(base: Document, ours: Document, theirs: Document) -> None:
    """Applies the changes from `base` to `ours` to `theirs`. MergeConflictError names an entry that both changed; discard `theirs` then."""
    if ours.outside_sections != base.outside_sections:
        raise MergeConflictError("the head of the file")
    # `section` creates a missing section, so only sections that we have are compared.
    for name in sorted(SECTIONS & ours.sections.keys()):
        _merge_section(base.section(name), ours.section(name), theirs.section(name), theirs.newline)


def _merge_section(base: Section, ours: Section, theirs: Section, newline: str) -> None:
    kept = [entry.key for entry in base.entries if entry.key in ours.by_key]
    if kept != [entry.key for entry in ours.entries if entry.key in base.by_key]:
        raise MergeConflictError(f"the order of `{ours.name}`")
    for entry in base.entries:
        if entry.key not in ours.by_key:
            _require_unchanged(base, theirs, entry.key)
            theirs.remove(entry.key, newline)
    for entry in ours.entries:
        before = base.by_key.get(entry.key)
        if before is None:
            if entry.key in theirs.by_key:
                raise MergeConflictError(f"`{entry.key}`")
            theirs.insert(entry.key, entry.body, newline)
        elif before.body.rstrip() != entry.body.rstrip():
            _require_unchanged(base, theirs, entry.key)
            theirs.by_key[entry.key].body = entry.body


def _require_unchanged(base: Section, theirs: Section, key: str) -> None:
    there = theirs.by_key.get(key)
    if there is None or there.body.rstrip() != base.by_key[key].body.rstrip():
        raise MergeConflictError(f"`{key}`")
