"""Links whose text many lines of a list share, `Title https://... [mirror](...)`: it says what they lead to and is no title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.outline import Block

#: In how many lines a text must stand behind other words or links, each time with another address, and its most words.
_USUAL = 5
_WORDS = 2


def bracket_shared_labels(blocks: Iterable[Block]) -> None:
    """Puts such texts in brackets, as other lists write their labels."""
    blocks = list(blocks)
    addresses: defaultdict[str, set[str]] = defaultdict(set)
    leading: set[str] = set()
    for block in blocks:
        is_first = True
        for span in block.spans:
            if is_link(span.href) and not span.image and len(span.text.split()) <= _WORDS:
                if is_first:
                    leading.add(span.text)
                else:
                    addresses[span.text].add(span.href or "")
            is_first = is_first and not any(c.isalnum() for c in span.text)
    shared = {text for text, found in addresses.items() if len(found) >= _USUAL and not is_resource(text)} - leading
    for block in blocks if shared else ():
        block.spans = [
            span._replace(text=f"[{span.text}]") if span.text in shared and is_link(span.href) else span
            for span in block.spans
        ]
