"""Titles behind a label or a short name: gives them the form of other lists, where several entries of a list show the form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import is_resource, plain
from llmprimer.importing.document.outline import Block, Span
from llmprimer.importing.drafting.short_names import is_titled
from llmprimer.records.citing import cite
from llmprimer.records.people_lists import leading_people, people_in
from llmprimer.records.venues import is_meeting, names_publication

#: The group of paragraphs that begin with a label in brackets.
LABELLED_PARAGRAPHS = -4
#: How many entries show that a list is written in a form, and the most words of a label or a short name.
_USUAL = 3
_WORDS = 4
_OPENING, _CLOSING = re.compile(r"\s*[\[(【]\s*"), re.compile(r"\s*[\])】][\s:：,|]*")
#: `Large Lamps----CHI'20`: hyphens in place of a dash.
_HYPHENS = re.compile(r"(?:(?<=[^\s\d-])|^)\s?-{2,}\s?(?=[^\s-])")


def with_titles_led(blocks: Sequence[Block]) -> None:
    """Gives items and paragraphs the usual form."""
    for block in blocks:
        block.spans = _with_dashes(block.spans)
    _move_labels(blocks)
    _unbold_short_names(blocks)


def _with_dashes(spans: Sequence[Span]) -> list[Span]:
    """The spans, with hyphens between a title and its publication as a dash."""
    made = list(spans)
    for n, span in enumerate(spans):
        match = _HYPHENS.search(span.text) if "--" in span.text and not span.href and not span.code else None
        if match is None or (n == 0 and match.start() == 0):
            continue
        behind = re.split(r"[(\[（|]", span.text[match.end() :], maxsplit=1)[0].strip(" .,")
        if is_meeting(behind) or names_publication(behind):
            made[n] = span._replace(text=f"{span.text[: match.start()]} — {span.text[match.end() :]}")
    return made


def _move_labels(blocks: Sequence[Block]) -> None:
    """Puts the links of `[[Lamp Works](...)] Title of It` behind their titles, where their texts recur or only say `pdf`."""
    found = [(block, label, spans) for block in blocks for label, spans in _label_first(block)]
    recurring = Counter(label.text for _, label, _ in found)
    labels = [one for one in found if recurring[one[1].text] > 1 or is_resource(one[1].text)]
    titled = sum(is_titled(_words(spans)) for _, _, spans in found)
    if len(found) < _USUAL or 2 * len(labels) < len(found) or 3 * titled < 2 * len(found):
        return
    for block, label, spans in found:
        name = label.text.strip("[] ")
        tag = [Span(f"[{name}] ")] if is_meeting(name) or not is_resource(name) else []
        plainly = [s if s.href else s._replace(bold=False) for s in spans]  # bold are only tags behind the title
        block.spans = [*tag, *plainly, Span(" ["), label._replace(text="link"), Span("]")]
        if block.kind == "paragraph":
            block.kind, block.group = "item", LABELLED_PARAGRAPHS


def _label_first(block: Block) -> list[tuple[Span, list[Span]]]:
    """The short link in brackets at the beginning and what stands behind it, if this begins with several words; else nothing."""
    spans = [s for n, s in enumerate(block.spans) if n or s.text.strip()]
    at = 1 if len(spans) > 2 and not spans[0].href and _OPENING.fullmatch(spans[0].text) else 0
    label, behind = (spans[at], spans[at + 1 :]) if len(spans) > at + 1 else (None, [])
    if label is None or not is_link(label.href) or label.image or not plain(label.text) or behind[0].href:
        return []
    if at:
        closing = _CLOSING.match(behind[0].text)
        if closing is None:
            return []
        behind = [behind[0]._replace(text=behind[0].text[closing.end() :]), *behind[1:]]
    elif re.fullmatch(r"\[[^\[\]]+\]", label.text) is None:
        return []
    words = _words(behind)
    is_short = len(label.text.split()) <= _WORDS
    return [(label, behind)] if is_short and len(words.split()) >= _USUAL and words[:1].isalnum() else []


def _words(spans: Sequence[Span]) -> str:
    """The words up to a bracket, a link or another line."""
    end = next((n for n, s in enumerate(spans) if s.href or s.is_break), len(spans))
    return re.split(r"[\[(（|]", "".join(s.text for s in spans[:end]).strip(), maxsplit=1)[0]


def _unbold_short_names(blocks: Sequence[Block]) -> None:
    """Takes the bold style from `**GLOW**: Large Lamps for Small Rooms, Stern et al.`: the name is part of the title."""
    items = [block for block in blocks if block.kind == "item"]
    titles = {id(block): _cited_title(block.spans) for block in items}
    cited = Counter(block.group for block in items if titles[id(block)])
    titled = Counter(block.group for block in items if is_titled(titles[id(block)] or "a"))
    for block in items:
        if cited[block.group] < _USUAL or 2 * titled[block.group] < cited[block.group]:
            continue
        if _cited_title(spans := _with_by(block.spans)):
            block.spans = [s._replace(bold=False, italic=False) if not s.href else s for s in spans]


def _with_by(spans: Sequence[Span]) -> list[Span]:
    """The spans, with `by` before family names in italics: the neighbours of the entry show that these are people."""
    made = list(spans)
    for n, span in enumerate(spans[1:], 1):
        people = people_in(span.text, sure=True) if span.italic and spans[n - 1].text.rstrip()[-1:] == "," else None
        if people is not None and leading_people(span.text) is None and all("family" in name for name in people.names):
            made[n] = span._replace(text=f"by {span.text}")
    return made


def _cited_title(spans: Sequence[Span]) -> str:
    """The rest of a title between a short bold name with a colon and the authors; empty in other forms.

    It has capitals, as titles and not descriptions have, or authors that say that there are others.
    """
    at = next((n for n, s in enumerate(spans) if s.bold and s.text.strip()), None)
    if at is None:
        return ""
    name = spans[at]
    if name.href or len(name.text.split()) > _WORDS or any(s.href for s in spans[:at]):
        return ""
    behind = spans[at + 1 :]
    end = next((n for n, s in enumerate(behind) if s.href or s.is_break), len(behind))
    text = name.text.rstrip()[-1:] + "".join(s.text for s in behind[:end]).strip(" [(")
    match = re.match(r"\S?\s*[:：]\s*", text)
    cited = cite(text[match.end() :]) if match is not None else None
    if cited is None or not cited.authors or len(cited.title.split()) < _USUAL:
        return ""
    return cited.title if cited.has_others or is_titled(cited.title) else ""
