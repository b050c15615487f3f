"""Reads what stands below a title as labelled facts: `**Website:** [host](...)`, `**License:**` over its text, `- **Code:** https://...`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from llmprimer.importing.document.flattening import SENTENCE
from llmprimer.importing.document.hrefs import is_link
from llmprimer.importing.document.labels import column, is_resource, plain
from llmprimer.importing.document.linking import lines_of, links_of
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.records.links import link_type
from llmprimer.records.written_dates import is_date
from llmprimer.text import fold, has_cjk
from llmprimer.vocabulary import LinkType

#: How many words the link of a title has at least, a label at most, and a sentence at least.
TITLE, _LABEL, _SENTENCE = 4, 5, 5
#: How many lines a label and its text have.
_LINES = 2
#: A label at the beginning of a line, with what ends it; signs and emoji may stand before it.
_LED = re.compile(r"[^\w\n]{0,12}([^\W\d_][^:：\n]{0,39}?)[*_`\])】\s]{0,6}[:：][\s*_`]*")
#: What ends a label that is set off in bold, italics or code: a dash, or nothing.
_ENDS_STYLED = re.compile(r"[\s\])】]*[-–—|→]*\s*")
_LETTERS = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff]")
_BETWEEN = re.compile(r"(?<=\s)[|·•]\s|^[|·•]\s|[|·•]$")
#: A title in quotation marks at the beginning of a text.
_QUOTED = re.compile(r"\W{0,4}[\"“„«《「]([^\"“”„«»《》「」]{8,300})[\"”“»》」]")
#: What says that there is nothing, or not yet.
_NOTHING = re.compile(
    r"(?:n/?a|none|no|not (?:yet )?(?:available|released)|tba|tbd|tbc|coming soon|unknown|unavailable|keine?s?|sin|ninguno|aucune?|"
    r"нет|无|暂无|無|なし|없음)?[\s.!()\[\]/–—-]*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Fact:
    """What a label says of the work above; of a list below a label each item is one, with a label of its own or none."""

    line: int
    label: str = ""
    #: The label that the list stands below.
    outer: str = ""
    spans: list[Span] = field(default_factory=list)
    #: Whether it stands below a label or another fact.
    is_nested: bool = False
    #: The last line of it.
    end: int = 0

    @property
    def key(self) -> str:
        """The label as others of the document write it."""
        return fold(self.label)

    @property
    def text(self) -> str:
        """The words, on one line."""
        text = "".join(span.text for span in self.spans if not span.image or span.href)
        return " ".join(text.replace("\u200b", " ").split())

    @property
    def words(self) -> str:
        """The words outside links; nothing of those that say that there is nothing."""
        text = " ".join("".join(s.text for s in self.spans if s.href is None and not s.image).split()).strip(" ,;|*_")
        return "" if _NOTHING.fullmatch(text) else text

    @property
    def links(self) -> list[Span]:
        """The links that lead to a page."""
        return [span for span in self.spans if is_link(span.href)]

    @property
    def title(self) -> Span | None:
        """The link that it begins with, if it is a title."""
        first = self._first
        return first if first is not None and is_title(first) else None

    @property
    def quoted(self) -> str:
        """The title in quotation marks that it begins with; empty without one."""
        match = _QUOTED.match(self.text)
        is_whole = match is not None and (len(match[1].split()) >= TITLE - 1 or has_cjk(match[1]))
        return match[1].strip(" .,") if match is not None and is_whole else ""

    @property
    def _first(self) -> Span | None:
        return next((span for span in self.spans if span.text.strip(" \n\"“'«*_") and not span.image), None)

    @property
    def is_sentence(self) -> bool:
        """Whether it says something in a sentence, or the beginning of one."""
        text, first = self.text, self._first
        if not self.words or self.quoted or (first is not None and first.href and not is_link(first.href)):
            return False  # `[Read more](docs/glow) to be written`
        if sum(len(link.text) for link in self.links) > len(text) / 2:
            return False
        is_long = len(text.split()) >= _SENTENCE or (has_cjk(text) and len(text) >= 2 * _SENTENCE)
        is_list = text.count(",") * 3 > len(text.split())
        return is_long and not is_list and (text[-1] in ".!?。！？…" or SENTENCE.search(text) is not None)

    @property
    def kind(self) -> str | None:
        """What the label says, as the head of a column would."""
        return column(self.label) if self.label else None


def is_title(link: Span) -> bool:
    """Whether the text of a link is a title of several words."""
    if not is_link(link.href) or link.image or is_resource(link.text) or not links_of([link]).titled:
        return False
    return len(link.text.split()) >= TITLE or (has_cjk(link.text) and len(link.text) >= 2 * TITLE)


def says_what_is_there(label: str) -> bool:
    """Whether a label says what a link leads to: `Code`, `Project page`."""
    return bool(label) and (is_resource(label) or link_type(label, "") is not LinkType.OTHER or column(label) == "link")


def facts_in(blocks: Sequence[Block]) -> list[Fact] | None:
    """The facts in the blocks below a title; None if there is something else that no work has."""
    facts: list[Fact] = []
    open_label: Fact | None = None  # a label on a line of its own
    for block in blocks:
        if block.kind == "item":
            is_over = open_label is not None and not open_label.text.rstrip(" :：")
            nested = list(_of_item(block, open_label.label if open_label is not None and is_over else ""))
            if open_label is not None and not is_over and not any(fact.label or fact.links for fact in nested):
                # A list within a text goes on with it.
                open_label.spans = [*open_label.spans, *(s for fact in nested for s in (Span(" "), *fact.spans))]
                open_label.end = max(block.end, block.line)
                continue
            if not is_over and not nested[0].label and len(nested) > 1:
                return None  # a work of its own, with facts below
            for fact in nested:
                fact.is_nested = fact.is_nested or is_over
            facts += nested
            continue
        if block.kind not in ("paragraph", "quote"):
            return None
        found = list(_of_paragraph(block))
        if not found:
            continue
        if open_label is not None and not found[0].label and not open_label.spans:
            open_label.spans, open_label.end = found[0].spans, found[0].end
            found = found[1:]
        elif (
            open_label is not None
            and not found[0].label
            and block.kind == "paragraph"
            and labelled(block.spans) is None
        ):
            # A second paragraph of a text goes on with it.
            open_label.spans = [*open_label.spans, Span(" "), *found[0].spans]
            open_label.end = found[0].end
            found = found[1:]
        elif not found[0].label and (found[0].links or _is_bold_title(found[0])):
            return None
        if found:
            last = found[-1]
            is_over = bool(last.label) and not "".join(span.text for span in last.spans).strip()
            open_label = last if is_over or (last.label and last.is_sentence) else None
        facts += found
    return facts


def _is_bold_title(fact: Fact) -> bool:
    """Whether a text without a label is in bold, as the title of a work that the facts behind it are about."""
    return all(span.bold for span in fact.spans if span.text.strip() and not span.image)


def _of_paragraph(block: Block) -> Iterator[Fact]:
    """The facts in a paragraph or quotation, one for each line with a label; what stands before the first has none."""
    fact: Fact | None = None
    for number, line in enumerate(lines_of(block.spans)):
        for part in _with_labels_apart(line):
            if not any(span.text.strip() for span in part):
                continue
            led = labelled(part)
            if led is None and is_whole_label(part):
                led = (plain("".join(span.text for span in part)), [])
            if led is not None and not (_is_styled(part) or column(led[0]) or is_resource(led[0])):
                led = None  # `Lamps: a history` within a text
            at = block.line + number
            if led is None and fact is not None:
                fact.spans = [*fact.spans, Span(" "), *part] if fact.spans else list(part)
                fact.end = at
                continue
            if fact is not None:
                yield fact
            fact = Fact(at, led[0], spans=led[1], end=at) if led else Fact(at, spans=list(part), end=at)
    if fact is not None and (
        fact.label or any(not s.image and (is_link(s.href) or s.text.strip()) for s in fact.spans)
    ):
        yield fact


def _with_labels_apart(line: Sequence[Span]) -> Iterator[list[Span]]:
    """The parts of a line between bars or dots, `**Task:** rooms | **Year:** 2020`, where each begins with a label."""
    parts: list[list[Span]] = [[]]
    for span in line:
        if span.href or span.image or _BETWEEN.search(span.text) is None:
            parts[-1].append(span)
            continue
        first, *others = _BETWEEN.split(span.text)
        parts[-1].append(span._replace(text=first))
        parts += [[span._replace(text=text)] for text in others]
    are_apart = len(parts) > 1 and all(labelled(part) is not None for part in parts)
    yield from parts if are_apart else [list(line)]


def _of_item(item: Block, outer: str) -> Iterator[Fact]:
    """The facts in an item and in those nested in it."""
    spans = [span._replace(text=" ") if span.text == BREAK else span for span in item.spans]
    led = labelled(spans) or _over_text(item.spans)
    label, value = led if led is not None else ("", spans)
    if not label and len(value) and (only := _only_label(value)):
        label = only
    own = Fact(item.line, label, outer, list(value), end=item.line if item.children else max(item.line, item.end))
    yield own
    for child in item.children:
        if child.kind == "item":
            for fact in _of_item(child, label or outer):
                fact.is_nested = True
                yield fact
        elif child.kind in ("paragraph", "quote"):
            own.spans = [*own.spans, Span(" "), *(s._replace(text=" ") if s.is_break else s for s in child.spans)]
            own.end = max(child.line, child.end)


def _over_text(spans: Sequence[Span]) -> tuple[str, list[Span]] | None:
    """A few words on a line of their own, as a label without a colon, and the text below them."""
    lines = [line for line in lines_of(spans) if any(span.text.strip() and not span.image for span in line)]
    if len(lines) < _LINES or any(span.href for span in lines[0]):
        return None
    label = plain("".join(span.text for span in lines[0]))
    is_label = _LETTERS.match(label) is not None and len(label.split()) < TITLE and not is_date(label)
    return (label, [span for line in lines[1:] for span in (*line, Span(" "))]) if is_label else None


def _only_label(spans: Sequence[Span]) -> str:
    """The text of the only link of an item, where it says what is there and nothing else does, `- [Code](...)`."""
    links = [span for span in spans if span.href]
    text = "".join(span.text for span in spans if not span.href and not span.image)
    is_alone = len(links) == 1 and re.search(r"\w", text) is None and links[0].text != links[0].href
    label = plain(links[0].text) if is_alone and is_resource(links[0].text) else ""
    return label if _LETTERS.search(label) else ""


def labelled(line: Sequence[Span]) -> tuple[str, list[Span]] | None:
    """The label of a line and what is behind it; None without one."""
    at = next((n for n, span in enumerate(line) if span.text.strip() and not (span.image and not span.href)), None)
    if at is None or line[at].href:
        return None
    text = ""
    for n, span in enumerate(line[at:], at):
        if span.href or span.is_break:
            break
        text += span.text
        if (match := _LED.match(text)) is not None:
            label = plain(match[1])
            behind = text[match.end() :]
            if not label or len(label.split()) > _LABEL or behind.startswith("//"):
                return None
            return label, [span._replace(text=behind, bold=False), *line[n + 1 :]] if behind else list(line[n + 1 :])
        if len(text) > 60 or ":" in text:
            break
    return _styled_label(line[at:])


def _styled_label(line: Sequence[Span]) -> tuple[str, list[Span]] | None:
    """The label in bold, italics or code without a colon, `**Code** [here](...)`, and what is behind it."""
    first, *others = line
    label = plain(first.text)
    is_label = _LETTERS.match(label) is not None and len(label.split()) <= _LABEL and not is_date(label)
    is_styled = (first.bold or first.italic or first.code) and is_label
    if not is_styled or not any(span.text.strip() for span in others) or any(span.bold for span in others[:1]):
        return None
    behind = others[0]
    if behind.href is None and (match := _ENDS_STYLED.match(behind.text)) is not None:
        is_set_off = re.search(r"[-–—|→]", match[0]) is not None or not behind.text.strip()
        is_known = column(label) is not None or is_resource(label)
        if not is_set_off and not is_known:
            return None  # `**Glow** is a lamp`
        others = [behind._replace(text=behind.text[match.end() :]), *others[1:]]
    return label, [span for span in others if span.text]


def is_whole_label(line: Sequence[Span]) -> bool:
    """Whether a line is nothing but a few words in bold, as a label over what it says."""
    filled = [span for span in line if span.text.strip() and not span.image]
    are_bold = bool(filled) and all(span.bold and not span.href for span in filled)
    return are_bold and len("".join(span.text for span in filled).split()) <= _LABEL


def _is_styled(line: Sequence[Span]) -> bool:
    first = next((span for span in line if span.text.strip() and not span.image), None)
    return first is not None and (first.bold or first.italic or first.code)
