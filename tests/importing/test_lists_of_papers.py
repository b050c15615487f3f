"""Ways in which lists of papers write their lines: each text is one section, with what a reader takes from it."""

from __future__ import annotations

import pytest
from tests.importing.test_line_contents import authors, records

LISTS = [
    (
        "the publication before authors in MLA's order",
        "- **Mapping Light** (2022), arxiv, Stern, Ada, et al. [[pdf]](https://arxiv.org/pdf/2201.00001)\n"
        "- **Mapping Sound** (2021), EMNLP'21, Lind, Bo Q., et al. [[pdf]](https://a.example.org/2.pdf)\n"
        "- **Mapping Heat** (2021), ICSE'21, De Sousa, N. T., and W. Roe\n",
        [
            ("Mapping Light", ["Ada Stern", "+"]),
            ("Mapping Sound", ["Bo Q. Lind", "+"]),
            ("Mapping Heat", ["N. T. De Sousa", "W. Roe"]),
        ],
    ),
    (
        "titles without links, with where and when in brackets",
        "* Learned Lamps for Dynamic Rooms (2019)\n* Shades: An Updatable Adaptive Lamp (SIGMOD 2020)\n"
        "* Lamps at Home （APSys 2020)\n* Lamps and Languages: What Rooms Say\n",
        [
            ("Learned Lamps for Dynamic Rooms", []),
            ("Shades: An Updatable Adaptive Lamp", []),
            ("Lamps at Home", []),
            ("Lamps and Languages: What Rooms Say", []),
        ],
    ),
    (
        "titles without links, with a tag before them",
        "- [ISCA'22] Glow: Scheduling for Many Lamps\n- [arxiv'25] [Beam: A Lamp for Two](https://arxiv.org/abs/2501.00002)\n"
        "- [NSDI'24] Towards Lamps for Everyone\n",
        [
            ("Glow: Scheduling for Many Lamps", []),
            ("Beam: A Lamp for Two", []),
            ("Towards Lamps for Everyone", []),
        ],
    ),
    (
        "a short name over the title, and links below both",
        "- **LampGym**\n  - A Platform for Designing and Evaluating Lamps, NeurIPS 2020\n  - [[Paper]](https://a.example.org/p.pdf)\n"
        "  - [[Python]](https://github.com/a/lampgym)\n  - [[Python LampClub]](https://github.com/a/club)\n",
        [("A Platform for Designing and Evaluating Lamps", [])],
    ),
    (
        "a short name over the whole citation",
        "* Fast Lamp, Harbour Research [[Paper]](http://arxiv.org/pdf/1504.00083)\n  * Ross Stern, Fast Lamp, arXiv:1504.00083.\n"
        "* OverLamp, NYU [[Paper]](http://arxiv.org/pdf/1312.00029.pdf)\n  * OverLamp: Integrated Lamps and Rooms, ICLR, 2014.\n",
        [("Fast Lamp", ["Ross Stern"]), ("OverLamp: Integrated Lamps and Rooms", [])],
    ),
    (
        "the name of a journal without capitals behind the authors",
        "- [Lamps on Many Cores](https://a.example.org/1) - Martin Rapp, Tulika Mitra, Jörg Henkel, IEEE Transactions on Lamps, 2021.\n"
        "- [Less Light](https://a.example.org/2) - Nham Le Van, Ashish Roe, Arie Lind, and Jorge A. Navas. MLSys 2019.\n"
        "- [Lamps in Order](https://a.example.org/3) - Ada M. Stern 1995\n",
        [
            ("Lamps on Many Cores", ["Martin Rapp", "Tulika Mitra", "Jörg Henkel"]),
            ("Less Light", ["Nham Le Van", "Ashish Roe", "Arie Lind", "Jorge A. Navas"]),
            ("Lamps in Order", ["Ada M. Stern"]),
        ],
    ),
    (
        "family names that are words",
        "- Stern, A. C., Page-Gould, E., & Page, L. (2016). Seeing lamps from afar.American lamp review, 57(2), 111. <http://doi.org/10.1000/1>.\n",
        [("Seeing lamps from afar", ["A. C. Stern", "E. Page-Gould", "L. Page"])],
    ),
    (
        "authors whose names are links",
        "**Rectifying Lamps for Real Rooms.**<br>\n*[Bin Li](https://bin.github.io/), Ada Stern, Jo Roe.*<br>\n"
        "AAAI 2023. [[PDF](https://arxiv.org/abs/2301.00402)]\n",
        [("Rectifying Lamps for Real Rooms", ["Bin Li", "Ada Stern", "Jo Roe"])],
    ),
    (
        "words of a title that look like names",
        "- Lamps in Data Centers: Characterization, Bright Optimizations and Room Implications [[Paper]](https://a.example.org/1.pdf)\n",
        [("Lamps in Data Centers: Characterization, Bright Optimizations and Room Implications", [])],
    ),
    (
        "an affiliation that looks like a name",
        "- **Bright Lamps for Large Rooms and Halls.** [[Slides](https://a.example.org/s.pdf)] (Arizona State Univ, ARM)\n",
        [("Bright Lamps for Large Rooms and Halls", [])],
    ),
    (
        "only the short name is the link",
        "- [Lumen](https://arxiv.org/abs/2301.00001): Improving Lamps by Looking at Many Rooms\n",
        [("Lumen: Improving Lamps by Looking at Many Rooms", [])],
    ),
    (
        "cells parted by pipes, the publication as a link",
        "- **2007-08** | Fast lamp detection without wires | *Sepp Stern, Ada Roe, and Bo Lind* | [Lampology](https://doi.org/10.1000/1)\n"
        "- **2016-01** | Lamps Illuminate Rooms | [mLamps](https://doi.org/10.1000/2) | [code](https://github.com/a/lamps)\n",
        [("Fast lamp detection without wires", ["Sepp Stern", "Ada Roe", "Bo Lind"]), ("Lamps Illuminate Rooms", [])],
    ),
    (
        "titles in angle brackets, and publications without years in brackets",
        "* <[Lamps as Beliefs](https://arxiv.org/abs/1906.00510)> by Tan Stern, Jo Roe, Li Ek, 2019.\n"
        "* [SQIL] <[SQIL: Lamps with Sparse Wires](https://arxiv.org/abs/1905.00108)> by Sid Lind, Anca D. Roe. (Submitted to ICLR) 2019.\n"
        "* **Sequences of lamps.** ACM Lamp Surveys (CSUR), 2018.\n"
        "* How Do Lamps Impact Rooms?. In *NeurIPS 2023*. [[pdf](https://a.example.org/1.pdf)]\n",
        [
            ("Lamps as Beliefs", ["Tan Stern", "Jo Roe", "Li Ek"]),
            ("SQIL: Lamps with Sparse Wires", ["Sid Lind", "Anca D. Roe"]),
            ("Sequences of lamps", []),
            ("How Do Lamps Impact Rooms?", []),
        ],
    ),
    (
        "bold titles before their authors, without a year or a link",
        "- **The Power of Lamps;** Brian Stern, Rami Roe\n- **Towards a Unified View of Lamps;** Jun Lind et al\n"
        "- **Efficient Lamps for Rooms;** Alex Ek et al\n",
        [
            ("The Power of Lamps", ["Brian Stern", "Rami Roe"]),
            ("Towards a Unified View of Lamps", ["Jun Lind", "+"]),
            ("Efficient Lamps for Rooms", ["Alex Ek", "+"]),
        ],
    ),
    (
        "the readings of a course",
        "1. Ada Stern, “Lamps, Rooms and Sealed Doors”\n2. Nan Fraser, “From Old Lamps to New and Beyond”\n"
        "3. Bo Lind and Li Ek, “A Century of Lamps”\n4. Mil Freeman, Light and Freedom, Introduction\n"
        "5. Jo Gordon, The Rise of the Lamp, Chapter 1 (Wires)\n",
        [
            ("Lamps, Rooms and Sealed Doors", ["Ada Stern"]),
            ("From Old Lamps to New and Beyond", ["Nan Fraser"]),
            ("A Century of Lamps", ["Bo Lind", "Li Ek"]),
            ("Light and Freedom", ["Mil Freeman"]),
            ("The Rise of the Lamp", ["Jo Gordon"]),
        ],
    ),
    (
        "files beside the list, with a year and a description",
        "* [Rules of Lamps](papers/rules.pdf) (1997): This paper tells when to light one.\n"
        "* [Lamp Sort](papers/sort.pdf) (1995): Sorting lamps by how bright they are.\n",
        [("Rules of Lamps", []), ("Lamp Sort", [])],
    ),
    (
        "authors in the link and accounts beside it",
        "- [Lamps for Large Rooms, Hagit Stern and Jo Roe](https://a.example.org/book), [@lamps](https://github.com/lamps), 2022\n",
        [("Lamps for Large Rooms", ["Hagit Stern", "Jo Roe"])],
    ),
    (
        "a Chinese comma before the publication",
        "* Lamps as Images: Seeing Rooms，in *NeurIPS* 2023. [\\[paper\\]](https://a.example.org/1)\n",
        [("Lamps as Images: Seeing Rooms", [])],
    ),
    (
        "a paragraph of linked authors below the entry",
        "[**Lamps in Rooms: A Survey**](https://arxiv.org/abs/2202.00001) (IJCAI'23 Survey Track)\n\n"
        "[Qing Wen](https://sites.example.org/wen/), Tian Zhou, [Jun Yan](https://a.example.edu/) and [Liang Sun](https://b.example.edu/).\n",
        [("Lamps in Rooms: A Survey", ["Qing Wen", "Tian Zhou", "Jun Yan", "Liang Sun"])],
    ),
    (
        "a bold title of two lines, with a date before it",
        "**(2016-07) Lamps for\nComputational Gardens** [[paper](https://a.example.org/1)]\n",
        [("Lamps for Computational Gardens", [])],
    ),
    (
        "meetings that link to pages beside the list, and notes before the paper",
        "* Fair Lamps for Many Rooms ([EuroLux 2020](../notes/a.md)) \\[[Paper](https://a.example.org/1)]\n"
        "* Lamps in Clusters ([OSDI 2020](../notes/b.md)) \\[[My Notes](b.md)] \\[[Paper](https://a.example.org/2)]\n"
        "* Dim Lamps of Old ([SoCC 2017](../notes/c.md)) \\[[Paper](https://a.example.org/3)]\n",
        [("Fair Lamps for Many Rooms", []), ("Lamps in Clusters", []), ("Dim Lamps of Old", [])],
    ),
    (
        "bold titles over a line that says where they were published",
        "- **Lamps for Large Rooms without Windows**\n  `ICML 2025` · `2025` · `Paper`\n  Lights a room.\n"
        "- **Shades of Lamps in Small Rooms**\n  `SOSP 2024` · `2024` · `Paper`\n  Dims it.\n"
        "- **Glow: Lamps in Halls**\n  `HPCA 2025` · `2025` · `Paper`\n  Lights a hall.\n",
        [
            ("Lamps for Large Rooms without Windows", []),
            ("Shades of Lamps in Small Rooms", []),
            ("Glow: Lamps in Halls", []),
        ],
    ),
    (
        "titles that link only to notes, among others",
        "* Lamps of Many Rooms [[notes](papers/a.md)]\n* Lamps in Halls at Night [[notes](papers/b.md)]\n"
        "* Light for All [[link](https://arxiv.org/pdf/2004.00001.pdf)], [[Notes](papers/c.md)]\n",
        [("Lamps of Many Rooms", []), ("Lamps in Halls at Night", []), ("Light for All", [])],
    ),
    (
        "a question as the first half of a title",
        "* Do You Have a Lamp? Lighting Dark Rooms via Many Windows [[link](https://a.example.org/1.pdf)]\n",
        [("Do You Have a Lamp? Lighting Dark Rooms via Many Windows", [])],
    ),
    (
        "names turned round with semicolons between them, some in unusual letters",
        "| Title | Authors |\n|---|---|\n|A Soft Lamp|Wang, Yufeng; wu, houping; Peng, Yu Lian|\n"
        "|A Hard Lamp|Stern, Ada; LIND, BO; Hanif, Abdullah|\n",
        [
            ("A Soft Lamp", ["Yufeng Wang", "houping wu", "Yu Lian Peng"]),
            ("A Hard Lamp", ["Ada Stern", "BO LIND", "Abdullah Hanif"]),
        ],
    ),
    (
        "a title with by in it beside a column of authors",
        "| Title | Authors | PDF |\n|---|---|---|\n"
        "|Rooms Matter: Lighting by Frequency-Aware Mixed Lamps|Wen Stern et.al.|[2407.00001](https://arxiv.org/abs/2407.00001)|\n"
        "|[Halls Matter: Lighting by Mixed Lamps](https://a.example.org/2)|Ada Roe|[2407.00002](https://arxiv.org/abs/2407.00002)|\n",
        [
            ("Rooms Matter: Lighting by Frequency-Aware Mixed Lamps", ["Wen Stern", "+"]),
            ("Halls Matter: Lighting by Mixed Lamps", ["Ada Roe"]),
        ],
    ),
    (
        "two digits for the year and a meeting before each title, joined by lines",
        "- 19_FSE_A Study of Lamps [[paper]](https://a.example.org/1)\n- 18_ISSRE_Lamps in Halls [[paper]](https://a.example.org/2)\n"
        "- 24_NSDI_Lamps in Rooms [[paper]](https://a.example.org/3)\n- 23_Towards Lamps for All [[paper]](https://a.example.org/4)\n",
        [("A Study of Lamps", []), ("Lamps in Halls", []), ("Lamps in Rooms", []), ("Towards Lamps for All", [])],
    ),
    (
        "entries that wait for their work",
        "1. **Lamps in Halls of Old.** *Ada Stern et al, CVPR 2023.* [[PDF]](https://a.example.org/1.pdf)\n"
        "1. **Lamps in Rooms of Old.** *Bo Lind et al, CVPR 2023.* [[PDF]](https://a.example.org/2.pdf)\n"
        "1. **Light and Shade at Sea.** *Bo Roe et al, KDD 2023.* [[PDF]](https://a.example.org/3.pdf)\n"
        "1. **Updating....** * et al, .* [[PDF]]() [[Author]]()\n",
        [
            ("Lamps in Halls of Old", ["Ada Stern", "+"]),
            ("Lamps in Rooms of Old", ["Bo Lind", "+"]),
            ("Light and Shade at Sea", ["Bo Roe", "+"]),
        ],
    ),
    (
        "bare titles below the name of a meeting",
        "### SOSP 2024\n* GlowServe: Lighting **Very Large Rooms** with Lamps\n* Dimming Lamps in **Halls**\n"
        "* We moved the lamps of this hall\n",
        [("GlowServe: Lighting Very Large Rooms with Lamps", []), ("Dimming Lamps in Halls", [])],
    ),
    (
        "a bold tag of a preprint before a linked title and what it does",
        "- **[Arxiv 2024 Lamps]** [Lamps for Every Room](https://arxiv.org/abs/2410.00001) first lights a hall, and then a room.\n",
        [("Lamps for Every Room", [])],
    ),
    (
        "headings over labelled facts, some with labels that are not known",
        "### 5. Lamps in Halls\n\n- Source: arXiv\n- Priority: P2; score 13\n- Date: 2026-07-07\n- Authors/Owner: Ada Stern , Bo Lind\n"
        "- Link: https://arxiv.org/abs/2607.00001\n- Summary: Lights halls.\n\n### 6. Rooms\n\n- Link: https://a.example.org/\n",
        [("Lamps in Halls", ["Ada Stern", "Bo Lind"]), ("Rooms", [])],
    ),
    (
        "titles without links in a column of papers",
        "| Paper | Type |\n|---|---|\n| [Lamps in Halls](https://arxiv.org/abs/2210.00001) | oral |\n| Lamps in Rooms | oral |\n"
        "| [Lamps at Sea](https://arxiv.org/abs/2210.00002) | oral |\n| Shade | oral |\n| Dim Light | oral |\n| Glow | oral |\n",
        [
            ("Lamps in Halls", []),
            ("Lamps in Rooms", []),
            ("Lamps at Sea", []),
            ("Shade", []),
            ("Dim Light", []),
            ("Glow", []),
        ],
    ),
    (
        "paragraphs with the year directly behind the comma",
        "All lamps.\n\nLamps for Very Large Rooms at Night,2024.[[ACL](https://a.example.org/1)]\n\nLamps in Halls of Old,2023. [[EMNLP](https://a.example.org/2)]\n",
        [("Lamps for Very Large Rooms at Night", []), ("Lamps in Halls of Old", [])],
    ),
]


