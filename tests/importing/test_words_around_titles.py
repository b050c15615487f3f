"""What lists set off around the titles of all their works: topics behind a dot, organizations in brackets, names before italics."""

from __future__ import annotations

import pytest

from llmprimer.importing.detect import read

NAMES = ("GLOW", "DIM-2", "LampNet", "T5-Shade", "HallView", "NIGHT", "RoomFinder", "SeeLamp")
TITLES = (
    "Large Lamps of Small Rooms and Halls",
    "Walking at Night in Many Towns",
    "The Light of Many Open Windows",
    "Shades of Lamps and Their Makers",
    "Seeing Halls from Above without Light",
    "Night Work in the Old Harbour",
    "Finding Rooms with Lamps Alone at Night",
    "Learning to See Lamps at Home",
)
TOPICS = (
    "Lamp Model / Indoor Light",
    "Town Walks / Night Vision",
    "Lamp Model",
    "Shade Design / Lamp Model",
    "Indoor Light / Benchmark / Hall Maps",
    "Night Vision",
    "Lamp Model / Indoor Light",
    "Benchmark / *Real Rooms* / Lamp Model",
)
BODIES = (
    "Lumen Lab",
    "Harbour University",
    "DIM",
    "Shade Institute",
    "Lumen Lab / Harbour University",
    "Night Watch",
    "Town Research",
    "X Square Lamp",
)


def listed(line: str, **further: tuple[str, ...]) -> list:
    given = {"name": NAMES, "title": TITLES, **further}
    lines = [line.format(n=n, **{key: of[n] for key, of in given.items()}) for n in range(len(TITLES))]
    return read("\n".join(["# Lamps", "", "## Papers", "", *lines, ""]), "a.md").drafts


@pytest.mark.parametrize(
    "line",
    [
        "- {title} · {topic} [[paper](https://arxiv.org/abs/2304.1334{n})] [[code](https://b.example.org/{n})]",
        "- **{name}** {title} · {topic} [[paper](https://arxiv.org/abs/2304.1334{n})]",
        "- **{title}** • {topic} [[paper](https://arxiv.org/abs/2304.1334{n})]",
        "- [{title}](https://arxiv.org/abs/2304.1334{n}) · {topic}",
        "- [{title}](https://arxiv.org/abs/2304.1334{n}) · {topic} [[code](https://b.example.org/{n})]",
    ],
)
def test_topics_behind_a_dot_are_keywords_and_nobody(line):
    drafts = listed(line, topic=TOPICS)
    assert [draft.title for draft in drafts] == list(TITLES)
    topics = [topic.replace("*", "").split(" / ") for topic in TOPICS]
    assert [draft.fields.get("keywords") for draft in drafts] == topics
    assert not any("author" in draft.fields for draft in drafts)


def test_people_behind_a_dot_are_authors():
    people = (
        "Ada Stern, Bo Lind",
        "Cy Roe",
        "Bo Lind, Cy Roe",
        "Eva Holm",
        "Ada Stern",
        "Jan Ortega",
        "Cy Roe, Eva Holm",
        "Bo Lind",
    )
    drafts = listed("- [{title}](https://arxiv.org/abs/2304.1334{n}) · {who}", who=people)
    assert [draft.fields["author"][0]["given"] for draft in drafts] == [one.split()[0] for one in people]
    assert not any("keywords" in draft.fields for draft in drafts)


def test_publications_and_descriptions_behind_a_dot_are_no_topics():
    venues = tuple(f"CHI 201{n}" for n in range(8))
    drafts = listed("- [{title}](https://arxiv.org/abs/2304.1334{n}) · {venue}", venue=venues)
    assert not any("keywords" in draft.fields for draft in drafts)
    told = tuple(f"Tells how {name} was made and why it is still in use" for name in NAMES)
    drafts = listed("- [{name}](https://a.example.org/{n}) · {told}", told=told)
    assert not any("keywords" in draft.fields for draft in drafts)


