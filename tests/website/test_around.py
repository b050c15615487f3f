"""What stands around the references: related works, the timeline, link health, what is new, and files for programs."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from llmprimer.api.catalogue import Catalogue
from llmprimer.errors import CatalogueError
from llmprimer.links.history.store import History
from llmprimer.links.model import Link, LinkResult, Probe, Verdict
from llmprimer.site.build import build_site
from llmprimer.site.content import Content
from llmprimer.site.rendering import shown_pages
from website.conftest import build


def parsed(path):
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


def with_url(toy, url="https://example.org/list"):
    toy.write_text(toy.read_text().replace("outline:", f"site: {{url: '{url}'}}\noutline:", 1))


def test_related_works_are_those_of_the_command_line():
    with Catalogue.open() as catalogue:
        content = Content(catalogue)
        for position, reference in enumerate(content.references()):
            expected = catalogue.related(reference.citation_key, limit=6)
            typed = [
                target["citation_key"]
                for _, target in catalogue.relations(reference.citation_key)
                if "citation_key" in target
            ]
            found = [row["citation_key"] for row in content.plan.related(position, typed, 6)]
            assert found == expected.keys, reference.citation_key
        content.close()


def test_each_bar_of_the_timeline_leads_to_its_month(toy_site):
    page = parsed(toy_site / "timeline" / "index.html")
    links = {node.attributes["aria-label"]: node.attributes["href"] for node in page.css("svg a")}
    assert links["2022-03, news: 1"] == "../years/2022/#m2022-03"
    assert links["1998, book: 1"] == "../years/1998/"
    assert (
        parsed(toy_site / "years" / "2022" / "index.html")
        .css_first("#m2022-03 + .rows cite")
        .text()
        .startswith("Robots")
    )


def test_a_month_beyond_the_first_page_of_its_year_is_found_on_its_own_page(toy, tmp_path, monkeypatch):
    from llmprimer.site.pages import lists

    monkeypatch.setattr(lists, "PER_PAGE", 1)
    build(toy, tmp_path / "out")
    page = parsed(tmp_path / "out" / "timeline" / "index.html")
    links = {node.attributes["aria-label"]: node.attributes["href"] for node in page.css("svg a")}
    assert links["2022-03, news: 1"] == "../years/2022/2/#m2022-03"
    assert parsed(tmp_path / "out" / "years" / "2022" / "2" / "index.html").css("#m2022-03")


def test_a_long_list_links_to_its_first_last_and_next_pages(toy, tmp_path, monkeypatch):
    from llmprimer.site.pages import lists

    assert [at or "…" for at in shown_pages(250, 500)] == [1, "…", 248, 249, 250, 251, 252, "…", 500]
    assert shown_pages(1, 2) == [1, 2]
    assert shown_pages(5, 9) == list(range(1, 10))  # no gap of one page
    monkeypatch.setattr(lists, "PER_PAGE", 1)
    build(toy, tmp_path / "out")
    links = parsed(tmp_path / "out" / "all" / "index.html").css(".places a")
    assert [node.attributes["href"] for node in links] == [f"../all/{number}/" for number in (2, 3, 4, 5)]


@pytest.fixture
def history(tmp_path):
    """A history in which one link is dead, one has moved, and the others were never checked."""
    path = tmp_path / "links.sqlite3"
    found = {
        "https://news.example.com/2022/robots?id=7": (Verdict.NOT_FOUND, "404 Not Found"),
        "https://gait.example.org/": (Verdict.MOVED, "moved to https://gait.example.com/"),
    }
    opened = History(path, datetime(2026, 11, 23, 4, 17, tzinfo=UTC))
    opened.begin(list(found))
    for url, (verdict, reason) in found.items():
        opened.add(LinkResult(Link(url), verdict, reason, "test", Probe(url, status_code=404, final_url=url)))
    opened.finish()
    opened.close()
    return path


def test_a_dead_link_is_told_on_its_page_in_lists_and_on_the_page_of_links(toy, tmp_path, history):
    with Catalogue.open(toy) as catalogue:
        build_site(catalogue, tmp_path / "out", history=history)
    warning = parsed(tmp_path / "out" / "r" / "agency-2022-robots" / "index.html").css_first(".warning")
    assert "This link is dead: 404 Not Found (checked on 2026-11-23)" in " ".join(warning.text().split())
    assert warning.css_first("a").attributes["href"].startswith("https://web.archive.org/web/https://news.example.com/")
    row = parsed(tmp_path / "out" / "all" / "index.html").css_first(".row[data-key=agency-2022-robots] .state")
    assert row.text() == "link dead"
    page = parsed(tmp_path / "out" / "links" / "index.html")
    counts = [" ".join(node.text().split()) for node in page.css(".states li")]
    assert counts == ["1 alive", "0 suspect", "0 uncertain", "1 dead", "2 not checked yet", "1 without an address"]
    assert "2026-11-23" in page.css_first(".count-line").text()
    assert [node.attributes.get("id") for node in page.css("main h2")] == ["dead", "moved"]


def test_an_archived_copy_is_offered_where_the_link_is_dead(toy, tmp_path, history):
    url = "url: https://news.example.com/2022/robots?id=7"
    toy.write_text(toy.read_text().replace(url, f"{url}\n    archive_url: https://archive.example/robots"))
    with Catalogue.open(toy) as catalogue:
        build_site(catalogue, tmp_path / "out", history=history)
    link = parsed(tmp_path / "out" / "r" / "agency-2022-robots" / "index.html").css_first(".warning a")
    assert (link.text(), link.attributes["href"]) == ("An archived copy is kept", "https://archive.example/robots")


def test_without_checks_there_is_no_page_of_links_and_a_history_that_is_named_must_be_there(toy, toy_site, tmp_path):
    assert not (toy_site / "links").exists()
    with Catalogue.open(toy) as catalogue, pytest.raises(CatalogueError, match="no such file"):
        build_site(catalogue, tmp_path / "none", history=tmp_path / "none.sqlite3")


def git(folder, *arguments, day):
    environment = {
        **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "HOME": str(folder), "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    subprocess.run(["git", *arguments], cwd=folder, check=True, env=environment, capture_output=True)


def test_what_is_new_is_told_by_the_first_commit_of_a_key(toy, tmp_path):
    text = toy.read_text()
    start = text.index("  user-2022-tweet:")
    end = text.index("  wu-1998-dao:")
    git(tmp_path, "init", "-q", day="2024-01-01")
    toy.write_text(text[:start] + text[end:])
    git(tmp_path, "add", "toy.yaml", day="2024-01-01")
    git(tmp_path, "commit", "-qm", "First", day="2024-01-01")
    toy.write_text(text)
    git(tmp_path, "commit", "-qam", "Second", day="2024-02-02")
    toy.write_text(text.replace("Robots walk", "Robots run"))
    git(tmp_path, "commit", "-qam", "Third", day="2024-03-03")
    with_url(toy)
    build(toy, tmp_path / "out")
    page = parsed(tmp_path / "out" / "new" / "index.html")
    assert [node.text() for node in page.css("h2 time")] == ["2024-02-02", "2024-01-01"]
    assert len(page.css(".row")) == 5
    feed = ET.parse(tmp_path / "out" / "feed.atom").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    first = feed.find(f"{atom}entry")
    assert first.findtext(f"{atom}title") == "A remark on the cost of walking"
    assert first.findtext(f"{atom}id") == "https://example.org/list/r/user-2022-tweet/"
    assert first.findtext(f"{atom}updated") == feed.findtext(f"{atom}updated") == "2024-02-02T00:00:00Z"
    assert len(feed.findall(f"{atom}entry")) == 5


def test_the_files_for_programs_can_be_read(toy, tmp_path):
    with_url(toy)
    build(toy, tmp_path / "out")
    index = json.loads((tmp_path / "out" / "index.json").read_text())
    assert (index["shape"], index["count"]) == ("llmprimer.site/1", 5)
    for address in index["downloads"].values():
        assert (tmp_path / "out" / address).stat().st_size > 0
    for groups in index["sections"].values():
        assert all((tmp_path / "out" / group["address"] / "index.md").is_file() for group in groups)
    search = ET.parse(tmp_path / "out" / "opensearch.xml").getroot()
    (url,) = search.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == "https://example.org/list/?q={searchTerms}"
    page = parsed(tmp_path / "out" / "index.html")
    assert page.css_first("link[rel=search]").attributes["href"] == "opensearch.xml"


@pytest.mark.parametrize("name", ["feed.atom", "opensearch.xml", "sitemap.xml"])
def test_xml_of_a_hostile_catalogue_is_well_formed(tmp_path, name):
    from catalogues import create_catalogue
    from llmprimer.dates import PartialDate
    from llmprimer.model import Site
    from website.hostile import hostile_header, hostile_references

    header = hostile_header()
    header = header.model_copy(update={"site": Site(url="https://example.org/x/")})
    seen = {"accessed": PartialDate.parse("2024-05-06")}
    references = [reference.model_copy(update=seen) for reference in hostile_references(20)]
    create_catalogue(tmp_path / "hostile.yaml", header, references)
    build(tmp_path / "hostile.yaml", tmp_path / "out")
    ET.parse(tmp_path / "out" / name)


def test_every_page_has_a_twin_in_markdown_whose_links_lead_to_twins(toy_site):
    pages = list(toy_site.rglob("index.html"))
    assert pages
    for page in pages:
        twin = page.with_suffix(".md")
        text = twin.read_text(encoding="utf-8")
        assert text.startswith("# "), twin
        for target in re.findall(r"\]\(([^):]+)\)", text):
            assert (twin.parent / target).is_file(), (twin, target)


def test_a_person_with_one_reference_is_led_to_it_and_one_with_two_to_a_page(toy, tmp_path):
    toy.write_text(toy.read_text().replace("{family: Doe, given: Jane}", "{family: Müller, given: Jürgen}"))
    build(toy, tmp_path / "out")
    page = parsed(tmp_path / "out" / "authors" / "index.html")
    links = {node.text(): node.attributes["href"] for node in page.css(".facet a")}
    assert links["Jürgen Müller"] == "../authors/jurgen-muller/"
    assert links["吴伟"] == "../r/wu-1998-dao/"
    assert len(parsed(tmp_path / "out" / "authors" / "jurgen-muller" / "index.html").css(".row")) == 2


def test_context_objects_say_which_kind_of_work_it_is():
    from llmprimer.model import Reference
    from llmprimer.site.metadata import coins

    def made(**fields):
        return coins(Reference.model_validate({"citation_key": "k", "kind": "other", "title": "T", **fields}))

    preprint = made(type="article", author=[{"literal": "Some Lab"}, {"family": "Doe", "given": "Jane"}])
    assert "fmt%3Akev%3Amtx%3Adc&rft.type=preprint&rft.title=T" in preprint
    assert "rft.au=Some+Lab%2C&rft.au=Doe%2C+Jane" in preprint
    paper = made(type="paper-conference", container_title="C")
    assert "mtx%3Abook&rft.genre=proceeding&rft.atitle=T&rft.btitle=C" in paper
    assert "mtx%3Ajournal&rft.genre=article&rft.atitle=T&rft.jtitle=C" in made(
        type="article-journal", container_title="C"
    )
    assert "mtx%3Adissertation&rft.title=T&rft.inst=U" in made(type="thesis", publisher="U")
