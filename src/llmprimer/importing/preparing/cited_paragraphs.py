"""Parts paragraphs that hold several citations between empty lines, as pages made of bibliographies do: `... Print.<br><br>Stern, Ada. ...`.

The lines of such a citation end where the text was wrapped. Those behind its end say what the work is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from llmprimer.importing.document.citations import is_citation
from llmprimer.importing.document.linking import lines_of
from llmprimer.importing.document.outline import BREAK, Block, Span

#: The group of such citations.
CITED = -13
#: How many citations a document has so, and what share of the parts of a paragraph they must be.
_USUAL = 3
_SHARE = 0.8
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b|\bn\.\s?d\.")
#: A title in quotation marks at the beginning, of which the first may be missing, `Lamps at Home." Yards. 2012.`
_TITLED = re.compile(r"\s*(?P<open>[\"“])?(?P<title>[^\"“”]{4,200}[.?!,])[\"”](?=\s)")
#: An address in angle brackets, which may go on behind the end of a line.
_ADDRESS = re.compile(r"<\s*((?:https?|ftp)://[^<>\"]{3,400}?)\s*>")
#: How many words a sentence about a work has at least.
_SENTENCE = 4
#: In characters: no such paragraph is longer.
_LONGEST = 20_000


def with_citations_apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the parts of such paragraphs as items, and what is said about a work below it."""
    parted = {id(block): parts for block in blocks if len(parts := _parts(block)) > 1}
    cited = {one: sum(map(_is_cited, parts)) for one, parts in parted.items()}
    usual = {one for one, count in cited.items() if count > 1 and count >= _SHARE * len(parted[one])}
    if sum(cited[one] for one in usual) < _USUAL:
        return list(blocks)
    return [
        made
        for block in blocks
        for made in ([_as_item(part) for part in parted[id(block)]] if id(block) in usual else [block])
    ]


def _parts(block: Block) -> list[Block]:
    """What stands between the empty lines of a paragraph."""
    if block.kind != "paragraph" or block.stated is not None or len(block.text) > _LONGEST:
        return []
    # A page may have all of its lines on few lines of the source.
    per_break = sum(span.is_break for span in block.spans) <= block.end - block.line
    parts: list[Block] = []
    is_open = False
    for number, line in enumerate(lines_of(block.spans)):
        is_filled = any(span.text.strip() for span in line)
        if is_filled and is_open:
            parts[-1].spans += [Span(BREAK), *line]
        elif is_filled:
            at = block.line + number * per_break
            parts.append(replace(block, line=at, spans=list(line), end=max(at, block.end)))
        is_open = is_filled
    return parts


def _is_cited(part: Block) -> bool:
    """Whether a part is a citation: its title first, in italics or quotation marks, or those who wrote it."""
    if any(span.href and span.text != span.href for span in part.spans):
        return False
    text = " ".join(part.text.split())
    first = next(span for span in part.spans if span.text.strip())
    titled = first.italic or _TITLED.match(text) is not None
    return (titled and _YEAR.search(text) is not None) or is_citation(text, sure=True)


def _as_item(part: Block) -> Block:
    """The citation in one line, with its title in quotation marks and its address, and what it says about the work below."""
    lines = lines_of(part.spans)
    texts = ["".join(span.text for span in line).strip() for line in lines]
    cited = next((n for n in range(1, len(lines)) if _ends(" ".join(texts[:n]), texts[n])), len(lines))
    told = " ".join(" ".join(texts[cited:]).split())
    text = _with_title_quoted([span for line in lines[:cited] for span in (*line, Span(" "))])
    address = _ADDRESS.search(text)
    spans = [Span(text)]
    if address is not None:
        href = re.sub(r"\s+", "", address[1])
        behind = text[address.end() :].strip(" .")
        told = " ".join(one for one in (behind, told) if one)
        spans = [Span(text[: address.start()]), Span(href, href)]
    below = [Block("item", part.line, [Span(told)], end=part.end)] if told else []
    return replace(part, kind="item", group=CITED, spans=spans, children=below)


def _ends(before: str, line: str) -> bool:
    """Whether a citation has ended before a line: its date is said outside of a title, and a sentence of some words begins."""
    said = re.sub(r"^[^\"“”]{0,200}[.?!,][\"”]|[\"“][^\"“”]*[\"”]", " ", before)
    sentence = re.split(r"(?<=\w\w)[.?!](?:\s|$)", line, maxsplit=1)[0]
    is_sentence = re.match(r"[*(]*[^\W\d_a-z]", line) and len(sentence.split()) >= _SENTENCE
    is_stopped = before.endswith((".", ">", ")")) and _YEAR.search(said) is not None
    # `Harbour Lights, 2012. Web.` goes on with the citation.
    return bool(is_stopped and is_sentence and not re.search(r"(?:1[5-9]|20)\d\d$|\bn\.\s?d$", sentence))


def _with_title_quoted(spans: Sequence[Span]) -> str:
    """The text with the title in quotation marks: what is quoted first, else what is in italics."""
    text = " ".join("".join(span.text for span in spans).split())
    at = next((n for n, span in enumerate(spans) if span.italic and span.text.strip()), None)
    before = " ".join("".join(span.text for span in spans[:at]).split()) if at is not None else text
    if (titled := _TITLED.match(text)) is not None and (titled["open"] or text.count('"') % 2 or "”" in titled[0]):
        return f"“{titled['title']}”{text[titled.end() :]}"
    if at is None or re.search(r"[\"“]", before):
        return text
    title = " ".join(spans[at].text.split()).strip(" .,")
    behind = " ".join("".join(span.text for span in spans[at + 1 :]).split())
    return f"{before} “{title}.” {behind.lstrip(' .,')}".strip()
