"""Parses a citation in running text: authors, title, date, publication."""

from __future__ import annotations

import re
from typing import Any

from llmprimer.records.cited_people import (
    FAMILIES,
    ONE_AUTHOR,
    TURNED,
    YEAR_AFTER_PEOPLE,
    are_named,
    framing_year,
    is_evident,
    marked_title,
    people_before_year,
    without_slashes,
)
from llmprimer.records.cited_sentences import (
    sentences_of,
    split_annotations,
    split_organization,
    split_publication,
    split_title,
    with_same_quotes,
    without_tail,
)
from llmprimer.records.contributors import take_contributors, take_editors_first
from llmprimer.records.journal_citations import cite_journal
from llmprimer.records.parsed_citation import ParsedCitation
from llmprimer.records.people_lists import People, is_certain, leading_people, people_in
from llmprimer.records.periodicals import case_name, take_periodical
from llmprimer.records.titles import TYPE_MARK
from llmprimer.records.venues import is_meeting, is_preprint, names_publication, read_tail, take_identifiers
from llmprimer.records.visits import take_visit
from llmprimer.records.written_dates import YEAR, dated, is_date, month_in

_NUMBER = re.compile(
    r"\s*(?:\[\s*\d{1,4}\s*\]?(?=\s|[^\W\d_])|\(\s*\d{1,3}\s*\)|\d{1,3}[.):](?=\s)|\d{1,3}(?=\s+[^\W\d_][\w'’-]+,\s+[^\W\d_]\.))\s*"
)
#: A year before everything else: `1961 Arrow, K. J. ...`, `2007 * | Mooney ...`
_YEAR_FIRST = re.compile(r"\s*((?:1[6-9]|20)\d\d)[\s*+|.:]+(?=[^\W\d_]|[\"“«])")
_QUOTED = re.compile(r"[\"“«「『]([^\"”»」』]{4,300})[\"”»」』]")
_YEAR_IN_PARENTHESES = re.compile(
    rf"[(\[（]\s*(?:[^()\[\]（）]{{0,30}}?[\s,])?{YEAR}[a-z]?(?:[-./,\s][^()\[\]（）]{{0,24}})?\s*[)\]）]"
)
#: `, vol. 2 (Oslo, 1944)` and `, 2 vols. (Oslo, 1944)`: volumes between the title of a book and its place.
_VOLUME = re.compile(
    r",\s+(?:vol\.?\s*([\dIVX]{1,6})|\d{1,3}\s+vols?\.?)\s*(?=\([^()]{2,40}(?:1[4-9]|20)\d\d\))", re.IGNORECASE
)
#: The part of a book that is to be read: `, Introduction and Chapters 3 and 5`.
_LOCATOR = re.compile(
    r",\s+(?:(?:(?:preface|prologue|introduction|foreword|epilogue|afterword|conclusion)(?=$|[\s:,.])|ch(?:apters?|s?\.)\s+\d)(?:[^“\"]{0,80}))$",
    re.IGNORECASE,
)