@pytest.mark.parametrize(
    ("text", "works"), [case[1:] for case in LISTS], ids=[case[0].replace(" ", "_") for case in LISTS]
)
def test_titles_and_authors_are_those_that_a_reader_takes(text, works):
    assert [(r["title"], authors(r)) for r in records(f"# List\n\n## Papers\n\n{text}")] == works


def test_the_link_that_is_called_by_the_publication_is_the_work():
    (record,) = records(
        "## Charts\n\n**Charts to Words**  \nAda Stern, Bo Lind  \n[VIS 2021](https://a.example.org/1) • [Code](https://github.com/a/charts)\n"
    )
    assert record["url"] == "https://a.example.org/1"
    assert record["links"] == [{"type": "code", "url": "https://github.com/a/charts"}]


def test_an_abstract_below_a_heading_and_its_links_is_the_description():
    (record,) = records(
        "# Lamps\n\n## Safety\n\n### Enhancing Lamps (NDSS 2018)\n\n* <img src='a.png'>[Reading Note](https://zhuanlan.example.org/p/1)\n\n"
        "* <img src='b.png'>[Paper](https://a.example.org/p.pdf)\n\n**Abstract:** Lamps break often.\n\nThis paper mends them.\n"
    )
    assert (record["title"], record["container_title"], record["issued"]) == ("Enhancing Lamps", "NDSS", "2018")
    assert record["summary"] == "Lamps break often. This paper mends them"
    assert record["url"] == "https://a.example.org/p.pdf"


