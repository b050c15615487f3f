"""What a person does in the browser and sees: Textual's pilot presses the keys."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import OptionList

from llmprimer.tui.request import Filter, Request

A, M, S, U, W = "agency-2022-robots", "muller-2021-walking", "site-nd-home", "user-2022-tweet", "wu-1998-dao"


def test_the_first_screen_lists_everything(play):
    async def script(player):
        assert player.keys == [A, M, S, U, W]
        assert "5 of 5, by key" in player.screen
        assert "Robots walk out of the lab" in player.screen
        await player.until("News of robots that learned to walk")
        await player.until("[ ] robots")

    play(script)


def test_results_follow_the_words_as_they_are_typed(play):
    async def script(player):
        await player.type("wlaking")
        await player.until(lambda: player.keys and player.keys[0] == M and len(player.keys) < 5, "the paper first")
        assert '"wlaking" read as "walking"' in player.screen

    play(script)


def test_a_query_that_cannot_be_understood_is_told_in_place_and_the_results_stay(play):
    async def script(player):
        await player.type("walking topic:robts")
        await player.until('unknown topic "robts"')
        assert player.keys
        assert "did you mean" in player.screen
        await player.press("backspace", "backspace")
        await player.type("ots")
        await player.until(lambda: "unknown" not in player.screen and M in player.keys, "an answer")
        assert "unknown" not in player.screen

    play(script)


def test_filters_combine_and_are_undone_one_by_one(play):
    async def script(player):
        await player.press("tab")
        await player.until("[ ] robots")
        await choose(player, "topic", "robots")
        await player.until(lambda: player.keys == [A, M, S, U], "four with the topic")
        assert "only topic:robots" in player.screen
        await player.until("[x] topic: robots")
        await choose(player, "kind", "news")
        await player.until(lambda: player.keys == [A], "the news alone")
        await choose(player, "kind", "paper")
        await player.until(lambda: player.keys == [A, M], "news or paper")
        await player.press("escape", "z")
        await player.until(lambda: player.keys == [A], "one filter less")
        await player.press("z", "z")
        await player.until(lambda: len(player.keys) == 5, "no filter")

    play(script)


async def choose(player, field, value):
    """Goes to a filter and chooses it with the keyboard."""
    facets = player.app.query_one("#facets", OptionList)
    await player.until(lambda: Filter(field, value) in facets._filters, f"the filter {field}:{value}")
    await player.press("f")
    facets.highlighted = facets.get_option_index(str(facets._filters.index(Filter(field, value))))
    await player.press("enter")


def test_relations_are_walked_and_walked_back(play):
    async def script(player):
        await player.press("tab")
        await player.until("reports on")
        await player.press("l", "enter")
        await player.until(f"back to {A}")
        assert player.app.current == M
        await player.until("A paper on teaching robots")
        await player.press("escape", "left")
        await player.until(lambda: player.app.current == A, "the reference before")
        assert "back to" not in player.screen

    play(script)


def test_the_nearest_are_listed_and_can_be_followed(play):
    async def script(player):
        await player.press("tab", "r")
        await player.until(lambda: player.app.focused.id == "relations" and "slide 3" in player.screen, "the nearest")
        await player.press("enter")
        await player.until(lambda: player.app.trail == [A], "the way back")

    play(script)


def test_the_order_can_be_changed(play):
    async def script(player):
        await player.press("tab", "s")
        await player.until(lambda: player.keys == [U, A, M, W, S], "newest first, undated last")
        assert "newest first" in player.screen
        await player.press("s")
        await player.until(lambda: player.keys == [W, M, A, U, S], "oldest first, undated last")

    play(script)


def test_marks_are_signs_not_colours(play):
    async def script(player):
        await player.press("tab", "space", "space")
        await player.until("2 marked")
        assert list(player.app.marks) == [A, M]
        assert sum("*" in line[28:36] for line in player.screen.splitlines()) == 2
        await player.press("A")
        await player.until(lambda: "marked" not in player.screen, "no mark")
        await player.press("a")
        await player.until("5 marked")

    play(script)


def test_the_mouse_moves_marks_and_filters(play):
    async def script(player):
        await player.until("[ ] robots")
        await player.pilot.click("#results", offset=(20, 2))
        await player.until(lambda: player.app.current == S, "the third reference")
        await player.pilot.click("#results", offset=(1, 1))
        await player.until(lambda: list(player.app.marks) == [M], "the second marked")
        line = next(n for n, text in enumerate(player.screen.splitlines()) if text.startswith("[ ] robots"))
        await player.pilot.click(offset=(5, line))
        await player.until(lambda: player.keys == [A, M, S, U], "four with the topic")
        await player.pilot.double_click("#results", offset=(20, 0))
        await player.until(lambda: player.app.focused.id == "relations", "the relations")

    play(script)


def test_all_keys_are_listed_and_the_palette_has_every_command(play):
    from llmprimer.tui.commands import COMMANDS

    async def script(player):
        await player.press("tab", "question_mark")
        await player.until("Esc or q closes this list")
        text = str(player.app.screen.query("Static").first().render())
        for command in COMMANDS:
            assert command.name in text
            assert command.does in text
        assert "screen reader" in text
        await player.press("q")
        await player.until(lambda: len(player.app.screen_stack) == 1, "no dialog")
        offered = [command.title for command in player.app.get_system_commands(player.app.screen)]
        for command in COMMANDS:
            if command.action != "commands":
                assert any(title.startswith(command.name) for title in offered)
        await player.press("ctrl+p")
        await player.until(lambda: len(player.app.screen_stack) == 2, "the palette")
        await player.type("sort")
        await player.until("Sort  (s)")
        await player.press("down", "enter")
        await player.until("newest first")

    play(script)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 50)], ids=str)
def test_every_width_shows_the_list_the_preview_and_the_keys(play, size):
    async def script(player):
        await player.until("News of robots")
        assert "Robots walk" in player.screen
        assert "enter Results" in player.screen.splitlines()[-1]
        assert max(len(line) for line in player.screen.splitlines()) <= size[0]
        await player.press("tab")
        assert "space Mark" in player.screen
        await player.press("f")
        await player.until("[ ] robots")
        await player.press("escape")
        await player.until("Robots walk")

    play(script, size=size)


def test_a_long_title_in_wide_characters_is_cut_to_the_columns(play, toy):
    text = toy.read_text(encoding="utf-8").replace(
        "悟道 (Wu Dao)", "'悟道：" + "大规模预训练模型的研究与应用" * 6 + "'", 1
    )
    toy.write_text(text, encoding="utf-8")

    async def script(player):
        await player.until("悟道")
        from llmprimer.text import width

        assert all(width(line) <= 60 for line in player.screen.splitlines())
        await player.press("down", "down", "down", "down")
        await player.until(lambda: player.app.current == W, "the book")
        await player.until(lambda: "应用" in player.screen, "the whole title in the preview")

    play(script, size=(60, 24))


def test_filters_and_words_from_the_command_line_are_there_at_once(play):
    async def script(player):
        await player.until("only kind:paper")
        assert player.keys == [M]

    play(script, request=Request("walking", (Filter("kind", "paper"),)))


def test_a_catalogue_that_changes_underneath_is_read_again(play, toy):
    async def script(player):
        await player.press("tab", "down")
        await player.until(lambda: player.app.current == M, "the second")
        text = toy.read_text(encoding="utf-8")
        toy.write_text(text.replace("Robots walk out of the lab", "Robots run out of the lab"), encoding="utf-8")
        await player.until("Robots run out of the lab")
        assert player.app.current == M
        toy.write_text(text.replace("topics: [robots]", "topics: [rowbots]", 1), encoding="utf-8")
        await player.until('unknown topic "rowbots"')
        assert "Robots run out" in player.screen
        toy.write_text(text, encoding="utf-8")
        await player.until("Robots walk out of the lab")

    play(script)


class TestPicking:
    def test_enter_picks_the_one_under_the_cursor(self, play):
        async def script(player):
            await player.type("walking")
            await player.press("down")
            await player.press("enter")

        app = play(script, pick=True)
        assert app.return_value == [A]

    def test_enter_right_after_the_last_letter_waits_for_its_results(self, play, monkeypatch):
        import time

        from llmprimer.tui import queries

        real = queries.first_page
        monkeypatch.setattr(queries, "first_page", lambda *a: time.sleep(0.2) or real(*a))

        async def script(player):
            await player.type("dao")
            await player.press("enter")
            await player.until(lambda: player.app.return_value is not None, "the pick")

        assert play(script, pick=True).return_value == [W]

    def test_several_are_picked_in_the_order_of_their_marks(self, play):
        async def script(player):
            await player.press("down", "down", "ctrl+t", "up", "ctrl+t", "enter")

        assert play(script, pick=True, multi=True).return_value == [S, M]

    def test_one_alone_cannot_be_marked(self, play):
        async def script(player):
            await player.press("tab", "space", "enter")

        app = play(script, pick=True)
        assert app.return_value == [A]
        assert not app.marks

    @pytest.mark.parametrize(("key", "status"), [("escape", 1), ("ctrl+c", 130)])
    def test_leaving_picks_nothing(self, play, key, status):
        async def script(player):
            await player.press(key)

        app = play(script, pick=True)
        assert app.return_value is None
        assert app.return_code == status

    def test_the_catalogue_is_not_changed_meanwhile(self, play):
        async def script(player):
            await player.press("tab", "d", "t", "e")
            assert len(player.app.screen_stack) == 1

        play(script, pick=True)


def test_a_key_and_its_results_do_not_lay_the_screen_out_again(play, monkeypatch):
    """Neither where the list grows shorter than its pane."""
    from llmprimer.tui import app as browser

    async def script(player):
        await player.type("model")
        await player.until(lambda: player.app.results.total > player.app.results.size.height, "many results")
        await player.until(lambda: player.app.preview.link, "the reference and its link, which come last")
        # What needs room comes later.
        monkeypatch.setattr(browser, "_TYPING_DELAY", 60.0)
        monkeypatch.setattr(browser, "_IDLE_DELAY", 60.0)
        await player.pilot.pause(0.5)
        reflows = []
        compositor = player.app.screen._compositor
        reflow = compositor.reflow
        monkeypatch.setattr(compositor, "reflow", lambda *given: reflows.append(given) or reflow(*given))
        await player.type(" zzzz")
        await player.until(lambda: player.app.results.found.request.words.endswith("zzzz"), "the results of the key")
        await player.pilot.pause(0.1)
        assert player.app.results.total < player.app.results.size.height
        assert reflows == []

    play(script, path=Path(__file__).parents[2] / "data" / "references.yaml")


def test_a_result_that_comes_while_the_program_ends_is_dropped(play):
    arrived = []

    async def script(player):
        close = player.app._close_all

        async def close_after_a_result():
            # So Textual ends: it removes the widgets while messages are still handled.
            await player.app.screen.remove_children()
            player.app._deliver(lambda: arrived.append(player.app.show_status()))
            await asyncio.sleep(0.05)
            await close()

        player.app._close_all = close_after_a_result
        player.app._deliver(lambda: arrived.append("while it runs"))
        await player.pilot.pause(0.05)

    play(script)
    assert arrived == ["while it runs"]
