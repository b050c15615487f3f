"""Labels that most entries of a list begin with, and that say no more than that an entry follows."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import records

from llmprimer.importing.formats.markdown import read

TITLES = ("Large Lamps of Small Rooms", "On Glass", "Why Shades Fail at Night", "The Wick: A History", "Oil")


def list_of(label: str) -> str:
    return "# Light\n\n## Lamps\n\n" + "\n".join(
        f"- {label}[{title}](https://a.example.org/{n})" for n, title in enumerate(TITLES)
    )


@pytest.mark.parametrize(
    "label", ["Title: ", "标题：", "**Paper:** ", "Titre : ", "Título:", "Video: ", "*Book*: ", "Nom: "]
)
def test_a_label_before_the_linked_title_of_most_entries_is_no_part_of_them(label):
    found = records(list_of(label))
    assert [record["title"] for record in found] == list(TITLES)


def test_such_a_label_is_not_left_over():
    assert not [left for left in read(list_of("标题：").replace("# Light", ""), "x.md").leftovers if left.line > 4]


def test_entries_without_links_may_have_it_too():
    text = "# Light\n\n" + "\n".join(
        f"- Title: Large Lamps of {place} Rooms ({year})"
        for place, year in zip("Dim Bright Wide High".split(), range(2001, 2005), strict=True)
    )
    assert [record["title"] for record in records(text)] == [
        f"Large Lamps of {place} Rooms" for place in "Dim Bright Wide High".split()
    ]


def test_short_lists_count_together():
    text = "# Light\n" + "".join(
        f"\n## Part {n}\n\n- Title: [Lamps of hall {n}](https://a.example.org/{n}a)\n- Title: [Shades of hall {n}](https://a.example.org/{n}b)\n"
        for n in range(1, 5)
    )
    assert len(records(text)) == 8


def test_labels_of_the_links_of_one_work_stay():
    text = "# Light\n\n" + "".join(
        f"### Large Lamps of Hall {n}\n\n- Paper: [On the lamps of hall {n}](https://a.example.org/{n})\n"
        f"- Code: [lamps{n}](https://github.com/a/lamps{n})\n\n"
        for n in range(1, 6)
    )
    assert [record["title"] for record in records(text)] == [f"Large Lamps of Hall {n}" for n in range(1, 6)]


def test_labels_below_a_work_stay():
    nested = "\n".join(f"  - Video: [Part {n} of the talk](https://v.example.org/{n})" for n in range(1, 6))
    found = records(
        f"# Light\n\n- [Large Lamps](https://a.example.org/1) (2020)\n{nested}\n- [Small Lamps](https://a.example.org/2) (2021)\n"
    )
    assert [record["title"] for record in found] == ["Large Lamps", "Small Lamps"]


def test_what_all_titles_of_a_series_begin_with_stays():
    text = "# Light\n\n" + "\n".join(
        f"- [Lamp Stories: The {word} Hall](https://a.example.org/{word})" for word in "Dim Old Wide High".split()
    )
    assert records(text)[0]["title"] == "Lamp Stories: The Dim Hall"


def test_words_in_brackets_that_recur_before_titles_are_no_part_of_them():
    languages = "".join(
        f"- [:movie_camera: \\[deu\\] Lamp number {n} of rooms](https://v.example.org/{n})\n" for n in range(9)
    )
    found = records(f"# Videos\n{languages}- [\\[once\\] Lamps of rooms](https://v.example.org/once)\n")
    assert [one["title"] for one in found[:9]] == [f"Lamp number {n} of rooms" for n in range(9)]
