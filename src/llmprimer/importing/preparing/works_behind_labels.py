"""Gives works that stand behind the name of their group the form of a nested list: `- Halls: [Glow](...), [Wick](...)`.

Behind such a label may stand as well what one work has, `- Tested in: [Lamp Hall](...)`, below its title. Where all items with links of a
list have labels that nobody knows for links, that differ over the document, and links that name what is at their addresses or are
titles, the labels are groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from llmprimer.identifiers import host
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import column, is_resource
from llmprimer.importing.document.linking import PROFILE
from llmprimer.importing.document.main_links import is_paper
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.drafting.restated import restates
from llmprimer.records.links import link_type
from llmprimer.records.records import software_name
from llmprimer.records.titles import names_site
from llmprimer.text import fold
from llmprimer.vocabulary import LinkType

#: The group of these works.
BEHIND_LABELS = -15
#: How many items of a document have several works behind a label, and what share of a list has the form.
_LEAST, _MOST = 3, 0.6
#: What share of the labels differs, and of the links names what is there or is a title of so many words.
_DIFFERENT, _NAMING, _TITLE = 0.8, 0.5, 4
#: What share of the labels may be names of works, as before the links of one: `GLOW: [Large Lamps](...), [page](...)`.
_MADE_UP = 0.3
#: In characters, and in words.
_LONGEST, _LONGEST_LABEL, _LONGEST_NAME, _LONGEST_ABOVE = 80, 6, 12, 3
#: How many items below another one show that they are no facts of it.
_LEAST_BELOW = 2
_LABEL = re.compile(r"[\s*_]*([^\W\d_][^:：\[\]()]*)[:：][\s*_]*|[\s*_]*([^\W\d_][^:：\[\]()]*?)\s+[–—→-]+>?\s+")
#: Between works: `, `, ` and `, ` (for old halls) | `.
_BETWEEN = re.compile(r"(?:\s*\([^()]{1,60}\))?[\s,;/|&+•·、，；]*(?:and|or|und|et|y|e|и|和|与|及)?\s*")
_END = re.compile(r"(?:\s*\([^()]{1,60}\))?[\s.,;…]*(?:etc\.?|\.\.\.)?\s*")


class _Labelled(NamedTuple):
    label: str
    #: Where the first link is.
    at: int
    links: list[Span]


def put_labels_above(blocks: Sequence[Block]) -> None:
    """Makes such items of a document items that have the label, and one below that has the works."""
    lists = list(_lists(blocks))
    found = {id(item): one for _, own in lists for item in own if (one := _labelled(item)) is not None}
    groups = [own for above, own in lists if _are_groups(own, above, found)]
    labelled = [found[id(item)] for own in groups for item in own if id(item) in found]
    links = [link for one in labelled for link in one.links]
    several = sum(len(one.links) > 1 for one in labelled)
    different = len({fold(one.label) for one in labelled})
    naming = sum(_names_what_is_there(link) for link in links)
    accounts = sum(PROFILE.fullmatch(link.href or "") is not None for link in links)
    if (
        several < _LEAST
        or different < _DIFFERENT * len(labelled)
        or naming < _NAMING * len(links)
        or 2 * accounts > len(links)
        or sum(_is_made_up(one.label) for one in labelled) > _MADE_UP * len(labelled)
    ):
        return
    for own in groups:
        for item in own:
            if (one := found.get(id(item))) is not None:
                _nest(item, one)


def _lists(blocks: Sequence[Block], above: str = "") -> Iterator[tuple[str, list[Block]]]:
    """The lists of a document, without those below works with links, and the words of the item above."""
    own: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind != "item":
            continue
        own.setdefault(block.group, []).append(block)
        if not any(span.href for span in block.spans):
            yield from _lists(block.children, block.text.strip())
    yield from ((above, items) for items in own.values())


def _are_groups(items: Sequence[Block], above: str, found: dict[int, _Labelled]) -> bool:
    """Whether most items of a list have works behind a label, and none has the label of a link; below an item that is a label."""
    if above and not (above[-1] in ":：" or len(above.split()) <= _LONGEST_ABOVE):
        return False
    linked = [item for item in items if any(is_link(span.href) for span in item.spans)]
    labelled = [item for item in linked if id(item) in found]
    return (
        len(labelled) >= (_LEAST_BELOW if above else 1)
        and len(labelled) >= _MOST * len(linked)
        and not any(_begins_with_known_label(item, is_nested=bool(above)) for item in linked)
    )


def _begins_with_known_label(item: Block, *, is_nested: bool) -> bool:
    """Whether an item is a label of links or of facts, as those about one work are."""
    match = _LABEL.match(_begin(item.spans))
    return match is not None and _is_known((match[1] or match[2]).strip(" *_"), is_nested=is_nested)


def _is_known(label: str, *, is_nested: bool) -> bool:
    """Whether a label says what links lead to, or of what kind a fact is; `Datasets` may be those of the work above."""
    kind = column(label)
    if kind == "title":
        return is_resource(label) and (is_nested or not label.endswith("s"))
    return kind is not None or is_resource(label) or link_type(label.rsplit(maxsplit=1)[-1], "") is not LinkType.OTHER


def _begin(spans: Sequence[Span]) -> str:
    """The text before the first link, as far as it may be a label."""
    text = ""
    for span in spans:
        if span.href or span.is_break or len(text) > _LONGEST:
            break
        text += span.text
    return text


def _labelled(item: Block) -> _Labelled | None:
    """The label of an item and the links behind it, if there is nothing else."""
    at = next((n for n, span in enumerate(item.spans) if span.href), 0)
    begin = _begin(item.spans)
    match = _LABEL.fullmatch(begin) if at and len(begin) <= _LONGEST else None
    if match is None or item.children or item.cells or item.stated is not None:
        return None
    label = (match[1] or match[2]).strip(" *_")
    links = [span for span in item.spans if span.href]
    behind = "".join(_LINK if span.href else span.text for span in item.spans[at:] if span.href != "").split(_LINK)
    is_list = all(_BETWEEN.fullmatch(text) for text in behind[1:-1]) and _END.fullmatch(behind[-1]) is not None
    is_alone = all(is_link(span.href) and not span.image for span in links)
    are_names = all(_may_be_name(span) for span in links)
    is_label = 0 < len(label.split()) <= _LONGEST_LABEL and not _are_of_one(label, links)
    return _Labelled(label, at, links) if is_label and is_list and is_alone and are_names else None


def _are_of_one(label: str, links: Sequence[Span]) -> bool:
    """Whether links are those of one work: one has its name, or one leads to a paper and another to a repository."""
    papers = sum(is_paper(link) for link in links)
    is_named = any(restates(link.text, label) or fold(link.text) == fold(label) for link in links)
    return is_named or 0 < papers < len(links)


def _is_made_up(label: str) -> bool:
    """Whether a label is a word like `GLOW`, `GlowNet` or `glow2`."""
    return re.fullmatch(r"[A-Z\d-]{2,}s?|\S*(?:[a-z][A-Z]|[^\W\d_]\d)\S*", label) is not None


#: In place of a link.
_LINK = "\ufffc"


def _may_be_name(link: Span) -> bool:
    text = link.text.strip()
    is_known = is_resource(text) and not _names_what_is_there(link)
    return text != link.href and not is_known and 0 < len(text.split()) <= _LONGEST_NAME and text[:1] not in "[@"


def _names_what_is_there(link: Span) -> bool:
    """Whether the text of a link is a title, or the name of a repository, package or site by its address."""
    name = software_name(link.href or "")
    is_name = bool(name) and fold(name) == fold(link.text.strip().replace(" ", "-"))
    return is_name or len(link.text.split()) >= _TITLE or names_site(link.text, host(link.href or ""))


def _nest(item: Block, one: _Labelled) -> None:
    """Puts the works of an item below its label."""
    works = Block("item", item.line, item.spans[one.at :], group=BEHIND_LABELS, end=item.end)
    item.spans, item.children = [Span(one.label)], [works]