@pytest.mark.parametrize(
    "line",
    [
        "- **{name}** **[{body}]** {title} [[paper](https://arxiv.org/abs/2304.1334{n})]",
        "- **[{body}]** {title} [[paper](https://arxiv.org/abs/2304.1334{n})] [[code](https://b.example.org/{n})]",
        "- [{body}] {title}, 2021 [[paper](https://arxiv.org/abs/2304.1334{n})]",
    ],
)
def test_organizations_in_brackets_before_titles_are_no_authors(line):
    drafts = listed(line, body=BODIES)
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields.get("organizations") for draft in drafts] == [body.split(" / ") for body in BODIES]
    assert not any("author" in draft.fields for draft in drafts)


def test_tags_in_brackets_before_titles_are_no_organizations():
    tags = ("Lamp", "Town", "Lamp", "Shade Lab", "Hall", "Night", "Town", "Lamp")
    drafts = listed("- [{tag}] {title} [[paper](https://arxiv.org/abs/2304.1334{n})]", tag=tags)
    assert sum("organizations" in draft.fields for draft in drafts) <= 1


@pytest.mark.parametrize(
    "line",
    [
        "- **{name}**, *{title}*. `CHI 2020`. [[Paper]](https://a.example.org/{n})",
        "- **{name}**, *{title}* (2021). [[Paper]](https://a.example.org/{n})",
        "- {name}, *{title}*. CHI 2020. [[Paper]](https://a.example.org/{n}) — lights a room.",
        "- **{name}** *{title}*. 2020. [[Paper]](https://a.example.org/{n})",
    ],
)
def test_short_names_before_titles_in_italics_are_aliases(line):
    drafts = listed(line)
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields.get("aliases") for draft in drafts] == [[name] for name in NAMES]
    assert not any("author" in draft.fields for draft in drafts)


@pytest.mark.parametrize("line", ["- **{who}**, *{title}*, 2015.", "- {who}, *{title}*. Lamp Press, 2015."])
def test_people_before_titles_in_italics_stay_authors(line):
    people = ("Stern", "McLind", "Cy Roe", "Holm", "Stern", "Ortega", "Roe", "Lind")
    drafts = listed(line, who=people)
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields["author"][0]["family"] for draft in drafts] == [one.split()[-1] for one in people]
    assert not any("aliases" in draft.fields for draft in drafts)


def test_cells_beyond_the_head_of_a_table_keep_their_links():
    rows = "".join(
        f"| {title} | [arXiv](https://arxiv.org/abs/2304.1334{n}) | `CHI 2020` | [Code](https://github.com/stern/{n}) |\n"
        for n, title in enumerate(TITLES)
    )
    for head in ("| Paper | Venue | Links |\n|---|:---:|---|\n", "Paper | Venue | Links\n--- | --- | ---\n"):
        drafts = read(f"# Lamps\n\n{head}{rows}", "a.md").drafts
        assert [draft.title for draft in drafts] == list(TITLES)
        assert [draft.fields["url"] for draft in drafts] == [f"https://arxiv.org/abs/2304.1334{n}" for n in range(8)]
        links = [address for draft in drafts for _, address in draft.links]
        assert links == [f"https://github.com/stern/{n}" for n in range(8)]


def test_a_pipe_in_one_title_does_not_widen_a_table():
    rows = "".join(f"| [{title}](https://a.example.org/{n}) | 2020 |\n" for n, title in enumerate(TITLES))
    text = f"# Lamps\n\n| Paper | Year |\n|---|---|\n{rows}| [Lamps](https://a.example.org/x) | 2021 | see | below |\n"
    assert [draft.title for draft in read(text, "a.md").drafts] == [*TITLES, "Lamps"]
    assert all("2" in str(draft.fields["issued"]) for draft in read(text, "a.md").drafts)


PEOPLE = (
    "Ada Stern, Bo Lind",
    "Cy Roe, Eva Holm",
    "Bo Lind, Cy Roe",
    "Eva Holm, Jan Ortega",
    "Ada Stern, Cy Roe",
    "Jan Ortega, Bo Lind",
    "Cy Roe, Bo Lind",
    "Bo Lind, Eva Holm",
)


