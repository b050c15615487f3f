"""Recognises works without links: citations, and titles with their publication or year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from llmprimer.importing.document.bold_titles import begins_bold
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import RESOURCE_WORDS, holds_no_works, is_resource
from llmprimer.importing.document.linking import has_links, lines_of
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.records.citing import cite
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.draft import Reading
from llmprimer.records.people_lists import leading_people
from llmprimer.records.venues import is_meeting, is_preprint, take_identifiers
from llmprimer.records.written_dates import parse_date
from llmprimer.text import has_cjk


def is_plain_citation(item: Block) -> bool:
    """`Title (2016), R. Girshick et al.` without any link."""
    return not any(s.href for s in item.spans) and is_citation(item.text)


def names_somebody(text: str) -> bool:
    """Whether a text may be a name and a title, `Ada Stern, On Light, Introduction`; only a list of such lines makes it certain."""
    text = " ".join(text.split())
    if not 12 <= len(text) <= 200 or tells_news(text):
        return False
    cited = cite(text, sure=True)
    return (
        bool(cited.authors)
        and "family" in cited.authors[0]
        and text.startswith(cited.authors[0].get("given", "\0"))
        and bool(cited.title)
    )


def is_citation(text: str, *, sure: bool = False) -> bool:
    """Whether a text without links is a citation: a name, a title, and a year or further names; `sure` if the neighbours are citations."""
    text = " ".join(text.split())
    if not 15 <= len(text) <= 900 or not re.search(r"\b(?:1[89]|20)\d\d|et al|[\"“]", text):
        return False
    cited = cite(text, sure=sure)
    evident = cited.issued is not None or cited.has_others or "container_title" in cited.fields
    quoted = re.match(r"[^\"“”«»]{4,80},?\s*[\"“«]\s*([^\"“”«»]{4,}?)\s*[\"”»]", text)
    is_said = quoted is not None and ":" in text[: quoted.start(1)]  # `Jane Doe: "Light is all"` is a saying
    evident = evident or (quoted is not None and not is_said and cited.title == quoted[1].strip(" .,"))
    return (
        len(cited.title.split()) >= (1 if quoted or "publisher" in cited.fields or sure or has_cjk(cited.title) else 2)
        and bool(cited.authors or "editor" in cited.fields)
        and evident
    )


def named_italics(spans: Sequence[Span]) -> int | None:
    """Where the title of `Stern, *On Light*, 2015. ...` or `**Ada Stern** — *On Light*` stands among the spans; None without one."""
    at = next((n for n, span in enumerate(spans) if span.italic and not span.bold and span.text.strip()), None)
    if at is None or at == 0 or spans[at].href is not None:
        return None
    before = "".join(s.text for s in spans[:at]).strip()
    behind = "".join(s.text for s in spans[at + 1 : at + 2])
    names = before[:-1].split()
    are_names = 1 <= len(names) <= 12 and all(
        n[:1].isupper() or n in ("and", "et", "al", "al.", "&", "de", "van", "von") for n in names
    )
    is_end = not behind.strip() or behind.lstrip()[:1] in ",.;:(" or spans[at].text.rstrip()[-1:] in ",.;"
    if re.search(r"\s[-–—]$", before):  # what stands behind names of things and a dash tells about them
        are_names = are_names and name_likeness(before[:-1].strip()) >= _NAME and spans[at].text.strip()[:1].isupper()
        return at if are_names and is_end else None
    return at if before[-1:] in ",:" and are_names and is_end else None


#: How like people the words before a dash and italics must be.
_NAME = 0.7


def named_bold(spans: Sequence[Span]) -> bool:
    """Whether a bold title of several words stands behind people, `[3] Ada Stern, Bo Lind. **On Light at Home**, 2015`."""
    at = next((n for n, s in enumerate(spans) if s.bold and s.href is None and len(s.text.split()) >= 3), None)
    if at is None:
        return False
    leading = leading_people(_MARKER.sub("", "".join(s.text for s in spans[:at]), count=1).strip())
    return leading is not None and not leading[1].strip(" .,:;")


def quoted_titles(spans: Sequence[Span]) -> list[list[Span]]:
    """Several works of one author, `Ada Stern "On Light" "On Shade"`, each with the name before it; empty for a single work."""
    text = " ".join("".join(s.text for s in spans).split())
    match = _SEVERAL_QUOTED.fullmatch(text)
    if match is None or any(s.href for s in spans):
        return []
    return [[Span(f"{match[1]} “{title}”")] for title in re.findall(r"[\"“]([^\"“”]+)[\"”]", match[2])]


_SEVERAL_QUOTED = re.compile(
    r"((?:[^\W\d_][\w.'’-]*,? ){1,8}):? ?((?:[\"“][^\"“”]{3,200}[\"”](?:[.,;]? ?(?:and |& )?)){2,8})"
)


#: How many citations show that a list consists of citations.
_USUAL = 3
#: How many entries that lead to pages beside the list, if they are most, show that the document is a list of works and no guide.
_MANY_PAGES = 10


def unlink_notes(items: Sequence[Block], reading: Reading) -> frozenset[int]:
    """Takes the links to notes beside the list off entries that have no others, and leaves the addresses.

    Citations are works without them, and so are titles in lists of works. Returns the lines of the latter.
    """
    noted = [item for item in items if any(s.href and not s.href.startswith("#") for s in item.spans)]
    noted = [item for item in noted if not has_links(item)]
    sure = sum(is_citation(item.text) for item in items if not has_links(item)) >= _USUAL if noted else False
    usual = Counter(item.group for item in items if has_links(item) or _is_noted(item))
    every = Counter(item.group for item in items)
    titles: set[int] = set()
    paged = [item for item in noted if _is_page(item)]
    if len(paged) < _MANY_PAGES or 2 * len(paged) < sum(any(s.href for s in item.spans) for item in items):
        paged = []
    for item in paged:
        titles.add(item.line)
        at = _first_linked(item.spans)
        reading.leave(item.line, item.spans[at].href or "", "the address is not a whole one")
        item.spans = [s._replace(href=None, bold=n == at) for n, s in enumerate(item.spans)]
    noted = [item for item in noted if item.line not in titles]
    for item in noted:
        if _is_noted(item) and usual[item.group] >= _USUAL and 2 * usual[item.group] > every[item.group]:
            titles.add(item.line)
        kept = _without_notes(item.spans)
        if item.line in titles or kept or is_citation(item.text, sure=sure):
            for span in item.spans:
                if span.href:
                    reading.leave(item.line, span.href, "the address is not a whole one")
            at = next((n for n, s in enumerate(item.spans) if s.href), 0) if item.line in titles else len(item.spans)
            item.spans = kept or [span._replace(href=None) for span in item.spans[:at]]
    return frozenset(titles)


def _first_linked(spans: Sequence[Span]) -> int:
    """The first span with words, if it is a link; else -1."""
    at = next((n for n, s in enumerate(spans) if s.text.strip() and not s.image), -1)
    return at if at >= 0 and spans[at].href is not None else -1


def _is_page(item: Block) -> bool:
    """Whether an item is a name that links to a page beside the list, and what it is: `[Lamp](lamp.md) - Gives light to rooms.`"""
    at = _first_linked(item.spans)
    if at < 0 or any(s.href for s in item.spans[at + 1 :]) or (item.spans[at].href or "#").startswith("#"):
        return False
    name, behind = item.spans[at].text.strip(), "".join(s.text for s in item.spans[at + 1 :])
    said = re.match(r"\s*(?:[-–—:]|\n)\s*(?=[^\W_])", behind)
    is_file = re.search(r"/$|\.(?:md|rst|txt|html?|pdf|ipynb)$", name) is not None or holds_no_works(name)
    is_named = len(name) > 1 and re.search(r"[^\W\d_]", name) and name[-1] not in ":：" and not is_file
    return bool(
        is_named
        and said
        and len(behind.split()) >= 4
        and not is_resource(name)
        and not is_meeting(name)
        and not tells_news(behind)
    )


def _is_noted(item: Block) -> bool:
    """Whether an item is a title, or a bold title and what it says, before links to notes."""
    return is_noted_title(item) or (begins_bold(item.spans) and _without_notes(item.spans) is not None)


#: What links to pages about a work are called.
_NOTES = re.compile(
    r"(?:reading |my |paper )?(?:notes?|summar(?:y|ies)|reviews?|memos?|papers?|笔记|解读|总结)", re.IGNORECASE
)


def is_noted_title(item: Block) -> bool:
    """Whether an item is a title of several words and links to notes about it, `Lamps of Many Rooms [[notes](lamps.md)]`."""
    at = next((n for n, s in enumerate(item.spans) if s.href), 0)
    title = "".join(s.text for s in item.spans[:at]).strip(" [(|")
    behind = "".join(s.text for s in item.spans[at:] if s.href is None)
    labels = [s.text.strip(" []()") for s in item.spans if s.href]
    return (
        len(title.split()) >= 3
        and not tells_news(title)
        and title[-1] not in ".:,"
        and not re.search(r"\w", behind)
        and all(_NOTES.fullmatch(label) for label in labels)
    )


def _without_notes(spans: Sequence[Span]) -> list[Span] | None:
    """The spans without links of a few words behind the text, `Title - What it says. [details](a.md)`; None where others are."""
    first = next((at for at, span in enumerate(spans) if span.href), 0)
    if not first or any(is_link(s.href) for s in spans):
        return None
    end = "".join(s.text for s in spans[first:] if not s.href)
    is_note = all(len(s.text.split()) <= 3 for s in spans[first:] if s.href)
    if not is_note or re.search(r"\w", end) or len("".join(s.text for s in spans[:first]).split()) < 4:
        return None
    text = spans[first - 1].text
    kept = spans[first - 1]._replace(text=re.sub(r"[\s|,;([]+$", "", text))
    return [*spans[: first - 1], kept] if kept.text else list(spans[: first - 1])


_MARKER = re.compile(r"\s*(?:\[\d{1,4}\]|\(\d{1,3}\)|\d{1,3}[.)]\s)")
#: `(VLDB 2020)` behind a title, at the end or before what the list says about the work.
_BRACKETED_END = re.compile(r"\s*[(\[（]([^()\[\]（）]{2,80})[)\]）]\s*\.?(?:$|(?:\s[-–—]|:)\s)")
#: Tags and labels without links, `, [Lamps], (paper)`.
_TAGS_BEHIND = re.compile(r"(?:\s*,\s*[(\[][^()\[\]]{2,25}[)\]])+$")
_TELLS = re.compile(r"\b(?:we|our|you|your|i|my|releas\w+|added|updated?|announc\w+|please|has|have)\b", re.IGNORECASE)


def tells_news(text: str) -> bool:
    """Whether a text is news or addresses the reader: what was released, what we have, what you can do."""
    return _TELLS.search(text) is not None


#: `GlowNet (2018)` and nothing else.
_DATED_NAME = re.compile(r"([A-Z][\w+.-]{2,30}) \((?:19|20)\d\d\)")


def is_dated_title(text: str) -> bool:
    """Whether a text without links is a title with its publication or year after it: `Learned Indexes (VLDB 2020)`."""
    text = " ".join(text.split())
    if len(text) > 300 and (end := _BRACKETED_END.search(text)) is not None:
        text = text[: end.end()]
    if (named := _DATED_NAME.fullmatch(text)) is not None and not is_resource(named[1]):
        return True
    if not 12 <= len(text) <= 300 or tells_news(text):
        return False
    if (tag := re.match(r"\[([^\[\]]{2,40})\]\s*", text)) is not None and (is_meeting(tag[1]) or is_preprint(tag[1])):
        return len(text[tag.end() :].split()) >= 2  # `[ISCA'22] Themis: ...`
    if (end := _BRACKETED_END.search(text)) is not None:
        inner, title = end[1], text[: end.start()]
        if is_meeting(inner) or is_preprint(inner) or parse_date(inner) is not None:
            return len(title.split()) >= 2
    before, _, after = re.sub(r"(?:,|\s—)\s*(?=[A-Z])", ", ", _TAGS_BEHIND.sub("", text)).rpartition(", ")
    return len(before.split()) >= 3 and is_meeting(after)


def is_identified(text: str) -> bool:
    """Whether a text without links is a title of several words and an identifier: `Large Lamps of Rooms. arXiv:2101.00001`."""
    fields: dict[str, Any] = {}
    title = _MARKER.sub("", take_identifiers(" ".join(text.split()), fields), count=1).strip(" .,;:()[]")
    return bool(fields) and 3 <= len(title.split()) <= 40 and not tells_news(title)


_TO_DO = re.compile(r"[(\[]\s*(?:TODO|TBA|TBD|(?i:coming soon))\b|\b(?:TODO|TBA|TBD)\W*$|^\W*TODO\b")


def is_placeholder(text: str) -> bool:
    """Whether an entry without a link waits for its work: `Updating... [paper] [code]`, `**Lamps**: (TODO) find a survey`."""
    if _TO_DO.search(text) is not None:
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in ("et", "al")]
    return re.match(r"\W*\w+\s?(?:\.{3,}|…)", text) is not None and all(word in RESOURCE_WORDS for word in words[1:])


def is_bare_title(block: Block) -> bool:
    """Whether an item without a link is nothing but a title of several words; where it was published says the heading."""
    text = " ".join(block.text.split())
    words = text.split()
    long = [word for word in words if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    return (
        3 <= len(words) <= 30
        and capitals >= 0.5 * len(long)
        and text[-1] not in ".!:："
        and not tells_news(text)
        and not block.children
    )


def citation_lines(spans: Sequence[Span]) -> list[list[Span]]:
    """The citations in a paragraph: split at numbers, else at lines that are all citations, else the whole paragraph."""
    lines = lines_of(spans)
    if len(lines) < 2:
        return [list(spans)]
    texts = ["".join(s.text for s in line) for line in lines]
    marked = [_MARKER.match(text) is not None for text in texts]
    if marked[0] and sum(marked) >= 2:
        parts: list[list[Span]] = []
        for line, is_marked in zip(lines, marked, strict=True):
            if is_marked or not parts:
                parts.append(list(line))
            else:
                parts[-1] += [Span(BREAK, code=True), *line]
        return parts
    if is_citation(texts[0]) and all(is_citation(text, sure=True) for text in texts if text.strip()):
        return [line for line, text in zip(lines, texts, strict=True) if text.strip()]
    return [list(spans)]
