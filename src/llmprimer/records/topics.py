"""Topics of the vocabulary for what stands under a heading, and new topics where a vocabulary is being made."""

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

#: Headings that arrange a list and say nothing about what is in it.
_ARRANGING = re.compile(
    r"(?:week|day|lecture|part|chapter|session|module|unit)s? ?[0-9]*|(?:the )?(?:(?:other|more|most|new|old|misc|miscellaneous|top|best|featured|related|selected|all|recent|latest|milestone|trending|general|various|further|additional|"
    r"awesome|important|useful|great|the|list|of|our|some|useful|and|to|read|must) ?)*(?:papers?|resources?|links?|references?|lists?|others?|misc(?:ellaneous)?|articles?|reading|"
    r"readings|materials?|projects|things|stuff|content|items|appendix|overview|others?|main|general|entries|publications|index|collections?|\d+)?|"
    r"(?:before|after|since|~|about|more than|newer|older|top)?\s*[~<>]?\s*(?:19|20)?\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?s?|其他|其它|更多|[~<>]?\s*\d+\+? \w+(?: as of .*)?",
    re.IGNORECASE,
)


#: `1.3.1 `, `IV. `, `A) `, `Part 2: `, `Week 3 - `, `第一章 ` before a heading.
_NUMBERING = re.compile(
    r"\s*(?:(?:part|chapter|section|sec|week|lecture|lec|day|module|unit|session|vol(?:ume)?|appendix)\.?\s*(?:#?\d+(?:\.\d+)*|[ivx]+|[a-z])\b\s*[.:：)\]、–—-]*\s*"
    r"|第[一二三四五六七八九十百\d]+[章节部分讲课周]\s*[:：、.]*\s*|[（(][一二三四五六七八九十\d]+[)）]\s*|[一二三四五六七八九十]+、\s*"
    r"|[\[(]?(?:[1-9]\d{0,2}(?:\.\d+)*|[ivxIVX]{1,4}(?=[.)\]:])|[A-Za-z](?=[.)\]]\s))[.)\]:、：]*(?:\s+|(?=[^\W\d_]{2}))|[1-9]\d{0,2}(?:\.\d+)+\.?\s*)",
    re.IGNORECASE,
)
#: `(12)`, `[12 papers]`, `- 2023`, `¶`, `[back to top]` behind a heading.
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
    """A heading as the name of a topic: without its number, dates, counts and decoration; empty if it is none."""
    text = strip_decoration(" ".join(without_controls(heading).split()))
    if is_meeting(text) or re.fullmatch(r"(?:19|20)\d\d\s+\S+|\S+\s*['’]?(?:19|20)\d\d", text):
        return ""  # `NeurIPS 2023`, `2023 ICLR`
    for _ in range(4):
        shorter = _TRAILING.sub("", text)
        numbered = _NUMBERING.match(shorter)
        # What would be left of `3D vision` or `5G` is no word.
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
        #: Topics made here, by slug, in the order of their making.
        self.made: dict[str, Topic] = {}
        #: Headings that no topic fits, and how many works stand under each.
        self.unknown: Counter[str] = Counter()
        for slug, topic in topics.items():
            for text in (slug.replace("-", " "), topic.label, *topic.aliases):
                self._by_words.setdefault(_folded(text), slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._slugs

    def of_headings(self, headings: Iterable[str]) -> tuple[str, ...]:
        """The topics for what stands under these headings, outermost first; the innermost topic comes first."""
        found: list[str] = []
        above: str | None = None
        for heading in headings:
            label = topic_label(heading)
            slug = self._by_words.get(_folded(heading)) or (self._by_words.get(_folded(label)) if label else None)
            if slug is None and self._may_grow and label:
                slug = self._make(label, above)
            if slug is None:
                if label and not _is_arranging(label):
                    self.unknown[label] += 1
                continue
            self._place(slug, above)
            if slug not in found:
                found.insert(0, slug)
            above = slug
        # What is narrower says what is broader too.
        broader = {above for slug in found for above in self._above(slug)}
        return tuple(slug for slug in found if slug not in broader)

    def of_keywords(self, keywords: Iterable[str]) -> tuple[str, ...]:
        """The topics that keywords name: all of them, for they stand side by side."""
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

    def of_text(self, *texts: str, limit: int = 4) -> tuple[str, ...]:
        """Topics whose label or alias occurs in the texts (title first, then summary), the longest names first."""
        found: dict[str, tuple[int, int]] = {}
        for rank, text in enumerate(texts):
            spoken = f" {_folded(text)} "
            for name, slug in self._by_words.items():
                if len(name) > 2 and slug not in found and (f" {name} " in spoken or f" {name}s " in spoken):
                    found[slug] = (rank, -len(name))
        return tuple(sorted(found, key=found.__getitem__))[:limit]

    def _place(self, slug: str, above: str | None) -> None:
        """Under two headings a new topic of one name is under neither: `Survey` in every chapter."""
        topic = self.made.get(slug)
        if topic is None or topic.broader == above or topic.broader is None or above == slug:
            return
        if above is not None and above in self._above(slug):
            return  # a list that leaves a level out
        self._broader[slug] = None
        self.made[slug] = topic.model_copy(update={"broader": None})

    def _above(self, slug: str) -> list[str]:
        above: list[str] = []
        at = self._broader.get(slug)
        while at is not None and at not in above:
            above.append(at)
            at = self._broader.get(at)
        return above

    def _make(self, heading: str, above: str | None) -> str | None:
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
        self._broader[slug] = above if above != slug else None
        definition = f"What stands under “{label}” in {self._source}." if self._source else f"What is called “{label}”."
        fields: dict[str, Any] = {"label": label, "definition": definition}
        if above is not None and above != slug:
            fields["broader"] = above
        self.made[slug] = Topic.model_validate(fields)
        return slug


def _folded(text: str) -> str:
    return " ".join(words(text.replace("-", " ").replace("_", " ")))


def _is_arranging(heading: str) -> bool:
    stripped = re.sub(r"[^\w\s~<>-]", " ", heading)
    return _ARRANGING.fullmatch(" ".join(stripped.split())) is not None or len(heading) > 80
