"""Lists of tools: counts behind names, chats described like other works, columns that say what a tool does, code of papers."""

import pytest

from llmprimer.importing.detect import read


def titles(text):
    return [draft.title for draft in read(text, "list.md").drafts]


def only(text):
    (draft,) = read(text, "list.md").drafts
    return draft


@pytest.mark.parametrize(
    "entry",
    [
        "[Glow ★ 716 ⧗ 0](https://github.com/a/glow) - Gives light to rooms.",
        "**[Glow ⭐ 1.2k](https://github.com/a/glow)** - Gives light to rooms.",
        "[[Glow] ★ 20 ⧗ 3](https://github.com/a/glow) - Gives light to rooms.",
        "[Glow](https://github.com/a/glow) ⭐ 1,234 🍴 56 - Gives light to rooms.",
        "[Glow](https://github.com/a/glow) (⭐5.2k, 312 forks) - Gives light to rooms.",
        "[Glow](https://github.com/a/glow) [★77] - Gives light to rooms.",
        "[a/Glow :star: 44 :fork_and_knife: 3](https://github.com/a/glow): Gives light to rooms.",
    ],
)
def test_counts_of_a_repository_are_no_part_of_its_name(entry):
    draft = only(f"# Lamps\n\n- {entry}\n")
    assert (draft.title.removeprefix("a/"), draft.fields["summary"].rstrip(".")) == ("Glow", "Gives light to rooms")


def test_counts_in_cells_are_no_part_of_names():
    table = "| Name | Description |\n| --- | --- |\n| [Glow ★ 12](https://github.com/a/glow) | Gives light to rooms |\n"
    assert titles(f"# Lamps\n\n{table}") == ["Glow"]


@pytest.mark.parametrize("name", ["Lamp 3 ⭐", "Lamp (3)", "Lamp 3", "Seven Stars 7"])
def test_numbers_that_count_nothing_stay(name):
    draft = only(f"# Lamps\n\n- [{name}](https://lamp.example/3) - Gives light to rooms.\n")
    assert draft.title == name.removesuffix(" ⭐")


BOTS = ["Lamp Finder", "glow_bot", "Shade", "Wicks"]
SITES = ["Bulb Index", "Halo Search", "Beam Maps"]


def bots(*more, chat="https://t.me/{}"):
    lines = [f"- [{bot}]({chat.format(f'bot{n}')}) — Finds lamps by number {n}." for n, bot in enumerate(BOTS)]
    lines += [f"- [{site}](https://{n}.example) — Shows lamps of rooms." for n, site in enumerate(SITES)]
    return "# Lamps\n\n## Search\n\n" + "\n".join([*lines, *more]) + "\n"


def test_chats_that_a_list_describes_like_its_other_entries_are_works():
    assert titles(bots()) == [*BOTS, *SITES]


@pytest.mark.parametrize(
    "invitation",
    [
        "- [Lamp Lovers](https://t.me/lovers) — Join our chat about lamps.",
        "- [Telegram](https://t.me/lovers) — News of all the lamps.",
        "- [Lamp Discord](https://t.me/lovers) — News of all the lamps.",
        "- [Lamp Lovers](https://t.me/joinchat/abc) — News of all the lamps.",
        "- [Lamp Lovers](https://t.me/lovers)",
    ],
)
def test_invitations_among_described_chats_are_no_works(invitation):
    assert titles(bots(invitation)) == [*BOTS, *SITES]


def test_few_chats_in_a_list_are_no_works():
    text = bots().replace("t.me/bot0", "0.example").replace("t.me/bot1", "1.example")
    assert titles(text) == [*BOTS[:2], *SITES]


def test_chats_among_entries_of_another_form_are_no_works():
    text = "# Lamps\n\n## Places\n\n" + "".join(
        f"- [{b}](https://t.me/x{n}) — Lamps of all rooms.\n" for n, b in enumerate(BOTS)
    )
    assert titles(text + "".join(f"- [{s}](https://{n}.example)\n" for n, s in enumerate(SITES))) == SITES


@pytest.mark.parametrize("head", ["Explanation", "Purpose", "What it does", "Replaces", "Alternative to", "功能"])
def test_a_column_that_says_what_a_tool_does_or_replaces_describes_it(head):
    row = "| glow | glow-cli | `torch` with colours | [glow](https://github.com/a/glow) |\n"
    draft = only(f"# Lamps\n\n| Name | Package | {head} | Source |\n| --- | --- | --- | --- |\n{row}")
    assert (draft.title, draft.fields["summary"]) == ("glow", "torch with colours")
    assert draft.fields["url"] == "https://github.com/a/glow"
    assert "container_title" not in draft.fields


