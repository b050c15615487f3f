"""A BibTeX file brought up to date: missing entries added, llmprimer's own renewed, every other byte left alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from llmprimer.export._stamps import stamped, stamped_entries


@dataclass(slots=True)
class Update:
    """The new text, and what happened to each key that should be in it."""

    text: str
    added: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    #: Unchanged: nothing new (`unchanged`), written by a person (`theirs`), or edited by one (`edited`).
    unchanged: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)


def updated(text: str, new: dict[str, str]) -> Update:
    """The BibTeX file with these entries, by key in their order; keys are compared in any case, as BibTeX does."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    update = Update(text)
    missing = {key.lower(): key for key in new}
    parts: list[str] = []
    at = 0
    for entry in stamped_entries(text):
        key = missing.pop(entry.key.lower(), None)
        if key is None:
            continue
        if entry.is_ours is None:
            update.theirs.append(key)
        elif not entry.is_ours:
            update.edited.append(key)
        else:
            renewed = stamped(new[key]).rstrip("\n").replace("\n", line_end)
            (update.unchanged if renewed == text[entry.begin : entry.end] else update.renewed).append(key)
            parts += [text[at : entry.begin], renewed]
            at = entry.end
    parts.append(text[at:])
    kept = "".join(parts)
    for key in missing.values():
        if kept and not kept.endswith("\n"):
            kept += line_end
        between = line_end if kept.strip("\ufeff") else ""
        kept += between + stamped(new[key]).replace("\n", line_end)
        update.added.append(key)
    update.text = kept
    return update
