"""HTML pages of strangers as trees, in bounded time."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

#: Browsers do not nest elements deeper than 512 either; lexbor takes quadratic time where they are nested deeply.
_MAX_DEPTH = 512
#: Pages with fewer tags are parsed in some milliseconds, however they are nested.
_MANY_TAGS = 4_000
#: How many open elements an end tag is compared with; those that it would close beyond them count as open.
_MAX_CLOSED = 32
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
#: Elements without content, and those that the next one of their kind closes.
_NOT_NESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td th thead tbody tfoot rp rt path".split()
)
#: The end of a `span` or of an unknown element does not close these, in which it has not begun.
_BLOCKS = frozenset(
    "address article aside blockquote body button center details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup "
    "iframe main menu nav noscript ol pre section select summary ul applet caption marquee object table template".split()
)
#: The end of a block does not close these.
_SCOPES = frozenset("applet caption marquee object table template".split())


def parse(text: str) -> LexborHTMLParser:
    """The tree of the page, up to the element that is nested too deeply."""
    return LexborHTMLParser(text if text.count("<") < _MANY_TAGS else text[: _end_of_shallow(text)])


def _end_of_shallow(text: str) -> int:
    """The offset of the first element that is nested deeper than _MAX_DEPTH, or the length of the text."""
    opened: list[str] = []
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _NOT_NESTED:
            continue
        if not tag[1]:
            if len(opened) == _MAX_DEPTH:
                return tag.start()
            opened.append(name)
            continue
        barriers = _SCOPES if name in _BLOCKS else _BLOCKS
        for depth in range(len(opened) - 1, max(len(opened) - 1 - _MAX_CLOSED, -1), -1):
            if opened[depth] == name:
                del opened[depth:]
            elif opened[depth] not in barriers:
                continue
            break
    return len(text)
