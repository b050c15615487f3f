"""Keys one after the other: the next one waits until the last one has done what it does.

Textual sends a key to the widget that has the focus when the key arrives, even if an earlier key, which is still on its way
from widget to widget, opens a dialog. In a paste, a macro, or over a slow connection, keys would miss that dialog.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App

    _Base = App[list[str]]
else:
    _Base = object

#: Seconds after which a key no longer waits for the last one.
_PATIENCE = 2.0


class KeysInOrder(_Base):
    """Sends each key when the one before it has been handled by its widget, by all above it, and by the application."""

    def __init__(self, *arguments: object, **settings: object) -> None:
        super().__init__(*arguments, **settings)  # type: ignore[arg-type]
        #: The key that is being handled, and those after it.
        self._keys: deque[events.Event] = deque()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        if self._keys and event.time - self._keys[0].time > _PATIENCE:
            self._keys.clear()
        self._keys.append(event)
        if len(self._keys) == 1:
            await self._send()

    async def _send(self) -> None:
        event, target = self._keys[0], self.focused or self.screen
        await super().on_event(event)
        self._follow([target, *target.ancestors] if event.is_forwarded else [self])

    def _follow(self, path: Sequence[MessagePump]) -> None:
        """Goes from one to the next after the key: each handles its messages in order."""
        for number, step in enumerate(path, 1):
            if step.call_later(self._follow, path[number:]):
                return
        # A new screen handles this when it has been mounted.
        if not self.screen.call_later(self.call_later, self._next):
            self.call_later(self._next)

    async def _next(self) -> None:
        if self._keys:
            self._keys.popleft()
        if self._keys:
            await self._send()
