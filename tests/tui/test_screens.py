"""Whole screens, cell by cell with their styles, against tests/tui/screens; `pytest --update-golden` rewrites the files.

The browser takes the colours of the terminal by their numbers, so a screen has the same cells on dark and light ones;
`python3 tasks.py screens` draws both.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import ColorType

from llmprimer.tui.request import Filter, Request
from tui.conftest import strips_of

FOLDER = Path(__file__).parent / "screens"
BAR = "▁▂▃▄▅▆▇█"
QUERY = Request("walking robots", (Filter("topic", "robots"),))


def cells(screen):
    """(line, first column, last column, style) of each run of cells that has a style."""
    for line, strip in enumerate(strips_of(screen), start=1):
        column = 1
        for segment in strip.simplify():
            end = column + segment.cell_length
            if segment.style is not None:
                yield line, column, end - 1, segment.style
            column = end


def style_text(style) -> str:
    """The attributes of the style and its colours, but for those that the terminal has by itself."""
    words = [name for name in ("bold", "dim", "italic", "underline", "reverse") if getattr(style, name)]
    if style.color is not None and not style.color.is_default:
        words.append(style.color.name)
    if style.bgcolor is not None and not style.bgcolor.is_default:
        words.append(f"on {style.bgcolor.name}")
    return " ".join(words)


def described(player) -> str:
    """The lines of the screen, and below them where there is a style: line:column-column.

    Scroll bars are left out: Textual draws them of one size or another, as things came one after the other.
    """
    bars = [
        pane.vertical_scrollbar.region
        for pane in player.app.screen.query("OptionList, #results, #preview")
        if pane.show_vertical_scrollbar
    ]
    runs = [
        (f"{line}:{first}-{last}", style_text(style))
        for line, first, last, style in cells(player.app.screen)
        if not any(bar.contains(first - 1, line - 1) and first == last for bar in bars)
    ]
    lines = [
        "".join(" " if any(bar.contains(x, y) for bar in bars) and c in BAR else c for x, c in enumerate(line)).rstrip()
        for y, line in enumerate(player.screen.split("\n"))
    ]
    return "\n".join([*lines, "", *(f"{place} {style}" for place, style in runs if style), ""])


async def results(player):
    """Results with a filter, the first being marked, and the cursor on the second."""
    await player.until(lambda: player.app.query_one("#facets").option_count, "the filters")
    await player.press("space")
    app, second = player.app, player.keys[1]
    await player.until(lambda: app.preview.details.record["citation_key"] == second and app.preview.link, "the link")


async def filters(player):
    await results(player)
    await player.press("f")
    await player.until("[ ] news", "the filters")


async def wrong(player):
    await player.until("[ ] robots", "the filters")
    await player.type("walking")
    await player.until("[ ] news", "the filters")
    await player.type(" topic:robts")
    await player.until("unknown topic")


async def copy(player):
    await results(player)
    await player.press("y")
    await player.until("BibTeX entries")


async def keys(player):
    await player.press("f1")
    await player.until("closes this list")


async def tag(player):
    await results(player)
    await player.press("t")
    await player.until("adds")
    await player.type("+feedback")
    await player.press("enter")
    await player.until("writes it")


SCREENS = {
    "results-60": (results, 60, QUERY),
    "results-80": (results, 80, QUERY),
    "results-120": (results, 120, QUERY),
    "results-140": (results, 140, QUERY),
    "filters-60": (filters, 60, QUERY),
    "wrong-80": (wrong, 80, None),
    "copy-80": (copy, 80, QUERY),
    "keys-80": (keys, 80, None),
    "tag-80": (tag, 80, QUERY),
}


@pytest.mark.parametrize("colour", ["colour", "no-colour"])
@pytest.mark.parametrize("name", SCREENS)
def test_screens_look_like_their_files(play, request, monkeypatch, tmp_path, name, colour):
    script, columns, start = SCREENS[name]
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))  # no history of link checks
    if colour == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")

    async def look(player):
        await script(player)
        colours = {
            colour
            for *_, style in cells(player.app.screen)
            for colour in (style.color, style.bgcolor)
            if colour is not None and colour.type not in (ColorType.DEFAULT, ColorType.STANDARD)
        }
        assert colours == set(), "only the sixteen colours of the terminal look right on any background"
        path = FOLDER / f"{name}{'' if colour == 'colour' else '-no-colour'}.txt"
        if request.config.getoption("update_golden"):
            await player.pilot.pause(2.0)
            FOLDER.mkdir(exist_ok=True)
            path.write_text(described(player), encoding="utf-8")
        assert path.is_file(), "no golden file: run `pytest tests/tui/test_screens.py --update-golden` and read it"
        expected = path.read_text(encoding="utf-8")
        for _ in range(100):  # scroll bars come a moment after what they scroll
            if described(player) == expected:
                break
            await player.pilot.pause(0.05)
        shown = described(player)
        assert shown.splitlines() == expected.splitlines()

    play(look, size=(columns, 26), request=start)
