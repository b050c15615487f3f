"""Checks that all words of a document are in a draft or in the leftovers, and adds missing ones to the leftovers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any

from llmprimer.importing.document.labels import RESOURCE_WORDS, column
from llmprimer.importing.document.outline import addresses
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.written_dates import is_month, parse_date
from llmprimer.text import fold

WORD = re.compile(r"[^\W_]{2,}")
MARKUP = re.compile(
    r"!\[[^\[\]]*\](?:\([^()\s]*\))?|<!--|-->|<!doctype[^<>]*>|</?[A-Za-z][^<>]*>|\]\(\s*<?[^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*>?|(?:https?|ftp)://[^\s<>\"']+|(?<!\w):(?:[a-z]|\d[a-z]{2}_)[a-z0-9_+-]{1,30}:(?::[a-z][a-z0-9_+-]{1,30}:)*|&[a-z]{2,8};|^\s*\d{1,4}[.)]\s",
    re.IGNORECASE,
)
#: `[label]: address`, which links elsewhere in the text refer to.
_DEFINITION = re.compile(r"\s{0,3}\[(?P<label>[^\[\]]+)\]:\s*<?(?P<address>\S+?)>?(?:\s|$)")
_LABEL = re.compile(r"\[([^\[\]\n]{1,200})\]")
#: `02385v1`, the end of an arXiv identifier.
_VERSIONED = re.compile(r"^(\d{4,5})v\d{1,2}$")
#: Words that join the parts of a citation; a record expresses them by its fields.
JOINING = frozenset(
    "and et al others corr by edited in an the of on to from with pp vol no pages volume issue arxiv preprint eprint doi isbn abs via ed eds editor editors proc und "
    "accessed visited retrieved 等 等人 also here see st nd rd th".split()
)
#: What stands before the address of a picture.
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(\s*<?|src\s*=\s*[\"']?")
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


def account(text: str, reading: Reading, *, longest_line: int) -> None:
    """Adds the lines that no draft or leftover covers to the leftovers, and the words that a draft has lost."""
    lines = text.split("\n")
    for draft in reading.drafts:
        for left in draft.left:
            reading.leave(draft.line, left, "not understood")
    covering: dict[int, list[Draft]] = defaultdict(list)
    for draft in reading.drafts:
        for number in range(draft.line, max(draft.line, draft.last_line) + 1):
            covering[number].append(draft)
    left_over: dict[int, list[frozenset[str]]] = defaultdict(list)
    for leftover in reading.leftovers:
        said_there = frozenset(_words(leftover.text))
        for number in range(leftover.line, max(leftover.line, leftover.last_line) + 1):
            left_over[number].append(said_there)
    headings = {_joined(heading) for draft in reading.drafts for heading in draft.headings}
    known_urls = _Addresses(url for draft in reading.drafts for url in _urls(draft))
    vocabulary: dict[int, frozenset[str]] = {}
    labels = Counter(label.lower() for label in _LABEL.findall(text))
    in_fence = ""
    for number, line in enumerate(lines, 1):
        if not line.strip() or len(line) > longest_line:
            continue
        fence = re.match(r"\s*(```+|~~~+)", line)
        if fence is not None:
            in_fence = "" if in_fence and fence[1].startswith(in_fence) else in_fence or fence[1]
        defined = _DEFINITION.match(line)
        # The label of a definition that is an entry itself is no fact about the work.
        if (
            defined is not None
            and defined["address"] in known_urls
            and (labels[defined["label"].lower()] > 1 or number in covering)
        ):
            line = line[defined.end() :]
        plain = unescape(MARKUP.sub(" ", line))
        tokens = WORD.findall(plain)
        drafts, said = covering.get(number, ()), left_over.get(number, ())
        if not drafts and not said:
            if tokens and _joined(plain) not in headings:
                reading.leave(number, plain.strip(" *_#>|-"), _reason(line, in_fence=bool(in_fence)))
                continue
        elif tokens:
            for draft in drafts:
                if id(draft) not in vocabulary:
                    vocabulary[id(draft)] = frozenset(words_of(draft))
            known = [*(vocabulary[id(draft)] for draft in drafts), *said]
            lost = [token for token in tokens if not is_known(fold(token), known)]
            if drafts and str(parse_date(plain)) in {str(draft.fields.get("issued")) for draft in drafts}:
                lost = [
                    one for one in lost if not (is_month(one) and re.search(rf"\d\S{{0,2}}\s+(?:de\s+)?{one}\b", plain))
                ]
            if lost:
                reading.leave(number, " ".join(lost), "not understood" if drafts else "not taken")
        if "://" in line and not said:
            unknown = [address for address in addresses(line) if address not in known_urls]
            if unknown and not _is_image_only(line, unknown):
                reading.leave(number, " ".join(unknown), "an address that no work took")


class _Addresses:
    """The addresses of works; punctuation inside or around an address makes no difference."""

    def __init__(self, urls: Iterable[str]) -> None:
        self._all = set(urls)
        self._sorted = sorted(self._all)

    def __contains__(self, address: str) -> bool:
        if address in self._all:
            return True
        at = bisect_left(self._sorted, address)
        longer = at < len(self._sorted) and self._sorted[at].startswith(address)
        shorter = self._sorted[at - 1] if at else ""
        return longer or (len(shorter) > 12 and address.startswith(shorter))


def _reason(line: str, *, in_fence: bool) -> str:
    if in_fence:
        return "a block of code"
    if line.lstrip().startswith(("<!--", "-->")):
        return "a comment"
    if re.match(r"\s{0,3}#{1,6}|\s*<h\d", line):
        return "a heading"
    if line.count("|") >= 2 or "<th>" in line:
        return "the head of a table"
    return "no work"


def _is_image_only(line: str, unknown: list[str]) -> bool:
    """Whether the addresses are those of pictures and badges."""
    begins = [picture.end() for picture in _PICTURE.finditer(line)]
    return all(any(line.startswith(address[:60], at) for at in begins) for address in unknown)


def _urls(draft: Draft) -> list[str]:
    return [str(draft.fields.get("url") or ""), *(address for _, address in draft.links)]


def _joined(text: str) -> str:
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def words_of(draft: Draft) -> set[str]:
    """All words of a draft, including those of its key and labels."""
    words = set(_words(draft.restated)) | set(_words(draft.key or ""))
    for text in _texts(draft.fields):
        words.update(_words(text))
    for person in draft.fields.get("author", ()):
        words.update(_words("".join(re.findall(r"[^\W\d_a-z]", str(person.get("given", ""))))))  # `Doe JQ`
    for label, address in draft.links:
        words.update(_words(label))
        words.update(_words(address))
    for heading in draft.headings:
        words.update(_words(heading))
    for name in ("issued", "accessed"):
        date = str(draft.fields.get(name) or "")
        if date:
            words.update((date[2:4], date[:4]))
        if "-" in date:
            words |= MONTHS
            words.update(part.lstrip("0").zfill(1) for part in date.split("-"))
    return words


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in _texts(inner)]
    return []


def is_known(word: str, known: Sequence[frozenset[str]]) -> bool:
    """Whether a word is known, or carries no fact: a conjunction, a label of a link, the head of a column, the version of a preprint."""
    word = _VERSIONED.sub(r"\1", word)
    if word in JOINING or word in RESOURCE_WORDS or column(word) is not None or any(word in words for words in known):
        return True
    # A footnote mark, an ordinal or a year glued to a name: `Yang1`, `CVPR2023`.
    letters = word.rstrip("0123456789")
    letters = letters if any(letters in words for words in known) else letters.lstrip("0123456789")  # `3DV2021`
    if letters == word or (letters and not any(letters in words for words in known)):
        return False
    numbers = re.findall(r"\d+", word)
    return all(len(number) <= 2 or any(number in words for words in known) for number in numbers)
