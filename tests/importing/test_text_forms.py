"""Lists in reStructuredText, Org, AsciiDoc, LaTeX, plain text and CSV: what is read, and on which line."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import detect, read
from llmprimer.importing.document.accounting import WORD, is_known, words_of
from llmprimer.text import fold

RST = """\
Reading list
============

Papers
------

- `Finding Paths in Graphs <https://example.org/paths>`_ by Jane Doe and Li Wei, 2012. A first look at paths.
- `A title that is wrapped over
  two lines <https://example.org/long>`__

====================  ======  =====================================
Paper Title           Year    Materials
====================  ======  =====================================
Knots of every kind   2011    `[PDF] <https://example.org/knots>`_
====================  ======  =====================================

References
~~~~~~~~~~

.. [Doe99] J. Doe and R. Roe. *Trees of Knowledge*. Journal of Trees, 12(3):45-67, 1999.
.. [2] Stern, A. (2004). Prisms and mirrors. *Optics Letters*, 3(1), 1-9.

.. image:: picture.png
"""
ORG = """\
#+TITLE: Reading list
* Papers
** TODO Graphs
- [[https://example.org/paths][Finding Paths in Graphs]] - Jane Doe, Li Wei, 2012
- [ ] [[https://example.org/light][On Light]] :: Light and /its/ many colours.

| Title                                       | Author   | Year |
|---------------------------------------------+----------+------|
| [[https://example.org/a][Trees of Knowledge]] | Jane Roe | 1999 |
"""
ASCIIDOC = """\
= Reading list
:toc:

== Papers

* https://example.org/paths[Finding Paths in Graphs], Jane Doe and Li Wei, 2012
** A first look at paths.
* link:https://example.org/light[On Light^] - Light and its many colours.

[cols="2,1,1"]
|===
|Title |Author |Year

|https://example.org/a[Trees of Knowledge]
|Jane Roe
|1999
|===
"""
LATEX = r"""
\section*{References}
\begin{thebibliography}{99}
% a remark
\bibitem{doe} J.~Doe and R.~Roe, \emph{Trees of Knowledge}, Journal of Trees \textbf{12} (1999), 45--67.
\bibitem[Stern(2004)]{stern}
A.~Stern.
\newblock Prisms and mirrors.
\newblock {\em Optics Letters}, 3(1):1--9, 2004.
\bibitem{m} M.~M{\"u}ller, ``On light,'' in \emph{Proc.\ Optics Conf.}, 2001. \url{https://example.org/light_a}
\end{thebibliography}
"""
NUMBERED = """\
References

[1] J. Doe and R. Roe, "Trees of knowledge," IEEE Trans. Trees,
    vol. 12, no. 3, pp. 45-67, 1999.
[2] A. Stern, Prisms and Mirrors. Berlin: Springer, 2004.
[3] Doe, J. (2001). On light. Optics Letters, 3(1), 1-9. https://doi.org/10.1000/182
"""
HANGING = """\
Further reading

Doe, Jane, and Richard Roe. "Trees of Knowledge." Journal of Trees, vol. 12,
    no. 3, 1999, pp. 45-67.
Stern, Ada. Prisms and Mirrors. Springer, 2004.
Wei, Li. "On Light and What It Does to the Leaves of Trees." Optics Letters,
    vol. 3, no. 1, 2001, pp. 1-9.
Roe, Richard. Leaves of Doubt. Tree Press, 1993.
"""
CSV = """\
year,paper,first author,comments,where
1999,"Trees of Knowledge","Doe, Jane","A look at trees, and more",Journal of Trees
2004,Prisms and Mirrors,Ada Stern,Colours of light,Optics Letters
"""
LISTS = {
    "x.rst": (RST, "rst", [(7, "Finding Paths in Graphs", "Doe"), (8, "A title that is wrapped over two lines", None),
        (14, "Knots of every kind", None), (20, "Trees of Knowledge", "Doe"), (21, "Prisms and mirrors", "Stern")]),
    "x.org": (ORG, "org", [(4, "Finding Paths in Graphs", "Doe"), (5, "On Light", None), (9, "Trees of Knowledge", "Roe")]),
    "x.adoc": (ASCIIDOC, "asciidoc", [(6, "Finding Paths in Graphs", "Doe"), (8, "On Light", None), (14, "Trees of Knowledge", "Roe")]),
    "x.tex": (LATEX, "latex", [(5, "Trees of Knowledge", "Doe"), (6, "Prisms and mirrors", "Stern"), (10, "On light", "Müller")]),
    "numbered.txt": (NUMBERED, "text", [(3, "Trees of knowledge", "Doe"), (5, "Prisms and Mirrors", "Stern"), (6, "On light", "Doe")]),
    "hanging.txt": (HANGING, "text", [(3, "Trees of Knowledge", "Doe"), (5, "Prisms and Mirrors", "Stern"),
        (6, "On Light and What It Does to the Leaves of Trees", "Wei"), (8, "Leaves of Doubt", "Roe")]),
    "x.csv": (CSV, "csv", [(2, "Trees of Knowledge", "Doe"), (3, "Prisms and Mirrors", "Stern")]),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_the_works_are_read_with_their_first_author_and_line(name: str):
    text, form, works = LISTS[name]
    assert detect(text, name) == form
    drafts = read(text, name).drafts
    assert [
        (d.line, d.title, d.fields["author"][0]["family"] if "author" in d.fields else None) for d in drafts
    ] == works


@pytest.mark.parametrize("name", LISTS)
def test_every_word_is_in_a_record_or_among_the_leftovers(name: str):
    text, _, _ = LISTS[name]
    reading = read(text, name)
    known = [frozenset(words_of(draft)) for draft in reading.drafts]
    known += [frozenset(WORD.findall(fold(left.text))) for left in reading.leftovers]
    headings = frozenset(WORD.findall(fold(" ".join(heading for d in reading.drafts for heading in d.headings))))
    markup = frozenset(
        "emph bibitem section textbf begin end em newblock url tilde label doe stern m link cols toc todo title example org https".split()
    )
    lost = [w for w in WORD.findall(fold(text)) if not is_known(w, [*known, headings, markup]) and not w.isdigit()]
    assert not [word for word in lost if not any(word in "".join(sorted(words)) for words in known)]


def test_details_beside_the_title_are_kept():
    by_title = {d.title: d for d in read(RST, "x.rst").drafts}
    assert by_title["Finding Paths in Graphs"].fields["summary"] == "A first look at paths."
    assert by_title["Knots of every kind"].fields["url"] == "https://example.org/knots"
    by_title = {d.title: d for d in read(ORG, "x.org").drafts}
    assert by_title["On Light"].fields["summary"] == "Light and its many colours."
    by_title = {d.title: d for d in read(LATEX, "x.tex").drafts}
    assert by_title["On light"].fields["url"] == "https://example.org/light_a"
    assert by_title["Prisms and mirrors"].fields["container_title"] == "Optics Letters"
    assert {d.title: d.fields.get("summary") for d in read(CSV, "x.csv").drafts}[
        "Trees of Knowledge"
    ] == "A look at trees, and more"


LINE_BY_LINE = """\
[#] Stern, Ada, “On Lamps of Halls,” Light Letters 10 (1943), pp. 119-134.
Mss.: Oslo, Library, Ar. 3, see [#] Lind.
[#]------, “Shades of Lamps,” Light Letters 12 (1945), pp. 19-34.
A study of shades.
Generalia
[x] Lind, Bo, “The Lamps of Rooms,” Annals of Light 7 (1929), pp. 259-273.
______. “Lamps at Sea,” Annals of Light 8 (1930), pp. 25-27.
C. Roe, The Great Lamps, vol. 1 (Oslo, 1944), pp. 85-195.
Doe, D. “Lamps in Towns.” Light 9 (1990): 1-9.
"""


def test_text_with_one_citation_a_line_and_notes_between():
    drafts = read(LINE_BY_LINE, "list.txt").drafts
    assert [(d.line, d.fields["author"][0]["family"], d.title) for d in drafts] == [
        (1, "Stern", "On Lamps of Halls"),
        (3, "Stern", "Shades of Lamps"),
        (6, "Lind", "The Lamps of Rooms"),
        (7, "Lind", "Lamps at Sea"),
        (8, "Roe", "The Great Lamps"),
        (9, "Doe", "Lamps in Towns"),
    ]
    assert [d.fields.get("summary") for d in drafts[:3]] == [
        "Mss.: Oslo, Library, Ar. 3, see [#] Lind.",
        "A study of shades.",
        None,
    ]
    assert drafts[4].fields["volume"] == "1"
    assert [d.headings for d in drafts[1:3]] == [(), ("Generalia",)]


def test_counted_entries_of_a_database_are_wrapped_and_none_of_their_lines_is_one():
    entry = """{n}: Stern AB, Lind C, de Noir D, van der Dim E, Okafor F, Bright GH, Shade IJ,
Glow KL, Wick M. Large Lamps and Small Rooms Reveal Shade-Associated Dust {n} as a New
Modulator of Evening Light. Lamp Res. 2018 Jul {n};138(2):166-180.\ndoi: 10.1000/lamp.{n}. Epub 2018 Jan 31.
PubMed PMID: 2938620{n}; PubMed Central PMCID: PMC695120{n}.
"""
    drafts = read("\n\n".join(entry.format(n=n) for n in range(1, 9)), "result.txt").drafts
    assert [draft.title for draft in drafts] == [
        f"Large Lamps and Small Rooms Reveal Shade-Associated Dust {n} as a New Modulator of Evening Light" for n in range(1, 9)
    ]  # fmt: skip
    assert {draft.fields["author"][0]["family"] for draft in drafts} == {"Stern"}
    assert {draft.fields["container_title"] for draft in drafts} == {"Lamp Res"}
    assert [draft.line for draft in drafts] == list(range(1, 57, 7))


def test_terms_that_are_names_of_addresses_elsewhere_are_works_with_their_definitions():
    text = """Lamps
=====

Glow-Lamp_
   Lights small_ rooms at night.

Dim.Lamp_
   Turns the light down, slowly.

   - for one room
   - for all rooms

`Large Lamps`_
   For halls. See also Glow-Lamp_.

Notes_
are no work here.

.. _Glow-Lamp: https://github.com/stern/glow-lamp
.. _dim.lamp: https://github.com/stern/dim-lamp
.. _Large Lamps: https://github.com/stern/large-lamps
"""
    drafts = read(text, "lamps.rst").drafts
    assert [(draft.title, draft.fields["url"].rpartition("/")[2]) for draft in drafts] == [
        ("Glow-Lamp", "glow-lamp"), ("Dim.Lamp", "dim-lamp"), ("Large Lamps", "large-lamps"),
    ]  # fmt: skip
    assert [draft.fields["summary"].split()[0] for draft in drafts] == ["Lights", "Turns", "For"]
