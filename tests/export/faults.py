"""What is wrong in the printed text of one work, told by comparing it with the record: nothing of the exporters is used."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from export.pages import Page
from llmprimer.export import Options
from llmprimer.export._work import CitedWork, work_of
from llmprimer.model import Reference

#: Words of the catalogues' titles that are names, as a person reads them; what has inner capitals or digits is besides.
NAMES = frozenset(
    """
    Alibaba Andrew Anthropic Bing Boltzmann Chinese China’s Copilot Dao Facebook Galactica Gaussian Gaussians Google Google’s
    Google's Hugging Face Jianlin Markov Meta Meta’s Microsoft Minerva Ray Salesforce’s Wu York English Channel Zhuiyi
    ImageNet Atari Go Internet Alibaba
    """.split()
)
_CLAUSE = re.compile(r"(?<!\b[A-Z])[?!.:]['\"’”)]*\s+['\"‘“(]*([A-Z]\w*(?:['’]\w+)?)")
_VISIT = re.compile(
    r"(?:accessed|visited on|retrieved)[\s:]*"
    r"(?:\d{4}(?:-\d\d){0,2}|(?:\d+ )?[A-Z][a-z]+\.?,? (?:\d{1,2}, )?\d{4}|[\d/]+)(?:, from)?",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"\(\s*[,;]?\s*\)|\[\s*[,;]?\s*\]|\(\s*,|,\s*[)\]]")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201c\u201d\"`'\u00b4\u2032", "'"),
        **dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    }
    | {"\u223c": "~", "\u02dc": "~", "\u00ad": "", "\u2217": "*", "\u00b5": "\u03bc"}
)


def squeezed(text: str) -> str:
    """The text without spaces, with one sign for all quotes and one for all dashes, in any case."""
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return re.sub(r"'+|-+|\s+", lambda match: match[0][:1].strip(), text).casefold()


def faults(page: Page, reference: Reference, *, dated: bool) -> list[str]:
    """What is wrong: one line a fault, beginning with its kind. `dated`: whether the style prints the want of a date."""
    work = work_of(reference, Options())
    own = " ".join(_own_texts(reference, work))
    found = []
    for text in page:
        found += [f"empty bracket: {match[0]}" for match in _EMPTY.finditer(text) if match[0] not in own]
        if "??" in text and "??" not in own:
            found.append("question marks")
    # Some styles leave out how the address is fetched.
    address = squeezed(re.sub(r"^https?://", "", _address(work.url)))
    entry = squeezed(page.entry)
    found += _of_address(reference, work, address, entry)
    rest = entry.replace(address, "") if address else entry
    rest = rest.replace((work.doi or "\n").casefold(), "")
    found += _of_titles(reference, work, rest)
    found += _of_remarks(reference, entry)
    found += _of_capitals(work.title, page.entry)
    found += _of_dates(work, page, own, dated=dated)
    return found


def _own_texts(r: Reference, work: CitedWork) -> list[str]:
    names = [name.display for name in (*r.author, *r.editor)]
    texts = (work.title, r.title, work.container_title, work.publisher, r.event_title, r.note, work.doi, work.url)
    return [*names, *(text for text in texts if text)]


def _address(url: str | None) -> str:
    return quote(url or "", safe="!#$%&'()*+,./:;=?@[]_~-")


def _of_address(r: Reference, work: CitedWork, address: str, entry: str) -> list[str]:
    in_volume = work.container_title and work.type in ("article-journal", "paper-conference", "chapter")
    on_paper = in_volume or work.volume or work.issue or work.page
    on_paper = on_paper or (work.doi and not work.doi.lower().startswith("10.48550/"))
    if not address:
        return []
    count = entry.count(address)
    if count > 1 and squeezed(r.title) != address:
        return ["doubled address"]
    doi = f"doi.org/{work.doi}".casefold() if work.doi else None
    by_number = r.arxiv is not None and r.arxiv.id in address and f"arxiv:{r.arxiv.id}" in entry
    if count == 0 and not on_paper and not by_number and not (doi is not None and doi in entry):
        return ["lost address"]
    return []


def _of_titles(r: Reference, work: CitedWork, rest: str) -> list[str]:
    title = squeezed(work.title)
    other = [squeezed(name.display) for name in (*r.author, *r.editor)]
    places = [squeezed(text) for text in (work.container_title, work.publisher, r.event_title) if text]
    found = []
    count = rest.count(title)
    if count == 0:
        found.append("lost title")
    if count > 1 + sum(text.count(title) for text in (*other, *places, squeezed(r.note or ""))):
        found.append("doubled title")
    for place in set(places):
        elsewhere = (title, *other, *(text for text in places if text != place), squeezed(r.note or ""))
        if rest.count(place) > 1 + sum(text.count(place) for text in elsewhere):
            found.append("doubled publisher")
    return found


def _of_remarks(r: Reference, entry: str) -> list[str]:
    found = []
    if r.summary is not None and squeezed(r.summary)[:60] in entry:
        found.append("printed summary")
    topics = squeezed(", ".join(topic.replace("-", " ") for topic in r.topics))
    if len(r.topics) > 1 and topics in entry:
        found.append("printed topics")
    if "importedfrom" in entry or "thesourcenames" in entry:
        found.append("printed note on the import")
    return found


def _of_capitals(title: str, entry: str) -> list[str]:
    words = set(re.findall(r"[^\W_]+(?:['’][^\W_]+)?", title))
    spelled = {
        word for word in words if re.search(r"(?<!^)[A-Z]", word) or (word[0].isupper() and re.search(r"\d", word))
    }
    spelled |= words & NAMES
    spelled |= {match[1] for match in _CLAUSE.finditer(title)}
    shown = set(re.findall(r"[^\W_]+(?:'[^\W_]+)?", entry.translate(_SIGNS)))
    return [f"lost capital: {word}" for word in sorted(spelled) if word.translate(_SIGNS) not in shown]


def _of_dates(work: CitedWork, page: Page, own: str, *, dated: bool) -> list[str]:
    if work.issued is not None:
        year = f"{work.issued.year:04d}"
        return [] if year in page.entry or year.lstrip("0") in page.entry else ["lost year"]
    found = []
    if work.accessed is not None:
        year = str(work.accessed.year)
        # Some styles cite with the whole entry.
        shown = [_VISIT.sub("", text).replace(_address(work.url), "") for text in page]
        if any(re.search(rf"\b{year}[a-z]?\b", text) for text in shown) and year not in own:
            found.append("access year as year")
    if dated and "n.d" not in page.entry.replace(" ", ""):
        found.append("no word for the want of a date")
    return found
