"""People who present, moderate, suggest or add a work did not make it; who gives a talk did."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.importing.document.labels import column
from llmprimer.records.draft import Draft

PEOPLE = ("Ada Stern", "Bo Lind", "Cy Roe", "Dee Holm")
TITLES = (
    "Large Lamps of Small Rooms",
    "Walking at Night in Towns",
    "The Light of Many Windows",
    "Shades and Their Makers",
)


def table(heads: str, row: str) -> list[Draft]:
    """The works of a table with a row for each title."""
    lines = [heads, f"|{'---|' * (heads.count('|') - 1)}"]
    lines += [
        row.format(n=n, who=who, title=title) for n, (who, title) in enumerate(zip(PEOPLE, TITLES, strict=True), 1)
    ]
    return read("\n".join(["# Lamps", "", *lines, ""]), "a.md").drafts


def entry(line: str) -> Draft:
    (draft,) = read(f"# Lamps\n\n{line}\n", "a.md").drafts
    return draft


def families(drafts: list[Draft]) -> list[str]:
    return [person.get("family", "") for draft in drafts for person in draft.fields.get("author", ())]


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("| Date | Presenter | Paper |", "| 2020-02-0{n} | {who} | [{title}](https://a.example.org/{n}) |"),
        ("| Paper | Speaker |", "| [{title}](https://a.example.org/{n}) | {who} |"),
        ("| Paper presenter | Paper |", "| {who} | [{title}](https://a.example.org/{n}) |"),
        ("| Title | Presented by |", "| [{title}](https://arxiv.org/abs/2001.0000{n}) | {who} |"),
        ("| Title | Moderator |", "| [{title}](https://a.example.org/{n}) | {who} |"),
        ("| Title | Suggested by |", "| [{title}](https://a.example.org/{n}) | {who} |"),
        ("| Talk | Added by |", "| [{title}](https://a.example.org/{n}) | {who} |"),
        ("| 论文 | 分享人 |", "| [{title}](https://a.example.org/{n}) | {who} |"),
        ("| Buch | Vorgetragen von |", "| [{title}](https://a.example.org/{n}) | {who} |"),
        ("| Titre | Recommandé par |", "| [{title}](https://a.example.org/{n}) | {who} |"),
    ],
)
def test_who_presents_or_suggests_a_paper_is_no_author(heads: str, row: str) -> None:
    drafts = table(heads, row)
    assert [draft.title for draft in drafts] == list(TITLES)
    assert families(drafts) == []
    assert all(any(who in left for left in draft.left) for who, draft in zip(PEOPLE, drafts, strict=True))


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("| Talk | Speaker |", "| [{title}](https://a.example.org/{n}) | {who} |"),
        ("| Title | Presented by |", "| [{title}](https://a.example.org/{n}) | {who} |"),
        ("| Course | Lecturer |", "| [{title}](https://a.example.org/{n}) | {who} |"),
        ("| Titel | Vortragende |", "| [{title}](https://a.example.org/{n}) | {who} |"),
        ("| Paper | Written by | Presenter |", "| [{title}](https://a.example.org/{n}) | {who} | Eve Moss |"),
    ],
)
def test_who_gives_a_talk_or_writes_a_paper_is_its_author(heads: str, row: str) -> None:
    assert families(table(heads, row)) == [who.split()[1] for who in PEOPLE]


def test_the_day_on_which_a_paper_was_presented_is_not_its_date() -> None:
    row = "| {when} | {{who}} | [{{title}}](https://a.example.org/{{n}}) |"
    assert all("issued" not in d.fields for d in table("| Date | Presenter | Paper |", row.format(when="2020-02-0{n}")))
    assert all(d.fields["issued"] == "1999" for d in table("| Year | Presenter | Paper |", row.format(when="1999")))
    assert all(d.fields["issued"] for d in table("| Date | Speaker | Talk |", row.format(when="2020-02-0{n}")))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- [Large Lamps](https://arxiv.org/abs/2001.00001), presented by Ada Stern", []),
        ("- [Large Lamps](https://arxiv.org/abs/2001.00001) (presented by Ada Stern)", []),
        ("- [Large Lamps](https://arxiv.org/abs/2001.00001)\n  - Presenter: Ada Stern", []),
        ("- [Large Lamps](https://a.example.org/1)\n  - Suggested by: Ada Stern", []),
        ("- [Large Lamps](https://a.example.org/1)\n  - 推荐人：王小明", []),
        ("- [Large Lamps](https://a.example.org/1) - A good read, suggested by Ada Stern", []),
        ("- [Large Lamps](https://a.example.org/1), presented by Ada Stern", ["Stern"]),
        ("- [Large Lamps](https://a.example.org/1)\n  - Speaker: Ada Stern", ["Stern"]),
        ("- [Large Lamps](https://a.example.org/1)\n  - 主讲人：王小明", ["王"]),
    ],
)
def test_entries_say_who_presented_or_suggested_them(line: str, expected: list[str]) -> None:
    assert families([entry(line)]) == expected


def test_classes_of_a_page_say_who_added_or_gave_what() -> None:
    card = '<div class="{kind}"><div class="title"><a href="https://{site}/{n}">{title}</a></div><div class="{by}">{who}</div></div>'
    forms = (
        ("paper", "arxiv.org/abs/2001.0000", "presenter"),
        ("talk", "a.example.org", "speaker"),
        ("post", "b.example.org", "added-by"),
    )
    made = [
        card.format(kind=kind, site=site, n=n, title=f"{title} {kind}", by=by, who=who)
        for kind, site, by in forms
        for n, (who, title) in enumerate(zip(PEOPLE, TITLES, strict=True))
    ]
    drafts = read(f"<html><body>{''.join(made)}</body></html>", "a.html").drafts
    assert len(drafts) == 12
    assert families(drafts) == [who.split()[1] for who in PEOPLE]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Written by", "author"),
        ("Book author", "author"),
        ("By", "author"),
        ("Translated by", "other"),
        ("Date read", "other"),
        ("Scritto da", "author"),
        ("Published by", "publisher"),
        ("Papers by year", "title"),
        ("Papers presented", "title"),
        ("Books read", None),
        ("期刊名字", "title"),
        ("Open Source", None),
        ("Is open-sourced", None),
        ("Data source", "venue"),
    ],
)
def test_heads_of_columns(head: str, kind: str | None) -> None:
    assert column(head) == kind
