"""Parses the text around a title (before, after and below it): people, publication, date, description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from llmprimer.importing.document.flattening import (
    IDENTIFIES,
    ITALIC,
    LABEL,
    LINK,
    ROMAN,
    SENTENCE,
    flatten,
    tidy,
    until_mark,
)
from llmprimer.importing.document.labels import column, is_resource, plain
from llmprimer.importing.document.outline import BREAK, Span
from llmprimer.importing.drafting.named_people import are_full
from llmprimer.importing.drafting.restated import restates
from llmprimer.importing.drafting.set_off_facts import SetOffFacts
from llmprimer.importing.drafting.taken import WORD
from llmprimer.records.cited_sentences import title_and_tail
from llmprimer.records.citing import cite
from llmprimer.records.contributors import take_contributors
from llmprimer.records.links import link_type
from llmprimer.records.people_lists import People, leading_people, people_in
from llmprimer.records.titles import TYPE_MARK
from llmprimer.records.venues import is_meeting, names_publication, read_tail, take_identifiers
from llmprimer.records.written_dates import is_date
from llmprimer.text import CAPITAL, fold, has_cjk
from llmprimer.vocabulary import LinkType

_SEPARATORS = re.compile(
    r"(?:[\s,;|·•/.:<>：，。、~\x1f\x03)\]]|[Ii]n:?\s+(?=\x02)|\\|[-–—―](?![^\W_])|(?<=\s)[-–—―])*"
)
_BRACKETS = re.compile(r"[(\[（【]((?:[^()\[\]（）【】]|[(\[][^()\[\]]{0,120}[)\]]){0,600})[)\]）】]")
#: One of several names in brackets, `[Ada Stern], Bo Lind`.
_BRACKETED_NAME = re.compile(
    rf"\[({CAPITAL}[\w.'’-]*(?:\s{CAPITAL}[\w.'’-]*){{1,3}})\](?=\s*(?:,|;|&|and\b|et al))"
    rf"|(?<=[,;&]\s)\[({CAPITAL}[\w.'’-]*(?:\s{CAPITAL}[\w.'’-]*){{1,3}})\]"
)
_VALUE = re.compile(r"[^\w]*\d+\s*(?:[,;x×]\s*\d+[^\w]*)+")
_CODE = re.compile(r"`([^`\n]{1,60})`")


#: `In *Lamps*`
_BOOK_AROUND = re.compile(rf"(?:^|[\s,.])[Ii]n:?\s+{ITALIC}([^{ROMAN}]{{3,200}}){ROMAN}")
_SHORT_NAME = 4
#: What stands between a short name and its title.
_COLON = re.compile(r"\s*[:：-]")
#: What ends a fact with a label: the next label, or a dash.
_NEXT = re.compile(r"\s*;\s+(?=[^\W\d_][\w ]{1,20}:\s)|\.?\s+(?:--+|[–—])\s+")
#: `Lamp Finders (LFs) are ...`: a sentence goes on behind a bracket.
_GOES_ON = re.compile(r"\s*[(\[][^()\[\]]{1,40}[)\]]\s+[a-z]")
_ADDRESSES = re.compile(r"\b(?:we|our|you|your|this|is|are)\b", re.IGNORECASE)
#: At most some twenty words in a row of people who say that there are others, and a year.
_PEOPLE_LAST = re.compile(
    r"\s[-–—]\s+(?P<who>[^\W\d_][^\d()\[\]\x02\x03\x1f–—]{2,160}?(?:\bet\.? al\.?|(?=\s[(\[])))[\s,]*(?:[(\[]\s*(?P<year>(?:19|20)\d\d)\s*[)\]])?[\s.{}\x1f]*$"
)


def _is_in_lower_case(text: str) -> bool:
    """Whether many words have few capitals and no number: they tell of meetings, and name none."""
    words = text.split()
    return len(words) >= 6 and 4 * sum(word[0].isupper() for word in words) < len(words) and not re.search(r"\d", text)


def _whole_lines(lines: Sequence[str]) -> Iterator[str]:
    """The lines; those between which a sentence breaks, or a row of people within a name, are one: `Ada Stern, Bo` over `Lind, Cy Roe`."""
    before, *others = lines
    for line in others:
        rest, _, given = before.rpartition(",")
        joined = f"{before.rstrip()} {line.lstrip()}"
        is_begun = re.fullmatch(rf"\s*{CAPITAL}[\w.'’-]*\s*", given) and people_in(rest) is not None
        is_within = re.match(r"\s*[a-z]", line) and re.search(r"\w\s\S*\w,?\s*$", before)
        if is_within or (is_begun and people_in(joined) is not None):
            before = joined
        else:
            yield before
            before = line
    yield before


class Surroundings(SetOffFacts):
    """Fields of one entry from what stands around its title."""

    # -- what is there ---------------------------------------------------------------------------------------------

    def before(self, text: str) -> None:
        """What stands before the title on its line: a date, a tag, the authors, a venue."""
        self._run(text, "before")

    def after(self, text: str) -> None:
        """What stands after the title, line by line."""
        if (mark := TYPE_MARK.match(text)) is not None:
            text = text[mark.end() :]
        for number, line in enumerate(text.split(BREAK)):
            line = self._without_people_last(self._without_contributors(line)) if number == 0 else line
            self.line(line, "after" if number == 0 else "below")

    def _without_contributors(self, line: str) -> str:
        """The line without editors and translators; `In Ada Stern (ed.), *Lamps*` names the book around the work too."""
        bare = take_contributors(line, self.fields)
        book = _BOOK_AROUND.search(bare) if bare != line and "editor" in self.fields else None
        if book is None:
            return bare
        self.fields.setdefault("container_title", book[1].strip(" .,"))
        return f"{bare[: book.start()]} {bare[book.end() :]}"

    def _without_people_last(self, line: str) -> str:
        """The line without the people behind its description, `Lamps are studied. - Ada Stern et al (2019).`"""
        if self.authors or (found := _PEOPLE_LAST.search(line)) is None:
            return line
        people = people_in(found["who"], sure=True)
        if people is None or not are_full(people) or not re.search(r"[^\W\d_]{2}", line[: found.start()]):
            return line
        if not people.has_others and "last" not in self.sure:
            self.doubtful.add("last")  # `A study of lamps - Light Week (2019)`
            return line
        self.take(people, "last")
        if found["year"]:
            self.bracketed(found["year"])
        return line[: found.start()]

    def below(self, lines: Sequence[Sequence[Span]]) -> None:
        """The lines nested under the title."""
        for spans in lines:
            for line in _whole_lines(flatten(spans).split(BREAK)):
                self.line(line, "below")

    def line(self, line: str, position: str) -> None:
        """One line: a labelled fact (`Authors: ...`), people, a publication, or a description."""
        line = _BRACKETED_NAME.sub(r"\1\2", re.sub(r"^\s*\*+|\*+\s*$", "", line))
        line = re.sub(r"(?<=[A-Za-z][.,])(?=(?:19|20)\d\d\b)", " ", line)  # `Ada Stern,Bo Lind.2016`
        bare = line.replace(LINK, " ").replace(ITALIC, "").replace(ROMAN, "").strip(" *_-–—•|")
        is_open = bare[-1:] in (":", "：") and len(bare.split()) <= _SHORT_NAME
        if not bare or (is_open and (is_resource(bare) or link_type(bare, "") is not LinkType.OTHER)):
            return  # nothing, or the label of a link
        if (
            position != "before"
            and (match := LABEL.match(bare)) is not None
            and not IDENTIFIES.search(match[1])
            and not match[1].lower().startswith("by ")
        ):
            kind, value = column(match[1]), bare[match.end() :]
            # `First author: Ada Stern; venue: Lamp Week -- Finds lamps.`
            end = _NEXT.search(value) if kind in ("author", "speaker", "venue", "date") else None
            if self.labelled(kind, match[1], value[: end.start()] if end else value):
                if end:
                    self.line(value[end.end() :], position)
                return
        if position == "below" and not self.full_title:
            short = fold(self.title.partition(",")[0]).strip()
            said = fold(bare)
            begins = bool(short) and said.startswith(short) and _COLON.match(said, len(short)) is not None
            if (
                (begins and self._title_below(bare))
                or (not self.authors and self._citation(bare))
                or (not begins and self._title_below(bare))
            ):
                return
        self._run(line, position)

    def _title_below(self, text: str) -> bool:
        """Whether a line below a short name (`HeGAN`) is the full title."""
        short = fold(self.title.partition(",")[0]).strip()
        if not short or len(short.split()) > _SHORT_NAME or not 10 <= len(text) <= 300 or text.rstrip().endswith(":"):
            return False
        title, tail = title_and_tail(text)
        words = title.split()
        begins = fold(title).startswith(short) and re.match(r"\s*[:：-]", fold(title)[len(short) :]) is not None
        long = [word for word in words if len(word) > 3]
        capitals = sum(word[0].isupper() or not word[0].isalpha() for word in long)
        is_longer = len(words) > max(2, len(short.split()))
        if not (is_longer or (begins and len(words) >= 3)) or (not begins and leading_people(text) is not None):
            return False
        # A short name of four words may be the whole title, and the line below about it.
        is_titled = (
            len(short.split()) < _SHORT_NAME and capitals >= 0.6 * len(long) and not text.rstrip().endswith((".", "!"))
        )
        if not (begins or (tail and words[0][0].isupper()) or (is_titled and not _ADDRESSES.search(title))):
            return False
        self.full_title = title
        if tail:
            self._tail(tail, is_certain=True)
        return True

    def _citation(self, text: str) -> bool:
        """Whether a line below is the whole citation of the work, its full title included."""
        if not re.search(r"[,.]\s", text) or not 30 <= len(text) <= 900:
            return False
        leading = leading_people(text)
        if leading is not None and (not (rest := leading[1].strip(" .,;")) or is_date(rest) or names_publication(rest)):
            return False  # nothing but people, and where and when
        cited = cite(text)
        if (self.title or restates(cited.title, self.linked)) and not cited.authors:
            cited = cite(text, sure=True)
        short = fold(self.title.partition(",")[0]).strip()
        is_named = bool(short) and f" {short} " in f" {' '.join(re.findall(r'[^ ]*[^ :,.]', fold(cited.title)))} "
        is_named = is_named or restates(cited.title, self.linked)
        if len(cited.authors) < 2 and not cited.has_others and not (cited.authors and is_named):
            return False
        if cited.title and len(cited.title.split()) < 2:
            return False
        published = cited.issued or "arxiv" in cited.fields or "container_title" in cited.fields
        if not published or (cited.title and text.startswith(cited.title) and not restates(cited.title, self.linked)):
            return False
        self.full_title = cited.title
        self.take(People(cited.authors, cited.has_others, cited.organizations), "below")
        for name, value in cited.fields.items():
            self.fields.setdefault(name, value)
        if WORD.search(cited.rest):
            self.left.append(cited.rest)
        return True

    # -- pieces ----------------------------------------------------------------------------------------------------

    def _run(self, text: str, position: str) -> None:
        text = take_identifiers(text, self.fields)
        at = 0
        for _ in range(40):
            gap = _SEPARATORS.match(text, at)
            begin = at
            at = gap.end() if gap else at
            if at >= len(text):
                return
            rest = text[at:]
            dashed = re.search(r"[-–—―:：]", text[begin:at]) is not None
            if rest[0] in "([（【" and (match := _BRACKETS.match(rest)) is not None:
                after = rest[match.end() :].lstrip()
                is_said = dashed and after[:1].isalnum() and SENTENCE.search(after)
                # `[3, 1, 3]` in front of words is a value that they are about.
                is_value = _VALUE.fullmatch(match[1]) is not None and WORD.search(after) and not is_date(match[1])
                if not is_said and not (is_value and not position.startswith("before")):
                    self.bracketed(match[1], position)
                    at += match.end()
                    continue
            if rest[0] == "`" and (match := _CODE.match(rest)) is not None:
                after = rest[match.end() :].strip(" `.,;|")
                if not (dashed and after and SENTENCE.search(after)):
                    self._tagged(match[1])
                    at += match.end()
                    continue
            italic = rest[0] == ITALIC
            if italic:
                end = rest.find(ROMAN)
                end = len(rest) if end < 0 else end
                inner = _BRACKETS.fullmatch(rest[1:end].strip())
                if inner is not None and not self.authors and self._people_in_brackets(inner[1]) is not None:
                    self.bracketed(inner[1], position)  # `*(Stern et al., 2019)*`
                    at += end + 1
                    continue
                at += (
                    self._piece(rest[1:end], position + " italic", italic=True, dashed=dashed, after=rest[end + 1 :])
                    + 1
                )
            else:
                at += self._piece(rest, position, italic=False, dashed=dashed, after="")
        self.left.append(tidy(text[at:]))

    def _piece(self, rest: str, position: str, *, italic: bool, dashed: bool, after: str) -> int:
        """Parses the beginning of a text; returns how many characters were used."""
        run = re.split(r"[\x1f\n]", rest, maxsplit=1)[0]
        if (length := self._date(run)) is not None or (length := self._preprint_date(run)) is not None:
            return length
        if not self.authors and (length := self._people(run, position)) is not None:
            return length
        if not self.authors and (length := self._publication_before_people(run, position)) is not None:
            return length
        if run.startswith(("“", '"', "«")) and (match := re.match(r"[“\"«]([^”\"»]{3,})[”\"»]", run)) is not None:
            self.descriptions.append(tidy(match[1]))
            return match.end()
        clause = re.match(r"(?:[^.;|([\x02\x03（]|\.(?!\s|$))*", run)
        first = clause[0].strip() if clause else ""
        cut = until_mark(run)
        if not names_publication(first) and names_publication(f"{first}."):
            first += "."  # `European Conf. Lamps`
            if (acronym := re.match(r"\s\([A-Z][\w-]{1,11}\)", run[cut:])) is not None:
                cut += acronym.end() + until_mark(run[cut + acronym.end() :])
        if names_publication(first) and not (
            dashed and (SENTENCE.search(first) or _is_in_lower_case(first)) and not is_meeting(first)
        ):
            whole = run[:cut]
            part = whole if names_publication(whole) or len(whole.split()) <= 24 else first
            self._tail(part, is_certain=False)
            return max(len(part), 1)
        span = run if italic else run[:cut]
        if "page" in read_tail(span).fields and names_publication(span) and not dashed:
            self._tail(span, is_certain=True)  # `Nature 521.7553 (2015): 436-444.`
            return max(len(span), 1)
        words = span.split()
        capitals = sum(word[0].isupper() for word in words)
        # A name of a publication, not words: `Nature Medicine`, and after authors `nature`.
        is_name = len(words) <= 6 and not has_cjk(span) and (2 * capitals > len(words) or len(words) == 1)
        is_name = is_name and not _GOES_ON.match(run, len(span))
        was_named = bool(self.named & {position, f"{position} by", position.removesuffix(" italic")})
        if (
            is_name
            and (was_named or (italic and position not in self.doubtful and not span[:1].islower()))
            and not SENTENCE.search(span)
            and "container_title" not in self.fields
            and re.match(r"[^\W\d_]", run)
        ):
            self._tail(run[:cut], is_certain=True)
            return max(cut, 1)
        if (
            not dashed
            and "container_title" not in self.fields
            and re.fullmatch(r"[A-Z][A-Za-z]{0,9}[A-Z][A-Za-z]?", first)
            and run[len(first) :].startswith(".")
        ):
            self._tail(first, is_certain=True)  # `JMLR.`
            return len(first) + 1
        if position.startswith("before"):
            self._lead(run)
            return max(len(run), 1)
        whole = rest if not italic else rest + after
        taken = tidy(whole.split(BREAK)[0])
        if (
            (len(re.findall(r"\w+", taken)) >= 2 and WORD.search(taken))
            or has_cjk(taken)
            or (dashed and WORD.search(taken))
        ):
            self.descriptions.append(taken)
        elif WORD.search(taken):
            self.left.append(taken)
        elif re.search(r"\d", taken):
            self._tail(taken, is_certain=True)  # `14:64-81`
        return max(len(whole), 1)

    def _lead(self, run: str) -> None:
        """Parses other words before a title: a label, or a short description."""
        text = tidy(run)
        label = plain(text)
        if (
            not WORD.search(label)
            or is_resource(label)
            or label.lower() in ("new", "updated", "recommended", "must read", "hot")
        ):
            return
        if (has_cjk(text) and len(text) >= 5) or len(text.split()) >= 4:
            self.descriptions.append(text.rstrip(":： "))
        elif len(text.split()) <= 4 and text.rstrip().endswith((":", "：", "]", "|")):
            self.keywords.append(text.strip(":：[]| "))
        else:
            self.left.append(text)
