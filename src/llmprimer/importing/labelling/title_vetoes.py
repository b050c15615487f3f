"""Tells where the title of an entry by its labels cannot be right, or one of both titles is certain, whatever the weights say."""

from __future__ import annotations

import re

from llmprimer.importing.drafting.abbreviations import abbreviates, words_of
from llmprimer.importing.labelling.labelled_units import (
    LabelledUnit,
    has_known_people,
    looks_like_publication,
    named_words,
)
from llmprimer.records.visits import is_visit
from llmprimer.text import has_cjk, words

#: The further words of a row that begins before it, and a word that binds them to what they are about; behind people it is another.
_ROW = re.compile(r"(?:,\s[^\W\d_][\w-]+){1,6},?\s(?:and|or|&)\s(?:[\w-]+\s){1,3}(?:for|of|on|with|to)\s")
#: `Stern, A. B.`: the first of the authors before a title.
_TURNED_NAME = re.compile(r"[^\W\d_][\w'’-]+,\s(?:[^\W\d_]\.[\s-]?)+")
#: `Lamps of Halls from`: words behind which a title goes on.
_JOINS = re.compile(
    r"\s(?:from|since|until|of|in|to|by|for|with|and|the|a|seit|von|bis|und|desde|hasta|y|depuis|de|et)$"
)

#: A note in brackets behind a title, `(From Harbour Lab)`; one of few words with a number is that of an edition: `（第3版）`.
_NOTE = re.compile(r"\s*[(（\[]([^()（）\[\]]{1,60})[)）\]]$")
_EDITION = re.compile(r"(?=\S*(?:\s\S+){0,2}$).*\d")
#: From how many words on a title is whole where the other one is a single word.
_WHOLE = 5


def is_impossible(one: LabelledUnit) -> bool:
    """Whether the title by the labels is none, or ends where no title does."""
    return _is_no_title(one.title) or _is_cut_at_quotation(one) or _is_cut_open(one)


def is_usual_certain(one: LabelledUnit) -> bool:
    """Whether the record by the usual rules shows that its title is right, or what the labels take for one is something else."""
    return (
        _is_named_by_address(one)
        or has_known_people(one)
        or _is_known_person(one)
        or _is_known_publication(one)
        or _begins_behind_person(one)
        or _note_behind(one.title, one.unit.title or "") is not None
        or _has_edition(one)
        or _says_name_twice(one)
    )


def is_labelled_certain(one: LabelledUnit) -> bool:
    """Whether the title by the labels is the usual one without a note in brackets, or the whole title where the usual one is a word of the entry."""
    usual = one.unit.title or ""
    note = _note_behind(usual, one.title)
    if note is not None:
        is_long_form = abbreviates(one.title, words_of(note))  # `LLR (Large Lamps of Rooms)`
        is_other = re.search(r"[\d.]", note) is not None or has_cjk(note)
        return not (is_long_form or is_other or _is_labelled(one, note, "A"))
    return len(words(usual)) == 1 and len(words(one.title)) >= _WHOLE


def is_cut(one: LabelledUnit) -> bool:
    """Whether the title by the labels is a part of the usual one: `GLOW`, `of Ada Stern`, or its beginning."""
    is_end = one.title[0].islower() and (one.unit.title or "").endswith(one.title)
    return one.difference == "half" or is_end or _is_cut_in_row(one) or _is_cut_at_line(one)


def _note_behind(longer: str, shorter: str) -> str | None:
    """What a title has in brackets behind another that is equal; None if that is not how they differ."""
    found = _NOTE.search(longer)
    return found[1] if found and words(longer[: found.start()]) == words(shorter) else None


def _is_labelled(one: LabelledUnit, text: str, label: str) -> bool:
    """Whether a part with that text has the label."""
    return any(
        own == label and words(part.text) == words(text) for part, own in zip(one.unit.parts, one.labels, strict=True)
    )


