"""The browser without a terminal, played by Textual's pilot. Without Textual these tests skip."""

from __future__ import annotations

import asyncio
import time

import pytest

pytest.importorskip("textual", reason="needs the extra tui: pip install 'llmprimer[tui]'")

from textual._context import visible_screen_stack


def strips_of(screen):
    """The lines of a screen as they are drawn: those of the screens behind a dialog too."""
    visible_screen_stack.set(screen.app._background_screens)
    return screen._compositor.render_strips()


class Player:
    """A running browser: presses keys, waits for what should be seen, and reads the screen."""

    def __init__(self, app, pilot):
        self.app = app
        self.pilot = pilot

    async def press(self, *keys):
        await self.pilot.press(*keys)

    async def type(self, text):
        await self.pilot.press(
            *({" ": "space", ":": "colon", "-": "minus", '"': "quotation_mark", "+": "plus"}.get(c, c) for c in text)
        )

    async def until(self, holds, what="", seconds=20.0):
        """Waits until `holds()` is true, or a text is on the screen."""
        text = holds if isinstance(holds, str) else None
        if text is not None:
            holds = lambda: text in self.screen  # noqa: E731
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"waited in vain for {text or what}:\n{self.screen}"
            await self.pilot.pause(0.02)

    @property
    def screen(self):
        """The text that is on the screen, line by line."""
        strips = strips_of(self.app.screen)
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def keys(self):
        return [row["citation_key"] for row in self.app.results.loaded]

    @property
    def status(self):
        return str(self.app.query_one("#status").render())


@pytest.fixture
def play(toy):
    """Runs `script(player)` on a browser over the toy catalogue (or `path`) and gives what the browser returns."""

    def start(script, *, size=(100, 30), path=None, request=None, answered=True, **settings):
        from llmprimer.tui.app import Browser

        async def run():
            app = Browser(path or toy, request, **settings)
            async with app.run_test(size=size, notifications=True) as pilot:
                player = Player(app, pilot)
                if answered:
                    await player.until(lambda: app.results.found is not None, "the first answer")
                    await player.pilot.pause()
                await script(player)
            return app

        return asyncio.run(run())

    return start
