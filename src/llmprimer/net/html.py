"""Parses untrusted HTML in bounded time."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

#: The limit of browsers; lexbor takes quadratic time for deep nesting.
_MAX_DEPTH = 512
#: Pages with fewer tags are parsed in milliseconds, whatever their nesting.
_MANY_TAGS = 4_000
#: An end tag is compared with this many open elements; deeper ones stay open.
_MAX_COMPARED = 32
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
#: Elements without content, and those that end where the next one of their kind begins.
_NOT_NESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td th thead tbody tfoot rp rt path".split()
)
#: The end tag of a `span` or of an unknown element does not close these.
_BLOCKS = frozenset(
    "address article aside blockquote body button center details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup "
    "iframe main menu nav noscript ol pre section select summary ul applet caption marquee object table template".split()
)
#: The end tag of a block does not close these.
_SCOPES = frozenset("applet caption marquee object table template".split())


def parse(text: str) -> LexborHTMLParser:
    """The tree of the page, cut at the first element that is nested too deeply."""
    return LexborHTMLParser(text if text.count("<") < _MANY_TAGS else text[: _end_of_shallow(text)])


def _end_of_shallow(text: str) -> int:
    """The offset of the first element deeper than _MAX_DEPTH, or the length of the text."""
    open_names: list[str] = []
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _NOT_NESTED:
            continue
        if not tag[1]:
            if len(open_names) == _MAX_DEPTH:
                return tag.start()
            open_names.append(name)
            continue
        barriers = _SCOPES if name in _BLOCKS else _BLOCKS
        for depth in range(len(open_names) - 1, max(len(open_names) - 1 - _MAX_COMPARED, -1), -1):
            if open_names[depth] == name:
                del open_names[depth:]
            elif open_names[depth] not in barriers:
                continue
            break
    return len(text)
