"""Tells the short name of a work in brackets from its title: `Large Lamps for Small Rooms (GLOW)`, `LLR (Large Lamps of Rooms)`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llmprimer.importing.drafting.abbreviations import abbreviates, abbreviates_beginning, abbreviates_end, words_of
from llmprimer.importing.drafting.set_off_facts import is_affiliation
from llmprimer.importing.drafting.title_ends import is_name_like
from llmprimer.records.draft import Draft
from llmprimer.records.venues import is_meeting, is_preprint, read_tail

#: How many entries show how a list is written.
_USUAL = 3
#: How many show that abbreviations in brackets are a habit of the list.
_HABIT = 8
#: In words, of a title before a bracket that does not abbreviate it.
_LONG = 4
_NAME_LAST = re.compile(
    r"(?P<rest>\S+(?:\s+[^\s(（]+)+?)\s*[(（](?P<name>[^\W_][\w.+*&/-]{1,23}(?: v\d[\d.]*|(?: [A-Z\d][\w.+*-]{0,15}){1,2})?)[)）]"
)
_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
_TITLE_LAST = re.compile(r"(?P<name>[^\W_][\w.+-]{1,15})\s*[(（](?P<rest>[^\W\d_][^()（）]{4,120})[)）]")


_YEAR = re.compile(r"[\s'’]*(?:19|20)\d\d$")


class _Bracketed(NamedTuple):
    draft: Draft
    name: str
    rest: str

    @property
    def is_glued(self) -> bool:
        """Whether the bracket with the name follows without a space, `Small Rooms(GLOW)`: nothing that a title has."""
        return self.draft.title[len(self.rest) :].startswith("(")

    @property
    def is_certain(self) -> bool:
        """Whether its letters show that the work is called by it: those of the whole title, or of its beginning, right before no bracket."""
        if not is_name_like(self.name) or is_meeting(self.name):
            return False
        words = words_of(_ARTICLE.sub("", self.rest))
        return abbreviates(self.name, words) or (
            abbreviates_beginning(self.name, words) and not abbreviates_end(self.name, words)
        )


def split_brackets(drafts: Sequence[Draft]) -> None:
    """Makes the names in brackets behind the titles of a list aliases, where it has several.

    An abbreviation of the words before it is part of the title, unless most titles have one, or no space is before it.
    """
    forms: list[_Bracketed] = []
    for form in _behind_titles(drafts):
        if _is_published(form.name):
            _publish(form)
        elif len(form.rest.split()) >= _LONG and (form.is_glued or _are_name_like(form.name)):
            forms.append(form)
    found = [form for form in forms if form.is_glued or not _abbreviates(form)]
    if len(forms) >= _HABIT and 2 * len(forms) >= len(drafts):
        found = forms
    if len(found) >= _USUAL and 5 * len(found) >= len(drafts):
        for form in found:
            call(form.draft, form.rest.rstrip(" *"), form.name)


def _is_published(name: str) -> bool:
    """Whether what stands in brackets is a meeting or preprint and its year, `CHI 2020`, and no name of the work."""
    return _YEAR.search(name) is not None and (is_meeting(name) or is_preprint(_YEAR.sub("", name)))


def _publish(form: _Bracketed) -> None:
    """Takes the publication in brackets off a title."""
    fields = form.draft.fields
    fields["title"] = form.rest
    for name, value in read_tail(form.name).fields.items():
        fields.setdefault(name, value)


_BRACKET_LAST = re.compile(r"(?P<title>[^()（）]*[^\s()（）])\s*[(（](?P<inner>[^\W\d_][^()（）\d]{1,60})[)）]")


def take_organizations(drafts: Sequence[Draft]) -> None:
    """Takes organizations in brackets off the titles of a list where most have one, `Large Lamps (Harbour Lab)`.

    What a bracket holds is told by those with a word for an organization; others, `(Lumen)`, are such beside these.
    """
    found = [(draft, match) for draft in drafts if (match := _BRACKET_LAST.fullmatch(draft.title)) is not None]
    named = [(draft, match) for draft, match in found if not _is_of_title(draft, match)]
    certain = sum(is_affiliation(match["inner"]) for _, match in named)
    if len(named) <= _USUAL or certain < _USUAL or 3 * certain < len(named):
        return
    if len(named) == len(found) and 3 * len(found) >= 2 * len(drafts):
        for draft, match in found:
            draft.fields["title"] = match["title"]
            draft.fields["organizations"] = [*draft.fields.get("organizations", ()), match["inner"].strip()]


def _is_of_title(draft: Draft, match: re.Match[str]) -> bool:
    """Whether a bracket says more about a title, or abbreviates it, and so can be no organization."""
    inner = match["inner"].strip()
    are_names = all(word[0].isupper() or word in ("of", "the", "for", "and", "de", "&") for word in inner.split())
    is_short = is_name_like(inner) and _abbreviates(_Bracketed(draft, inner, match["title"]))
    return not are_names or is_meeting(inner) or is_short


def split_brackets_of_sections(drafts: Iterable[Draft]) -> None:
    """The same for drafts of several lists, those below one heading together."""
    sections: defaultdict[tuple[str, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        sections[draft.headings].append(draft)
    for own in sections.values():
        split_brackets(own)


def settle_abbreviations(drafts: Sequence[Draft]) -> None:
    """Makes what abbreviates a whole title, or the beginning of a longer one, an alias, and what a name stands for the title.

    What abbreviates only the words before it, `A Study of Large Lamps (LL)`, is part of the title.
    """
    for form in _behind_titles(drafts):
        if form.is_certain:
            call(form.draft, form.rest.rstrip(" *"), form.name)
    for draft in drafts:
        title = draft.title
        if (match := _TITLE_LAST.fullmatch(title)) is not None and _is_long_form(match["rest"], match["name"]):
            call(draft, match["rest"], match["name"])
        elif " " not in title and (told := next((one for one in draft.asides if _is_long_form(one, title)), None)):
            _call_as_told(draft, told)  # `[LLR](...) (Large Lamps of Rooms)`


def _call_as_told(draft: Draft, told: str) -> None:
    """Gives a draft the title that a bracket behind its name says, which is all of its description or the end of it."""
    call(draft, told, draft.title)
    summary = str(draft.fields.pop("summary", ""))
    bracket = f" ({told})"
    words = "" if summary == told else summary.replace(bracket, "") if bracket in summary else summary
    if words:
        draft.fields["summary"] = words


def _is_long_form(title: str, name: str) -> bool:
    """Whether a text in brackets behind a name is what the name stands for, `LL (Large Lamps)`; one word more may be before it."""
    words = words_of(title)
    is_titled = all(word[0].isupper() or not word[0].isalpha() for word in title.split() if len(word) > 3)
    begins = (words, words[1:] if len(words) > 2 else [])
    return is_titled and any(abbreviates(name, some) and len(name) <= 2 * len(some) + 1 for some in begins)


def call(draft: Draft, title: str, name: str) -> None:
    """Gives a draft its title, and the name as an alias."""
    draft.fields["title"] = title
    draft.fields["aliases"] = list(dict.fromkeys((*draft.fields.get("aliases", ()), name)))


def _behind_titles(drafts: Sequence[Draft]) -> list[_Bracketed]:
    matches = ((draft, _NAME_LAST.fullmatch(draft.title)) for draft in drafts)
    return [_Bracketed(draft, match["name"], match["rest"]) for draft, match in matches if match is not None]


def _are_name_like(name: str) -> bool:
    """Whether a word, or one of several with capitals, can only be a name: `GLOW`, `Dim GLOW`."""
    return is_name_like(name) if " " not in name else any(map(is_name_like, name.split()))


def _abbreviates(form: _Bracketed) -> bool:
    """Whether the capitals of the name are initials of words of the title, in their order."""
    initials = iter(word.text[0] for word in words_of(form.rest))
    capitals = [letter for letter in form.name if letter.isupper()] or re.findall(r"[^\W\d_]", form.name)
    return all(capital.casefold() in initials for capital in capitals)
