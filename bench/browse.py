"""The terminal browser in a real pseudo-terminal: the first screen, and a key to its results, of whole processes.

python bench/browse.py [COUNT] [FOLDER]

A time runs from the start of the process, or from a key, until the line with the number of results is on the screen.
The large catalogue and its index are made once and kept in FOLDER (by default one in the folder for temporary files);
with them the program takes less than two minutes. `python -c pass` is timed between the starts: the ratios to it hold on
a busy machine, too. What the answer to a key costs by itself is given as CPU time beside the time to the screen.
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
from llmprimer.tui.queries import first_page
from llmprimer.tui.request import Request

STARTS = 11
QUERIES = 14
#: Seconds between two keys, as fast as people type.
_TYPING = 0.1


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
            if time.perf_counter() > end or not self._read(1.0):
                raise RuntimeError(f"waited in vain for {text!r}: {self.output[-300:]!r}")
        return time.perf_counter()

    def send(self, text: str) -> float:
        """Sends keys, and forgets what was printed before; the time."""
        self.output = b""
        began = time.perf_counter()
        os.write(self.descriptor, text.encode())
        return began

    def quiet(self, span: float) -> None:
        """Reads for so long."""
        end = time.perf_counter() + span
        while (left := end - time.perf_counter()) > 0:
            if select.select([self.descriptor], [], [], left)[0] and not self._read(0.0):
                return

    def close(self) -> None:
        """Ctrl-C, and the end."""
        os.write(self.descriptor, b"\x03")
        while self._read(5.0):
            pass
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)

    def _read(self, patience: float) -> bool:
        """Whether more can come: False once the process has ended."""
        if not select.select([self.descriptor], [], [], patience)[0]:
            return True
        try:
            data = os.read(self.descriptor, 1 << 16)
        except OSError:  # the process has ended
            return False
        self.output += data
        return bool(data)


def seen(catalogue: Catalogue, words: str, costs: list[float] | None = None) -> str:
    """What the browser writes under the words when it has the results, or cannot understand them."""
    began = time.thread_time()
    try:
        found = first_page(catalogue, Request(words))
    except LlmprimerError as error:
        return error.message.splitlines()[0][:24]  # longer ones are wrapped
    if costs is not None:
        costs.append(time.thread_time() - began)
    if not found.confident:
        return f"nothing fits; the nearest {found.total}"
    return f"{found.total:,} of {found.catalogue_size:,}" if found.total else "nothing fits"


def starts(commands: dict[str, list[str]], first: dict[str, str], **environment: str) -> dict[str, list[float]]:
    """Times from the start of each process to the first screen, and of `python -c pass` between them."""
    times: dict[str, list[float]] = {name: [] for name in ("pass", *commands)}
    for _ in range(STARTS):
        times["pass"].append(seconds(PASS))
        for name, command in commands.items():
            terminal = Terminal(command, **environment)
            times[name].append(terminal.until(first[name]) - terminal.began)
            terminal.close()
    return times


def keys(command: list[str], catalogue: Catalogue, first: str, **environment: str) -> tuple[list[float], list[float]]:
    """Times from each key to its results, and the CPU time of the answers alone; the next key comes a moment later."""
    terminal = Terminal(command, **environment)
    terminal.until(first)
    times: list[float] = []
    costs: list[float] = []
    for query in queries(QUERIES):
        for end in range(1, len(query) + 1):
            if query[end - 1] == " ":
                terminal.send(" ")
                terminal.quiet(_TYPING)
                continue
            wanted = seen(catalogue, query[:end], costs)
            terminal.quiet(_TYPING)
            began = terminal.send(query[end - 1])
            times.append(terminal.until(wanted) - began)
        terminal.send("\x15")  # Ctrl-U: an empty line
        terminal.until(first)
    terminal.close()
    return times, costs


def bursts(command: list[str], catalogue: Catalogue, first: str, **environment: str) -> list[float]:
    """Times from the last key of a query that is typed in one go to its results."""
    terminal = Terminal(command, **environment)
    terminal.until(first)
    times = []
    for query in queries(QUERIES):
        wanted = seen(catalogue, query)
        terminal.quiet(_TYPING)
        began = terminal.send(query)
        times.append(terminal.until(wanted) - began)
        terminal.send("\x15")
        terminal.until(first)
    terminal.close()
    return times


def tell(name: str, times: list[float], base: float, target: str = "") -> None:
    half, most = statistics.median(times), percentile(times, 0.95)
    print(
        f"{name:44} median {1000 * half:4.0f} ms ({half / base:4.1f} x), 95% {1000 * most:4.0f} ms ({most / base:4.1f} x), "
        f"slowest {1000 * max(times):.0f} ms{target}",
        flush=True,
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else Path(tempfile.gettempdir()) / "llmprimer-bench")
    folder.mkdir(exist_ok=True)
    os.environ["LLMPRIMER_CACHE_DIR"] = str(folder / "cache")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environment = {"TERM": "xterm-256color"}
    path = write(folder / f"{count}.yaml", count)
    with Catalogue.open() as builtin, Catalogue.open(path) as catalogue:
        few, many = f"{len(builtin)} references: first screen", f"{count} references: first screen"
        commands = {few: [LLMPRIMER, "browse"], many: [LLMPRIMER, "browse", "--catalogue", str(path)]}
        first = {few: seen(builtin, ""), many: seen(catalogue, "")}
        times = starts(commands, first, **environment)
        base = statistics.median(times["pass"])
        tell("python -c pass", times["pass"], base)
        tell(few, times[few], base, " (target 900 ms)")
        tell(many, times[many], base, " (target 1500 ms)")
        to_screen, alone = keys(commands[many], catalogue, first[many], **environment)
        tell(f"{count} references: a key to its results", to_screen, base, " (target 50 ms at 95%)")
        tell("the answer alone, CPU", alone, base)
        tell("a query in one burst to its results", bursts(commands[many], catalogue, first[many], **environment), base)


if __name__ == "__main__":
    main()
