"""S: titles, summaries and other text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from llmprimer.identifiers import host
from llmprimer.lint.finding import Fix, Remark, Severity
from llmprimer.lint.registry import record_rule
from llmprimer.lint.views import RecordView
from llmprimer.text import fold, looks_mojibake, repair_mojibake, words

#: Maximum number of characters: about two sentences.
SUMMARY_LENGTH = 320

_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|·|•|::|«|»|:)\s+")
#: Large sites that append their name to page titles. The fields of the catalogue give the names of others.
_SITES = frozenset({
    "techcrunch", "the new york times", "the verge", "wired", "the guardian", "the atlantic", "forbes", "bloomberg",
    "reuters", "cnn", "cnbc", "bbc news", "the washington post", "wsj", "financial times", "the economist",
    "nature", "science", "ars technica", "medium", "substack", "youtube", "wikipedia", "hacker news", "reddit",
    "stack overflow", "stack exchange", "github", "gitlab", "linkedin", "facebook", "twitter", "x", "arxiv",
    "arxiv.org", "google scholar", "semantic scholar", "researchgate", "quora", "slashdot", "vox", "axios",
})  # fmt: skip
_BEFORE = re.compile(
    r"(?:\[(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})\]|(?:GitHub|GitLab) -|\[(?:D|R|N|P|pdf|PDF)\])\s*(?=\S)"
)
#: Invisible characters: bidirectional controls, soft hyphen, zero-width space, word joiner, byte order mark. Without the
#: joiners U+200C and U+200D, because some scripts and emoji need them.
_INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\u00ad\u200b\u2060\ufeff]")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_LATEX = re.compile(r"\\[\"'`^~=.uvHcdbt]\{?\\?[a-zA-Z]\}?|\\(?:textit|textbf|emph|textrm|mathrm)\{|\{\\")
#: Fields with prose. Addresses and identifiers have their own rules; `listed` keeps the text of the source.
_PROSE = frozenset({
    "title", "container_title", "collection_title", "publisher", "publisher_place", "event_title", "summary",
    "abstract", "note", "aliases", "keywords", "organizations", "author", "editor", "published", "genre", "relations",
})  # fmt: skip


def _prose(record: RecordView) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for path, text in record.every_text():
        if path[0] in _PROSE and path[-1] not in ("url", "doi", "arxiv", "type", "target", "issued"):
            yield path, text


def _rewriting(record: RecordView, path: tuple[str | int, ...], text: str) -> Fix:
    """The fix that sets the text at a path within a field."""
    field = str(path[0])

    def with_text(value: Any, rest: tuple[str | int, ...]) -> Any:
        if not rest:
            return text
        if isinstance(value, dict):
            return {key: with_text(v, rest[1:]) if key == rest[0] else v for key, v in value.items()}
        return [with_text(v, rest[1:]) if index == rest[0] else v for index, v in enumerate(value)]

    return record.changing(field, lambda value: with_text(value, path[1:]))


@record_rule(
    "S401",
    "site-in-title",
    Severity.WARNING,
    reason="The name of the site belongs in `container_title`. In the title it would be cited and sorted as part of the work.",
    bad="title: A study of models | TechCrunch\ncontainer_title: TechCrunch",
    good="title: A study of models\ncontainer_title: TechCrunch",
    fixable=True,
)
def site_in_title(record: RecordView) -> Iterator[Remark]:
    """Titles followed by a site, or preceded by `GitHub -` or an arXiv number."""
    if record.values.get("title_described") == "true":
        return
    title = record.text("title")
    if title == "":
        return
    better = _BEFORE.sub("", title, count=1) if _BEFORE.match(title) else title
    names = {_collapsed(record.text(field)) for field in ("container_title", "publisher")}
    names |= {_collapsed(name) for name in record.texts("organizations")}
    # `The Verge` is theverge.com, `Ars Technica` arstechnica.com. Short labels (`www`, `blog`) are not names of sites.
    names |= {_collapsed(label) for label in host(record.text("url")).split(".")[:-1] if len(label) > 4}
    while (cut := _without_site(better, names - {""}, record.catalogue.container_titles)) is not None:
        better = cut
    if better != title:
        fix = record.setting("title", better)
        yield record.remark(f'the title without the site: "{better}"', "title", fix=fix)
    elif (parts := re.split(r"\s+\|\s+", title))[1:] and len(parts[-1].split()) <= 3:
        yield record.remark(f'"{parts[-1]}" looks like the name of a site', "title")


def _collapsed(text: str) -> str:
    return "".join(words(text))


def _without_site(title: str, names: set[str], elsewhere: frozenset[str]) -> str | None:
    """The title without the site after its last separator; None if no site is there.

    `names` are the site names of this work, `elsewhere` the container titles of all works in the catalogue.
    """
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return None
    last = parts[-1]
    before, after = title[: last.start()], title[last.end() :].strip()
    # Many titles have a colon: after one, only a site name of this work counts.
    is_site = fold(after) in _SITES or fold(after) in elsewhere
    if _collapsed(after) in names or (last[0].strip() != ":" and is_site):
        return before.rstrip() or None
    return None


@record_rule(
    "S402",
    "mojibake",
    Severity.ERROR,
    reason="UTF-8 was decoded with another encoding, or characters were lost; a search for the correct spelling does not find the text.",
    bad="title: A study of GÃ¶del",
    good="title: A study of Gödel",
    fixable=True,
)
def mojibake(record: RecordView) -> Iterator[Remark]:
    """Text misread as Windows-1252, Mac Roman or Latin-1, and replacement characters."""
    for path, text in record.every_text():
        if looks_mojibake(text):
            better = repair_mojibake(text)
            if better == text:
                yield record.remark("a character was lost (U+FFFD)", *path)
            else:
                yield record.remark(
                    f'misread encoding, should be "{better}"', *path, fix=_rewriting(record, path, better)
                )


@record_rule(
    "S403",
    "title-in-capitals",
    Severity.WARNING,
    reason="A title all in capitals does not show which words are names or acronyms.",
    bad="title: ATTENTION IS ALL YOU NEED",
    good="title: Attention Is All You Need",
)
def title_in_capitals(record: RecordView) -> Iterator[Remark]:
    """Titles of three or more words in capitals."""
    title = record.text("title")
    if len([word for word in title.split() if word.isalpha() and len(word) > 1]) >= 3 and title.isupper():
        yield record.remark("the title is all capitals", "title")


@record_rule(
    "S404",
    "markup-in-text",
    Severity.WARNING,
    reason="Text is plain Unicode; exports have entities and LaTeX commands if the format needs them.",
    bad="title: Questions &amp; answers",
    good="title: Questions & answers",
    fixable=True,
)
def markup_in_text(record: RecordView) -> Iterator[Remark]:
    """HTML entities (with a fix) and LaTeX commands (without)."""
    for path, text in _prose(record):
        if _ENTITY.search(text) and (better := unescape(text)) != text:
            yield record.remark("an HTML entity in text", *path, fix=_rewriting(record, path, better))
        elif match := _LATEX.search(text):
            yield record.remark(f'LaTeX in text: "{match[0]}"', *path)


@record_rule(
    "S405",
    "stray-space",
    Severity.NOTE,
    reason="Double spaces and line breaks come from copying; an exact search does not find the text.",
    bad="title: A  study",
    good="title: A study",
    fixable=True,
)
def stray_space(record: RecordView) -> Iterator[Remark]:
    """Runs of spaces and line breaks; abstracts and notes may have paragraphs."""
    for path, text in _prose(record):
        if path[0] not in ("abstract", "note") and re.search(r"\s\s|[\n\t]", text.strip()):
            better = " ".join(text.split())
            yield record.remark("more than one space in a row", *path, fix=_rewriting(record, path, better))


@record_rule(
    "S406",
    "summary-too-long",
    Severity.WARNING,
    reason=f"A summary says in one or two sentences (up to {SUMMARY_LENGTH} characters) what the work is and why it is listed.",
    bad="summary: " + "It is about models and about people who ask models for help with their work. " * 5,
    good="summary: It is about models and about people who ask models for help with their work.",
)
def summary_too_long(record: RecordView) -> Iterator[Remark]:
    """Summaries longer than SUMMARY_LENGTH."""
    if (length := len(record.text("summary").strip())) > SUMMARY_LENGTH:
        yield record.remark(f"{length} characters; at most {SUMMARY_LENGTH}", "summary")


@record_rule(
    "S407",
    "summary-says-nothing-new",
    Severity.WARNING,
    reason="A summary that repeats the title or copies the abstract tells a reader nothing new.",
    bad="title: Attention is all you need\nsummary: Attention Is All You Need.",
    good="title: Attention is all you need\nsummary: Introduces the transformer, on which all large models since are built.",
)
def summary_says_nothing_new(record: RecordView) -> Iterator[Remark]:
    """Summaries that repeat the title with fewer than three more words, or are copied from the abstract."""
    summary, title = words(record.text("summary")), words(record.text("title"))
    if not summary or not title:
        return
    more = [word for word in summary if word not in set(title)]
    if summary == title or (summary[: len(title)] == title and len(more) < 3):
        yield record.remark("the summary repeats the title", "summary")
        return
    abstract = " ".join(words(record.text("abstract")))
    if len(summary) >= 8 and abstract and " ".join(summary) in abstract:
        yield record.remark("the summary is copied from the abstract", "summary")


@record_rule(
    "S408",
    "invisible-character",
    Severity.WARNING,
    reason="Bidirectional controls change the order in which a text is displayed, and an exact search does not find a "
    "text with other invisible characters. Control characters are an error (E002).",
    bad='title: "A stu\\u00ADdy"',
    good="title: A study",
    fixable=True,
)
def invisible_character(record: RecordView) -> Iterator[Remark]:
    """Invisible characters in prose; the fix removes them."""
    for path, text in _prose(record):
        if match := _INVISIBLE.search(text):
            fix = _rewriting(record, path, _INVISIBLE.sub("", text))
            yield record.remark(f"the invisible character U+{ord(match[0]):04X}", *path, fix=fix)
