"""Paragraphs of a page that hold several annotated citations between empty lines."""

from __future__ import annotations

from llmprimer.importing.detect import read

CITED = (
    "Stern, Ada.&nbsp;<em>Large Lamps: Light of Small Rooms</em>.&nbsp;<br />&nbsp; London: Harbour Books, 1999. Print.<br />"
    "&nbsp; This book shows how lamps are made.<br /><span></span><br />"
    'Lind, Bo. "The Lamps of 1973."&nbsp;<em>Lamp Library</em>.<br />&nbsp; Harbour Guild, 2013. Web. 21 Feb. 2013.<br />'
    "&nbsp;&lt;http://lamps.example.org/war/<br />&nbsp;1973.html&gt;.<br />This site helped me with dates of lamps.<br /><br />"
    "<em>Lamps of Many Yards</em>. Yard Guild, n.d. Web. 17 Dec. 2012.<br />&lt;http://yards.example.org/en/&gt;.<br /><br />"
    'Shades and Their Makers." <em>shades.example.org</em>. Shade Guild, n.d.<br />Web. 18 Dec. 2012. &lt;http://shades.example.org/m&gt;.<br />'
    "I used this to find out who makes shades.<br /><br />"
)
WORKS = [
    ("Large Lamps: Light of Small Rooms", None),
    ("The Lamps of 1973", "http://lamps.example.org/war/1973.html"),
    ("Lamps of Many Yards", "http://yards.example.org/en/"),
    ("Shades and Their Makers", "http://shades.example.org/m"),
]


def drafts(paragraph):
    page = f"<!DOCTYPE html><html><body><h2>Sources</h2>\n<div class='paragraph'>{paragraph}</div>\n</body></html>"
    return read(page, "a.html").drafts


def test_citations_between_empty_lines_are_works_of_their_own():
    assert [(draft.title, draft.fields.get("url")) for draft in drafts(CITED)] == WORKS


def test_what_follows_a_citation_is_about_it():
    first, second, _, fourth = drafts(CITED)
    assert first.fields["author"] == [{"family": "Stern", "given": "Ada"}]
    assert "how lamps are made" in first.fields["summary"]
    assert "dates of lamps" in second.fields["summary"]
    assert "who makes shades" in fourth.fields["summary"]


def test_the_day_of_a_visit_is_no_date_of_the_work():
    _, second, third, _ = drafts(CITED)
    assert (second.fields["issued"], second.fields["accessed"]) == ("2013", "2013-02-21")
    assert "issued" not in third.fields


def test_parts_of_running_text_stay_together():
    told = "We met in 2015 and talked about lamps.<br /><br />In 2016 we met again, as <em>all</em> know.<br /><br />Then, in 2017, we left."
    assert drafts(told) == []
    card = "<b>Large Lamps</b><br /><br />Ada Stern, 2015<br /><br /><a href='https://lamps.example.org/large'>Large Lamps</a>"
    assert [draft.title for draft in drafts(card)] in (["Large Lamps"], [])
