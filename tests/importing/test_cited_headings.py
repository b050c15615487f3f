"""Documents whose headings are citations, and lists below them that say more about each work."""

from __future__ import annotations

from tests.importing.test_line_contents import authors, records

from llmprimer.importing.markdown import read

TEXT = """# Reading

## I. Lamps

### Ada Stern, *Lamps in Small Rooms: A History* (Light UP, 2006)

- Lamp Archive, borrowable: archive.light.org/details/lamps
- Under 120 pages; read it in one evening.
- Supplement: Stern, "Lamps in Small Rooms Again," *Journal of Lamps* 39:5 (2017), 641-656

### ★ Bo Lind, "The Next Big Lamp," *Light Weekly* (May/June 2009)

- Short. Read it whole.

### Cy Roe, *Shades* (Light UP, 1970)

- **Reading target:** introduction and conclusion.

### How to find them

- Ask a library.
"""


def test_headings_that_are_citations_are_works():
    found = records(TEXT)
    assert [r["title"] for r in found] == [
        "Lamps in Small Rooms: A History",
        "Lamps in Small Rooms Again",
        "The Next Big Lamp",
        "Shades",
    ]
    assert [authors(r) for r in found] == [["Ada Stern"], ["Stern"], ["Bo Lind"], ["Cy Roe"]]
    assert found[0]["summary"] == "Under 120 pages; read it in one evening."
    assert (found[2]["issued"], found[2]["container_title"]) == ("2009-05", "Light Weekly")
    assert "introduction and conclusion" in found[3]["summary"]


def test_where_such_works_are_found_is_left_over():
    left = {leftover.line: leftover.text for leftover in read(TEXT, "list.md").leftovers}
    assert "archive.light.org" in left[7]
    assert "Ask a library" in left[21]


def test_two_such_headings_among_others_are_headings():
    text = TEXT.replace("### Cy Roe, *Shades* (Light UP, 1970)", "### Shades")
    assert "Lamps in Small Rooms: A History" not in [r["title"] for r in records(text)]