def test_a_cell_that_reaches_down_moves_no_column():
    found = records(
        "## Models\n\n<table><tr><th>Group</th><th>Model</th><th>Link</th></tr>"
        "<tr><td rowspan='2'>Open</td><td>Lamp One</td><td><a href='https://arxiv.org/abs/2001.00001'>Paper</a></td></tr>\n"
        "<tr><td>L5</td><td><a href='https://arxiv.org/abs/2001.00002'>Paper</a></td></tr></table>\n"
    )
    assert [r["title"] for r in found] == ["Lamp One", "L5"]


@pytest.mark.parametrize(
    "text",
    [
        "## Sharing\n\n+ [Share on Facebook](http://www.facebook.com/sharer/sharer.php?u=https://a.example.org)\n",
        "Lamps of every year.\n\n> - [ECCV 2024](https://github.com/a/ECCV2024-Papers)\n",
        "## Lamps\n\n### → **[a.github.io/Lamps](https://a.github.io/Lamps/)**\n",
        "## Lamps\n\n- [Follow us on X](https://x.com/lamps)\n",
        "## Lamps\n\n1. Advertisement: [Our lamp group](https://a.example.org/) is accepting applications.\n",
        "## Lamps\n\n**2024.8 Update** We have moved the lamps [here](https://a.example.org/).\n",
    ],
)
def test_invitations_and_news_are_no_works(text):
    assert records(f"# List\n\n{text}") == []


