"""Finds the people of an entry: at the beginning of a text, after `by`, and at the end of a description."""

from __future__ import annotations

import re

from llmprimer.importing.document.flattening import END, PEOPLE, SENTENCE, until_mark
from llmprimer.importing.document.labels import MAKING, RESOURCE_WORDS, column, is_resource
from llmprimer.importing.drafting.taken import Taken
from llmprimer.records.contributors import take_editors_first
from llmprimer.records.name_words import ORGANIZATION
from llmprimer.records.people import NameParts
from llmprimer.records.people_lists import HONORIFIC, People, leading_people, people_before_words, people_in
from llmprimer.records.venues import is_meeting, is_preprint, names_publication
from llmprimer.records.written_dates import date_at_start, is_date, parse_date
from llmprimer.text import CAPITAL, fold, has_cjk

_DASH = re.compile(r"\s*[-–—]\s+(?=\S)")


def are_families(people: People) -> bool:
    """Whether several persons are named, all at least by family name."""
    return len(people.names) > 1 and all("family" in name for name in people.names)


#: `Stern,` before a title; behind a colon a label would look the same.
_FAMILY_ALONE = re.compile(rf"((?:(?:[Dd]e|[Vv]an|[Vv]on|[Dd]i|[Dd]a)\s)?{CAPITAL}[^\W\d_][\w'’-]*),\s*")


def are_full(people: People) -> bool:
    """Whether all names are complete, or others follow the first."""
    return people.has_others or all("given" in name and "family" in name for name in people.names)


#: `(Stern et al., 19)`: no volume or page, and of which century is not said.
SHORT_YEAR = re.compile(r"[\s.,;]*['’]?\d\d[\s.,;]*")
#: The place of one plain name before a meeting in a bracket behind the title, `(Ada Stern, CHI 2020)`.
IN_BRACKET = "bracket before meeting"
#: The same bracket where it has two people and a year, `(Ada Stern, Bo Lind 2020)`.
TWO_IN_BRACKET = "two in bracket"
_ONE_IN_BRACKET = re.compile(
    r"(?P<who>[^,;&]{4,40}),\s+(?P<where>(?!.*\s(?:and|und|et|y)\s)[^\W\d_][^,;&:]{1,60}\s(?:19|20)\d\d)"
)


def one_in(place: str) -> str:
    """The place of a family name that stands alone where others have several people."""
    return f"one {place}"


def _is_one_word(people: People, rest: str, run: str) -> bool:
    """Whether a text is nothing but one family name."""
    is_alone = len(people.names) == 1 and people.names[0].keys() == {"family"} and not people.has_others
    return is_alone and not rest.strip(" .") and run.strip(" .") == people.names[0]["family"]


#: A body that does its works together.
_TEAM = re.compile(r"(?:[A-Z][\w-]*\s){1,4}(?:Team|Group|Consortium|Collaboration)[.,;]?")
#: `Ada Stern on lamps`: what stands behind people in a description of what they say.
_SAYS = re.compile(r"\s+(?:on|about|explains?|discuss\w*|argues?|describes?|introduces?|shows?|reviews?|reviewing)\s")
#: `Written by @stern`, and the name of an account after other such words.
_HANDLE = re.compile(
    r"(?:(?:written|created|posted|made|developed)\s+by\s+@?|(?:maintained\s+)?by\s+@)([\w-]{2,40})(?=\s*(?:[.,;|()\x1f\n]|$))",
    re.IGNORECASE,
)


#: `by stern`, which is an account if the address of the work has it too.
_ACCOUNT = re.compile(r"by\s+([a-z\d][\w-]{2,40})(?=\s*(?:[.,;|()\x1f\n]|$))", re.IGNORECASE)
#: `... for all rooms. By Ada Stern (2014)`
_LAST_BY = re.compile(
    r"(?<=[.!?…])\s+(?:By|Von|Par|Por|Door)\s+(?P<people>[^.:;()]{5,120}(?:\.\s?[^.:;()]{2,60}){0,3}?)\s*(?:\((?P<year>(?:19|20)\d\d)\))?\s*\.?$"
)
#: What people did with a work, or to it: `suggested by`, `chosen by`.
_PARTICIPLES = ("ed", "en")
#: `presented by Ada Stern`: of a paper that may be somebody else.
PRESENTED = re.compile(r"presented\s+by\b", re.IGNORECASE)


def _parts(name: str) -> NameParts:
    """The parts of a name; that of an account is one, as it is printed, and `ada stern` has two."""
    people = people_in(
        name.title() if name.islower() and re.fullmatch(r"[^\W\d_]+ [^\W\d_]+", name) else name, sure=True
    )
    if people is None or len(people.names) != 1 or "given" not in people.names[0]:
        return {"literal": name}
    return people.names[0]


