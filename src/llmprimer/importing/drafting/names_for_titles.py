"""Takes names of authors off the places of titles, in lists that call works so: `[Stern et al.](https://doi.org/...)`, `[Roe & Lind](...)`.

One such title may be anything. Where several say that there are others, those who are named wrote the works, whose titles the list does
not have: these are known by their address or identifier.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmprimer.records.draft import Draft

#: How many such titles with `et al.` show that the list calls works by their authors.
_USUAL = 3
_NAME = r"(?:(?:de|van|von|der|den|la|le|da|di) )*[^\W\d_a-z][\w'’-]+"
_YEAR = r"(?:,?\s*[(\[]?(?P<year>(?:1[6-9]|20)\d\d)[a-z]?[)\]]?)?"
_WITH_OTHERS = re.compile(rf"(?P<who>{_NAME}),? et al\b\.?{_YEAR}")
_TWO = re.compile(rf"(?P<who>{_NAME},? (?:and|&) {_NAME}){_YEAR}")
_AND = re.compile(r",? (?:and|&) ")


def settle_names_for_titles(drafts: Sequence[Draft]) -> None:
    """Gives such works their authors in place of a title."""
    found = [(draft, match) for draft in drafts if (match := _match(_WITH_OTHERS, draft)) is not None]
    if len(found) < _USUAL:
        return
    found += [(draft, match) for draft in drafts if (match := _match(_TWO, draft)) is not None]
    for draft, match in found:
        del draft.fields["title"]
        if "author" not in draft.fields:
            draft.fields["author"] = [{"family": name} for name in _AND.split(match["who"])]
            if match.re is _WITH_OTHERS:
                draft.fields["and_others"] = True
        if match["year"] is not None:
            draft.fields.setdefault("issued", match["year"])


def _match(pattern: re.Pattern[str], draft: Draft) -> re.Match[str] | None:
    """What the title of a draft has of people, if it has nothing else and the work is known without it."""
    is_known = any(name in draft.fields for name in ("url", "doi", "arxiv"))
    return pattern.fullmatch(str(draft.fields.get("title", ""))) if is_known and not draft.has_stated_title else None