NOTED = """# Light

## Papers

### Lamps with Deep Shades [[ICLR 2016]](https://arxiv.org/pdf/1509.00001)
  - Extends a lamp of [Old Halls](https://github.com/a/b/blob/master/c.md#old-halls)
  - Dims each room in turn

### Trust Every Lamp There [[ICML 2015]](https://arxiv.org/pdf/1502.00002)
  - Builds on [Old Lamps in New Rooms](https://github.com/a/b/blob/master/c.md#old-lamps)
"""


def test_notes_below_a_heading_that_is_a_paper():
    found = records(NOTED)
    assert [one["title"] for one in found] == ["Lamps with Deep Shades", "Trust Every Lamp There"]
    assert found[0]["summary"] == "Extends a lamp of Old Halls. Dims each room in turn"
    assert found[1]["summary"] == "Builds on Old Lamps in New Rooms"


TABLES = """# Light

| Date | Title | PDF | Code |
|---|---|---|---|
|2024-07-18|Lamps in Halls|[2407.00001](https://arxiv.org/abs/2407.00001)|[link](https://github.com/a/halls)|

| Tool | Main Highlights (from the site) | Link |
|---|---|---|
| LampPy | Lights any room | [lamppy.example.org](https://lamppy.example.org/) |

| Code | Kind | What it measures |
|---|---|---|
| [`W1`](kinds/long.md) | Long rooms | How far light goes |
"""


