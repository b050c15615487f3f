"""Lists in which nearly every link ends with who made the work."""

from __future__ import annotations

from llmprimer.importing.detect import read

WHO = [
    "stern99",
    "ls-lind",
    "Roe",
    "dimlight",
    "Walking the Halls",
    "Ada Stern",
    "moss_7",
    "coleb",
    "HaloNet",
    "dale",
    "hart0",
    "Lind",
]
WORKS = ["Large lamps of rooms", "How halls are lit", "Light in yards", "A walk at night", "Windows"]


def listed(names: list[str], plain: int = 0) -> str:
    works = [f"{WORKS[n % len(WORKS)]} {n}" for n in range(len(names) + plain)]
    lines = [f"{work} by {name}" for work, name in zip(works, names, strict=False)] + works[len(names) :]
    return "# Lamps\n\n## Works\n\n" + "".join(
        f"- [{line}](https://a.example.org/{n})\n" for n, line in enumerate(lines)
    )


def names(text: str) -> list[str]:
    found = [draft.fields.get("author", [{}])[0] for draft in read(text, "a.md").drafts]
    return [name.get("literal") or name.get("family") or "" for name in found]


def test_accounts_and_channels_behind_nearly_every_title_made_the_works() -> None:
    text = listed(WHO, plain=1)
    assert names(text) == [*(who if who != "Ada Stern" else "Stern" for who in WHO), ""]
    assert [draft.title for draft in read(text, "a.md").drafts][:2] == ["Large lamps of rooms 0", "How halls are lit 1"]


def test_such_words_in_some_titles_stay_there() -> None:
    text = listed(WHO, plain=6)
    assert "Large lamps of rooms 0 by stern99" in [draft.title for draft in read(text, "a.md").drafts]


def test_a_few_titles_show_nothing() -> None:
    assert read(listed(WHO[:4]), "a.md").drafts[0].title == "Large lamps of rooms 0 by stern99"