def _has_edition(one: LabelledUnit) -> bool:
    """Whether the usual title has an edition, volume or part behind that by the labels, `Lamps (2nd ed.)`, and no meeting: `(CHI 2020)`."""
    note = _note_behind(one.unit.title or "", one.title)
    return note is not None and _EDITION.match(note) is not None and not looks_like_publication(note)


def _is_no_title(text: str) -> bool:
    """Whether a text is empty, an address, a publication, a visit or a person, or has a bracket without the other: `GLOW] Large Lamps`."""
    is_cut = any(text.count(begin) != text.count(end) for begin, end in ("()", "[]", "{}", "【】", "«»"))
    return (
        not text
        or is_cut
        or "://" in text
        or _TURNED_NAME.fullmatch(text) is not None
        or looks_like_publication(text)
        or is_visit(text)
    )


def _is_cut_in_row(one: LabelledUnit) -> bool:
    """Whether the labels end the title within a row of words, `Lamps` of `Lamps, Shades, and Rooms of Old Halls`."""
    usual = one.unit.title or ""
    return usual.startswith(one.title) and _ROW.match(usual, len(one.title)) is not None


def _is_cut_at_line(one: LabelledUnit) -> bool:
    """Whether the labels end the title at the end of a line, and the rules, which know whether lines are wrapped, go on with no facts."""
    end = one.labels.rindex("T") + 1
    usual = one.unit.title or ""
    is_line = end < len(one.labels) and one.unit.parts[end].before == "line"
    return is_line and one.difference == "other" and usual.startswith(f"{one.title} ") and not _is_no_title(usual)


def _is_cut_at_quotation(one: LabelledUnit) -> bool:
    """Whether the title by the labels ends before words in quotation marks within it, `Lamps as` of `Lamps as “small” suns`."""
    parts, end = one.unit.parts, one.labels.rindex("T") + 1
    is_within = end + 1 < len(parts) and (parts[end].before, parts[end + 1].before) == ("oq", "cq")
    return is_within and parts[end + 1].text[:1].islower()


def _is_cut_open(one: LabelledUnit) -> bool:
    """Whether the title by the labels ends behind a word that joins it to what the usual one goes on with."""
    usual = one.unit.title or ""
    return usual.startswith(f"{one.title} ") and _JOINS.search(one.title) is not None


def _is_known_person(one: LabelledUnit) -> bool:
    """Whether the title by the labels is nothing but people whom the record has: `and Ada Stern`."""
    return set(words(one.title)) - {"and"} <= named_words(one.unit.drafts)


def _is_named_by_address(one: LabelledUnit) -> bool:
    """Whether the usual title is `owner/name`, all of a link whose address ends with it: nothing is more certain."""
    usual = one.unit.title or ""
    ends = f"/{usual}".lower()
    return "/" in usual and any((part.href or "").rstrip("/").lower().endswith(ends) for part in one.unit.parts)


def _begins_behind_person(one: LabelledUnit) -> bool:
    """Whether the usual title begins within a part, behind a person of the record, where no label can begin: `Lind B. Large lamps`."""
    named = named_words(one.unit.drafts)
    head = (one.unit.title or "").partition(": ")[0]
    before = [words(part.text.partition(head)[0]) for part in one.unit.parts if named and head in part.text]
    return any(people and named.issuperset(people) for people in before)


def _says_name_twice(one: LabelledUnit) -> bool:
    """Whether the labels put the name of a work before its title, which begins with it: `GLOW: GLOW is a lamp of small rooms`."""
    name, colon, rest = one.title.partition(":")
    usual = one.unit.title or ""
    return bool(colon) and rest.strip() == usual and usual.startswith(f"{name} ")


def _is_known_publication(one: LabelledUnit) -> bool:
    """Whether the title by the labels is nothing but the publisher of the record, or its journal: `Lamps Lett` of `Lamps Lett. 2003;24(2):7-9`."""
    fields = one.unit.drafts[0].fields if one.unit.drafts else {}
    # Without numbers a journal is a guess, and may be the title.
    journal = fields.get("container_title") if {"volume", "issue", "page"} & fields.keys() else None
    return words(one.title) in [words(str(name)) for name in (journal, fields.get("publisher")) if name]