def cite(text: str, *, sure: bool = False) -> ParsedCitation:
    """Parses a line of a list: `Title (2015), G. Hinton et al.`, `Authors. Title. Venue, 2020.` and similar forms.

    With `sure`, a single plain name counts as an author, because the neighbouring lines name their authors too.
    """
    fields: dict[str, Any] = {}
    text = take_visit(with_same_quotes(" ".join(text.split())), fields)
    text = take_identifiers(_NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text, fields)
    # `Title , Venue`, `Jane Doe,VLDB 2017`
    text = re.sub(
        r"\s*,\s*/\s*|\s+,\s*(?=\w)|(?<=[a-z]),(?=[A-Z][A-Za-z]+\s+(?:19|20)\d\d\b)", ", ", " ".join(text.split())
    )
    text = without_slashes(text)
    if (journal := cite_journal(text, fields)) is not None:
        return journal
    if (marked := marked_title(text)) is not None:
        people, title, rest = marked
        return _citation(title, people, rest, fields)
    if (edited := take_editors_first(text)) is not None:
        cited = _after_people(*edited, fields)
        return cited._replace(authors=[], has_others=False, fields={**cited.fields, "editor": edited[0].names})
    text = take_periodical(take_contributors(text, fields), fields)
    if case := case_name(text):
        tail = read_tail(text[text.find(case) + len(case) :])
        return ParsedCitation(case, [], False, {**tail.fields, **fields}, [], tail.rest)
    if (label := re.match(r"\[[^\W\d_][\w.:+-]{0,24}\]\s+(?=[^\W\d_])", text)) is not None:
        leading = leading_people(text[label.end() :])  # `[Doe99] J. Doe and R. Roe. Title`
        if ONE_AUTHOR.match(text[label.end() :]) or (leading is not None and is_certain(leading[0])):
            text = text[label.end() :]
    # `Title[J]. Journal`, `Title[C]// Proceedings`, `Title // Journal`: how Chinese and Russian lists part the two.
    text = re.sub(rf"{TYPE_MARK.pattern}\s*|\.?\s//\s", ". ", re.sub(r"&(?=[^\W\d_])", "& ", text))
    text = re.sub(
        r"(?<=[a-z]{3})\.(?=[A-Z][a-z]{2,}(?:\s+[A-Za-z]+){0,5},\s*\d)", ". ", text
    )  # `entry.American Psychologist, 57`
    text = re.sub(r"\s*,\s*(?=\.|$|\()|\s+(?=\.(?:\s|$))|(?<=,)\s*,", "", text)
    if (volume := _VOLUME.search(text)) is not None:
        fields.update({"volume": volume[1]} if volume[1] else {})
        text = f"{text[: volume.start()]} {text[volume.end() :]}"
    if (locator := _LOCATOR.search(text)) is not None and locator.start() > 0:
        fields["note"] = locator[0].strip(" ,.")
        text = text[: locator.start()]
    if (first := _YEAR_FIRST.match(text)) is not None:
        leading = leading_people(text[first.end() :], sure=sure)
        if text[first.end()] in '"“«' or (leading is not None and is_certain(leading[0])):
            fields["issued"], text = first[1], text[first.end() :]
    sure = sure or is_evident(text)
    if (framed := _by_year(text, fields, sure=sure)) is not None:
        return framed
    match = _QUOTED.search(text)
    if match is not None and _is_title_quote(text, match):
        return _from_quote(text, match, fields)
    if (leading := leading_people(text, sure=sure)) is not None and is_certain(leading[0]):
        people, rest = leading
        plain = re.sub(r"^(?:[\s,]*(?:Jr|Sr)\b\.?)?[\s.,:;–—|-]+", "", rest)
        if plain and re.search(r"[^\W\d_]{2}", plain) and not _is_only_tail(plain):
            return _after_people(people, plain, fields)
    labelled = re.match(r"([^-–—]{2,40}?)\s+[-–—]\s+(?=\S)", text)
    if (
        labelled is not None
        and (leading := leading_people(text[labelled.end() :])) is not None
        and is_certain(leading[0])
    ):
        rest = re.sub(r"^[\s.,:;–—|-]+", "", leading[1])
        if len(rest.split()) >= 3 and not _is_only_tail(rest) and not names_publication(rest):
            # `Chess - Jane Doe et al., Playing Games (2015)`: a label stands before the citation.
            inner = cite(text[labelled.end() :], sure=sure)
            return inner._replace(fields={**inner.fields, **fields}, rest=f"{labelled[1]} {inner.rest}".strip())
    if (year_at := _YEAR_IN_PARENTHESES.search(text)) is not None:
        before, after = text[: year_at.start()].strip(" ,"), text[year_at.end() :]
        inside = year_at[0].strip("()[]（） ")
        if before:
            return _from_year(before, inside, after, fields, sure=sure)
    return _from_sentences(text, fields, sure=sure)