def test_a_column_with_such_a_word_in_its_head_describes_nothing():
    row = "| glow | softplus | [glow](https://github.com/a/glow) |\n"
    draft = only(f"# Lamps\n\n| Name | Activation function | Source |\n| --- | --- | --- |\n{row}")
    assert "summary" not in draft.fields


PAPERS = ["Large Lamps of Small Rooms", "Lamp Fields for Scenes of Light", "Shades without Known Rooms"]
BADGE = "[![github](https://img.shields.io/badge/GitHub-000?logo=github)](https://github.com/a/{})"


def test_a_badge_of_code_behind_a_title_is_a_link_where_many_titles_have_none():
    bare = "".join(f"- {kind} Lamps: {title}\n\n" for kind in ("Burning", "Shining", "Seeing") for title in PAPERS)
    coded = "".join(f"- Glowing {title} {BADGE.format(n)}\n\n" for n, title in enumerate(PAPERS))
    drafts = read(f"# Lamps\n\n{bare}{coded}", "list.md").drafts
    assert [(d.fields.get("url"), d.links) for d in drafts[9:]] == [
        (None, (("github", f"https://github.com/a/{n}"),)) for n in range(3)
    ]


def test_a_badge_of_code_behind_a_title_is_its_address_where_all_have_one():
    coded = "".join(f"- Glowing {title} {BADGE.format(n)}\n" for n, title in enumerate(PAPERS))
    drafts = read(f"# Lamps\n\n{coded}", "list.md").drafts
    assert [d.fields["url"] for d in drafts] == [f"https://github.com/a/{n}" for n in range(3)]


@pytest.mark.parametrize("label", ["Related work", "Follow-up paper", "用到的模型"])
def test_a_title_of_several_words_behind_another_label_is_a_work_of_its_own(label):
    text = (
        "# Lamps\n\n- [Large Lamps of Small Rooms](https://a.example/1), CHI 2020.\n"
        f"  - {label}: [Old Lamps of Large Rooms and Halls](https://a.example/2), CHI 2018.\n"
    )
    assert titles(text) == ["Large Lamps of Small Rooms", "Old Lamps of Large Rooms and Halls"]


@pytest.mark.parametrize("label", ["Paper", "Full title", "Paper title", "Title"])
def test_a_title_behind_a_label_of_the_work_above_is_no_other_work(label):
    text = f"# Lamps\n\n- [Glow](https://a.example/1)\n  - {label}: [Glow: Old Lamps of Large Rooms](https://a.example/2)\n"
    assert len(titles(text)) == 1


def test_a_label_that_a_heading_has_too_is_no_link_to_a_section():
    entry = "* Large Lamps of Small Rooms [[Video]](https://a.example/talks/#stern)\n"
    assert titles(f"# Lamps\n\n### Video\n\n{entry}") == ["Large Lamps of Small Rooms"]


def test_a_bold_name_in_square_brackets_is_not_the_title():
    entries = "".join(
        f"- {name}Large Lamps of Room {n} | **[CHI' 18]** | [`[pdf]`](https://a.example/{n}.pdf)\n"
        for n, name in enumerate(["", "[**GLOW**] ", "", ""])
    )
    assert titles(f"# Lamps\n\n{entries}")[1] == "Large Lamps of Room 1"


def test_a_meeting_with_a_slash_in_its_name_is_no_part_of_the_title():
    draft = only("# Lamps\n\n* Lamps of Rooms: Light without a Wick (Glow I/O'19) [[Video]](https://v.example/1)\n")
    assert (draft.title, draft.fields["container_title"]) == ("Lamps of Rooms: Light without a Wick", "Glow I/O'19")


@pytest.mark.parametrize("between", [" & ", " and ", ", ", " / ", " | ", " + "])
@pytest.mark.parametrize("behind", [" - Lamps for rooms.", " — Lamps for rooms.", ": Lamps for rooms."])
def test_words_behind_several_works_are_about_all_of_them(between, behind):
    works = between.join(f"[{name}](https://github.com/stern/{name.lower()})" for name in ("Glim", "Wick"))
    found = read(f"## Lamps\n\n- {works}{behind}\n", "list.md").drafts
    assert [(draft.title, draft.fields["summary"]) for draft in found] == [
        ("Glim", "Lamps for rooms."),
        ("Wick", "Lamps for rooms."),
    ]


def test_words_behind_one_of_several_works_are_about_that():
    works = [f"[{name}](https://github.com/stern/{name.lower()})" for name in ("Glim", "Wick")]
    text = f"## Lamps\n\n- {works[0]} (in halls) and {works[1]} - Lamps for rooms.\n- {works[0]}, {works[1]}\n"
    found = [draft.fields.get("summary") for draft in read(text, "list.md").drafts]
    assert found[1:] == ["Lamps for rooms.", None, None]
    assert found[0] != "Lamps for rooms."
