"""The blocks after a title or an entry that are about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from itertools import takewhile

from llmprimer.importing.document.citations import (
    citation_lines,
    is_citation,
    is_dated_title,
    is_identified,
    is_plain_citation,
    named_bold,
)
from llmprimer.importing.document.flattening import LABEL
from llmprimer.importing.document.labels import column, is_reference_section, is_resource, plain
from llmprimer.importing.document.linking import (
    ADDRESSED,
    all_items,
    has_links,
    is_detail,
    is_labelled,
    leads_with_link,
    line_leads,
    lines_of,
    links_of,
    words_outside_links,
)
from llmprimer.importing.document.main_links import is_paper as is_link_to_paper
from llmprimer.importing.document.outline import Block, Span, section_at
from llmprimer.importing.drafting.blocks import is_linked_citation, is_title, reads_as_entry
from llmprimer.importing.drafting.bylines import is_byline
from llmprimer.importing.drafting.restated import restates
from llmprimer.records.citing import cite
from llmprimer.records.draft import Draft
from llmprimer.records.links import link_type
from llmprimer.text import word_count
from llmprimer.vocabulary import LinkType


def sections_of_citations(blocks: Sequence[Block]) -> set[int]:
    """The indexes of paragraphs that are citations without links, if a section has several, or is of a document of such items."""
    found: set[int] = set()
    run: list[int] = []
    others: list[int] = []
    cited = 0
    in_references = False

    @cache
    def among_citations() -> bool:
        items = [*all_items(blocks), *(block for block in blocks if block.kind == "stated")]
        return 2 * sum(map(is_plain_citation, items)) > max(len(items), 2 * _MANY)

    def close() -> None:
        is_enough = cited >= _RECURS or (cited > 0 and (in_references or (not others and among_citations())))
        if is_enough and cited >= len(others):
            found.update(run)
            # Among citations a paragraph that may be one is.
            found.update(at for at in others if is_citation(blocks[at].text, sure=True))

    for at, block in enumerate(blocks):
        if block.kind == "heading":
            close()
            run, others, cited = [], [], 0
            in_references = is_reference_section(block.text)
        elif block.kind == "paragraph" and not has_links(block):
            texts = ["".join(s.text for s in part) for part in citation_lines(block.spans)]
            if count := sum(is_citation(text) or is_identified(text) for text in texts) or named_bold(block.spans):
                run.append(at)
                cited += count
            else:
                others.append(at)
    close()
    return found


def paragraphs_below(blocks: Sequence[Block], at: int, heading: Block) -> list[Block] | None:
    """The paragraphs and quotations that follow; None before a list of works, where the heading belongs to a section."""
    links = links_of(heading.spans)
    # `Lamps of Many Rooms [[ICML 2015]](...)`: among its notes some may begin with a few words and another work.
    is_paper = not links.titled and len(words_outside_links(heading.spans).split()) >= 3
    is_paper = is_paper and any(is_link_to_paper(link) for _, link in links.resources)
    # So are those of `[Lamps of Many Rooms](https://arxiv.org/...)`, where the address and not the text says what it is.
    is_paper = is_paper or any(
        len(link.text.split()) >= _TITLE and is_link_to_paper(link._replace(text="")) for _, link in links.titled
    )
    below: list[Block] = []
    for block in blocks[at:]:
        if block.kind not in ("paragraph", "quote"):
            leads = block.kind == "item" and (line_leads(block.spans) if is_paper else leads_with_link(block))
            if (block.kind == "row" and (has_links(block) or not below)) or (leads and not is_detail(block)):
                return None
            break
        below.append(block)
    return below[:12]


def list_at(blocks: Sequence[Block], at: int) -> list[Block]:
    """The items of the list that begins or goes on there; empty if there is none."""
    group = blocks[at].group if at < len(blocks) else None
    following = (blocks[n] for n in range(at, len(blocks)))
    return list(takewhile(lambda block: block.kind == "item" and block.group == group, following))


def cites_below(blocks: Sequence[Block], at: int) -> bool:
    """Whether the list there consists of citations with links, as an introduction to a field has and none to a list."""
    items = list_at(blocks, at)
    cited = sum(has_links(item) and (is_citation(item.text) or is_linked_citation(item.spans)) for item in items)
    return cited >= _RECURS and 2 * cited > len(items)


def notes_below(blocks: Sequence[Block], at: int) -> list[Block]:
    """The items of the list right below a heading that is a work; only the links that it begins with if any may be a work itself."""
    below = list_at(blocks, at)
    are_works = any(
        not is_detail(item) and (line_leads(item.spans) or is_citation(item.text)) for item in all_items(below)
    )
    return list(takewhile(is_detail, below)) if are_works else below


def add_links(draft: Draft, spans: Sequence[Span], label: str = "") -> None:
    """Adds the links of a line that is about the work; `label` is that of the lines around it, where it has none."""
    extra = links_of(spans)
    label = label_of_links(spans) or label
    further = [
        (" ".join(part for part in (label, s.text if s.text != s.href else "") if part), s.href)
        for _, s in (*extra.titled, *extra.resources)
        if s.href and s.href != draft.fields.get("url")
    ]
    draft.links = (*draft.links, *(link for link in further if link not in draft.links))


def label_of_links(spans: Sequence[Span]) -> str:
    """The label before the links of a line, `Code: ...` or `Related datasets: ...`; empty if it does not say what they are."""
    label = plain(words_outside_links(spans).partition(":")[0].partition("：")[0])
    is_short = len(label.split()) <= _LABEL and link_type(label, "") is not LinkType.OTHER
    return label if is_resource(label) or is_short else ""


#: How many words a paragraph has that may be the title or label of what follows.
_SHORT = 5
#: How many words such a label has at most, and the title of a heading at least.
_LABEL = _TITLE = 3
#: The longest label on a line of its own, in characters.
_HEAD = 30


def abstract_below(blocks: Sequence[Block], at: int) -> list[Block]:
    """The paragraphs of an abstract, or another labelled text about the work, that follow its links."""
    told: list[Block] = []
    for block in blocks[at : at + 6]:
        label = LABEL.match(block.text)
        head, *lines = lines_of(block.spans)
        is_head = len("".join(s.text for s in head)) <= _HEAD and column(words_outside_links(head)) == "note"
        if not told and is_head and lines and block.kind == "paragraph":
            told.append(replace(block, spans=[s for line in lines for s in (*line, Span(" "))]))  # `**Abstract**` alone
            continue
        is_labelled_text = label is not None and column(label[1]) == "note"
        if (
            block.kind != "paragraph"
            or not (told or is_labelled_text)
            or (told and (label or is_head or is_title(block)))
        ):
            break
        told.append(block)
    return told


#: `Overview:`
_BARE_LABEL = re.compile(r"[^\W\d_][\w/-]*(?: [\w/-]+){0,2}\s?[:：]")


def are_facts(items: Sequence[Block], recurring: AbstractSet[str] = frozenset()) -> bool:
    """Whether all items of a list are facts of the work above it; up to a third may have a label that is not known.

    Labels with nothing behind them, `Overview:` over a picture, are neither, and nor are those that recur in the document.
    """
    items = [item for item in items if not _is_bare_label(item) and not _tells_more(item, recurring)] or items
    if any(is_dated_title(words_outside_links(one.spans).strip(" ,|()[]")) for one in items):
        return False  # `TensorFlow: A System, OSDI 2016 [[paper]](...)` is a work itself
    known = sum(is_detail(item) or is_labelled(item) for item in items)
    others = all(is_detail(item) or is_labelled(item, may_be_any=True) for item in items)
    return known == len(items) or (others and known >= 3 and 3 * known >= 2 * len(items))


def _tells_more(item: Block, recurring: AbstractSet[str]) -> bool:
    """Whether an item without links says something about the work above it behind a label that recurs."""
    return _item_label(item) in recurring and not any(has_links(one) for one in all_items([item]))


def _is_bare_label(item: Block) -> bool:
    """Whether an item is a label over something else than items, such as a picture."""
    text = "".join(span.text for span in item.spans if not span.image)
    return _BARE_LABEL.fullmatch(text.strip()) is not None and all(child.kind != "item" for child in item.children)


def recurring_labels(blocks: Sequence[Block]) -> frozenset[str]:
    """The labels that begin several paragraphs of a document: `Authors: ...`, `Description: ...`."""
    labels = Counter(_label(block) for block in blocks if block.kind == "paragraph")
    return frozenset(label for label, count in labels.items() if label and count >= _RECURS)


#: How many items that are citations show that a document lists them.
_MANY = 10
#: How often a label occurs in a document whose entries are labelled paragraphs, and citations in a section of them.
_RECURS = 3


def _label(block: Block) -> str:
    first = next((s for s in block.spans if s.text.strip()), None)
    match = re.match(r"\s*([^\W\d_][\w /;'()-]{1,40}?)\s*[:：]", block.text[:80])
    if first is None or match is None or not (first.bold or column(match[1]) == "note"):
        return ""
    return match[1].lower()


def is_labelled_fact(block: Block, recurring: AbstractSet[str]) -> bool:
    """Whether a paragraph is a labelled fact about the work above, in a document with such paragraphs."""
    label = _label(block)
    return label in recurring and not label.startswith(("title", "paper", "name"))


def is_above_facts(block: Block, following: Block | None, recurring: AbstractSet[str]) -> bool:
    """Whether a paragraph is a text, as an abstract with a link in it, between a title and the labelled facts about the work."""
    is_fact = following is not None and following.kind == "paragraph" and is_labelled_fact(following, recurring)
    return is_fact and not _label(block) and not line_leads(block.spans)


def is_linked_byline(item: Block) -> bool:
    """Whether an item has the authors of the work above and its link: `J. Doe and R. Roe. *CHI 2020*. [[pdf]](...)`."""
    links = links_of(item.spans)
    if links.titled or not links.resources:
        return False
    return is_byline("".join(s.text for s in item.spans[: links.resources[0][0]] if not s.image))


def facts_below(blocks: Sequence[Block], begin: int, recurring: AbstractSet[str] = frozenset()) -> list[Block]:
    """The items of the list right below an entry that is a paragraph, where each says a labelled fact or a further link.

    Labels that nobody knows are such where they recur in the document.
    """
    below = list_at(blocks, begin)
    are_facts = all(is_detail(item) or is_labelled(item) or _item_label(item) in recurring for item in below)
    return below if are_facts else []


def recurring_item_labels(blocks: Sequence[Block]) -> frozenset[str]:
    """The labels that begin items of several lists of a document: `Aim: ...`, `Learning type: ...`."""
    lists = {(_item_label(block), block.group) for block in blocks if block.kind == "item" and not block.children}
    labels = Counter(label for label, _ in lists)
    return frozenset(label for label, count in labels.items() if label and count >= _RECURS)


def _item_label(item: Block) -> str:
    label, colon, _ = item.text.partition(":")
    is_label = colon and len(label) <= _HEAD and not any(span.href for span in item.spans[:1])
    return label.strip().lower() if is_label else ""


def notes_on(blocks: Sequence[Block], begin: int) -> list[Block]:
    """The items of the list right below a citation, if the first has its links and those behind it none."""
    below = list_at(blocks, begin)
    is_about = bool(below) and is_detail(below[0]) and not any(map(has_links, all_items(below[1:])))
    return below if is_about else []


def further_links(blocks: Sequence[Block], begin: int) -> list[Block]:
    """The paragraphs there that are labels of links and nothing else, `[Slides](...)` behind `[Video](...)`."""

    def is_label(block: Block) -> bool:
        links = links_of(block.spans)
        are_labels = bool(links.resources) and all(s.text != s.href and not s.image for _, s in links.resources)
        is_alone = block.kind == "paragraph" and not links.titled and not plain(words_outside_links(block.spans))
        return is_alone and are_labels

    return list(takewhile(is_label, (blocks[n] for n in range(begin, len(blocks)))))


def descriptions_below(
    blocks: Sequence[Block], begin: int, cited: AbstractSet[int], recurring: AbstractSet[str], *, titled: bool = False
) -> list[Block]:
    """The paragraphs after an entry that are about it, if the entry is a paragraph itself; it is `titled` by the heading of its section."""
    below: list[Block] = []
    section = section_at(blocks, begin) if titled else ()
    # Short ones may lead to another entry, but not in a section without one.
    may_be_short = titled and all(one.kind == "paragraph" and not any(s.href for s in one.spans) for one in section)
    for at, block in enumerate(blocks[begin : begin + 12], begin):
        if is_labelled_fact(block, recurring) or _is_of_keywords(block):
            below.append(block)
            continue
        if at == begin and _is_whole_citation(block, blocks[begin - 1]):
            below.append(block)
            continue
        if block.kind != "paragraph" or at in cited or is_title(block) or at - begin >= 4 or _label(block) in recurring:
            break
        if (not may_be_short and word_count(block.text) <= _SHORT) or ADDRESSED.match(block.text.lstrip(" *_")):
            break
        if all(span.code for span in block.spans if span.text.strip()):  # how it is called says not what it is
            break
        if has_links(block) and (
            reads_as_entry(block, lines_of(block.spans)) or is_linked_citation(block.spans, sure=True)
        ):
            break
        below.append(block)
    return below


def _is_of_keywords(block: Block) -> bool:
    """Whether a paragraph is a row of keywords with its label, `Tags: lamps, rooms`."""
    match = LABEL.match(block.text) if block.kind == "paragraph" and not has_links(block) else None
    return match is not None and column(match[1]) == "keyword"


def _is_whole_citation(block: Block, entry: Block) -> bool:
    """Whether a paragraph is the whole citation of the work whose short title the entry above it links."""
    titled = links_of(entry.spans).titled
    if not titled or block.kind != "paragraph" or has_links(block) or not is_citation(block.text, sure=True):
        return False
    return restates(cite(block.text, sure=True).title, titled[0][1].text)
