"""Citations in running text, in the styles that lists use, taken apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprimer.records.citing import cite
from llmprimer.records.people_lists import leading_people, people_in
from llmprimer.records.venues import read_tail


def shown(names: list[dict[str, str]]) -> list[str]:
    """Names as `particle Family, Given`."""
    found = []
    for name in names:
        family = " ".join(p for p in (name.get("non_dropping_particle"), name.get("family")) if p) or name["literal"]
        found.append(f"{family}, {name['given']}" if "given" in name else family)
    return found


@pytest.mark.parametrize(
    ("text", "names", "has_others", "organizations"),
    [
        ("Ada Stern (Institute of Light), Bo Lind", ["Stern, Ada", "Lind, Bo"], False, ["Institute of Light"]),
        ("Ada Stern (ACME) et al. arXiv.", ["Stern, Ada"], True, ["ACME"]),
        ("Dijk, A. van den, Lind, B., & Ek, H. (2016).", ["van den Dijk, A.", "Lind, B.", "Ek, H."], False, []),
        ("van den Dijk A, Lind BC.", ["van den Dijk, A.", "Lind, B. C."], False, []),
        ("Stern Y, Lind Y, Ek G.", ["Stern, Y.", "Lind, Y.", "Ek, G."], False, []),
        ("A. Stern*, B. Lind†", ["Stern, A.", "Lind, B."], False, []),
        ("Bo Lind1,2, Ada Stern2*, Li Ek3", ["Lind, Bo", "Stern, Ada", "Ek, Li"], False, []),
        ('Stern, Ada B., and Bo C. Lind. "On Light."', ["Stern, Ada B.", "Lind, Bo C."], False, []),
        ('Stern, Ada, Bo Lind, and Li Ek. "On Light."', ["Stern, Ada", "Lind, Bo", "Ek, Li"], False, []),
        ('Stern, Ada, et al. "On Light."', ["Stern, Ada"], True, []),
        ("Stern, Ada and Lind, Bo and Ek, Li", ["Stern, Ada", "Lind, Bo", "Ek, Li"], False, []),
        ("Stern, Ada; Lind, Bo Q.", ["Stern, Ada", "Lind, Bo Q."], False, []),
        ("Brown, T., Mann, B., ... & Ek, D. (2020).", ["Brown, T.", "Mann, B."], True, []),
        ("李宏毅、王小明", ["李, 宏毅", "王, 小明"], False, []),
        ("김철수, 이영희", ["김, 철수", "이, 영희"], False, []),
        ("Ada Stern <ada@light.example>, Bo Lind", ["Stern, Ada", "Lind, Bo"], False, []),
        ("Ada Stern; Bo Lind & Li Ek", ["Stern, Ada", "Lind, Bo", "Ek, Li"], False, []),
        ("Ona de Gil et al. ALW2 2018", ["de Gil, Ona"], True, []),
        ("Stern et al.", ["Stern"], True, []),
        ("Ada Stern (University of Light) 2013", ["Stern, Ada"], False, ["University of Light"]),
        ("Ada Stern (UIUC) and Bo Lind (UCSB)", ["Stern, Ada", "Lind, Bo"], False, ["UIUC", "UCSB"]),
        ("Ada Stern, Bo Lind, Li Ek, CVPR 2016", ["Stern, Ada", "Lind, Bo", "Ek, Li"], False, []),
        ('K. I. Kim and Y. Kwon, "On Light"', ["Kim, K. I.", "Kwon, Y."], False, []),
    ],
)
def test_people_are_read_in_every_way_that_lists_write_them(text, names, has_others, organizations):
    led = leading_people(text)
    assert led is not None
    people, _ = led
    assert (shown(people.names), people.has_others, people.organizations) == (names, has_others, organizations)


@pytest.mark.parametrize(
    "text",
    [
        "Long Beach",
        "Long Beach (USA)",
        "论文、代码和资源",
        "・",
        "Deep Learning, Neural Networks",
        "A Challenging, Contamination-Free Benchmark",
        "Stanford University",
        "Jane Doe, Li Wei, CVPR",
        "Google",
        "Notes on Names, and Their Uses",
        "2021, 2022",
    ],
)
def test_what_is_no_list_of_people_names_nobody(text):
    assert people_in(text) is None


def test_one_plain_name_counts_only_where_people_are_named():
    assert people_in("Ada Stern") is None
    certain = people_in("Ada Stern", sure=True)
    assert certain is not None
    assert shown(certain.names) == ["Stern, Ada"]


@pytest.mark.parametrize(
    ("line", "title", "first", "fields"),
    [
        (
            "Dijk, A. van den, Lind, B., & Ek, H. (2016). LightNet: A generative model for raw light. arXiv preprint arXiv:1609.03499.",
            "LightNet: A generative model for raw light",
            "van den Dijk, A.",
            {"issued": "2016", "arxiv": {"id": "1609.03499"}},
        ),
        (
            "Stern Y, Lind Y, Ek G. Deep light. Nature. 2015;521(7553):436-44. doi:10.1038/nature14539",
            "Deep light",
            "Stern, Y.",
            {
                "issued": "2015",
                "container_title": "Nature",
                "volume": "521",
                "issue": "7553",
                "page": "436-44",
                "doi": "10.1038/nature14539",
            },
        ),
        (
            "Ada Stern, Bo Lind, and Li Ek. 2017. Light Is All You Need. In Advances in Optical Systems, 5998–6008.",
            "Light Is All You Need",
            "Stern, Ada",
            {"issued": "2017", "container_title": "Advances in Optical Systems", "page": "5998-6008"},
        ),
        (
            'Stern, Ada, Bo Lind, and Li Ek. "Classification of light." Journal of Light 313.5786 (2006): 504-507.',
            "Classification of light",
            "Stern, Ada",
            {
                "issued": "2006",
                "container_title": "Journal of Light",
                "volume": "313",
                "issue": "5786",
                "page": "504-507",
            },
        ),
        (
            'A. Stern, "Gradient-based light," Proc. IEEE, vol. 86, no. 11, pp. 2278-2324, Nov. 1998.',
            "Gradient-based light",
            "Stern, A.",
            {"issued": "1998-11", "container_title": "Proc. IEEE", "volume": "86", "issue": "11", "page": "2278-2324"},
        ),
        (
            "Stern, M., & Papert, S. (1972). Prisms: An Introduction (2nd Edition). Cambridge: MIT Press.",
            "Prisms: An Introduction (2nd Edition)",
            "Stern, M.",
            {"issued": "1972", "publisher": "MIT Press", "publisher_place": "Cambridge"},
        ),
        (
            "Alexander Kolm, Christoph Lamp, Seed, Expand and Constrain: Three Principles, ECCV, 2016.",
            "Seed, Expand and Constrain: Three Principles",
            "Kolm, Alexander",
            {"issued": "2016", "container_title": "ECCV"},
        ),
        (
            "Seeing light: a survey (2019), B. Lind et al.",
            "Seeing light: a survey",
            "Lind, B.",
            {"issued": "2019"},
        ),
        (
            "李宏毅、王小明. 深度学习导论. 清华大学出版社, 2020.",
            "深度学习导论",
            "李, 宏毅",
            {"issued": "2020", "publisher": "清华大学出版社"},
        ),
    ],
)
def test_citations_of_every_style_are_taken_apart(line, title, first, fields):
    cited = cite(line)
    assert (cited.title, shown(cited.authors)[0]) == (title, first)
    assert cited.fields == fields
    assert cited.rest == ""


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("NeurIPS 2023", {"container_title": "NeurIPS", "issued": "2023"}),
        ("CVPR'22 (Oral)", {"container_title": "CVPR", "issued": "2022", "note": "Oral"}),
        (
            "JMLR, 15:1929–1958, 2014",
            {"container_title": "JMLR", "volume": "15", "page": "1929-1958", "issued": "2014"},
        ),
        ("arXiv.", {}),
        ("Findings of ACL 2022", {"container_title": "Findings of ACL", "issued": "2022"}),
    ],
)
def test_what_stands_behind_a_title_is_read(text, fields):
    assert read_tail(text, is_certain=True).fields == fields


def test_what_follows_by_in_a_title_is_nobody():
    cited = cite("Light Normalization: Accelerating Deep Light by Reducing Internal Covariate Shift.")
    assert cited.authors == []
    assert (
        cited.title.rstrip(".") == "Light Normalization: Accelerating Deep Light by Reducing Internal Covariate Shift"
    )


def test_a_name_and_a_short_title_that_nobody_can_tell_apart_stay_out_of_the_authors():
    cited = cite("Ada Stern, Bo Lind, Finding Paths, CVPR, 2015")
    assert (shown(cited.authors), cited.has_others) == (["Stern, Ada", "Lind, Bo"], True)
    assert cited.rest == "Finding Paths"


HOSTILE = {
    "names": "Doe, J., " * 2_000,
    "initials": "A. " * 3_000,
    "brackets": "(" * 4_000,
    "brackets and names": "Doe (" * 1_000,
    "years": "(2017) " * 1_000,
    "quotes": '"' * 3_000,
    "commas": "a, " * 2_000,
    "dashes": " - " * 2_000,
    "digits": "1:2-" * 1_500,
    "capitals": "Aa " * 2_000,
    "acronyms": "AB " * 2_000 + "2017",
    "dots": ". " * 3_000,
    "addresses": "a@b.c" * 1_000,
    "and": " and A" * 1_200,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_lines_take_bounded_time(what):
    began = time.process_time()
    cite(HOSTILE[what][:6_000])
    read_tail(HOSTILE[what][:6_000], is_certain=True)
    leading_people(HOSTILE[what][:6_000], sure=True)
    assert time.process_time() - began < 5  # what backtracks takes hours


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    cite(text)
    read_tail(text)
    leading_people(text)


@pytest.mark.parametrize("title", ["Lamp Adaptation by Backpropagation", "Large Lamps Matter by Global Lamp Network"])
def test_what_does_it_is_no_author(title):
    cited = cite(title)
    assert (cited.title, cited.authors) == (title, [])


def test_foreign_names_in_hangul_stay_as_they_are_printed():
    people = people_in("에릭 프리먼, 엘리자베스 롭슨, 홍 길동, 남궁 민수", sure=True)
    assert people is not None
    assert people.names == [
        {"literal": "에릭 프리먼"},
        {"literal": "엘리자베스 롭슨"},
        {"family": "홍", "given": "길동"},
        {"family": "남궁", "given": "민수"},
    ]


@pytest.mark.parametrize(
    ("text", "title", "last", "fields"),
    [
        (
            "A. Stern, B. Lind, C.-D. Ek, On lamps, rooms and halls: a survey, J. Light. Soc. 12 (3) (2007) L1–L20.",
            "On lamps, rooms and halls: a survey",
            "Ek",
            {"container_title": "J. Light. Soc.", "volume": "12", "issue": "3", "issued": "2007", "page": "L1-L20"},
        ),
        (
            "2. A. Stern, B. Lind, E. Liu, A nearly lit room, Lamps 72 (2007) 115.",
            "A nearly lit room",
            "Liu",
            {"container_title": "Lamps", "volume": "72", "issued": "2007", "page": "115"},
        ),
        (
            "A. Stern, J. van Dijk, Seeing in the dark, in: Proceedings of Lamps, 2007, pp. 1–20.",
            "Seeing in the dark",
            "Dijk",
            {"container_title": "Proceedings of Lamps", "issued": "2007", "page": "1-20"},
        ),
    ],
)
def test_citations_as_journals_of_physics_print_them(text, title, last, fields):
    cited = cite(text)
    assert (cited.title, cited.authors[-1]["family"], cited.fields) == (title, last, fields)
    assert cited.authors[0] == {"family": "Stern", "given": "A."}