def _by_year(text: str, fields: dict[str, Any], *, sure: bool) -> ParsedCitation | None:
    """`Doe, J., & Roe, R. (2016, July). Title. Venue.`: the year between the authors and an unquoted title shows both."""
    leading = leading_people(text, sure=sure and FAMILIES.match(text) is not None)
    if leading is not None and is_certain(leading[0]):
        people, rest = leading
        year = YEAR_AFTER_PEOPLE.match(rest)
    else:
        found = framing_year(text)
        if found is None:
            return None
        who, year, rest = found
        named = people_before_year(who, rest[year.end() :])
        if named is None:
            return None
        people = named
    title = re.sub(r"^[-–—]+\s+", "", rest[year.end() :]) if year is not None else ""
    if year is None or not re.search(r"[^\W\d_]{2}", title) or _is_only_tail(title):
        return None
    return _after_people(people, rest, fields)


def _after_people(people: People, rest: str, fields: dict[str, Any]) -> ParsedCitation:
    """The citation whose title follows people that are known, with or without the year between them."""
    if (year := YEAR_AFTER_PEOPLE.match(rest)) is not None:
        rest = re.sub(r"^[-–—]+\s+", "", rest[year.end() :])
        if not year["undated"]:
            written = year["bracketed"] or year["bare"]
            fields["issued"] = str(dated({"year": written, **month_in(year["month"])}) or written)
    rest = take_periodical(take_contributors(rest, fields), fields)
    quoted = _QUOTED.match(rest)
    if quoted is not None and _is_title_quote(rest, quoted):
        cited = _from_quote(rest, quoted, fields)
        return cited._replace(authors=people.names, has_others=people.has_others, organizations=people.organizations)
    return _from_title_and_venue(rest, people, fields)


#: `GLOW: `, `GlowNet-XL: ` before a quoted title, and a meeting or journal in short, `CHI 2020.`, behind it.
_CALLED = re.compile(r"[\w.+-]{2,24}\s?:\s*")
_WHERE = re.compile(r"[\s,.]*(?:[A-Z][A-Za-z-]{0,8}[A-Z]\w?(?:[\s'’-]*(?:19|20)?\d\d)?[\s,.]*)?")
_SHORT_NAME = re.compile(r"[\w.+-]*[A-Z]{2}[\w.+-]*")


def _is_title_quote(text: str, match: re.Match[str]) -> bool:
    inner = match[1]
    following = text[match.end() :]
    if re.search(r"\w['’]s\s*$|\s(?!(?:and|al|in|by|et)\s*$)[a-z]+\s*$", text[: match.start()]):
        return False  # `On the Hall’s “Best Lamps”`, `A Lamp that “Reads the Manual”`
    is_set_off = inner.endswith((",", ".")) or following.lstrip().startswith(",")  # `Ada Stern, “On Light,”`
    before = people_in(text[: match.start()], sure=is_set_off)
    if before is not None and is_certain(before) and (len(inner.split()) >= 2 or is_set_off):
        return True
    if (
        re.match(r"\s*\((?:[^()]{2,60}\s)?(?:1[5-9]|20)\d\d\)", following)
        and people_in(text[: match.start()], sure=True) is not None
    ):
        return True  # `Ada Stern, "On Light" (1985)`
    if _CALLED.fullmatch(text[: match.start()]) and len(inner.split()) >= 3 and _WHERE.fullmatch(following):
        return True
    return (
        (
            inner.endswith((".", ",", "?", "!"))
            or re.match(r"\s*(?:[\w(]|[:：-]\s*\w)", following) is None
            or match.start() == 0
        )
        and (len(inner.split()) >= 3 or match.start() == 0 or leading_people(text[: match.start() + 1]) is not None)
    ) and not re.match(r"\s*[?!]?\s+(?!in\b)[a-z]+\s", following)


_BOUNDARY = re.compile(r"\b")
#: A text of one sentence and a year, and how many words of it are a title rather than a publication.
_STOPPED = re.compile(r"([^.]+)\.\s+(?:19|20)\d\d")
_TITLE = 4


def _is_only_tail(text: str) -> bool:
    """Whether only venue and date follow the authors: then the title comes before them."""
    text = text.strip(" .,;:")
    if (stopped := _STOPPED.fullmatch(text)) is not None and len(stopped[1].split()) >= _TITLE:
        # `Study of Large Lamps. 2020` looks like a meeting but for the stop, `Annals of Light. 2020` is known.
        return "container_title" in read_tail(text).fields
    return is_date(text) or is_meeting(text) or is_preprint(text)