@pytest.mark.parametrize(
    "entry",
    [
        "**{title}**  \n> *{who}* \\\n> CHI 2020. [[Paper](https://a.example.org/{n})] [[Github](https://github.com/stern/{n})]\\\n> 4 May 2020\n",
        "**{title}** (CHI 2020)\n\n> {who}<br>\n> [[Paper](https://a.example.org/{n})] [[Github](https://github.com/stern/{n})]\n",
    ],
)
def test_titles_over_quotations_with_people_and_links_are_entries(entry):
    sections = ("### Light Design\n\n", "", "", "### Town Planning\n\n", "", "", "", "")
    entries = (
        section + entry.format(title=title, who=who, n=n)
        for n, (section, title, who) in enumerate(zip(sections, TITLES, PEOPLE, strict=True))
    )
    drafts = read("# Lamps\n\n## Papers\n" + "\n".join(entries), "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields["author"][0]["given"] for draft in drafts] == [who.split()[0] for who in PEOPLE]
    assert [draft.fields["url"] for draft in drafts] == [f"https://a.example.org/{n}" for n in range(8)]
    assert {address for draft in drafts for _, address in draft.links} == {
        f"https://github.com/stern/{n}" for n in range(8)
    }


def test_quotations_out_of_works_below_bold_words_are_no_entries():
    lines = "".join(
        f"**On lamp {n}**\n\n> The light of a lamp was seen from far, as [the letters of the harbour](https://a.example.org/{n}) say.\n\n"
        for n in range(6)
    )
    text = f"# Lamps\n\n## Sayings\n\n{lines}## Papers\n\n" + "".join(
        f"- [{title}](https://b.example.org/{n})\n" for n, title in enumerate(TITLES)
    )
    assert set(TITLES) <= {draft.title for draft in read(text, "a.md").drafts}
    assert not any(draft.title.startswith("On lamp") for draft in read(text, "a.md").drafts)


def test_labels_that_recur_below_works_tell_about_them():
    told = (
        "[Hall](https://h.example.org)",
        "Hall, Yard",
        "[Yard](https://y.example.org), [Hall](https://h.example.org)",
        "Yard",
    )
    entries = "".join(
        f"- [{title}](https://a.example.org/{n})\n  - {who}\n  - Key: lamps, rooms\n  - TestHall: {told[n % 4]}\n"
        for n, (title, who) in enumerate(zip(TITLES, PEOPLE, strict=True))
    )
    drafts = read(f"# Lamps\n\n## Papers\n\n{entries}", "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert not any("container_title" in draft.fields or "publisher" in draft.fields for draft in drafts)
    assert all("TestHall" in draft.fields["summary"] for draft in drafts)


def test_works_behind_a_label_below_others_stay_works():
    entries = "".join(
        f"- [{title}](https://a.example.org/{n})\n  - Follow-up: [{title} in Winter and Spring](https://b.example.org/{n})\n"
        for n, title in enumerate(TITLES)
    )
    titles = {draft.title for draft in read(f"# Lamps\n\n## Papers\n\n{entries}", "a.md").drafts}
    assert {*TITLES, *(f"{title} in Winter and Spring" for title in TITLES)} <= titles


def test_rows_that_measure_entries_of_the_document_are_no_works():
    rows = "".join(
        f"| {n} | 202{n % 4} | [{name}](#{n}) | 0.4{n} | ${n}.1^{{\\pm.002}}$ | - |\n" for n, name in enumerate(NAMES)
    )
    entries = "".join(
        f"- <span id='{n}'>**[{name}]**</span> {title} [[pdf](https://a.example.org/{n})]\n"
        for n, (name, title) in enumerate(zip(NAMES, TITLES, strict=True))
    )
    head = "| ID | Year | Methods | Light ↑ | Shade ↓ | Code |\n|---|---|---|---|---|---|\n"
    drafts = read(f"# Lamps\n\n## Results\n\n{head}{rows}\n## Papers\n\n{entries}", "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)


def test_rows_that_describe_sections_of_the_document_stay_works():
    rows = "".join(f"| [{name}](#{name.lower()}) | Finds the lamps of a room | 2020 |\n" for name in NAMES)
    drafts = read(f"# Lamps\n\n| Name | Description | Year |\n|---|---|---|\n{rows}", "a.md").drafts
    assert [draft.title for draft in drafts] == list(NAMES)


def test_a_meeting_in_brackets_behind_a_title_is_no_name_of_it():
    entries = "".join(
        f"* **{name}** [[Paper](https://arxiv.org/abs/2304.1334{n})] @Lumen\n  <br/> {title} (CHI 202{n % 3})\n"
        for n, (name, title) in enumerate(zip(NAMES, TITLES, strict=True))
    )
    drafts = read(f"# Lamps\n\n## Papers\n\n{entries}", "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields["aliases"] for draft in drafts] == [[name] for name in NAMES]
    assert {draft.fields["container_title"] for draft in drafts} == {"CHI"}


def test_what_recurs_in_another_column_is_no_name_of_a_work():
    rows = "".join(
        f"| [{title}](https://a.example.org/{n}) | {name} | {('HALL', 'YARD')[n % 2]} | CHI 2020 |\n"
        for n, (name, title) in enumerate(zip(NAMES, TITLES, strict=True))
    )
    drafts = read(f"# Lamps\n\n| Title | Method | Dataset | Publication |\n|---|---|---|---|\n{rows}", "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert not any({"HALL", "YARD", "CHI 2020"} & {*draft.fields.get("aliases", ())} for draft in drafts)


def test_short_names_over_titles_in_bold_are_aliases():
    entries = "".join(
        f"- **[{name}](https://a.example.org/{n})** (2020 CHI) [[Code](https://github.com/stern/{n})]<br>\n"
        f"**{title}**<br>\n*{who}*<br>\nLights a room without any wires.\n\n"
        for n, (name, title, who) in enumerate(zip((*NAMES[:7], "Ada Stern et al."), TITLES, PEOPLE, strict=True))
    )
    drafts = read(f"# Lamps\n\n## Papers\n\n{entries}", "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields.get("aliases") for draft in drafts] == [*([name] for name in NAMES[:7]), None]
    assert [draft.fields["author"][0]["given"] for draft in drafts] == [who.split()[0] for who in PEOPLE]
    assert all("without any wires" in draft.fields["summary"] for draft in drafts)


def test_bold_remarks_below_few_names_are_no_titles():
    entries = "".join(
        f"- [{name}](https://a.example.org/{n}) - Lights a room.\n  Made of glass.\n" for n, name in enumerate(NAMES)
    )
    entries += "- [Shade](https://a.example.org/x) - Lights a hall.\n  **This one is no longer sold**\n"
    drafts = read(f"# Lamps\n\n## Tools\n\n{entries}", "a.md").drafts
    assert [draft.title for draft in drafts] == [*NAMES, "Shade"]


def test_titles_that_are_links_in_brackets_of_their_own_lose_these():
    rows = "".join(
        f'<tr><td>{who} <a href="https://a.example.org/{n}">[{title}]</a></td><td>Rooms</td><td>2020</td></tr>\n'
        for n, (who, title) in enumerate(zip(("Stern et al.", "Lind et al.") * 4, TITLES, strict=True))
    )
    head = "<tr><th>Papers</th><th>Application</th><th>Year</th></tr>\n"
    drafts = read(f"# Lamps\n\n<table>\n{head}{rows}</table>\n", "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields["author"][0]["family"] for draft in drafts] == ["Stern", "Lind"] * 4


def test_rows_to_be_filled_in_are_no_works():
    rows = "".join(
        f"| {name} | Lights a room | [Paper](https://a.example.org/{n}) | Code |\n|  |  | Paper | Code |\n"
        for n, name in enumerate(NAMES)
    )
    drafts = read(f"# Lamps\n\n| Name | Features | Paper | Github |\n|---|---|---|---|\n{rows}", "a.md").drafts
    assert [draft.title for draft in drafts] == list(NAMES)


def test_rows_of_keywords_below_paragraphs_do_not_end_what_is_said_of_them():
    entries = "".join(
        f'**{title}**: [[CHI2020](https://a.example.org/{n})] [[CODE]()]\n\nTags: Lamps, Rooms\n\n"This work lights all of the rooms."\n\n'
        for n, title in enumerate(TITLES)
    )
    drafts = read(f"# Lamps\n\n## Papers\n\n{entries}", "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert all("This work lights all" in draft.fields["summary"] for draft in drafts)


def test_what_begins_with_a_number_behind_a_dash_is_nobody():
    lines = (
        "- [HALLWEEK - 2018 Harbour Contest](https://a.example.org/1)\n- [Large Lamps - Ada Stern](https://a.example.org/2)\n"
        "- [Small Lamps - Bo Lind](https://a.example.org/3)\n- [Wide Halls - Cy Roe](https://a.example.org/4)\n"
        "- [Old Yards - Eva Holm](https://a.example.org/5)\n"
    )
    drafts = read(f"# Lamps\n\n## Data\n\n{lines}", "a.md").drafts
    assert drafts[0].title == "HALLWEEK - 2018 Harbour Contest"
    assert "author" not in drafts[0].fields


def test_a_link_called_by_the_meeting_leads_to_the_paper_before_pages_do():
    drafts = listed(
        "- 🌟 [[{venue}](https://arxiv.org/abs/2304.1334{n})] {title} [[Code](https://github.com/stern/{n})] [[Page](https://p.example.org/{n})]",
        venue=("CoRL", "CVPR", "RSS", "CoRL", "ICRA", "CVPR", "RA-L&IROS", "CoRL"),
    )
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields["url"] for draft in drafts] == [f"https://arxiv.org/abs/2304.1334{n}" for n in range(8)]
    drafts = listed("- {title} [[Slides](https://a.example.org/{n}.pdf)] [[Page](https://p.example.org/{n})]")
    assert [draft.fields["url"] for draft in drafts] == [f"https://p.example.org/{n}" for n in range(8)]


def test_tags_before_titles_that_are_names_of_single_works_are_aliases():
    drafts = listed("- **[{name}]** {title}. *CHI 2020*, [Paper](https://a.example.org/{n})")
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields.get("aliases") for draft in drafts] == [[name] for name in NAMES]
    assert not any("keywords" in draft.fields for draft in drafts)


def test_tags_of_several_works_stay_keywords():
    tags = ("GLOW", "DIM", "GLOW", "DIM", "GLOW", "HALL", "DIM", "HALL")
    drafts = listed("- **[{tag}]** {title}. *CHI 2020*, [Paper](https://a.example.org/{n})", tag=tags)
    assert [draft.fields.get("keywords") for draft in drafts] == [[tag] for tag in tags]


def test_the_date_of_a_preprint_is_no_description():
    drafts = listed('* **{name}**: "{title}", *arXiv, June 202{n}*. [[Paper](https://arxiv.org/abs/2304.1334{n})]')
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields["issued"] for draft in drafts] == [f"202{n}-06" for n in range(8)]
    assert not any("summary" in draft.fields for draft in drafts)


def test_a_column_called_pub_has_the_publications():
    rows = "".join(
        f"|2020|{'CVPR' if n % 2 else 'Light Letters'}|[{title}](https://a.example.org/{n})|\n"
        for n, title in enumerate(TITLES)
    )
    drafts = read(f"# Lamps\n\n|Year|Pub|Title|\n|---|---|---|\n{rows}", "a.md").drafts
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.fields["container_title"] for draft in drafts] == ["Light Letters", "CVPR"] * 4
