"""One entry as text, and the fields that are the same in both BibTeX formats."""

from __future__ import annotations

import re
from urllib.parse import quote

from llmprimer.dates import PartialDate
from llmprimer.export._work import sentences
from llmprimer.identifiers import is_isbn, is_issn
from llmprimer.latex.encoding import encode

#: Fields of biblatex that biber splits at `and`.
_LISTS = frozenset({"institution", "location", "organization", "publisher"})
_AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
_NOT_VERBATIM = re.compile(r"[{}\\]|[^!-~]")
_BREAKABLE = re.compile("[-/?=.&_](?![-/?=.&]|$)")
_NOT_IN_URL = re.compile(r"""[^!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]""")


class LatexEntry:
    """An entry under construction; `remarks` collects what has no field, for the note.

    `allowed` are the fields that an entry of this kind may have; None for all.
    """

    def __init__(self, kind: str, key: str, *, to_latex: bool, allowed: frozenset[str] | None = None) -> None:
        self.kind = kind
        self.remarks: list[str] = []
        #: Whether the first letter of the note keeps its case whatever a style does.
        self.begins_with_name = False
        self._key = key
        self._to_latex = to_latex
        self._allowed = allowed
        self._lines: list[str] = []

    def allows(self, name: str) -> bool:
        """Whether an entry of this kind has such a field."""
        return self._allowed is None or name in self._allowed

    def put(self, name: str, value: str) -> None:
        """A field whose value is LaTeX already."""
        self._lines.append(f"  {name} = {{{value}}}")

    def put_macro(self, name: str, macro: str) -> None:
        """A field whose value is written without braces, as BibTeX's months are."""
        self._lines.append(f"  {name} = {macro}")

    def text(self, name: str, value: str | None, *, in_note: str = "{}") -> None:
        """A field whose value is plain text, if there is one; if the entry cannot have the field, a remark of the form `in_note`."""
        if value is None:
            return
        if self._allowed is not None and name not in self._allowed:
            self.remarks.append(in_note.format(value))
            return
        encoded = encode(value, to_latex=self._to_latex)
        if name in _LISTS and _AND.search(value):
            encoded = f"{{{encoded}}}"
        self._lines.append(f"  {name} = {{{encoded}}}")

    def serial_numbers(self, isbn: str | None, issn: str | None) -> None:
        """ISBN and ISSN; in the note if the check digit is wrong, because biber complains about it."""
        if isbn is None and issn is None:
            return
        for name, number, is_valid in (("isbn", isbn, is_isbn), ("issn", issn, is_issn)):
            if number is not None and self.allows(name) and is_valid(number):
                self.put(name, number)
            elif number is not None:
                self.remarks.append(f"{name.upper()} {number}")

    def note(self, *more: str | None, url: str | None = None) -> None:
        """One note of all remarks and these; the address, if one is given, goes first."""
        remark = sentences(", ".join(self.remarks), *more) if self.remarks or any(more) else None
        parts = [printed_url(url)] if url is not None else []
        if remark is not None:
            encoded = encode(remark, to_latex=self._to_latex)
            parts.append(
                f"{{{encoded[0]}}}{encoded[1:]}" if self.begins_with_name and encoded[0].isalpha() else encoded
            )
        if parts:
            self.put("note", ". ".join(parts))

    def __str__(self) -> str:
        fields = ",\n".join(self._lines)
        return f"@{self.kind}{{{self._key},\n{fields}\n}}\n"


def verbatim_url(url: str) -> str:
    """The address in ASCII and percent-encoded, so that it needs no escape inside braces; what it leads to is the same."""
    return _NOT_IN_URL.sub(lambda match: quote(match[0], safe=""), url)


def printed_url(url: str) -> str:
    r"""The address for a field that styles print as text: `\url{...}`, or its characters where that would break.

    Some styles print fields inside of other commands, where `%` begins a comment and `#` is an error even within `\url`.
    """
    address = verbatim_url(url)
    if "%" not in address and "#" not in address:
        return rf"\url{{{address}}}"
    characters = encode(address, to_latex=True)
    breakable = _BREAKABLE.sub(lambda match: match[0] + r"\allowbreak ", characters)
    return rf"\texttt{{{breakable}}}"


def verbatim(identifier: str) -> str:
    """A DOI or another identifier; only characters that would break the entry are encoded."""
    return _NOT_VERBATIM.sub(lambda match: quote(match[0], safe=""), identifier)


def pages(page: str) -> str:
    """A range with two hyphens, as both formats want it; escaped."""
    first, _, last = page.partition("-")
    if first.isdecimal() and last.isdecimal() and page.isascii():
        return f"{first}--{last}"
    plain = re.sub(r"\s*[-\u2010-\u2015]+\s*", "-", page)
    return re.sub(r"(?<=\w)-(?=\w)", "--", encode(plain, to_latex=True))


_MONTHS = "January February March April May June July August September October November December".split()


def access_note(accessed: PartialDate | None) -> str | None:
    """The day of access as a remark: `Accessed 13 January 2023`, because TeX breaks lines at the hyphens of 2023-01-13."""
    if accessed is None:
        return None
    day = f"{accessed.day} " if accessed.day else ""
    month = f"{_MONTHS[accessed.month - 1]} " if accessed.month else ""
    return f"Accessed {day}{month}{accessed.year}"


_MASTERS = re.compile(r"master|\bm\.?sc\b|diplom", re.IGNORECASE)


def is_masters(genre: str | None) -> bool:
    """Whether a thesis is for a lower degree than a doctorate, as its genre says."""
    return genre is not None and _MASTERS.search(genre) is not None


#: Primary language subtag -> the name that babel and polyglossia know it by.
_LANGUAGES = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "he": "hebrew", "hi": "hindi", "hu": "hungarian", "it": "italian",
    "ja": "japanese", "ko": "korean", "nl": "dutch", "pl": "polish", "pt": "portuguese", "ru": "russian",
    "sv": "swedish", "tr": "turkish", "uk": "ukrainian", "vi": "vietnamese", "zh": "chinese",
}  # fmt: skip


def language_name(tag: str | None) -> str | None:
    """The name of the language as LaTeX packages have it, if they do."""
    return None if tag is None else _LANGUAGES.get(tag.partition("-")[0])
