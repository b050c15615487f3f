"""Gives citations without links one form, whatever marks their list uses.

A title in italics behind its author is put in quotation marks, a dash for the author of the line above becomes that
author, and quotations that are citations become paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from llmprimer.importing.document.citations import is_citation, named_italics
from llmprimer.importing.document.labels import column, is_resource
from llmprimer.importing.document.linking import all_items, has_links, lines_of, links_of
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.importing.drafting.blocks import is_linked_citation, reads_as_entry
from llmprimer.importing.drafting.title_ends import with_italics_in_brackets
from llmprimer.importing.forms.bare_titles import with_titles_as_items
from llmprimer.importing.forms.cited_headings import HEADINGS
from llmprimer.importing.forms.led_titles import with_titles_led
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.contributors import take_editors_first
from llmprimer.records.people_lists import is_certain, leading_people, people_in
from llmprimer.text import fold

#: The group of notes about the entry above that were quotations.
QUOTED = -3
#: The group of paragraphs that begin with authors and year in bold.
BYLINES = -2
_BYLINE = re.compile(r"([^\d()\[\]]{3,200}?)[.,]?\s*[(\[]?((?:1[89]|20)\d\d)[a-z]?[)\]]?[.,:]?")
#: How many lines show that a list is written in a form.
_USUAL = 3
_NUMBER = re.compile(r"\s*(?:\[\w{1,12}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+")
#: `———.`, `---.`, `___,`, `Idem,`, `Ders.:` in place of the author of the line above.
_SAME_AUTHOR = re.compile(r"\s*(?:[-–—―_]{2,}|(?:idem|ders|dies)\b\.?)\s*[.,:]*\s*(?=[^\s.,:])", re.IGNORECASE)
_YEAR_BEHIND = re.compile(r"[\s.,]*[(\[]?(?:1[5-9]|20)\d\d[a-z]?[)\]]?[\s.,:]*$")

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def with_usual_forms(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with their citations in the usual form."""
    blocks = _with_notes_in_quotations(_without_quotations(blocks))
    with_titles_as_items(blocks)
    texts = [block for block in (*blocks, *all_items(blocks)) if block.kind in ("paragraph", "item")]
    texts = list({id(block): block for block in texts}.values())
    with_titles_led(texts)
    for block in texts:
        block.spans = with_italics_in_brackets(block.spans)
        _link_title(block)
    named = Counter(block.group for block in texts if block.kind == "item" and named_italics(block.spans) is not None)
    _unlink_people(texts)
    # Lists of names and titles in italics are read as such, with a description behind each.
    _unbold_bylines(texts)
    _unbold_names(texts)
    _quote_italics(
        texts,
        lambda block: (
            block.kind == "item"
            and (named[block.group] >= _USUAL or block.group == HEADINGS)
            and named_italics(block.spans) is not None
        ),
    )
    _repeat_authors(texts)
    return blocks


