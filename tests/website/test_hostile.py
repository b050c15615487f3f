"""Whatever stands in the fields of a catalogue, its site shows it as text."""

from __future__ import annotations

import json

from selectolax.lexbor import LexborHTMLParser

from website.hostile import ATTACKS


def trees(folder):
    return [LexborHTMLParser(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))]


def test_no_field_becomes_an_element_or_an_event_handler(hostile_site):
    allowed = {"site.js"}
    for tree in trees(hostile_site):
        for node in tree.css("script"):
            kind, source = node.attributes.get("type"), node.attributes.get("src") or ""
            assert kind == "application/ld+json" or source.rpartition("/")[2] in allowed
        assert not tree.css("iframe, object, embed, base, style, svg:not(.chart svg), img[src=x]")
        handlers = [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
        assert handlers == []


def test_links_lead_only_to_the_web_or_into_the_site(hostile_site):
    for tree in trees(hostile_site):
        for node in tree.css("a[href]"):
            scheme, colon, _ = node.attributes["href"].partition(":")
            assert not colon or scheme in ("http", "https", "mailto", "ftp") or "/" in scheme


def test_titles_are_shown_as_they_are_written(hostile_site):
    shown = {tree.css_first("h1").text(strip=True) for tree in trees(hostile_site)}
    for number in range(10, 20):
        assert f"{ATTACKS[number % 10]} {number}".strip() in shown


def test_structured_data_stays_one_json_value(hostile_site):
    found = 0
    for tree in trees(hostile_site):
        for node in tree.css("script[type='application/ld+json']"):
            json.loads(node.text())
            found += 1
    assert found == 100


def test_keys_never_lead_out_of_the_folder_of_references(hostile_site):
    assert len(list((hostile_site / "r").iterdir())) == 100
    assert {path.parent.parent for path in (hostile_site / "r").rglob("index.html")} == {hostile_site / "r"}


def test_markdown_twins_hold_no_markup_and_no_link_of_another_scheme(hostile_site):
    for path in (hostile_site / "r").rglob("index.md"):
        text = path.read_text(encoding="utf-8")
        assert "](javascript:" not in text.replace("\\](", "")
        assert "<script" not in text.replace("\\<", "")


def test_secrets_of_the_curator_stay_at_home(hostile_site):
    assert not [p for p in hostile_site.rglob("*") if p.is_file() and b"a secret of the curator" in p.read_bytes()]
