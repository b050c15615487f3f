"""Documents whose headings are citations, and lists below them that say more about each work."""

from __future__ import annotations

from tests.importing.test_line_contents import authors, records

from llmprimer.importing.detect import read as read_any
from llmprimer.importing.formats.markdown import read

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


KEYS = [
    ("Lampnet: Finding the Lamps of a Room at Ni-", "Stern et al. 2017: Lampnet"),
    ("On the Light of Small Rooms", "Lind & Holm 2016: Light Small Rooms"),
    ("Windows Are All You Need", "Roe 2018: Windows Are"),
    ("Holm's Theory of Shade", "Park-Stern et al. 2018: Holms Theory Shade"),
]


def org(keys: list[tuple[str, str]]) -> str:
    return "#+title: Papers\n* Read [[https://glow.example.org/list][My List of Lamps]]\n" + "".join(
        f"* TODO {title}\n  CLOSED: [2018-01-10 Wed 14:01]\n[[cite:key-{n}][{key}]]\n"
        for n, (title, key) in enumerate(keys)
    )


def test_a_printed_key_below_a_title_names_author_and_year():
    found = [d for d in read_any(org(KEYS), "papers.org").drafts if "url" not in d.fields]
    assert [d.title for d in found] == [title for title, _ in KEYS]
    assert [d.fields["author"][0]["family"] for d in found] == ["Stern", "Lind", "Roe", "Park-Stern"]
    assert [d.fields["issued"] for d in found] == ["2017", "2016", "2018", "2018"]
    assert not any(d.headings for d in found)


def test_a_key_of_another_work_below_a_title_is_none_of_it():
    others = [(title, f"Stern et al. 2017: Another Work {n}") for n, (title, _) in enumerate(KEYS)]
    found = read_any(org(others), "papers.org").drafts
    assert not any(d.title == title and "author" in d.fields for d in found for title, _ in KEYS)


def test_headings_over_bylines_of_sections_are_none():
    text = "".join(f"# Section {n}\n\nStern et al. 2017: {n} things to know\n\n" for n in range(4))
    assert records(text) == []
