"""What the two BibTeX formats are, but for their entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from llmprimer.export import Losses, Options, uncarried
from llmprimer.export._stamps import BIBTEX
from llmprimer.latex.encoding import is_printable

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference

    #: An entry as text; the last argument asks for LaTeX's commands instead of Unicode.
    MakeEntry = Callable[[Reference, Header, Options, bool], str]


_BEGINNING = re.compile(r"(?:\s|%[^\n]*\n)*@[A-Za-z]+\{[^\s,{}]+,")


class Bibliography:
    """A `.bib` file: entries, one after the other."""

    suffix = ".bib"
    media_type = "application/x-bibtex"
    carries = frozenset(
        "type title author editor issued container_title collection_title publisher publisher_place event_title and_others genre "
        "number edition volume issue page doi isbn issn arxiv language topics abstract note url accessed".split()
    )
    comment: str | None = BIBTEX
    reads_fields = True
    limits = "CJK and emoji under pdflatex (use xelatex or lualatex)"

    def __init__(self, entry: MakeEntry) -> None:
        self._entry = entry

    def write(self, references: Iterable[Reference], header: Header, out: TextIO, options: Options) -> Losses:
        losses = Losses()
        lost = [name for name in uncarried(self) if not (name == "summary" and options.annotations)]
        to_latex = options.encoding == "latex"
        before = ""
        for reference in references:
            text = self._entry(reference, header, options, to_latex)
            out.write(before + text)
            before = "\n"
            losses.add_fields(reference, lost)
            if not text.isascii() and not is_printable(text):
                losses.add("characters that pdflatex cannot print (xelatex and lualatex can)", reference.citation_key)
        return losses

    def recognises(self, beginning: str) -> bool:
        # LaTeX and CSS have comments and `@` too, but no `@name{key,`.
        return _BEGINNING.match(beginning) is not None
