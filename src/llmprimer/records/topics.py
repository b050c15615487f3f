"""Maps headings and keywords to topics of the vocabulary, and makes new topics for a growing one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from llmprimer.model import Topic
from llmprimer.records.keys import ascii_words
from llmprimer.records.titles import strip_decoration
from llmprimer.records.venues import is_meeting
from llmprimer.text import without_controls, words

#: The most topics that are suggested for a text.
_MOST_OF_TEXT = 4
#: Headings that structure a list and say nothing about its content.
_ARRANGING = re.compile(
    r"(?:week|day|lecture|part|chapter|session|module|unit)s? ?[0-9]*|(?:the )?(?:(?:other|more|most|new|old|misc|miscellaneous|top|best|featured|related|selected|all|recent|latest|milestone|trending|general|various|further|additional|"
    r"awesome|important|useful|great|the|list|of|our|some|useful|and|to|read|must) ?)*(?:papers?|resources?|links?|references?|lists?|others?|misc(?:ellaneous)?|articles?|reading|"
    r"readings|materials?|projects|things|stuff|content|items|appendix|overview|others?|main|general|entries|publications|index|collections?|\d+)?|"
    r"(?:before|after|since|~|about|more than|newer|older|top)?\s*[~<>]?\s*(?:19|20)?\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?s?|其他|其它|更多|[~<>]?\s*\d+\+? \w+(?: as of .*)?",
    re.IGNORECASE,
)


#: `1.3.1 `, `IV. `, `A) `, `Part 2: `, `Week 3 - `, `第一章 ` at the start of a heading.
_NUMBERING = re.compile(
    r"\s*(?:(?:part|chapter|section|sec|week|lecture|lec|day|module|unit|session|vol(?:ume)?|appendix)\.?\s*(?:#?\d+(?:\.\d+)*|[ivx]+|[a-z])\b\s*[.:：)\]、–—-]*\s*"
    r"|第[一二三四五六七八九十百\d]+[章节部分讲课周]\s*[:：、.]*\s*|[（(][一二三四五六七八九十\d]+[)）]\s*|[一二三四五六七八九十]+、\s*"
    r"|[\[(]?(?:[1-9]\d{0,2}(?:\.\d+)*|[ivxIVX]{1,4}(?=[.)\]:])|[A-Za-z](?=[.)\]]\s))[.)\]:、：]*(?:\s+|(?=[^\W\d_]{2}))|[1-9]\d{0,2}(?:\.\d+)+\.?\s*)",
    re.IGNORECASE,
)
#: `(12)`, `[12 papers]`, `- 2023`, `¶`, `[back to top]` at the end of a heading.
_TRAILING = re.compile(
    r"\s*(?:[(\[（]\s*(?:~?\d+\+?(?:\s+\w+)?|back to top|top|toc|↑|⬆)\s*[)\]）]|[¶↑⬆🔝]|[-–—|,:：]\s*$)\s*$",
    re.IGNORECASE,
)
_DATES = re.compile(
    r"[(\[（]?\s*(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s*(?:\d{1,2}(?:st|nd|rd|th)?)?\s*(?:[-–—~至]\s*(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s*)?(?:\d{1,2}(?:st|nd|rd|th)?)?)?\s*[)\]）]?\s*[,–-]?\s*)?"
    r"(?<!\d)(?:19|20)\d\d(?:\s*[-–—~/至.]\s*(?:(?:19|20)?\d\d(?!\d)|present|now|今))?(?:[-./]\d{1,2}){0,2}\s*(?:s\b|年(?:\s*\d{1,2}\s*月)?)?\s*[)\]）]?"
    r"|^\s*(?:january|february|march|april|may|june|july|august|september|october|november|december)\s*$|^\s*\d{1,2}\s*月(?:份)?\s*$|^\s*q[1-4]\s*$",
    re.IGNORECASE,
)


def topic_label(heading: str) -> str:
    """A heading as the label of a topic: without number, dates, counts and decoration; empty if nothing is left."""
    text = strip_decoration(" ".join(without_controls(heading).split()))
    if is_meeting(text) or re.fullmatch(r"(?:19|20)\d\d\s+\S+|\S+\s*['’]?(?:19|20)\d\d", text):
        return ""  # `NeurIPS 2023`, `2023 ICLR`
    for _ in range(4):
        shorter = _TRAILING.sub("", text)
        numbered = _NUMBERING.match(shorter)
        # The rest of `3D vision` or `5G` would not be a word.
        if numbered is not None and re.match(r"[^\W\d_]{2}", shorter[numbered.end() :]):
            shorter = shorter[numbered.end() :]
        dated = _DATES.sub(" ", shorter)
        if dated != shorter:
            shorter = re.sub(
                r"\s+(?:in|of|from|since|before|after|until|by|and|before|earlier|newer|older)\s*$|^\s*(?:in|of|since|before|after|until|and)\s+",
                " ",
                " ".join(dated.split()),
            )
            shorter = re.sub(r"^\s*(?:and\s+)?(?:before|earlier|older|after|later)\s*$", "", shorter)
        shorter = strip_decoration(shorter).strip(" -–—|,:：*_.·/#")
        if shorter == text:
            break
        text = shorter
    return text


class Vocabulary:
    """The topics of a catalogue, found by slug, label and aliases; with `may_grow`, headings become new ones."""

    def __init__(self, topics: Mapping[str, Topic], *, may_grow: bool = False, source: str = "") -> None:
        self._by_words: dict[str, str] = {}
        self._slugs = set(topics)
        self._may_grow = may_grow
        self._source = source
        self._broader = {slug: topic.broader for slug, topic in topics.items()}
        #: New topics by slug, in the order of creation.
        self.made: dict[str, Topic] = {}
        #: Headings without a topic, and the number of works under each.
        self.unknown: Counter[str] = Counter()
        for slug, topic in topics.items():
            for text in (slug.replace("-", " "), topic.label, *topic.aliases):
                self._by_words.setdefault(_folded(text), slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._slugs

    def of_headings(self, headings: Iterable[str]) -> tuple[str, ...]:
        """The topics of headings, given outermost first; the innermost topic comes first."""
        found: list[str] = []
        parent: str | None = None
        for heading in headings:
            label = topic_label(heading)
            slug = self._by_words.get(_folded(heading)) or (self._by_words.get(_folded(label)) if label else None)
            if slug is None and self._may_grow and label:
                slug = self._make(label, parent)
            if slug is None:
                if label and not _is_arranging(label):
                    self.unknown[label] += 1
                continue
            self._add(slug, parent)
            if slug not in found:
                found.insert(0, slug)
            parent = slug
        # A narrower topic implies the broader one.
        broader = {parent for slug in found for parent in self._ancestors(slug)}
        return tuple(slug for slug in found if slug not in broader)

    def of_keywords(self, keywords: Iterable[str]) -> tuple[str, ...]:
        """The topics of keywords; keywords are not nested."""
        found = []
        for keyword in keywords:
            slug = self._by_words.get(_folded(keyword))
            if slug is None and self._may_grow:
                slug = self._make(keyword, None)
            if slug is None:
                self.unknown[keyword] += 1
            elif slug not in found:
                found.append(slug)
        return tuple(found)

    def of_text(self, *texts: str) -> tuple[str, ...]:
        """Topics whose label or alias occurs in the texts (title first, then summary), the longest names first."""
        found: dict[str, tuple[int, int]] = {}
        for rank, text in enumerate(texts):
            text_words = f" {_folded(text)} "
            for name, slug in self._by_words.items():
                if len(name) > 2 and slug not in found and (f" {name} " in text_words or f" {name}s " in text_words):
                    found[slug] = (rank, -len(name))
        return tuple(sorted(found, key=found.__getitem__))[:_MOST_OF_TEXT]

    def _add(self, slug: str, parent: str | None) -> None:
        """A new topic that occurs under two headings gets no broader topic: `Survey` in every chapter."""
        topic = self.made.get(slug)
        if topic is None or topic.broader == parent or topic.broader is None or parent == slug:
            return
        if parent is not None and parent in self._ancestors(slug):
            return  # a list that leaves a level out
        self._broader[slug] = None
        self.made[slug] = topic.model_copy(update={"broader": None})

    def _ancestors(self, slug: str) -> list[str]:
        found: list[str] = []
        current = self._broader.get(slug)
        while current is not None and current not in found:
            found.append(current)
            current = self._broader.get(current)
        return found

    def _make(self, heading: str, parent: str | None) -> str | None:
        if _is_arranging(heading):
            return None
        label = without_controls(" ".join(heading.split()))
        slug = "-".join(ascii_words(label))[:60].strip("-")
        if not slug or len(label) > 80 or not re.search(r"[a-z]", slug):
            return None
        self._by_words[_folded(label)] = slug
        if slug in self._slugs:
            return slug
        self._slugs.add(slug)
        self._broader[slug] = parent if parent != slug else None
        definition = f"What stands under “{label}” in {self._source}." if self._source else f"What is called “{label}”."
        fields: dict[str, Any] = {"label": label, "definition": definition}
        if parent is not None and parent != slug:
            fields["broader"] = parent
        self.made[slug] = Topic.model_validate(fields)
        return slug


def _folded(text: str) -> str:
    return " ".join(words(text.replace("-", " ").replace("_", " ")))


def _is_arranging(heading: str) -> bool:
    stripped = re.sub(r"[^\w\s~<>-]", " ", heading)
    return _ARRANGING.fullmatch(" ".join(stripped.split())) is not None or len(heading) > 80