def _without_quotations(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with quotations as paragraphs, if most quotations are citations."""
    quotes = [block for block in blocks if block.kind == "quote"]
    cited = sum(is_citation(block.text) or is_linked_citation(block.spans) for block in quotes)
    if (cited >= _USUAL and 2 * cited > len(quotes)) or _are_entries(quotes, blocks):
        for block in quotes:
            block.kind = "paragraph"
    return list(blocks)


def _are_entries(quotes: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Whether quotations are the entries of a document that has no others: each with its own title in bold and its link."""
    leads = [
        quote.spans[0].text.strip(" :.")
        for quote in quotes
        if reads_as_entry(quote, lines_of(quote.spans)) and (quote.spans[0].bold or quote.spans[0].href)
    ]
    titles = {lead for lead in leads if column(lead) is None and not is_resource(lead)}
    others = sum(block.kind == "heading" or has_links(block) for block in blocks if block.kind != "quote")
    return len(titles) > max(_USUAL, 2 * others) and len(titles) >= 0.8 * len(quotes)


def _with_notes_in_quotations(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with quotations right below entries as paragraphs or nested items, where several entries have them."""
    runs: list[list[Block]] = []
    above: list[Block] = []
    for before, block in pairwise(blocks):
        if block.kind == "quote" and before.kind == "quote" and runs:
            runs[-1].append(block)
        elif block.kind == "quote":
            runs.append([block])
            above.append(before)
    entries = [
        n
        for n, block in enumerate(above)
        if block.kind in ("item", "paragraph", "heading", "stated") and has_links(block)
    ]
    if len(entries) < 2 or 2 * len(entries) < len(runs):
        return list(blocks)
    moved: set[int] = set()
    for n in entries:
        first, *others = runs[n]
        spans = [span for block in runs[n] for span in (Span(" "), *block.spans)]
        if above[n].kind == "item" or (above[n].kind == "stated" and above[n].group):
            above[n].children.append(Block("item", first.line, spans[1:], end=others[-1].end if others else first.end))
            moved.add(id(first))
        else:
            first.kind, first.group, first.spans, first.end = "paragraph", QUOTED, spans[1:], runs[n][-1].end
        moved.update(map(id, others))
    return [block for block in blocks if id(block) not in moved]


def _link_title(item: Block) -> None:
    """Puts the link of a nested item whose text is the bold title of the item in the place of this title."""
    first = next((n for n, span in enumerate(item.spans) if span.text.strip()), None)
    if first is None or not item.spans[first].bold or has_links(item):
        return
    for child in item.children:
        link = child.spans[0] if child.kind == "item" and child.spans else None
        if link is not None and link.href and fold(link.text) == fold(item.spans[first].text.strip()):
            behind = [Span(BREAK), *child.spans[1:]] if len(child.spans) > 1 else []
            item.spans[first : first + 1] = [link._replace(bold=True), *behind]
            item.children = [*(one for one in item.children if one is not child), *child.children]
            return


def _unbold_bylines(blocks: Iterable[Block]) -> None:
    """Makes `**Stern and Lind 1982.** [Title of It](...)` items without the bold style, where several lines are so."""
    found: list[tuple[Block, list[Span]]] = []
    for block in blocks:
        links = links_of(block.spans).titled
        first = block.spans[0] if block.spans else None
        if (
            first is None
            or not first.bold
            or first.href is not None
            or not links
            or len(links[0][1].text.split()) < _USUAL
        ):
            continue
        byline = _BYLINE.fullmatch(first.text.strip())
        between = "".join(span.text for span in block.spans[1 : links[0][0]])
        people = people_in(byline[1], sure=True) if byline is not None and not between.strip(" .:,") else None
        if byline is not None and people is not None and all("family" in name for name in people.names):
            # The list shows that these are names; `by` says it where one family name alone would not.
            found.append((block, [Span(f"by {byline[1]} ({byline[2]}). "), *block.spans[links[0][0] :]]))
    for block, spans in found if len(found) >= _USUAL else ():
        block.spans = spans
        if block.kind == "paragraph":
            block.kind, block.group = "item", BYLINES


#: How like names the texts of links must be on average.
_NAMES = 0.8


def _unlink_people(blocks: Iterable[Block]) -> None:
    """Takes the links off people above works, `[Ada Stern](...): Lamps of rooms`, where most items of a list are such."""
    every = Counter(block.group for block in blocks)
    groups: dict[int, list[tuple[Block, int]]] = {}
    for block in blocks:
        at = next((n for n, span in enumerate(block.spans) if span.text.strip()), None)
        if block.kind != "item" or at is None or not block.spans[at].href or block.spans[at].image:
            continue
        nested = [child for child in block.children if child.kind == "item" and links_of(child.spans).titled]
        if nested and 2 <= len(block.spans[at].text.split()) <= 4:
            groups.setdefault(block.group, []).append((block, at))
    for group, found in groups.items():
        likeness = sum(name_likeness(block.spans[at].text) for block, at in found)
        if len(found) >= _USUAL and 2 * len(found) > every[group] and likeness >= _NAMES * len(found):
            for block, at in found:
                block.spans[at] = block.spans[at]._replace(href=None)


def _unbold_names(blocks: Iterable[Block]) -> None:
    """Takes the bold style from names, in lists that set these in bold and the titles behind them in italics."""
    groups: dict[int, list[tuple[Block, list[Span]]]] = {}
    for block in blocks:
        at = next((n for n, span in enumerate(block.spans) if span.italic and not span.bold), len(block.spans))
        names = [span for span in block.spans[:at] if span.bold and span.text.strip()]
        before = "".join(span.text for span in block.spans[:at])
        if (
            block.kind == "item"
            and at < len(block.spans)
            and block.spans[0].bold
            and named_italics(block.spans) is None
            and all(span.href is None and len(span.text.split()) <= 4 for span in names)
            and (people := people_in(before, sure=True)) is not None
            and all("family" in name for name in people.names)
        ):
            joined = " and ".join(span.text.strip(" ,.:") for span in names)
            groups.setdefault(block.group, []).append((block, [Span(f"{joined}. "), *block.spans[at:]]))
    for group in groups.values():
        for block, spans in group if len(group) >= _USUAL else ():
            block.spans = spans


def _quote_italics(blocks: Iterable[Block], is_read_so: Callable[[Block], bool]) -> None:
    """Puts titles in italics that stand behind their authors in quotation marks, where no link shows the title."""
    found = [(block, at, is_sure) for block in blocks for at, is_sure in _italic_title(block.spans)]
    usual = Counter(block.group for block, _, _ in found if block.kind == "item")
    for block, at, is_sure in found:
        if (is_sure or usual[block.group] >= _USUAL) and not is_read_so(block):
            block.spans[at] = _quoted(block.spans[at].text)


def _quoted(title: str) -> Span:
    """The title in quotation marks, with the mark at its end behind these."""
    bare = title.strip().rstrip(",.")
    inner = re.sub(r"[”\"]", "’", re.sub(r"[“\"]", "‘", bare, count=1))
    return Span(f"“{inner}”{title.strip()[len(bare) :]} ")


def with_title_quoted(spans: Sequence[Span]) -> list[Span]:
    """A citation of a table of citations, with the title in italics in quotation marks; it stands behind people or first."""
    at = next((n for n, span in enumerate(spans) if span.italic and span.text.strip()), None)
    before = "".join(span.text for span in spans[:at]).strip()
    if at is None or spans[at].href or (before and not _names_people(before)):
        return list(spans)
    return [*spans[:at], _quoted(spans[at].text), *spans[at + 1 :]]


def _names_people(text: str) -> bool:
    """Whether a text is nothing but authors or editors, one plain family name included."""
    if take_editors_first(f"{text} X") is not None:
        return True
    people = people_in(_YEAR_BEHIND.sub("", text), sure=True)
    return people is not None and all("family" in name for name in people.names)


def _italic_title(spans: Sequence[Span]) -> list[tuple[int, bool]]:
    """Where the title in italics of a citation without links stands, and whether people surely stand before it."""
    at = next((n for n, span in enumerate(spans) if span.italic and span.text.strip()), None)
    if not at or spans[at].bold or any(span.href for span in spans):
        return []
    before = "".join(span.text for span in spans[:at])
    if number := _NUMBER.match(before):
        before = before[number.end() :]
    who = _YEAR_BEHIND.sub("", before).strip()
    if not who or len(who) > 300:
        return []
    if take_editors_first(f"{before.strip()} X") is not None:
        return [(at, True)]
    people = people_in(who, sure=True)
    if people is None or any("literal" in name for name in people.names):
        return []
    if before.rstrip()[-1:] not in (",", ".", ":", ")") and who == before.strip():
        return []
    is_sure = (known := people_in(who)) is not None and is_certain(known)
    # Whole names, and a year after the title: `Ada Stern, *On Light*, Oslo, 1979`.
    is_dated = _YEAR.search("".join(span.text for span in spans[at + 1 :])) is not None
    is_sure = is_sure or (is_dated and all("given" in name for name in people.names))
    return [(at, is_sure or who != before.strip())]


def _repeat_authors(blocks: Sequence[Block]) -> None:
    """Puts the authors of the citation above in place of a dash."""
    if not any(b.spans and b.spans[0].href is None and _SAME_AUTHOR.match(b.spans[0].text) for b in blocks):
        return
    author = ""
    for block in blocks:
        text = block.text
        first = block.spans[0] if block.spans else None
        if first is None:
            continue
        mark = _SAME_AUTHOR.match(first.text) if first.href is None else None
        if mark is None:
            number = _NUMBER.match(text)
            text = text[number.end() :] if number else text
            leading = leading_people(text, sure="“" in text[:120] or bool(re.search(r'"', text[:120])))
            author = text[: len(text) - len(leading[1])].strip(" .,:") if leading and is_certain(leading[0]) else ""
        elif author:
            block.spans[0] = first._replace(text=f"{author}. {first.text[mark.end() :]}")
