"""Background threads, so that the screen never waits."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from threading import Condition, Thread

#: Runs in the worker's thread; what it returns is called in the thread of the screen.
Task = Callable[[], Callable[[], None]]
#: Seconds for which the end of the program waits for what a worker is doing.
_PATIENCE = 10.0


class Worker:
    """One thread for one kind of task.

    With `newest_only`, a task replaces those that wait, and a result that is no longer the newest is dropped: fast typing
    does not wait for outdated results. Otherwise all tasks are done in order.
    """

    def __init__(self, name: str, deliver: Callable[[Callable[[], None]], object], *, newest_only: bool = True) -> None:
        self._deliver = deliver
        self._newest_only = newest_only
        self._waiting: deque[Task] = deque()
        self._closed = False
        self._number = 0
        self._changed = Condition()
        self._name = name
        self._thread: Thread | None = None

    def submit(self, task: Task) -> None:
        """Runs the task as soon as the thread is free."""
        with self._changed:
            if self._closed:
                return
            if self._newest_only:
                self._number += 1
                self._waiting.clear()
            self._waiting.append(task)
            if self._thread is None:
                self._thread = Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        """Ends the thread after what it is doing; nothing is delivered any more."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._number += 1
            self._changed.notify()

    def join(self) -> None:
        """Waits until the thread has ended, for ten seconds at most."""
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                task, number = self._waiting.popleft(), self._number
            try:
                deliver = task()
            except Exception as error:
                # A bug: it is raised in the thread of the screen, which ends the program with its traceback.
                deliver = partial(_raise, error)
            if number == self._number:
                self._deliver(partial(self._if_newest, number, deliver))

    def _if_newest(self, number: int, deliver: Callable[[], None]) -> None:
        if number == self._number:
            deliver()


def _raise(error: Exception) -> None:
    raise error
