"""Lists of facts and notes below headings that are works: labels, nested links, and links within notes."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read
from llmprimer.importing.labelling.labelled_fields import _has_other_facts
from llmprimer.records.links import link_type
from llmprimer.records.records import complete
from llmprimer.vocabulary import LinkType

TITLES = ("Lamps of Rooms and Halls", "Walking at Night with Lanterns", "Shades and What They Do", "Towers by Day")


def records(text: str) -> list[dict[str, object]]:
    return [dict(complete(draft, source="a.md").fields) for draft in read(text, "a.md").drafts]


def test_links_nested_below_a_label_are_of_the_work_and_of_the_labels_kind() -> None:
    entries = (
        f"#### {title}\n* 作者： Ada Stern, et al. (光大学)\n* 发表于：灯 2019\n* 概述：本文讨论房间里的灯。\n"
        f"* 链接：https://a.example.org/{n}.pdf\n* 相关数据集：\n    * 灯一（https://b.example.org/{n}）\n    * 灯二\n"
        f"* 是否有开源代码：有（https://c.example.org/{n} ）\n"
        for n, title in enumerate(TITLES)
    )
    made = records("# 灯\n\n## 论文\n\n" + "\n".join(entries))
    assert [record["title"] for record in made] == list(TITLES)
    for n, record in enumerate(made):
        assert record["summary"] == "本文讨论房间里的灯。"
        links = {link["url"]: link["type"] for link in record["links"]}  # type: ignore[attr-defined]
        assert links[f"https://b.example.org/{n}"] == "data"
        assert f"https://c.example.org/{n}" in links


def test_a_link_within_a_note_below_a_linked_title_is_no_work() -> None:
    entries = (
        f"#### [{title}](https://arxiv.org/abs/2101.0000{n})\n\nLight Week {n}\n\n"
        "1. **Bright rooms.** Oil + [Old Lamp Wicks](https://arxiv.org/abs/2002.00001)\n2. Wicks are counted for every room\n"
        for n, title in enumerate(TITLES)
    )
    made = records("# Light\n\n## Rooms\n\n" + "\n".join(entries))
    assert [record["title"] for record in made] == list(TITLES)
    assert all("Bright rooms" in str(record["summary"]) for record in made)


def test_lists_below_linked_names_of_sections_stay_lists_of_works() -> None:
    entries = (
        f"#### [The light week of the year 20{n}](https://weeks.example.org/{n})\n\n"
        f"- Best: [{title}](https://arxiv.org/abs/2101.0000{n})\n- Second: [More on {title}](https://arxiv.org/abs/2101.0001{n})\n"
        for n, title in enumerate(TITLES, 10)
    )
    titles = {str(record["title"]) for record in records("# Light\n\n## Weeks\n\n" + "\n".join(entries))}
    assert {*TITLES, *(f"More on {title}" for title in TITLES)} <= titles


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("相关数据集", LinkType.DATA),
        ("开源代码", LinkType.CODE),
        ("讲解视频", LinkType.VIDEO),
        ("Related datasets", LinkType.DATA),
        ("数据集说明", LinkType.OTHER),
        ("postdata", LinkType.OTHER),
    ],
)
def test_the_last_word_of_a_label_says_what_a_link_is(label: str, kind: LinkType) -> None:
    assert link_type(label, "https://a.example.org/1") is kind


def test_a_text_with_labelled_facts_is_no_description() -> None:
    assert _has_other_facts("(Harbour Lab). Venue: CHI 2020. Tags: lamps. About: counts lamps.")
    assert _has_other_facts("(光大学). 发表时间：2019. 概述：灯。")
    assert not _has_other_facts("Counts lamps. It asks: which are bright? A study: of rooms.")


def test_a_sentence_over_one_work_describes_it() -> None:
    made = read(
        "# Light\n\n## Rooms\n\n"
        "* Lamps give more light to small rooms than to halls, and nobody knew why. This one tells it:\n"
        f"  - [{TITLES[0]}](https://a.example.org/0)\n"
        "* Stern et al. showed that nobody walks there without a lantern:\n"
        f"  - [{TITLES[1]}](https://a.example.org/1)\n"
        "* These two say the contrary of what was said above, and both are short:\n"
        f"  - [{TITLES[2]}](https://a.example.org/2)\n  - [{TITLES[3]}](https://a.example.org/3)\n"
        "* Towers and other high houses that stand alone\n  - [Old Towers at the Sea](https://a.example.org/4)\n",
        "a.md",
    ).drafts
    assert [draft.title for draft in made] == [*TITLES, "Old Towers at the Sea"]
    assert made[0].fields["summary"].startswith("Lamps give more light")
    assert made[1].fields["summary"].startswith("Stern et al. showed that nobody walks there")
    assert all("summary" not in draft.fields and "author" not in draft.fields for draft in made[2:])
    assert "author" not in made[1].fields
    assert made[4].headings[-1] == "Towers and other high houses that stand alone"


WORKS = ("Large Lamps for Small Rooms", "Wide Lamps for Old Halls", "Steady Light on Long Stairs")


@pytest.mark.parametrize(
    "overview", ["- Overview:\n", "- Overview:\n\n  ![](lamp.png)\n", "- Overview: Lamps are seen.\n"]
)
@pytest.mark.parametrize("homepage", ["", ", [Homepage](https://b.example.org/{n})"])
def test_a_label_over_a_picture_is_no_fact_that_makes_the_links_a_work(overview, homepage):
    text = "# Light\n\n## Papers\n\n" + "".join(
        f"#### {title}\n\n- Paper link: [arXiv 2101.0000{n}](https://arxiv.org/abs/2101.0000{n}){homepage.format(n=n)}\n{overview}\n"
        for n, title in enumerate(WORKS)
    )
    found = records(text)
    assert [(r["title"], r["arxiv"]["id"]) for r in found] == [(t, f"2101.0000{n}") for n, t in enumerate(WORKS)]


def test_labels_over_lists_of_works_are_no_facts():
    lines = "".join(f"- Papers:\n  - [{title}](https://a.example.org/{n})\n" for n, title in enumerate(WORKS))
    assert [r["title"] for r in records(f"# Light\n\n## Lamps\n\n#### Halls\n\n{lines}")] == [*WORKS]


def test_emoji_written_as_words_are_no_part_of_labels_of_links() -> None:
    names = ("Glow", "Dim", "Wide")
    text = "# Lamps\n\n" + "".join(
        f"#### [{name}](https://{name.lower()}.example.org/)\n\n*Finds the lamps of many rooms.*\n\n"
        f"  * [:bookmark_tabs: Publication](https://a.example.org/{name}.pdf)\n"
        f"  * [:floppy_disk: : GitHub](https://github.com/stern/{name})\n\n"
        for name in names
    )
    made = read(text, "a.md").drafts
    assert [draft.title for draft in made] == list(names)
    assert all(len(draft.links) == 2 for draft in made)


def test_works_behind_the_links_of_a_heading_are_works_of_their_own() -> None:
    text = (
        "# Lamps\n\n#### [Glow](https://glow.example.org/)\n\n*Finds lamps.*\n\n"
        "  * [Paper](https://a.example.org/1.pdf)\n  * [Code](https://github.com/stern/glow)\n"
        "  * [parglow](https://github.com/lind/parglow) - Glow for halls of many lamps\n"
    )
    made = read(text, "a.md").drafts
    assert [draft.title for draft in made] == ["Glow", "parglow"]
    assert [url for _, url in made[0].links] == ["https://a.example.org/1.pdf", "https://github.com/stern/glow"]