def _from_title_and_venue(text: str, people: People, fields: dict[str, Any]) -> ParsedCitation:
    """`Title. Venue, pages.` after the authors."""
    title, rest = split_title(text)
    return _citation(title, people, rest, fields)


def _citation(title: str, people: People | None, rest: str, fields: dict[str, Any]) -> ParsedCitation:
    title, where = split_publication(title)
    rest = f"{where}, {rest}" if where else rest
    title, organizations = split_organization(title) if people is None and rest else (title, [])
    title, edition, medium = split_annotations(title)
    if edition:
        fields.setdefault("edition", edition)
    if medium:
        title, rest = (title, f"{rest}. {medium}") if people is not None else (f"{title} [{medium}]", rest)
    # `Lamplib. A package for light.`: without people or a date, other words than those of publications describe.
    is_cited = (
        people is not None or bool({"issued", "doi", "arxiv"} & fields.keys()) or re.search(r"\d", rest) is not None
    )
    tail = read_tail(rest, is_certain=is_cited)
    fields = {**tail.fields, **fields}
    if people is None:
        return ParsedCitation(title, [], False, fields, organizations, tail.rest)
    return ParsedCitation(title, people.names, people.has_others, fields, people.organizations, tail.rest)


def _from_quote(text: str, match: re.Match[str], fields: dict[str, Any]) -> ParsedCitation:
    if match.start() == 0 and match[1].endswith(("?", "!")) and re.match(r"\s*[:：]\s+\S", text[match.end() :]):
        # `"Why Light?": Seeing Lamps by Jane Doe`: the quotation is the beginning of the title.
        return _from_sentences(f"{match[1]}{text[match.end() :]}", fields, sure=False)
    before, after = text[: match.start()].strip(" ,:;-–—*_"), text[match.end() :]
    title = match[1].strip(" ,") if match[1].rstrip(" ,").endswith(("?", "!")) else match[1].strip(" ,.")
    title_continues = title.endswith(("?", "!")) and re.match(r"\s*[A-Z]\w*\s+[a-z]", after)
    if not title_continues or names_publication(split_title(after)[0]) or leading_people(after.strip()):
        is_called = _CALLED.fullmatch(text[: match.start()]) is not None and _SHORT_NAME.fullmatch(before) is not None
        is_said_again = title.startswith(before) and _BOUNDARY.match(title, len(before)) is not None
        is_short_name = bool(before) and (is_called or is_said_again)
        people, rest, others = _people_before(before, fields) if not is_short_name else (None, "", before)
        if people is None and (leading := leading_people(after.lstrip(" ,.;:-–—|*_("), sure=False)) is not None:
            people, after = leading
        cited = _citation(title, people, after, fields)
        return cited._replace(rest=" ".join(part for part in (rest, others, cited.rest) if part))
    # `"Is this it?" A study. Venue`: the quotation is only the beginning of the title.
    title_rest, following = split_title(after)
    full = f"{text[match.start() : match.end()]} {title_rest}"
    people, rest, _ = _people_before(before, fields)
    return (
        _citation(full.strip(), people, following, fields)
        if people
        else _with_people_after(full.strip(), following, fields)
    )


def _with_people_after(title: str, following: str, fields: dict[str, Any]) -> ParsedCitation:
    leading = leading_people(following.lstrip(" ,.;:-–—|*_"), sure=False)
    return _citation(title, leading[0], leading[1], fields) if leading else _citation(title, None, following, fields)


