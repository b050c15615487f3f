"""Web pages: elements that repeat are entries, classes name their parts, links around blocks lead to what these say."""

from llmprimer.importing.formats.html_page import read

PAGE = "<!doctype html><html><body><h1>Books</h1>\n{}\n</body></html>"


def page(template: str, *parts: tuple[str, ...]) -> str:
    return PAGE.format("\n".join(template.format(*own) for own in parts))


BOOKS = (
    ("Large Lamps", "Ada Stern", "http://lamps.example.org/large"),
    ("Light at Home", "Bo Lind and Cy Roe", "http://lamps.example.org/home"),
    ("Shade", "Dee Fox", "http://lamps.example.org/shade"),
)


def test_repeated_elements_are_entries_from_their_first_line_to_their_last() -> None:
    text = page('<div class="book red">\n<div class="book-name">\n<a href="{2}">{0}</a>\n</div>\n</div>', *BOOKS)
    reading = read(text, "a.html")
    assert [(d.title, d.line, d.last_line) for d in reading.drafts] == [
        ("Large Lamps", 2, 6),
        ("Light at Home", 7, 11),
        ("Shade", 12, 16),
    ]


def test_elements_around_entries_are_none() -> None:
    column = '<div class="col"><div class="book"><a href="{2}">{0}</a></div><div class="book"><a href="{2}/2">{0} II</a></div></div>'
    text = page(column, *BOOKS).replace("</div></div>", '</div><div class="book">none</div></div>')
    reading = read(text, "a.html")
    titles = [d.title for d in reading.drafts]
    assert titles == [title for book, *_ in BOOKS for title in (book, f"{book} II")]


def test_classes_say_what_the_parts_are() -> None:
    text = page(
        '<div class="card"><div class="author-name">{1}</div><div class="bookTitle"><a href="{2}">{0}</a></div>'
        '<div class="card-description">Lamps for {0} and more.</div></div>',
        *BOOKS,
    )
    drafts = read(text, "a.html").drafts
    assert [d.title for d in drafts] == [title for title, *_ in BOOKS]
    assert [d.fields["author"][0]["family"] for d in drafts] == ["Stern", "Lind", "Fox"]
    assert drafts[0].fields["summary"] == "Lamps for Large Lamps and more"


def test_pictures_with_titles_are_works_without_links() -> None:
    item = '<li><img src="{0}.png"><div class="title">{0}</div></li>'
    reading = read(f"<ul>{page(item, *BOOKS)}</ul>", "a.html")
    assert [d.title for d in reading.drafts] == [title for title, *_ in BOOKS]
    assert not read(page('<li><div class="title">{0}</div></li>', *BOOKS), "a.html").drafts  # may be anything


def test_a_link_around_blocks_leads_to_what_the_first_says() -> None:
    text = page('<a class="entry" href="{2}"><div>{0}</div><div>{1}</div></a>', *BOOKS)
    drafts = read(text, "a.html").drafts
    assert [(d.title, d.fields["url"]) for d in drafts] == [(title, url) for title, _, url in BOOKS]
    headed = page('<div><a href="{2}"><h3>{0}</h3></a><p>It is about {0} in rooms.</p></div>', *BOOKS)
    assert [(d.title, d.fields["url"]) for d in read(headed, "a.html").drafts] == [(t, url) for t, _, url in BOOKS]


def test_menus_are_left_over() -> None:
    menu = '<nav><ul><li><a href="http://lamps.example.org/team">Our Harbour</a></li></ul></nav>'
    reading = read(page(menu + '<ul><li><a href="{2}">{0}</a></li></ul>', BOOKS[0]), "a.html")
    assert [d.title for d in reading.drafts] == ["Large Lamps"]
    left = " ".join(one.text for one in reading.leftovers)
    assert "Our Harbour" in left
    assert "http://lamps.example.org/team" in left
