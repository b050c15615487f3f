"""Takes the names of works off the citations behind them: `**GLOW** Stern A, Lind B, et al. Large lamps of small rooms[J]. ...`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import takewhile

from llmprimer.importing.document.citations import is_citation
from llmprimer.importing.document.outline import BREAK, Block, Span
from llmprimer.records.citing import cite
from llmprimer.records.column_roles import name_likeness
from llmprimer.records.people_lists import is_certain, leading_people
from llmprimer.records.venues import is_meeting, names_publication

#: How many entries show how a list is written.
_USUAL = 3
#: In words, of a name; in words, of a title that is no publication by chance.
_LONGEST, _TITLED = 3, 4
#: How like the name of a person a text may be.
_PERSON = 0.8
#: `**GLOW ** Stern A, ...`: the space before the marks keeps them from being bold.
_MARKED = re.compile(r"\s*\*\*(?P<name>[^*]{1,40}?)\s*\*\*\s*(?=[^\W\d_])")


def without_names_before_citations(items: Iterable[Block]) -> None:
    """Makes the bold names before citations what their items are called, where several items of a list have them."""
    groups: defaultdict[int, list[tuple[Block, str, list[Span]]]] = defaultdict(list)
    for item in items:
        if (found := _named(item)) is not None:
            groups[item.group].append((item, *found))
    for group in groups.values():
        counts = Counter(name for _, name, _ in group)  # what several are called is no name of one of them
        for item, name, spans in group if len(group) >= _USUAL else ():
            if counts[name] == 1:
                item.called, item.spans = name, spans


def _named(item: Block) -> tuple[str, list[Span]] | None:
    """The name of a work and the spans behind it, if these are a citation that begins with its authors."""
    at = next((n for n, span in enumerate(item.spans) if span.text.strip()), None)
    if at is None or item.spans[at].href is not None:
        return None
    first, behind = item.spans[at], item.spans[at + 1 :]
    name = first.text.strip(" .")
    if not first.bold:
        if (marked := _MARKED.match(first.text)) is None:
            return None
        name, behind = marked["name"].strip(), [first._replace(text=first.text[marked.end() :]), *behind]
    if not 0 < len(name.split()) <= _LONGEST or name_likeness(name) >= _PERSON:
        return None
    following = next((span for span in behind if span.text.strip(" ")), None)
    if following is None or following.text == BREAK or following.italic:
        return None  # `**Wide Lamps**` over its authors is the title
    said = "".join(span.text for span in takewhile(lambda span: span.href is None, behind)).strip()
    people = leading_people(said)
    if people is None or not is_certain(people[0]) or not is_citation(said):
        return None
    title = cite(said).title
    is_title = len(title.split()) >= _TITLED and name_likeness(title) < _PERSON
    is_title = is_title and not is_meeting(title) and not names_publication(title)
    return (name, behind) if is_title else None
