"""Editors and translators in citations: they are not authors."""

import pytest

from llmprimer.records.citing import cite


def editors(text: str) -> list[str]:
    return [name["family"] for name in cite(text).fields.get("editor", [])]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Lind, Ada, and Bo Stern, eds. The Lamp. Oslo: Harbour University Press, 1983.", "The Lamp"),
        ("Lind, A. B., & Stern, C. (Eds.). (1991). Perspectives on lamps. Harbour Press.", "Perspectives on lamps"),
        ("Ada Lind and Bo Stern (eds.), The Lamp at Home, Harbour Press, 2012", "The Lamp at Home"),
        ("Lind, Ada und Bo Stern (Hrsg.): Lampen. Berlin: Harbour Verlag, 2004.", "Lampen"),
        ("Ada Lind et Bo Stern (dir.), “Faire de la lumière”, Paris, 1974.", "Faire de la lumière"),
        ("Eds. Ada Lind, Bo Stern. The Lamp at Home. Harbour Press, 2012.", "The Lamp at Home"),
        ("The Lamp at Home, edited by Ada Lind and Bo Stern, Harbour Press, 2012.", "The Lamp at Home"),
    ],
)
def test_people_called_editors_are_no_authors(text: str, title: str) -> None:
    cited = cite(text)
    assert (cited.title, cited.authors, editors(text)) == (title, [], ["Lind", "Stern"])


@pytest.mark.parametrize(
    "text",
    [
        "Doe, Jane. “Seeing at Night.” In The Lamp, edited by Ada Lind and Bo Stern, 64–91. Oslo: Harbour Press, 1986.",
        "Jane Doe, “Seeing at Night,” in The Lamp, ed. Ada Lind and Bo Stern (Oslo: Harbour Press, 1986), 64–91.",
        "Doe, J. (1986). Seeing at Night. In A. Lind & B. Stern (Eds.), The Lamp (pp. 64–91). Harbour Press.",
        "Doe, J., Seeing at Night. In: Lind A., Stern B. (eds), The Lamp, Harbour Press, 1986, pp. 64–91.",
    ],
)
def test_the_editors_of_the_book_around_a_chapter_are_its_editors(text: str) -> None:
    cited = cite(text)
    assert [cited.title, cited.authors[0]["family"], editors(text)] == ["Seeing at Night", "Doe", ["Lind", "Stern"]]


@pytest.mark.parametrize(
    ("text", "title", "translator"),
    [
        ("Doe, Jane. “Lamps”. Translated by Ada Lind, W. W. Harbour, 2018.", "Lamps", "Ada Lind"),
        (
            "Doe, J. (1952). The origins of light (A. Lind, Trans.). Harbour University Press.",
            "The origins of light",
            "A. Lind",
        ),
        ("Doe, Jane: „Lampen des Wissens“, übers. von Ada Lind, Oslo: Harbour 1973.", "Lampen des Wissens", "Ada Lind"),
    ],
)
def test_translators_are_no_authors_and_go_to_the_note(text: str, title: str, translator: str) -> None:
    cited = cite(text)
    assert [cited.title, cited.authors[0]["family"]] == [title, "Doe"]
    assert cited.fields["note"] == f"translated by {translator}"


def test_a_given_name_that_looks_like_the_word_is_none() -> None:
    cited = cite('Doe, Jane, Bo Stern, and Ed H. Lind. "Seeing at Night with Lamps." In Proceedings of Light, 2019.')
    assert [name["family"] for name in cited.authors] == ["Doe", "Stern", "Lind"]
