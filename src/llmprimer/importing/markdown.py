"""Lists in Markdown, with whatever HTML stands in them."""

from __future__ import annotations

from llmprimer.importing.entries import works
from llmprimer.importing.markdown_outline import LONGEST_LINE, blocks, too_long
from llmprimer.importing.outline import addresses
from llmprimer.records.draft import Reading


def read(text: str, name: str) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """The works that the list names; lines with addresses that are not taken are left over, each with a reason."""
    reading = Reading()
    works(blocks(text), reading)
    for line in too_long(text):
        reading.leave(line, text.split("\n")[line - 1], f"longer than {LONGEST_LINE} characters")
    _account(text, reading)
    reading.drafts.sort(key=lambda draft: draft.line)
    reading.leftovers.sort()
    return reading


def _account(text: str, reading: Reading) -> None:
    """Adds to the leftovers whatever line has an address that nothing above has spoken of."""
    if "://" not in text:
        return
    known = {str(draft.fields.get("url")) for draft in reading.drafts}
    known.update(address for draft in reading.drafts for _, address in draft.links)
    spoken_of = {leftover.line for leftover in reading.leftovers} | {draft.line for draft in reading.drafts}
    for number, line in enumerate(text.split("\n"), 1):
        if number in spoken_of or "://" not in line or len(line) > LONGEST_LINE:
            continue
        left = [address for address in addresses(line) if address not in known]
        if left and not any(
            other.startswith(address) or address.startswith(other)
            for address in left[:5]
            for other in known
            if len(other) > 12 and other[:20] == address[:20]
        ):
            reason = "a comment" if line.lstrip().startswith("<!--") else "not understood"
            reading.leave(number, line.strip(), reason)