class NamedPeople(Taken):
    """Fields of one entry from what stands around its title.

    `sure` are the places where the list at hand names people; a plain name there is one, and with `alone` also a family name
    and nothing else before the title. `doubtful` are the places of this
    entry where only that would tell, `named` those where people were found.
    """

    def behind_date(self, text: str) -> str:
        """What a text says behind a day and a dash; names of organizations are taken with the day, `22 May 2025 – Harbour Lab, Lumen`."""
        told = date_at_start(text)
        dash = _DASH.match(text, told[1]) if told is not None else None
        if told is None or dash is None:
            return text
        if not told[0].day and "behind date" not in self.sure:
            self.doubtful.add("behind date")  # `2025 – Harbour Lab` may be anything
            return text
        self._dated(str(told[0]))
        who = text[dash.end() :].rstrip(" .…")
        parts = re.split(r",\s*|\s(?:and|y|e|et|und)\s", who)
        are_names = all(part[:1].isupper() and len(part.split()) <= 7 for part in parts) and not re.search(
            r"[\d:;]", who
        )
        if not are_names or is_meeting(who) or names_publication(who) or people_in(who) is not None:
            return who
        is_sure = ORGANIZATION.search(who) is not None or re.search(r"[a-z][A-Z]", who) is not None
        (self.named if is_sure else self.doubtful).add("behind date")
        if not is_sure and "behind date" not in self.sure:
            return who  # a place may be
        self._organizations(", ".join(parts))
        return ""

    def finish(self) -> None:
        """Finds the people at the end of a description: `A survey of trees, by Jane Doe`."""
        for text in self.descriptions if not self.authors else ():
            if self._by_in_last_sentence(text):
                break
            led = people_before_words(re.sub(r"['’]s\s(?=[a-z])", " on ", text, count=1))
            if led is not None and _SAYS.match(led[1]) and all("family" in name for name in led[0].names):
                if "told" in self.sure:
                    self.take(led[0], "told")
                self.doubtful.add("told")  # `Paris and London on lamps`: only the list tells
                self.named.update({"told"} if len(led[0].names) > 1 or led[0].has_others else ())
                break
            by = re.search(r"(,)?\s+by\s+([^:;]{5,200}?)(?:,\s+(?:with|which|including|covering)\s.*|\.?)$", text)
            people = people_in(by[2], sure=True) if by is not None else None
            if by is not None and people is None:
                people = (people_before_words(by[2]) or (None, ""))[0]  # `a talk by Jane Doe at Lamp Week`
            if by is None or people is None or not (are_full(people) or are_families(people)):
                continue
            noun = re.search(r"([^\W\d_]+)$", text[: by.start()].lower())  # `a paper by Jane Doe`, `a textbook by ...`
            is_work = noun is not None and (noun[1] in RESOURCE_WORDS or noun[1].endswith("book"))
            if noun is not None and not by[1] and column(f"{noun[1]} by") == "other" and noun[1].endswith(_PARTICIPLES):
                continue  # `Recommended by Jane Doe`
            if re.search(r"[.!?]\s+[A-Z]", text[: by.start()]):
                continue  # a later sentence may speak of another work: `It was cited in a report by Jane Doe`
            is_made = text[: by.start()].lower() in MAKING  # `Taught by Jane Doe`
            if not are_full(people) and not is_work:
                continue  # `sorted by Stern and Lind`
            if by[1] or "by" in self.sure or is_work or is_made:
                self.take(people, "by")
            else:
                self.doubtful.add("by")  # `sorted by Jane Doe` may say something else

    def _by_in_last_sentence(self, text: str) -> bool:
        """Whether the last sentence of a description says by whom the work is and nothing else; it leaves the description then."""
        by = _LAST_BY.search(text)
        people = people_in(by["people"], sure=True) if by is not None else None
        if by is None or people is None or not are_full(people):
            return False
        self.take(people, "by alone")
        if by["year"]:
            self._dated(by["year"])
        self.descriptions = [text[: by.start()].rstrip() if one is text else one for one in self.descriptions]
        return True

    def _has_account(self, name: str) -> bool:
        """Whether the address of the work begins with the name of that account: `github.com/stern/lamps`, `stern.example.io/lamps`."""
        begin = re.match(r"https?://([^/?#]+)(?:/@?([^/?#]+))?", self.address)
        return begin is not None and name.lower() in (begin[1].lower().split(".")[0], (begin[2] or "").lower())

    def _publication_before_people(self, run: str, position: str) -> int | None:
        """`arXiv, Doe, Jane, et al.` and `ACL'22, Jane Doe, Li Wei`: where it was published comes first."""
        first = re.match(r"([^,;:.|\x1f\x02\x03\n]{2,60})[,;:]\s+", run)
        if first is None or not (is_meeting(first[1]) or is_preprint(first[1])):
            return None
        if leading_people(run[first.end() :], sure=position in self.sure) is None:
            return None
        self._tail(first[1], is_certain=True)
        return first.end()

    def _people(self, run: str, position: str) -> int | None:
        if run.startswith(PEOPLE):
            names = run[1:].partition(END)[0]
            self.take(People([_parts(name) for name in names.split("; ")], has_others=False, organizations=[]))
            return len(names) + 2
        if position.startswith("before") and (edited := take_editors_first(run)) is not None:
            self.fields.setdefault("editor", edited[0].names)
            return len(run) - len(edited[1])
        alone = _FAMILY_ALONE.fullmatch(run) if position == "before" and "alone" in self.sure else None
        if alone is not None and not is_resource(alone[1]) and not names_publication(alone[1]):
            self.take(People([{"family": alone[1]}], has_others=False, organizations=[]), position)
            return len(run)
        is_by = (
            re.match(r"(?:(?:posted|written|given|presented)\s+by|by|作者|authors?)\b", run, re.IGNORECASE) is not None
        )
        if self.is_paper and PRESENTED.match(run):
            return None
        # Behind `by` there are people; what stands there without it may be anything all the same.
        place = f"{position} by" if is_by else position
        if is_by and (length := self._people_in_sentence(run, position)) is not None:
            return length
        if (handle := _HANDLE.match(run)) is not None:
            self.take(People([{"literal": handle[1]}], has_others=False, organizations=[]), place)
            return handle.end()
        if (account := _ACCOUNT.match(run)) is not None and self._has_account(account[1]):
            self.take(People([{"literal": account[1]}], has_others=False, organizations=[]), place)
            return account.end()
        if (
            is_by
            and (
                by := re.match(
                    r"[Bb]y\s+([^.:;()]{3,200}?)\s*[,;:–—-]\s+(?!(?:and|und|et|y|e|och|og|en)\s)(?=[a-z])", run
                )
            )
            is not None
        ):
            people = people_in(by[1], sure=True)  # `By Victor Stone, an excellent book`
            if people is not None and (are_full(people) or are_families(people)):
                self.take(people, place)
                return by.end()
        if (
            not is_by
            and not run[:1].isupper()
            and not has_cjk(run[:2])
            and not re.match(r"(?:van|von|de|den|der|di|la|el|al)\b", run)
        ):
            return None
        sure = position in self.sure or is_by or HONORIFIC.match(run) is not None
        leading = self._leading(run, sure=sure)
        if leading is not None and sure and all("literal" in name for name in leading[0].names):
            # `The Team at X: Jane Doe, Li Wei`
            after = re.match(r"\s*[:：]\s*", leading[1])
            if after is not None and (inner := leading_people(leading[1][after.end() :])) is not None:
                self.organizations += [name["literal"] for name in leading[0].names]
                leading = inner
        if leading is not None and self._plausible(leading, run, is_sure=sure, is_by=is_by):
            length = len(run) - len(leading[1])
            team = _TEAM.fullmatch(run[:length].strip())  # `GLOW Team` is no Team Glow
            people = leading[0]._replace(names=[{"literal": team[0].rstrip(".,;")}]) if team is not None else leading[0]
            self.take(people, place)
            rest = leading[1]
            # `*Jane Doe et al. arXiv.*`: what follows in the same run is where it was published.
            cut = until_mark(rest)
            if rest[:cut].strip(" .,;:-–—"):
                clause = rest[:cut]
                dash = re.match(r"\s*[-–—:：]+\s", clause)
                if dash and not names_publication(clause[dash.end() :]):
                    return length
                is_sentence = re.match(r"[.;]?\s+[A-Z][a-z]*\s+[a-z]", clause) is not None and len(clause.split()) >= 4
                if is_sentence and not names_publication(clause):
                    return length
                if len(clause.split()) <= 30 and (not SENTENCE.search(clause) or names_publication(clause)):
                    self._tail(clause, is_certain=True)
                    length += cut
            return length
        if (
            not sure
            and (leading := self._leading(run, sure=True)) is not None
            and self._plausible(leading, run, is_sure=True, is_by=False)
        ):
            self.doubtful.add(position)
        # Before a title such a word says what it is, or who published it.
        if not is_by and position != "before" and leading is not None and _is_one_word(*leading, run):
            if one_in(position) in self.sure:
                self.take(leading[0], position)
                return len(run)
            self.doubtful.add(one_in(position))  # `Stern` and nothing else
        return None

    def _people_in_brackets(self, text: str) -> tuple[People, str] | None:
        """The people in brackets, followed at most by venue and date."""
        if (one := self._one_in_bracket(text)) is not None and TWO_IN_BRACKET not in self.sure:
            return one if IN_BRACKET in self.sure else None
        for sure in (False, True):
            leading = leading_people(text, sure=sure)
            if leading is None or not self._plausible(leading, text, is_sure=sure, is_by=False):
                continue
            rest = leading[1].strip(" .,;")
            if sure and "brackets" not in self.sure:
                if is_date(rest):
                    self.doubtful.add("brackets")  # `(Doe, 2018)`: only the list tells
            elif not rest or names_publication(rest) or parse_date(rest) is not None or SHORT_YEAR.fullmatch(rest):
                return leading
        return None

    def _one_in_bracket(self, text: str) -> tuple[People, str] | None:
        """The only person of a bracket and the meeting behind, `Ada Stern, Lamp Week 2020`, which may be two people in another list."""
        match = _ONE_IN_BRACKET.fullmatch(text)
        people = people_in(match["who"], sure=True) if match is not None else None
        if match is None or people is None or len(people.names) > 1 or people.has_others or not are_full(people):
            return None
        self.before_meeting = match["who"]
        self.named.update({IN_BRACKET} if is_meeting(match["where"]) else ())
        self.doubtful.update((IN_BRACKET, TWO_IN_BRACKET))
        return people, match["where"]

    def _leading(self, run: str, *, sure: bool) -> tuple[People, str] | None:
        """The people at the beginning of a text; `[Old Lamps, New Rooms](...) Old Lamps, New Rooms: A Study` repeats its title."""
        leading = leading_people(run, sure=sure)
        said = fold(run[: len(run) - len(leading[1])]).strip(" ,.:;-–—") if leading is not None else ""
        return None if said and said in (fold(self.linked), fold(self.title)) else leading

    @staticmethod
    def _plausible(leading: tuple[People, str], run: str, *, is_sure: bool, is_by: bool) -> bool:
        """Whether the list of people ends plausibly: not within a sentence."""
        people, rest = leading
        if not is_by and not people.has_others and all("literal" in name for name in people.names):
            # `A package for trees`: only a word that says so makes a body an author, or `Lamp Team.` where others are named.
            named = run[: len(run) - len(rest)]
            return is_sure and _TEAM.fullmatch(named.strip()) is not None and re.match(r"\s*\w", rest) is None
        named = run[: len(run) - len(rest)]
        if re.match(r"\s+(?!(?:19|20)\d\d\b)[^\W_]", rest) and not re.search(r"[.:)]\s*$", named):
            return False
        if named.endswith(")") and re.match(r"\s+[a-z]", rest):
            return False  # `Finds Glow12 (GLW relative) as the partner of lamps`
        dated = re.match(r"[\s,]*[(\[]?(?:1[6-9]|20)\d\d(?:[)\]]|,[^()\[\]]{2,40}[)\]])?(?:\W*$|\s*[-–—:]\s)", rest)
        if is_sure and dated and len(run) - len(rest) <= 60:
            return True  # `Doe (2005)` and nothing else, or a dash, in a list that names people there
        if is_sure and not is_by and named.count("&") == 1 and re.match(r"\s*[-–—:]\s", rest):
            # `Lamps & Shades - how to` without a year is a company rather than two family names.
            return any("given" in name for name in people.names)
        first = people.names[0]
        return not (len(people.names) == 1 and "family" in first and "given" not in first and not people.has_others)

    def _people_in_sentence(self, run: str, position: str) -> int | None:
        """`by Jane Doe at the University of Light (2015)`, `by Jane Doe who has made others`."""
        people, rest = (run[:2].lower() == "by" and people_before_words(run[2:])) or (None, "")
        if people is None or not are_full(people):
            return None
        self.take(people, f"{position} by")
        length = len(run) - len(rest)
        where = re.match(
            r"\s+(?:at|from)\s+((?:the\s+)?[^\W\da-z_][^,;:.()|\x1f\x02\x03\n]{2,80}?)(?=\s*(?:[,;:.(|\x1f\n]|$))", rest
        )
        if where is None or len(where[1].split()) > 9:
            return length
        body = where[1].removeprefix("the ")
        if ORGANIZATION.search(body) or where[0].lstrip().startswith("from"):
            self._organizations(body)
        else:
            self.left.append(where[0].strip())  # `by Jane Doe at Lamp Week`
        return length + where.end()
