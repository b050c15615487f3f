"""Tells the short name of a work from its title, where many entries of a list have both: `GLOW — Large Lamps for Small Rooms`.

What one title alone leaves open (a name, or the first words of the title; what the work is called, or what it does) its neighbours show.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llmprimer.importing.document.labels import is_resource
from llmprimer.importing.document.main_links import is_paper
from llmprimer.importing.document.outline import Span
from llmprimer.importing.drafting.bracketed_names import call, split_brackets, take_organizations
from llmprimer.importing.drafting.read_entry import ReadEntry
from llmprimer.importing.drafting.restated import begins_with_name
from llmprimer.importing.drafting.title_ends import is_name_like
from llmprimer.records.draft import Draft
from llmprimer.records.kinds import kind_and_type
from llmprimer.text import fold

#: How many entries show how a list is written.
_USUAL = 3
#: How many tags show that they are names of works, and what share of all tags.
_MANY, _MOST = 8, 0.8
_DASHED = re.compile(r"(?P<name>[^\s:：]+(?: [^\s:：]+){0,3}?)\s+[-–—]+\s+(?P<rest>\S.*)")
_COLON = re.compile(r"(?P<name>[^\s:：]+(?: [^\s:：]+)?)(?::\s+|\s+[-–—]+\s+)(?P<rest>\S.*)")
_LABEL_LAST = re.compile(r"\s*\[([^\[\]]+)\]\s*$")
_SENTENCES = re.compile(r"[.!;]$|[.;]\s")


class _NamedForm(NamedTuple):
    entry: ReadEntry
    name: str
    rest: str

    @property
    def repeats(self) -> bool:
        """Whether the title begins with the name again, `GLOW — GLOW: Large Lamps`."""
        return begins_with_name(self.rest, self.name)


def settle_short_names(entries: Iterable[ReadEntry]) -> None:
    """Makes the short names in titles aliases, and what a named tool does its description, where the list shows them."""
    entries = list(entries)
    _call_by_tags([entry.draft for entry in entries])
    groups: defaultdict[int, list[ReadEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.group].append(entry)
    for group in groups.values():
        _split_dashes(group)
        _take_titles_behind(group)
        take_organizations(drafts := [entry.draft for entry in group])
        split_brackets(drafts)
        _split_names(group)
    # Sections of one or two entries show together how the list is written, and so do those with one or two names.
    _take_titles_behind([entry for group in groups.values() if len(group) < _USUAL for entry in group])
    named = [entry for group in groups.values() if len(_named(group)) < _USUAL for entry in group]
    if all(form.entry.around.has_colon for form in _named(named) if form.rest):
        _take_titles_behind(named)


def _call_by_tags(drafts: Sequence[Draft]) -> None:
    """Makes the only tag of works an alias, `**[GLOW]** Large Lamps`, where most tags are of one work and written as only names are."""
    tags = {id(draft): draft.fields["keywords"][0] for draft in drafts if len(draft.fields.get("keywords", ())) == 1}
    titles: defaultdict[str, set[str]] = defaultdict(set)  # a work may be in several sections
    for draft in drafts:
        titles[tags.get(id(draft), "")].add(fold(draft.title))
    called = [draft for draft in drafts if id(draft) in tags and len(titles[tags[id(draft)]]) == 1]
    certain = sum(any(map(is_name_like, tags[id(draft)].split())) for draft in called)
    if len(called) < _MANY or len(called) < _MOST * len(tags) or 2 * certain <= len(called):
        return
    for draft in called:
        name = str(tags[id(draft)])
        if len(name.split()) <= _USUAL and "," not in name:
            del draft.fields["keywords"]
            call(draft, draft.title, name)


def _forms(group: Sequence[ReadEntry], form: re.Pattern[str]) -> list[_NamedForm]:
    matches = ((entry, form.fullmatch(entry.draft.title)) for entry in group)
    return [_NamedForm(entry, match["name"], match["rest"]) for entry, match in matches if match is not None]


def _split_dashes(group: Sequence[ReadEntry]) -> None:
    """`GLOW — Large Lamps for Small Rooms`, where names are bold or some titles repeat them; else the dash is the title's."""
    found = [form for form in _forms(group, _DASHED) if len(form.rest.split()) >= _USUAL]
    bold = sum(fold(form.entry.lead) == fold(form.name) for form in found)
    if len(found) < _USUAL or 2 * len(found) < len(group):
        return
    if 2 * bold < len(found) and sum(form.repeats for form in found) < 2:
        return
    if 2 * sum(_is_paper(form.entry.draft) or is_titled(form.rest) for form in found) > len(found):
        for form in found:
            call(form.entry.draft, form.rest, form.name)
    elif 2 * bold >= len(found):
        for form in found:
            _describe(form.entry.draft, form.name, form.rest)


