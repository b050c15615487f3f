"""The facts of an entry so far: people, publication, date, description, and the text that was not understood."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Any

from llmprimer.importing.document.flattening import tidy
from llmprimer.importing.document.labels import is_resource
from llmprimer.records.column_roles import is_nobody, people_of_cell
from llmprimer.records.people import NameParts
from llmprimer.records.people_lists import People, leading_people, people_in
from llmprimer.records.venues import is_meeting, read_tail
from llmprimer.records.written_dates import parse_date

#: `Lumen Research Team: Ada Stern, Bo Lind, ...`: a team with a name of its own before its members.
_TEAM = re.compile(r"\S\s+(?:team|group)\W*$", re.IGNORECASE)
_MEMBERS = 3
#: `23/05` is a month of a year, `07/05` may be a day of a month.
_MONTHS = 12
#: What is called the author and is no name of people, `Lumen Engineering`.
_BODY = re.compile(
    r"(?!(?i:various|several|multiple|many|unknown|anonymous|none|not|see|same|to be)\b)(?:[A-Z][\w&'’.-]*(?:\s(?=.)|$)){2,5}"
)
#: The name of a publication in short, `Lamp. Light. 2021`: its stops end no sentence.
_IN_SHORT = re.compile(
    r"(?P<name>(?:[A-Z][\w&-]{0,9}\.?\s){1,6}[A-Z][\w&-]{0,9}\.?)(?:,?\s\(?(?P<year>(?:19|20)\d\d)\)?)?"
)
#: From how many words each on keywords are a description.
_SENTENCE = 5
WORD = re.compile(r"[^\W\d_]{2}")


class Taken:
    """The fields of one entry, named as in the model, and how facts are added to them."""

    def __init__(self, sure: AbstractSet[str] = frozenset(), *, named_elsewhere: bool = False) -> None:
        self.fields: dict[str, Any] = {}
        self.authors: list[NameParts] = []
        self.has_others = False
        self.organizations: list[str] = []
        self.keywords: list[str] = []
        self.asides: list[str] = []
        self.descriptions: list[str] = []
        self.left: list[str] = []
        #: The title from a citation below the entry, if the entry itself has only a short name.
        self.full_title = ""
        #: The title of the entry, if it is a paper's and may be a short name.
        self.title = ""
        #: Whether it is a paper, which others may present than those who wrote it.
        self.is_paper = False
        #: Where the work is.
        self.address = ""
        #: The title of the entry as its link has it; a citation below may have a longer form of it.
        self.linked = ""
        #: Whether a colon stands behind the title, `**GLOW**: Large Lamps`.
        self.has_colon = False
        self.sure = sure
        #: Whether a column of the table names the people, so that its titles have none: `Seen by Large Lamps`.
        self.named_elsewhere = named_elsewhere
        #: The plain name before a meeting in a bracket, `(Ada Stern, CHI 2020)`, of which only the list tells.
        self.before_meeting = ""
        self.doubtful: set[str] = set()
        self.named: set[str] = set()

    def result(self) -> dict[str, Any]:
        """The fields, named as in the model."""
        fields = dict(self.fields)
        if self.authors:
            fields["author"] = self.authors
            if self.has_others:
                fields["and_others"] = True
        if self.organizations:
            fields["organizations"] = list(dict.fromkeys(self.organizations))
        if self.keywords:
            fields["keywords"] = list(dict.fromkeys(self.keywords))
        described = [text for text in self.descriptions if text]
        if described or self.asides:
            summary = " ".join(
                text if text.endswith((".", "!", "?", "。", "…", ":")) or text is described[-1] else f"{text}."
                for text in described
            )
            asides = [aside for aside in self.asides if aside not in summary]
            if not summary:
                summary, asides = "; ".join(asides), []
            fields["summary"] = summary + "".join(f" ({aside})" for aside in asides)
        return fields

    def labelled(self, kind: str | None, label: str, value: str) -> bool:
        """Takes `Keywords: a, b`, `Venue: ...`, `Authors: ...`, `TL;DR: ...`, or a cell of such a column.

        Returns whether the label is one of these.
        """
        value = value.strip(" .;,*_")
        if kind is None or (kind in ("title", "link") and not value):
            return kind is not None and not value
        if kind in ("other", "used") or (kind == "speaker" and self.is_paper):
            self.left.append(f"{label.strip()}: {value}")
        elif kind in ("author", "speaker"):
            self._credited(label, value)
        elif kind == "keyword":
            keywords = [k for part in re.split(r"[,;，；、|]", value) if (k := part.strip(" .`*_#"))]
            if len(value.split()) < _SENTENCE * len(keywords):
                self.keywords += keywords
            else:  # `Tasks: finding the lamps of a room by their light`
                self.descriptions.append(tidy(value))
        elif kind == "organization":
            led = leading_people(value) if _TEAM.search(label) and not self.authors else None
            if led is not None and len(led[0].names) >= _MEMBERS:
                self.take(led[0])
                self._tail(led[1], is_certain=False)
                value = label
            self._organizations(value)
        elif kind == "date":
            short = re.fullmatch(r"(\d\d)[./-](0[1-9]|1[0-2])", value)
            if short is not None and int(short[1]) > _MONTHS:
                value = f"20{short[1]}-{short[2]}"
            if (date := parse_date(value)) is not None:
                self._dated(str(date))
            elif re.fullmatch(r"1[0-8]\d\d", value):
                self._dated(value)  # in running text these are numbers
            else:
                self.left.append(value)
        elif kind == "alias":
            self.fields["aliases"] = [value]
        elif kind == "publisher" and not is_meeting(value):
            self.fields.setdefault("publisher", value)
        elif kind in ("venue", "publisher"):
            in_short = _IN_SHORT.fullmatch(value) if ". " in value else None
            if in_short is not None:
                self.fields.setdefault("container_title", in_short["name"].rstrip("."))
                value = in_short["year"] or ""
            people = people_in(value) if "," in value else None
            if people is not None and len(people.names) > 1:  # a column called Publication may say who published it
                self.take(people)
            else:
                self._tail(value, is_certain=True)
        elif kind == "note":
            self.descriptions.append(tidy(value))
        elif kind == "link":
            if WORD.search(value) and not is_resource(value):
                self.left.append(f"{label.strip()}: {value}")
        else:
            return False
        return True

    def _credited(self, label: str, value: str) -> None:
        """Takes the people of a cell or label for authors."""
        people = people_of_cell(re.sub(r",?\s*\(?\b(?:editors?|eds?\.?)\)?$", "", value))
        if people is not None:
            self.take(people)
        elif label and _BODY.fullmatch(value) and not is_resource(value) and not is_nobody(value):
            self.take(People([{"literal": value}], has_others=False, organizations=[]))
        else:
            self.left.append(value)

    def _organizations(self, value: str) -> None:
        for part in re.split(r"\s*(?:[,;，；、&]|/(?=\s)|(?<=\s)/|\bet al\.?|\band\b)\s*", value):
            part = part.strip(" .()[]`*_")
            part += ")" * (part.count("(") > part.count(")"))  # `Harbour Lab (Oslo)`
            if WORD.search(part) and len(part) <= 80:
                self.organizations.append(part)

    def take(self, people: People, position: str = "") -> None:
        """Takes the authors, unless some are known; `position` says where in the entry they were found."""
        if self.authors:
            return
        self.authors, self.has_others = people.names, people.has_others
        self.organizations += people.organizations
        if position:
            self.named.add(position)

    def _tail(self, text: str, *, is_certain: bool) -> None:
        tail = read_tail(text, is_certain=is_certain)
        for name, value in tail.fields.items():
            self.fields.setdefault(name, value)
        if WORD.search(tail.rest):
            if len(tail.rest.split()) >= 4:
                self.descriptions.append(tidy(tail.rest))
            else:
                self.left.append(tail.rest)

    def _dated(self, date: str) -> None:
        """Takes a date: the first one counts, unless a later one only makes it more exact."""
        if date.startswith(str(self.fields.get("issued", ""))):
            self.fields["issued"] = date
