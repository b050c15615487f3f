"""Spans as one text with marks for links and italics, and functions that cut such a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.linking import PROFILE
from llmprimer.importing.document.outline import BREAK, Span
from llmprimer.records.links import is_note

#: Marks in flattened text: where a link with a label stood, and where italics begin and end.
LINK, ITALIC, ROMAN = "\x1f", "\x02", "\x03"
#: Where names begin and end that are known to be those of people.
PEOPLE, END = "\x04", "\x05"
_MARKS = str.maketrans("", "", LINK + ITALIC + ROMAN + PEOPLE + END)
_EMPTY_BRACKETS = re.compile(r"[\[(（【]\s*(?:\x1f[\s,|/;·+&-]*)*[\])）】]")
_SHORTCODES = re.compile(r"(?:(?<=[\s)\]*\x1f\x03])|^):[a-z][a-z0-9_+-]{1,30}:(?::[a-z][a-z0-9_+-]{1,30}:)*")
EMOJI = re.compile("[\u2b00-\u2bff\u2600-\u26ff\u2700-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]+")
_OPENING = re.compile(
    r"(?:\b(?:a|an|the|our|its|this|of|in|with|for|on|to|from|see|by|and|or|via|based)\s*|[\u4e00-\u9fff])$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s+(?!(?:and|or|by|from|at|in|with|plus|version)\b)[a-z]{2,}")


#: `Authors: ...` or `Author(s): ...` at the beginning of a line, and labels that belong to an identifier.
LABEL = re.compile(r"\s*[*_]*((?:[^\W\d_][\w/;'-]*[ ]?){1,3}(?:\(e?s\))?)[*_]*\s*[:：]\s*[*_]*\s*(?=\S)")
IDENTIFIES = re.compile(r"\b(?:arxiv|doi|https?|isbn)\s*$", re.IGNORECASE)
#: Words of sentences, common in descriptions and rare in names.
SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|can|will|we|it|this|that|which|you|your|our|its|an?|the|to|for|with|from|using|by)\b|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{5}",
    re.IGNORECASE,
)


#: `_` that opens or closes italics beside a word, where the markup around it does not make it so.
_UNCLOSED = re.compile(r"(?<![\w/.-])_ ?(?=[^\W\d_])|(?<=[^\W\d_])_(?=[.,;:)]?(?:\s|$))")
_AND_OTHERS = re.compile(r"\s*et\.? al\.?[,;:]?\s*")


_BY = re.compile(r"\bby\s*$", re.IGNORECASE)


def _is_account(link: Span) -> bool:
    """Whether the text of a link is the account that it leads to, `[stern](https://github.com/stern)`."""
    name = link.text.strip().lower()
    return (
        PROFILE.fullmatch(link.href or "") is not None
        and name == (link.href or "").rstrip("/").rpartition("/")[2].lower()
    )


def flatten(spans: Sequence[Span]) -> str:
    """The spans as text: labels of links as one mark, links within a sentence as their words, italics between marks."""
    parts: list[str] = []
    before = ""
    for at, span in enumerate(spans):
        if span.image:
            if span.href is not None:
                parts.append(LINK)
            continue
        if span.is_break:
            parts.append(BREAK)
        elif span.person:
            parts.append(f"{PEOPLE}{span.text.translate(_MARKS)}{END}")
        elif span.href is not None:
            is_label = (is_resource(span.text) or span.text == span.href) and _OPENING.search(before) is None
            behind = spans[at + 1].text if at + 1 < len(spans) else ""
            if (
                is_label
                and span.text != span.href
                and (_GOES_ON.match(behind) or (span.text.lower() in ("here", "this") and before[-1:].isspace()))
            ):
                is_label = False  # `[Here](...) are some examples`
            is_label = is_label or (
                is_note(span.text) and _OPENING.search(before) is None and not _GOES_ON.match(behind)
            )
            # `[[PyTorch (soon)](...)]` and `[[Author](...)]`
            is_label = is_label or re.fullmatch(r"\[[^\[\]]{1,30}\]", span.text) is not None
            is_label = is_label or (
                before.rstrip().endswith("[")
                and behind.lstrip().startswith("]")
                and at > 1
                and len(span.text.split()) <= 4
            )
            text = LINK if is_label else span.text.translate(_MARKS)
            parts.append(f"@{text}" if not is_label and _is_account(span) and _BY.search(before) else text)
        else:
            text = EMOJI.sub(" ", span.text.translate(_MARKS))
            text = text if span.code else _UNCLOSED.sub("", text)
            if span.italic and (
                (before[-1:].isalpha() and text[:1].isalpha())
                or (_AND_OTHERS.fullmatch(text) and before.rstrip()[-1:].isalpha())
            ):
                parts.append(text)  # `J*ane Doe*`, `Doe *et al.*`
                before = span.text
                continue
            if span.code and text.strip():
                text = f"`{text}`"
            parts.append(f"{ITALIC}{text}{ROMAN}" if span.italic and text.strip() else text)
        before = span.text
    # Neighbouring italics are one: `*A* *B*` was split by a bold or code run.
    text = _SHORTCODES.sub(" ", "".join(parts).replace(ROMAN + ITALIC, ""))
    return _EMPTY_BRACKETS.sub(LINK, text)


def until_mark(text: str) -> int:
    """The length of a text before a link, a bracket, a pipe or a change of style."""
    match = re.search(r"[\x1f\x02\x03\n|`]|\s[(\[（](?!\s*(?:19|20)\d\d|pp?\.|[Vv]ol|\d{1,4}\s*\))|\s[-–—]\s", text)
    return match.start() if match else len(text)


def tidy(text: str) -> str:
    """A description in one line, without the brackets and separators around removed links."""
    text = text.replace(ITALIC, "").replace(ROMAN, "").replace("`", "").replace(BREAK, " ")
    text = text.replace(PEOPLE, "").replace(END, "")
    text = _EMPTY_BRACKETS.sub(" ", text).replace(LINK, " ")
    text = re.sub(r"[\[(（]\s*[,|/;·\s]*[\])）]", " ", text)
    text = re.sub(r"\s+([,.;:!?])(?=\s|$)", r"\1", " ".join(text.split()))
    text = re.sub(r"(?:\s*[|,;/·:•]\s*)+$|^[|,;/·:\s•]+", "", text).strip(" -–—*_")
    return re.sub(r"\s*,?\s+\.$|,\.$", ".", text)
