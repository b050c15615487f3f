"""What a built site holds: links that lead somewhere, facts for programs, and nothing private."""

from __future__ import annotations

import json
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from website.conftest import build


def pages_of(folder):
    return sorted(folder.rglob("*.html"))


def parsed(path):
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("site", ["toy_site", "hostile_site"])
def test_every_link_within_the_site_leads_to_a_file_and_a_place_in_it(site, request):
    folder = request.getfixturevalue(site)
    broken = set()
    for page in pages_of(folder):
        if page.name == "404.html":
            continue
        for node in parsed(page).css("[href], [src]"):
            url = urlsplit(node.attributes.get("href") or node.attributes.get("src"))
            if url.scheme or url.netloc:
                continue
            target = (page.parent / unquote(url.path)).resolve()
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                broken.add((str(page), url.path))
            elif url.fragment and not parsed(target if url.path else page).css(f"#{url.fragment}"):
                broken.add((str(page), url.fragment))
    assert broken == set()


def test_each_reference_has_a_page_with_its_title_and_a_markdown_twin(toy_site):
    folder = toy_site / "r" / "muller-2021-walking"
    page = parsed(folder / "index.html")
    assert page.css_first("h1").text(strip=True) == "{Walking} with GPT-3: 70% less & more"
    assert page.css_first("link[rel=alternate]").attributes["href"] == "index.md"
    assert (folder / "index.md").read_text().startswith("# \\{Walking\\} with GPT-3: 70% less & more\n")


def test_a_page_tells_programs_what_the_work_is(toy_site):
    page = parsed(toy_site / "r" / "muller-2021-walking" / "index.html")
    tags = [(n.attributes["name"], n.attributes["content"]) for n in page.css("meta[name^=citation_]")]
    assert ("citation_title", "{Walking} with GPT-3: 70% less & more") in tags
    assert [value for name, value in tags if name == "citation_author"][1] == "van den Berg, Anna"
    assert ("citation_conference_title", "Proceedings of Walking") in tags
    assert ("citation_lastpage", "9") in tags
    data = json.loads(page.css_first("script[type='application/ld+json']").text())
    assert data["@type"] == "ScholarlyArticle"
    assert data["sameAs"] == ["https://doi.org/10.1000/example.42", "https://arxiv.org/abs/2111.12345"]
    coins = page.css_first("span.Z3988").attributes["title"]
    assert "rft.genre=proceeding" in coins
    assert "rft.au=van+den+Berg%2C+Anna" in coins


def test_titles_say_their_language_and_direction(toy_site):
    cite = parsed(toy_site / "r" / "wu-1998-dao" / "index.html").css_first("h1 cite")
    assert (cite.attributes["lang"], cite.attributes["dir"]) == ("zh-Hans", "auto")


def test_the_page_of_a_topic_has_the_references_of_narrower_topics(toy_site):
    titles = [n.text() for n in parsed(toy_site / "topics" / "learning" / "index.html").css(".rows cite")]
    assert titles == ["{Walking} with GPT-3: 70% less & more", "悟道 (Wu Dao)"]


def test_relations_are_shown_from_both_sides(toy_site):
    page = (toy_site / "r" / "muller-2021-walking" / "index.html").read_text()
    assert "reported on by" in page


def test_private_notes_are_published_nowhere(toy_site):
    assert not [path for path in toy_site.rglob("*") if path.is_file() and b"not for print" in path.read_bytes()]


def test_a_query_publishes_a_selection_without_links_to_the_rest(toy, tmp_path):
    build(toy, tmp_path / "out", "topic:learning")
    assert sorted(path.name for path in (tmp_path / "out" / "r").iterdir()) == ["muller-2021-walking", "wu-1998-dao"]
    assert (
        not (tmp_path / "out" / "topics" / "robots").exists()
        or "agency-2022" not in (tmp_path / "out" / "topics" / "robots" / "index.html").read_text()
    )


def test_a_site_with_an_address_has_canonical_links_and_a_sitemap_of_all_pages(toy, tmp_path):
    toy.write_text(toy.read_text().replace("outline:", "site: {url: 'https://example.org/list'}\noutline:", 1))
    build(toy, tmp_path / "out")
    sitemap = (tmp_path / "out" / "sitemap.xml").read_text()
    canonical = {
        node.attributes["href"]
        for page in pages_of(tmp_path / "out")
        if page.name != "404.html"
        for node in parsed(page).css("link[rel=canonical]")
    }
    assert "https://example.org/list/r/muller-2021-walking/" in canonical
    assert all(f"<loc>{url}</loc>" in sitemap for url in canonical)
    assert sitemap.count("<loc>") == len(canonical)
    assert 'href="/list/all/"' in (tmp_path / "out" / "404.html").read_text()


@pytest.mark.parametrize(
    ("title", "short"),
    [("A list of good papers on walking", "A list of good"), ("Spaziergangsforschung", "Spaziergangsfors")],
)
def test_the_name_of_the_search_for_browsers_ends_with_a_word(toy, tmp_path, title, short):
    text = toy.read_text().replace("outline:", f"site: {{url: 'https://example.org/', title: {title}}}\noutline:", 1)
    toy.write_text(text)
    build(toy, tmp_path / "out")
    described = (tmp_path / "out" / "opensearch.xml").read_text()
    assert f"<ShortName>{short}</ShortName>\n<LongName>{title}</LongName>" in described


def test_nothing_is_loaded_from_elsewhere(toy_site):
    for page in pages_of(toy_site):
        for node in parsed(page).css("[src], link[rel=stylesheet], link[rel=icon]"):
            assert "//" not in (node.attributes.get("src") or node.attributes.get("href"))
    (style,) = (toy_site / "assets").glob("*/site.css")
    assert "url(" not in style.read_text()