def _people_before(before: str, fields: dict[str, Any]) -> tuple[People | None, str, str]:
    """The authors before a quoted title, and the rest, such as the year."""
    if not before:
        return None, "", ""
    leading = leading_people(before + ' "', sure=True)
    if leading is None:
        return None, "", before if re.search(r"[^\W\d_]{2}", before) and not is_date(before) else ""
    people, rest = leading
    if (label := re.match(r'\s*:\s+(?=[^\s"])', rest)) is not None:
        inner = leading_people(rest[label.end() :], sure=True)  # `Supplement: Doe, "On Light"`
        if inner is not None and not inner[1].strip(' "'):
            return inner[0], before[: len(before) - len(rest.strip(' "'))].strip(" :"), ""
    tail = read_tail(rest.strip(' "'))
    fields.update({**tail.fields, **fields})
    return people, tail.rest, ""


def _from_year(before: str, inside: str, after: str, fields: dict[str, Any], *, sure: bool) -> ParsedCitation:
    """`Title (2015), G. Hinton et al.`, or the title and the authors both before the year."""
    inner = read_tail(inside, is_certain=is_meeting(inside))
    fields = {**inner.fields, **fields}
    bare = re.sub(r"^[\s,.;:–—|-]+", "", after)
    leading = leading_people(bare, sure=True) if bare else None
    if (
        leading is not None
        and not is_certain(leading[0])
        and (after.lstrip().startswith(".") or (leading_people(before) or leading)[0] is not leading[0])
    ):
        leading = None  # `Ada Stern, On Lamps (1980), Intro` and `Lampedia (2014). Cooking.`
    if leading is not None and re.match(r"\s*[:：]\s*\w", leading[1]):
        leading = None  # `Doe and Roe (2018) - Predictive Reading: A Study`
    if leading is not None and (
        is_certain(leading[0]) or sure or ("family" in leading[0].names[0] and not leading[1].strip(" .,;"))
    ):
        return _citation(before.strip(" ,.:"), leading[0], leading[1], fields)
    cited = _from_sentences(before, {}, sure=sure)
    if (
        re.search(r"(?:^|\s)[A-Z]{1,2}\.?$|^[^,]{3,30}\s[A-Z]\.,", cited.title)
        and len(split_title(after)[0].split()) >= 3
    ):
        # `Doe of X J, Roe R (2021) Title`: names of which one was not understood.
        title, rest = split_title(after)
        made = _citation(title, None, rest, fields)
        return made._replace(rest=f"{before} {made.rest}".strip())
    if cited.authors:
        merged = {**cited.fields, **fields}
        tail = read_tail(after, is_certain=True)
        return cited._replace(fields={**tail.fields, **merged}, rest=" ".join(p for p in (cited.rest, tail.rest) if p))
    title, rest = (
        (before, after)
        if not names_publication(split_title(before)[1])
        else (split_title(before)[0], f"{split_title(before)[1]}. {after}")
    )
    return _citation(title.strip(" ,.:"), None, rest, fields)


def _from_sentences(text: str, fields: dict[str, Any], *, sure: bool) -> ParsedCitation:
    sentences = sentences_of(text)
    at = 0
    for index, sentence in enumerate(sentences[:3]):
        at = text.find(sentence, at)
        if ONE_AUTHOR.match(text) or TURNED.fullmatch(text[:at].strip(" .")):
            break  # the first sentence is the author
        if index and (leading := leading_people(text[at:], sure=sure)) is not None and is_certain(leading[0]):
            return _citation(text[:at].strip(" .,"), leading[0], leading[1], fields)
    behind = re.search(r"\sby\s+(?=[^\W\da-z_])(?!.*\sby\s)", text)
    if behind is not None and (leading := leading_people(text[behind.end() :], sure=True)) is not None:
        listed, rest = leading
        is_list = len(listed.names) > 1 and all("given" in name for name in listed.names)
        if is_list and (_is_only_tail(rest) or not rest.strip(" .,")):
            return _citation(text[: behind.start()].strip(" .,:"), listed, rest, fields)  # `Title by Jane Doe, Li Wei`
    split = _from_commas(text, fields, sure=sure)
    if split is not None:
        return split
    if match := re.match(r"(.{3,80}?)\s*[:：]\s+(\S.*)", text):
        people = people_in(match[1], sure=sure)
        if people is not None and is_certain(people):
            return _from_title_and_venue(match[2], people, fields)
    for separator in (" - ", " – ", " — ", " | ", " by "):
        before, found, after = text.rpartition(separator)
        if not found:
            continue
        by = separator == " by "
        if by and re.match(r"\w+ing\b|(?:\w+\s+){3}\w+\W*$", after):
            continue  # `Accelerating Training by Reducing Internal Shift`
        if by and re.search(r"[a-z]ed$", before) and re.fullmatch(r"\w+", after):
            continue  # `Rooms Guided by Lamplight`
        if (leading := leading_people(after, sure=by or sure)) is not None and (
            not by or (are_named(leading[0]) and re.match(r"\W*$|[\s,.]*\(?(?:19|20)\d\d", leading[1]))
        ):
            return _citation(before.strip(" .,:"), leading[0], leading[1], fields)
        if not by and names_publication(after):
            return _citation(before.strip(" .,:"), None, after, fields)
    title, rest = split_title(text)
    if rest and not names_publication(rest) and people_in(rest, sure=True) is not None:
        return _citation(title, None, "", fields)._replace(rest=rest.strip(" ."))  # somebody, or where it was
    if rest and (len(title.split()) >= 3 or names_publication(rest)):
        return _citation(title, None, rest, fields)
    return _citation(text.strip(" ,"), None, "", fields) if not rest else _citation(title, None, rest, fields)


