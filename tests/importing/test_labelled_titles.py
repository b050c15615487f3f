"""Labels before quoted titles, `**GlowQA Benchmark:** "GlowQA: ..."`: names of works, topics, or authors."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

NAMES = ("GlowQA Benchmark", "DimSet", "Wide Hall", "Self-Shade", "Lamp2Room Corpus")
TITLES = (
    "GlowQA: Questions about Large Lamps",
    "DimSet: Lamps and their Shades in Many Rooms",
    "Wide Halls Need Many Lamps",
    "Walking at Night without a Lamp",
    "Lamp-2-Room: Which Lamp Belongs in Which Room",
)
PEOPLE = ("Ada Stern", "Bo Lind", "Cyra Roe", "Dana Holm", "Flora Ortega")


def drafts(line: str, names=NAMES):
    lines = [line.format(n=n, name=name, title=TITLES[n]) for n, name in enumerate(names)]
    return read("\n".join(["# Lamps", "", *lines, ""]), "a.md").drafts


@pytest.mark.parametrize(
    "line",
    [
        '* **{name}:** "{title}" ([Paper](https://arxiv.org/abs/2209.0995{n})) - *(March 2022)*',
        '* {name}: "{title}" ([Paper](https://arxiv.org/abs/2209.0995{n}))',
        "* **{name}** — “{title}”, 2021. [[pdf]](https://a.example.org/{n}.pdf)",
        "* **{name}**：「{title}」 [[pdf]](https://a.example.org/{n}.pdf)",
    ],
)
def test_what_titles_say_again_is_what_works_are_called(line):
    made = drafts(line)
    assert [draft.title for draft in made] == list(TITLES)
    assert not any("author" in draft.fields for draft in made)
    assert [draft.fields["aliases"] for draft in made] == [[name] for name in NAMES]


def test_words_between_the_label_and_the_title_are_no_part_of_a_name():
    line = '* **{name}:** Introduced in "{title}" ([Paper](https://arxiv.org/abs/2209.0995{n}))'
    text = [line.format(n=9, name="Far Hall", title="The Lamps of Far Rooms")]
    text += [
        f'* **{name}:** "{title}" ([Paper](https://arxiv.org/abs/2209.0995{n}))'
        for n, (name, title) in enumerate(zip(NAMES, TITLES, strict=True))
    ]
    made = read("\n".join(["# Lamps", "", *text, ""]), "a.md").drafts
    assert made[0].title == "The Lamps of Far Rooms"
    assert not any("author" in draft.fields for draft in made)


def test_what_several_works_are_called_is_a_topic():
    names = ("Survey (Halls)", "Survey (Rooms)", "Wide Halls", "GlowQA", "Lamp2Room")
    titles = ("Lamps of Halls", "Lamps of Rooms", *(TITLES[n] for n in (2, 0, 4)))
    text = [
        f'* **{name}:** "{title}" ([Paper](https://arxiv.org/abs/2209.0995{n}))'
        for n, (name, title) in enumerate(zip(names, titles, strict=True))
    ]
    made = read("\n".join(["# Lamps", "", *text, ""]), "a.md").drafts
    assert [draft.title for draft in made] == list(titles)
    assert made[0].fields["keywords"] == ["Survey", "Halls"]
    assert not any("author" in draft.fields or "aliases" in draft.fields for draft in made[:2])


@pytest.mark.parametrize(
    "line",
    [
        '* **{name}:** "{title}" ([Paper](https://arxiv.org/abs/2209.0995{n}))',
        "* {name}, “{title},” 2021. [[pdf]](https://a.example.org/{n}.pdf)",
    ],
)
def test_people_before_quoted_titles_are_the_authors(line):
    made = drafts(line, PEOPLE)
    assert [draft.title for draft in made] == list(TITLES)
    assert [f"{d.fields['author'][0]['given']} {d.fields['author'][0]['family']}" for d in made] == list(PEOPLE)
    assert not any("aliases" in draft.fields for draft in made)
