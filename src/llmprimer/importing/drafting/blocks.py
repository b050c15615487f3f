"""Recognises blocks: titles, labels, news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from llmprimer.importing.document.labels import is_resource, plain
from llmprimer.importing.document.linking import (
    ADDRESSED,
    PROSE,
    has_links,
    is_detail,
    line_leads,
    lines_of,
    links_of,
    without_tags,
    words_outside_links,
)
from llmprimer.importing.document.outline import BREAK, Block, Span, section_at
from llmprimer.importing.drafting.bylines import is_byline
from llmprimer.records.citing import cite
from llmprimer.records.people_lists import is_certain, leading_people
from llmprimer.records.titles import strip_decoration
from llmprimer.records.venues import is_meeting, names_publication
from llmprimer.records.written_dates import is_date


def is_title(block: Block) -> bool:
    """Whether a paragraph consists of bold words: a title, if links follow."""
    spans = [s for s in block.spans if s.text.strip() and not s.image]
    return bool(spans) and all(s.bold for s in spans) and 2 <= len(block.text.split()) <= 40


def as_items(block: Block, parts: Iterable[list[Span]]) -> Iterator[Block]:
    """The parts of a paragraph as items, each with its line."""
    line = block.line
    for part in parts:
        breaks = sum(1 for s in part if s.is_break)
        yield Block("item", line, part, end=line + breaks)
        line += breaks + 1


TELLS_NEWS = re.compile(
    r"\b(?:has|have|had|is|are|was|were|will|we|our|released?|accepted|announc\w+)\b", re.IGNORECASE
)


def first_titled(items: Iterable[Block]) -> Block | None:
    """The first item with a link that has a title."""
    return next((item for item in items if links_of(item.spans).titled), None)


def is_short_label(words: str) -> bool:
    """Whether a few words may be the heading of the following blocks."""
    return bool(words) and len(words) <= 60 and not words.endswith((".", "!", "。")) and len(words.split()) <= 7


def lines_below(items: Iterable[Block]) -> Iterator[Sequence[Span]]:
    """The lines of items and of the items nested in them."""
    for item in items:
        # Those say what a link is, and the links are kept apart.
        if not is_detail(item) or is_meeting(words_outside_links(item.spans).strip(" []()|,/:：-*.")):
            yield item.spans
        yield from lines_below(child for child in item.children if child.kind == "item")


def has_links_of_above(block: Block, following: Block | None) -> bool:
    """Whether a paragraph is hardly more than links, and no picture of the work in the next one, `[![](...)](x)` over `[Lamps](x)`."""
    if not is_bare(block.spans):
        return False
    leads_to = {span.href for span in block.spans if span.href}
    if following is None or any(span.href and not span.image for span in block.spans):
        return True
    titled = links_of(following.spans).titled
    return not titled or {titled[0][1].href} != leads_to


def linked_lines(blocks: Sequence[Block]) -> list[Span]:
    """The spans of the blocks that have links, each on a line of its own below a title."""
    return [span for block in blocks if has_links(block) for span in (Span(BREAK), *block.spans)]


def is_bare(spans: Sequence[Span]) -> bool:
    """Whether there are hardly any words outside links."""
    first = next((at for at, s in enumerate(spans) if s.href), len(spans))
    lead = words_outside_links(spans[:first]).strip(" []()|-–—*_:：")
    if re.search(r"[\"“][^\"”]{8,}[\"”]", lead):
        return False
    if lead and not (is_date(lead) or is_resource(lead) or names_publication(lead)):
        leading = leading_people(lead)
        rest = leading[1].strip(" .,;") if leading is not None else lead
        if rest and (re.search(r"[\"“]", rest) or not names_publication(rest)):
            return False
    words = "".join(s.text for s in spans if s.href is None and not s.image)
    return len(re.findall(r"\w+", words)) <= 25 and not re.search(r"\b(?:is|are|was|we|you|please)\b", words)


def is_title_over_links(lines: Sequence[Sequence[Span]]) -> bool:
    """Whether a title, with the authors on a line of their own or not, is followed only by lines such as `PDF: https://...`."""
    filled = [line for line in lines if any(s.text.strip() for s in line)]
    plain_lines = ("".join(s.text for s in line) if not any(s.href for s in line) else "" for line in filled[:2])
    byline = next((at for at, text in enumerate(plain_lines) if text and is_byline(text)), None)
    if byline is not None and len(filled) > 2:
        del filled[byline]  # above or below the title
    if len(filled) < 2 or any(s.href for s in filled[0]):
        return False
    title = "".join(s.text for s in filled[0]).strip(" ,.")
    if not 2 <= len(title.split()) <= 30 or title.endswith(":") or ADDRESSED.match(title):
        return False
    for line in filled[1:]:
        label = words_outside_links(line).strip(" :,;|>()[]")
        if not any(s.href for s in line) or (label and not is_resource(label) and not is_date(label)):
            return False
    return True


def _is_title_over_address(lines: Sequence[Sequence[Span]]) -> bool:
    """Whether a title is above a few words, such as who it is by or where it was, and above an address alone."""
    filled = [line for line in lines if any(s.text.strip() for s in line)]
    if len(filled) != _OF_TITLE or any(s.href for line in filled[:-1] for s in line):
        return False
    title, about = ("".join(s.text for s in line).strip() for line in filled[:-1])
    words = title.split()
    is_address = all(s.text == s.href for s in filled[-1] if s.text.strip())
    if not is_address or not 1 < len(words) <= _LONGEST_TITLE or title[-1] in ".:,;：" or ADDRESSED.match(title):
        return False
    is_sentence = about[:1].islower() or title[:1].islower() or PROSE.match(about) is not None
    return not is_sentence and 0 < len(about.split()) <= _LONGEST_REMARK


#: How many lines these are, and in words the longest title and remark.
_OF_TITLE = 3
_LONGEST_TITLE = 30
_LONGEST_REMARK = 15


def reads_as_entry(block: Block, lines: Sequence[Sequence[Span]]) -> bool:
    first = next((s for s in block.spans if s.text.strip() and not s.image), None)
    if first is None or len(block.text) > 1200:
        return False
    links = links_of(block.spans)
    if first.bold and first.href is None and (links.resources or (len(lines) > 1 and links.titled)):
        words = "".join(s.text for s in block.spans if s.href is None and not s.bold)
        return not re.match(r"\s*(?:is|are|was|were|has|have|we)\b", words, re.IGNORECASE)
    if is_title_over_links(lines) or _is_title_over_address(lines):
        return True
    at = links.titled[0][0] if links.titled else 0
    named = (
        first.bold
        and first.href is None
        and not re.search(r"\w", "".join(s.text for s in block.spans[:at] if s is not first))
    )
    if links.titled and (line_leads(block.spans) or (named and len(first.text.split()) <= 3)):
        after = "".join(s.text for s in block.spans[links.titled[0][0] + 1 :] if s.href is None)
        if not after.strip() or re.match(r"\s*(?:[-–—:：,，.(（|\n\[]|by\s)", after) is not None:
            return True
    if links.titled and (_is_published_title(block.spans, links.titled[0]) or is_linked_citation(block.spans)):
        return True
    if links.resources and not links.titled:
        text = "".join(s.text for s in block.spans if s.href is None)
        cited = cite(text)
        return bool(cited.authors or (cited.issued and len(cited.title.split()) >= 3)) and not PROSE.match(text.strip())
    return False


def _is_published_title(spans: Sequence[Span], title: tuple[int, Span]) -> bool:
    """Whether a link of several words has its publication before it, or who wrote it and where behind it, and no more."""
    at, link = title
    if len(link.text.split()) < 3:
        return False
    before = "".join(s.text for s in spans[:at] if not s.image)
    after = "".join(s.text for s in spans[at + 1 :] if s.href is None and not s.image)
    if before.rstrip().endswith("[") and after.lstrip().startswith("]"):
        before, after = before.rstrip()[:-1], after.lstrip()[1:]  # `[[Title of It](...)] A. Stern`
    lead = strip_decoration(without_tags(before)).strip(" ,.:：-–—|")
    if lead:
        is_end = not after.strip() or re.match(r"\s*(?:[-–—:：,，.(（|\n\[])", after) is not None
        return names_publication(lead) and len(lead.split()) <= 8 and is_end
    leading = leading_people(after.strip())
    rest = leading[1].strip(" .,;()") if leading is not None else ""
    return leading is not None and (not rest or is_date(rest) or names_publication(rest))


def is_linked_citation(spans: Sequence[Span], *, sure: bool = False) -> bool:
    """Whether a linked title has those who wrote it before it, `Stern, A., & Lind, B. (2019). [Title of It](...).`

    One plain name counts with `sure`, where the document has more such paragraphs.
    """
    links = links_of(spans)
    at, link = links.titled[0] if links.titled else (0, None)
    if link is None or len(link.text.split()) < 2 or any(s.href for s in spans[:at]):
        return False
    lead = without_tags(" ".join("".join(s.text for s in spans[:at] if not s.image).split()))
    leading = leading_people(lead, sure=sure and lead.rstrip()[-1:] in (",", ".", ":"))
    if leading is None or not is_certain(leading[0]):
        return False
    rest = leading[1].strip(" .,;:()[]")
    return not rest or is_date(rest)


def is_over_labels(spans: Sequence[Span]) -> bool:
    """Whether a paragraph is a title and labels of its links in brackets, `Large Lamps of Rooms [[paper](...)], [[code](...)]`."""
    links = links_of(spans)
    if links.titled or links.relative or not links.resources or any(s.image for _, s in links.resources):
        return False
    at = links.resources[0][0]
    before = "".join(s.text for s in spans[:at] if not s.image).rstrip()
    title = before[:-1].rstrip(" .,") if before.endswith(("[", "(")) else ""
    behind = "".join(s.text for s in spans[at:] if s.href is None and not s.image)
    behind = plain(re.sub(r"\[[^\[\]]{1,20}\]", " ", behind))  # `[code]` leads nowhere yet
    is_title = 3 <= len(title.split()) <= _LONGEST_TITLE and title[0].isupper() and title[-1] not in ":：!"
    return is_title and not ADDRESSED.match(title) and (not behind or is_date(behind) or is_meeting(behind))


def usual_paragraphs(blocks: Iterable[Block]) -> bool:
    """Whether a document is a list of paragraphs: most paragraphs with links can be read as entries."""
    linked = [block for block in blocks if block.kind == "paragraph" and has_links(block)]
    entries = sum(reads_as_entry(block, lines_of(block.spans)) for block in linked)
    return entries >= _USUAL and 2 * entries >= len(linked)


def have_titles_over_labels(blocks: Iterable[Block]) -> bool:
    """Whether most paragraphs with links are titles before labels of these."""
    linked = [block for block in blocks if block.kind == "paragraph" and has_links(block)]
    titles = sum(is_over_labels(block.spans) for block in linked)
    return titles >= _USUAL and 2 * titles >= len(linked)


#: How many entry-like paragraphs show that a document is a list of paragraphs.
_USUAL = 6


def leads_as_title(spans: Sequence[Span]) -> bool:
    """Whether a paragraph begins with a link of several words, or is only an address."""
    links = links_of(spans)
    if not links.titled:
        return len(links.resources) == 1 and not re.search(r"\w", words_outside_links(spans))
    words = "".join(s.text for s in spans)
    return line_leads(spans) and len(links.titled[0][1].text.split()) >= 3 and len(words) <= 600


#: How many words the bold name of something has at most.
_LONGEST_NAME = 3


def is_paragraph_in_bold(block: Block) -> bool:
    """Whether a paragraph is a title in bold, of more words than names have; it stands out of what else is below a heading."""
    are_bold = all(span.bold and not span.href for span in block.spans if span.text.strip())
    return are_bold and len(block.text.split()) > _LONGEST_NAME and block.text.rstrip()[-1:] not in ".:：!?"


#: How many words such a title has at least.
_LEAST_OF_TITLE = 3


def is_one_of_several(blocks: Sequence[Block], at: int, heading: Block) -> bool:
    """Whether a paragraph and another one below a heading begin with the link of their publication, `[[ICRA 2021](...)] Large Lamps of Rooms`.

    The heading is no title then.
    """
    if heading.kind != "heading" or not _begins_with_publication(blocks[at]):
        return False
    others = (one for one in section_at(blocks, at + 1, heading.level) if one.kind in ("paragraph", "stated"))
    return any(map(_begins_with_publication, others))


def _begins_with_publication(block: Block) -> bool:
    spans = [s for s in block.spans if s.text.strip()]
    if len(spans) < _LEAST_OF_TITLE or spans[0].text.strip() != "[" or not spans[1].href or spans[1].image:
        return False
    where = spans[1].text.replace("_", " ").strip()
    title = without_tags(words_outside_links(spans[2:]).lstrip(" ])")).strip(" []()")
    is_named = _LEAST_OF_TITLE <= len(title.split()) <= _LONGEST_TITLE and re.match(r"[^\W_a-z]", title) is not None
    return (names_publication(where) or is_date(where)) and is_named and not TELLS_NEWS.search(title)