def _from_commas(text: str, fields: dict[str, Any], *, sure: bool) -> ParsedCitation | None:
    """`Title, A. Author, B. Author, 2020` from its end; `A. Author and B. Author, Title` from its beginning."""
    pieces = re.split(r"\s*[,，]\s+", text.rstrip(" ,，"))
    end = len(pieces)
    if end < 2 or end > 80:
        return None
    while end > 1 and (is_date(pieces[end - 1]) or is_meeting(pieces[end - 1]) or is_preprint(pieces[end - 1])):
        # `ECCV, 2016` is one thing, `Jane Doe, 2016` is not.
        venue = pieces[end - 2] if end > 2 and is_date(pieces[end - 1]) else ""
        is_venue = 0 < len(venue.split()) <= 3 and is_meeting(f"{venue}, {pieces[end - 1]}")
        end -= 2 if is_venue and (" " not in venue or people_in(venue, sure=True) is None) else 1
    tail = ", ".join(pieces[end:])
    # Names before the title first: of `Jane Doe, Li Wei, Finding Paths` the end looks like a name too.
    if end >= 3 and people_in(", ".join(pieces[:2])) is not None:
        for stop in range(min(end - 1, 60), 1, -1):
            people = people_in(", ".join(pieces[:stop]))
            if people is None or re.match(r"(?:&|and)\s", pieces[stop]):
                continue
            title = ", ".join(pieces[stop:end])
            if stop == end - 1 and people_in(title, sure=True) is not None and len(title.split()) <= 4:
                # A last name or a title of a few words: undecidable.
                return _citation("", people._replace(has_others=True), tail, fields)._replace(rest=title)
            title, rest = without_tail(title, tail)
            return _citation(title, people, f"{rest}. {tail}", fields)
    for start in range(1, min(end, 40)):
        people = people_in(", ".join(pieces[start:end]), sure=sure and end < len(pieces))
        if people is not None and is_certain(people) and not TURNED.fullmatch(", ".join(pieces[:start]).rstrip(".")):
            return _citation(", ".join(pieces[:start]), people, tail, fields)
    for stop in range(min(end - 1, 40), 0, -1):
        people = None if re.match(r"(?:&|and)\s", pieces[stop]) else people_in(", ".join(pieces[:stop]), sure=sure)
        if people is not None and is_certain(people):
            title, rest = split_title(", ".join(pieces[stop:end]))
            return _citation(title, people, ", ".join(part for part in (rest, tail) if part), fields)
    for start in range(1, end):
        following = ", ".join(pieces[start:])
        if names_publication(following) and len(" ".join(pieces[:start]).split()) >= 2:
            return _citation(", ".join(pieces[:start]), None, following, fields)
    return _citation(", ".join(pieces[:end]), None, tail, fields) if end < len(pieces) else None
