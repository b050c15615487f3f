"""The terminal browser in a real pseudo-terminal: the first screen, and a key to its results, of whole processes.

python bench/browse.py [COUNT] [FOLDER]

Each time runs from the start of the process, or from the key, until the line with the number of results is on the screen.
Run it from an installed package: an editable install under PYTHONDONTWRITEBYTECODE compiles everything at each start.
"""

import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

from _catalogue import queries, write
from _timing import LLMPRIMER, PASS, percentile, seconds
from llmprimer import Catalogue, LlmprimerError
from llmprimer.tui import answers
from llmprimer.tui.asked import Asked

STARTS = 15
QUERIES = 20


class Terminal:
    """A process on a pseudo-terminal of 100 columns and 30 lines."""

    def __init__(self, command: list[str], **environment: str) -> None:
        self.output = b""
        self.began = time.perf_counter()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.environ.update(environment)
            os.execv(command[0], command)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

    def until(self, text: str, patience: float = 60.0) -> float:
        """The time at which the text has come since the last `send`; RuntimeError if it does not."""
        wanted = text.encode()
        end = time.perf_counter() + patience
        while wanted not in self.output:
            if time.perf_counter() > end or not self._read(1.0 if patience > 1 else patience):
                raise RuntimeError(f"waited in vain for {text!r}: {self.output[-300:]!r}")
        return time.perf_counter()

    def send(self, text: str) -> float:
        """Sends keys, and forgets what was printed before; the time."""
        self.output = b""
        began = time.perf_counter()
        os.write(self.descriptor, text.encode())
        return began

    def quiet(self, span: float) -> None:
        """Reads until nothing has come for so long."""
        while self._read(span):
            pass

    def close(self) -> None:
        """Ctrl-C, and the end."""
        os.write(self.descriptor, b"\x03")
        while self._read(5.0):
            pass
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)

    def _read(self, patience: float) -> bool:
        if not select.select([self.descriptor], [], [], patience)[0]:
            return patience >= 1.0 and os.waitpid(self.pid, os.WNOHANG) == (0, 0)
        try:
            data = os.read(self.descriptor, 1 << 16)
        except OSError:  # the process has ended
            return False
        self.output += data
        return bool(data)


def seen(catalogue: Catalogue, words: str) -> str:
    """What the browser writes under the words when it has the results, or cannot understand them."""
    try:
        found = answers.find(catalogue, Asked(words))
    except LlmprimerError as error:
        return error.message.splitlines()[0][:24]  # longer ones are wrapped
    if not found.confident:
        return f"nothing fits; the nearest {found.total}"
    return f"{found.total:,} of {found.of:,}" if found.total else "nothing fits"


def starts(command: list[str], first: str, **environment: str) -> list[float]:
    """Times from the start of the process to the first screen."""
    times = []
    for _ in range(STARTS):
        terminal = Terminal(command, **environment)
        times.append(terminal.until(first) - terminal.began)
        terminal.close()
    return times


def keys(command: list[str], catalogue: Catalogue, first: str, **environment: str) -> list[float]:
    """Times from each key to its results; the next key comes when they are there, and the counts beside them too."""
    terminal = Terminal(command, **environment)
    terminal.until(first)
    times = []
    for query in queries(QUERIES):
        terminal.quiet(0.3)
        for end in range(1, len(query) + 1):
            if query[end - 1] == " ":
                terminal.send(" ")
                time.sleep(0.05)
                continue
            wanted = seen(catalogue, query[:end])
            time.sleep(0.1)  # as fast as people type
            began = terminal.send(query[end - 1])
            times.append(terminal.until(wanted) - began)
        terminal.send("\x15")  # Ctrl-U: an empty line
        terminal.until(first)
    terminal.close()
    return times


def bursts(command: list[str], catalogue: Catalogue, first: str, **environment: str) -> list[float]:
    """Times from the last key of a query that is typed in one go to its results."""
    terminal = Terminal(command, **environment)
    terminal.until(first)
    times = []
    for query in queries(QUERIES):
        wanted = seen(catalogue, query)
        terminal.quiet(0.3)
        began = terminal.send(query)
        times.append(terminal.until(wanted) - began)
        terminal.send("\x15")
        terminal.until(first)
    terminal.close()
    return times


def tell(name: str, times: list[float], base: float, target: str) -> None:
    shown = ", ".join(
        f"{word} {1000 * percentile(times, share):.0f} ms" for word, share in (("median", 0.5), ("95%", 0.95))
    )
    print(f"{name:44} {shown}, slowest {1000 * max(times):.0f} ms; {statistics.median(times) / base:.1f} x{target}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    path = write(folder / f"{count}.yaml", count)
    os.environ["LLMPRIMER_CACHE_DIR"] = str(folder / "cache")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environment = {"TERM": "xterm-256color"}
    base = statistics.median(seconds(PASS) for _ in range(STARTS))
    print(f"python -c pass {1000 * base:.0f} ms; ratios are medians against it")
    with Catalogue.open() as catalogue:
        first = seen(catalogue, "")
        tell(
            f"{len(catalogue)} references: first screen",
            starts([LLMPRIMER, "browse"], first, **environment),
            base,
            " (target 900 ms)",
        )
    with Catalogue.open(path) as catalogue:
        command, first = [LLMPRIMER, "browse", "--catalogue", str(path)], seen(catalogue, "")
        tell(f"{count} references: first screen", starts(command, first, **environment), base, " (target 1500 ms)")
        tell("a key to its results", keys(command, catalogue, first, **environment), base, " (target 50 ms at 95%)")
        tell("a query in one burst to its results", bursts(command, catalogue, first, **environment), base, "")


if __name__ == "__main__":
    main()