def _take_titles_behind(group: Sequence[ReadEntry]) -> None:
    """`**GLOW** — Large Lamps for Small Rooms`, where what stands behind the names of papers is mostly titles.

    Behind a colon the title goes on: `**GLOW**: Large Lamps` is all of it.
    """
    found = _named(group)
    titles = [form for form in found if len(form.rest.split()) > _USUAL and _is_whole_title(form)]
    told = [form for form in found if form.rest]  # others may have short titles
    colons = len(told) >= _USUAL and all(form.entry.around.has_colon for form in told)
    if colons:
        found = told
        # A paper is called by its name and what follows the colon, also where few words of that have capitals.
        titles = [form for form in found if len(form.rest.split()) > _USUAL and _SENTENCES.search(form.rest) is None]
    are_whole = sum(len(entry.draft.title.split()) > _USUAL and _is_paper(entry.draft) for entry in group)
    # Where the other papers have no short names their titles stand in the same place.
    is_place = 2 * len(titles) > len(group) or (colons and 2 * (len(titles) + are_whole) > len(group))
    if len(titles) >= _USUAL and 4 * len(titles) >= 3 * len(found) and is_place:
        for form in titles:
            draft = form.entry.draft
            del draft.fields["summary"]
            if form.entry.around.has_colon and not form.repeats:
                draft.fields["title"] = f"{form.name.rstrip(' :：')}: {form.rest}"
            else:
                call(draft, form.rest, form.name)
        return
    # `GLOW - GLOW: large lamps for rooms` of several papers: that is the title of each, whatever the others have there.
    whole = [form._replace(rest=form.rest.rstrip(" .")) for form in found]
    repeated = [
        form for form in whole if re.match(r"\s?[:：]\s?\S", form.rest[len(form.name) :]) and _is_whole_title(form)
    ]
    repeated = [form for form in repeated if form.repeats]
    if len(repeated) >= _USUAL:
        for form in repeated:
            del form.entry.draft.fields["summary"]
            call(form.entry.draft, form.rest, form.name)


def _named(group: Sequence[ReadEntry]) -> list[_NamedForm]:
    """The papers of a list that are called by few words, and what stands behind these."""
    return [
        _NamedForm(entry, entry.draft.title, _without_labels(str(entry.draft.fields.get("summary", ""))))
        for entry in group
        if len(entry.draft.title.split()) <= _USUAL and _is_paper(entry.draft)
    ]


def _without_labels(text: str) -> str:
    """The words without labels at their end that lead nowhere, `Large Lamps [Code] [Link]`."""
    while (match := _LABEL_LAST.search(text)) is not None and is_resource(match[1]):
        text = text[: match.start()]
    return text


def _is_whole_title(form: _NamedForm) -> bool:
    return (is_titled(form.rest) or form.repeats) and _SENTENCES.search(form.rest) is None


def _split_names(group: Sequence[ReadEntry]) -> None:
    """`lampfind: Find lamps in a room` among tools called as their addresses are, each with or without what it does."""
    found = [form for form in _forms(group, _COLON) if _is_address(form.entry.draft, form.name)]
    titles = Counter(len(entry.draft.title.split()) <= 2 for entry in group)
    described = sum(not is_titled(form.rest) for form in found)
    if len(found) <= _USUAL or 3 * described < 2 * len(found) or any(_is_paper(entry.draft) for entry in group):
        return
    if len(found) + titles[True] >= 0.7 * len(group):
        for form in found:
            _describe(form.entry.draft, form.name, form.rest)


def _describe(draft: Draft, name: str, words: str) -> None:
    draft.fields["title"] = name
    further = draft.fields.get("summary", "")
    draft.fields["summary"] = f"{words.rstrip(' .')}. {further}" if further else words


def is_titled(text: str) -> bool:
    """Whether most long words begin with a capital, as in titles and not in descriptions."""
    long = [word for word in text.split() if len(word) > 3]
    return sum(word[0].isupper() or not word[0].isalpha() for word in long) >= 0.6 * max(1, len(long))


def _is_paper(draft: Draft) -> bool:
    url = draft.fields.get("url") or ""
    return (
        bool({"arxiv", "doi", "container_title"} & draft.fields.keys())
        or is_paper(Span("", url))
        or kind_and_type(url)[0] == "paper"
    )


def _is_address(draft: Draft, name: str) -> bool:
    """Whether the last part of the address, or the site, is called so."""
    site, *path = re.sub(r"^https?://(?:www\.)?", "", str(draft.fields.get("url") or "")).rstrip("/").split("/")
    bare = re.sub(r"\W|_", "", fold(name))
    return bool(bare) and any(bare in re.sub(r"\W|_", "", fold(part)) for part in (path[-1:] or [site]))