def test_links_of_columns_are_what_their_heads_say():
    paper, tool = records(TABLES)  # the rows of a legend are no works
    assert paper["url"] == "https://arxiv.org/abs/2407.00001"
    assert paper["links"] == [{"type": "code", "url": "https://github.com/a/halls"}]
    assert (tool["title"], tool["summary"]) == ("LampPy", "Lights any room")


def test_several_columns_describe_a_work_and_labels_of_people_and_sites_have_no_type():
    found = records(
        "# Light\n\n| Title & Info | General Idea |\n|---|---|\n"
        "| [Lamps in Halls](https://a.example.org/1) <br> Ada Stern, Bo Lind <br> A hall is lit by them | Lights halls |\n\n"
        "- **Lamps at Sea** [[PDF]](https://a.example.org/2.pdf) [[Author]](https://stern.github.io/) [[lamp.github](https://lamp.github.io/)]\n"
    )
    assert found[0]["summary"].endswith("Lights halls")
    assert [link["type"] for link in found[1]["links"]] == ["other", "project"]


def test_a_label_and_an_address_alone_are_no_work():
    assert (
        records(
            "# Light\n\n## Lamps\n\n- All lamps are lit\n- Link: https://a.example.org/1\n- **Paper**: [http://a.org/2](https://b.org/2)\n"
        )
        == []
    )
