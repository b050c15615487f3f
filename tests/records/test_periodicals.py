"""Citations in the styles of physics, law and of Chinese and German lists."""

import pytest

from llmprimer.records.citing import cite


@pytest.mark.parametrize(
    ("text", "title", "container", "volume", "page"),
    [
        (
            "A. B. Stern, Seeing lamps with computers, Int. J. Theor. Lamps 21, 467 (1982).",
            "Seeing lamps with computers",
            "Int. J. Theor. Lamps",
            "21",
            "467",
        ),
        (
            "Stern, A. et al. The light format and its tools. Lampology 25, 2078–2079 (2009).",
            "The light format and its tools",
            "Lampology",
            "25",
            "2078-2079",
        ),
        (
            "Ada B. Stern, On Lamps and Fashions, 99 Harb. L. Rev. 1251, 1255 (2001)",
            "On Lamps and Fashions",
            "Harb. L. Rev.",
            "99",
            "1251",
        ),
        (
            "Stern, A., On the light, in Proc. of the Lamp Society, vol. 63, no. 9, pp. 12-38, 1975.",
            "On the light",
            "Proc. of the Lamp Society",
            "63",
            "12-38",
        ),
        (
            "A. Stern, B. Lind: The Lamp Problem. ACM Trans. Lamp. Lang. Syst. 4(3): 382-401 (1982)",
            "The Lamp Problem",
            "ACM Trans. Lamp. Lang. Syst",
            "4",
            "382-401",
        ),
    ],
)
def test_the_periodical_is_apart_from_the_title(text: str, title: str, container: str, volume: str, page: str) -> None:
    cited = cite(text)
    assert (cited.title, cited.authors[0]["family"]) == (title, "Stern")
    assert [cited.fields[name] for name in ("container_title", "volume", "page")] == [container, volume, page]


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("Stern v. Board of Lamps, 347 U.S. 483 (1954)", "Stern v. Board of Lamps", "1954"),
        ("Stern v Lind [1932] AC 562", "Stern v Lind", "1932"),
        ("Lamp Act of 1964, Pub. L. No. 88-352, 78 Stat. 241 (1964)", "Lamp Act of 1964", "1964"),
    ],
)
def test_cases_and_statutes_have_a_name_and_no_author(text: str, title: str, year: str) -> None:
    cited = cite(text)
    assert (cited.title, cited.authors, cited.issued) == (title, [], year)


def test_authors_may_stand_between_slashes() -> None:
    cited = cite("Stern, Ada/ Lind, Bo C.: Kleine Geschichte der Lampe, Oslo 1984.")
    assert [name["family"] for name in cited.authors] == ["Stern", "Lind"]


def test_a_mark_of_the_type_ends_a_title_in_chinese() -> None:
    cited = cite("王小明, 李宏毅. 灯的历史[M]. 北京: 人民出版社, 2008.")
    assert (cited.title, [name["family"] for name in cited.authors], cited.issued) == ("灯的历史", ["王", "李"], "2008")


@pytest.mark.parametrize(
    ("text", "publisher", "place"),
    [
        ("Stern, Ada. 2014. “On light”. New York, London: Lamp House.", "Lamp House", "New York, London"),
        ("Stern, Ada. 2016. “On light”. 2nd Edition. Oxford: Harbour-Lind.", "Harbour-Lind", "Oxford"),
    ],
)
def test_a_place_before_a_publisher(text: str, publisher: str, place: str) -> None:
    fields = cite(text).fields
    assert [fields.get(name) for name in ("publisher", "publisher_place", "container_title")] == [
        publisher,
        place,
        None,
    ]


def test_words_behind_a_name_without_people_or_date_describe_it() -> None:
    cited = cite("Lamplib. Python package for light.")
    assert (cited.title, cited.rest, cited.fields) == ("Lamplib", "Python package for light", {})
