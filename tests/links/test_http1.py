"""Answers that are not as they should be, on connections that are kept: none may be taken for the answer to another."""

from __future__ import annotations

import subprocess
import sys

import pytest

from links.hostile import Answer, Behaviour, page
from llmprimer.links import Link, Settings, check

#: One request at a time, so that each takes the connection that the one before it has left.
ONE_BY_ONE = Settings(allow_private=True, timeout=3, per_host=1, delay=0, retries=0)


def raw(data: bytes) -> Behaviour:
    return lambda request, before: Answer(raw=data, keep=True)


def answer(status: str, body: bytes, *, length: int | None = None, more: str = "") -> bytes:
    size = len(body) if length is None else length
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {size}\r\n{more}\r\n".encode() + body


GOOD = page("Robots that walk")
GONE = answer("410 Gone", b"gone")


@pytest.mark.parametrize(
    ("first", "verdict"),
    [
        (answer("200 OK", GOOD) + GONE, "ok"),
        (answer("200 OK", GOOD, length=40), "ok"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + answer("200 OK", GOOD), "ok"),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + answer("200 OK", GOOD), "ok"),
        (answer("200 OK", GOOD, more="Connection: close\r\n"), "ok"),
        (answer("410 Gone", b"") + answer("200 OK", GOOD), "gone"),
        (b"HTTP/1.1 204 No Content\r\n\r\n" + GONE, "ok"),
        (b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\n\n" % len(GOOD) + GOOD, "ok"),
        (b"HTTP/1.1 200\r\nContent-Length: %d\r\n\r\n" % len(GOOD) + GOOD, "ok"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(GOOD) + GOOD + b"\r\n0\r\n\r\n", "ok"),
    ],
    ids=[
        "a second answer", "more than announced", "interim", "early hints", "close", "gone and a second answer",
        "no content and a second answer", "bare line feeds", "no reason", "chunked",
    ],
)  # fmt: skip
def test_each_question_gets_its_own_answer(server, first, verdict):
    host = server()
    host.paths["/a/first"] = raw(first)
    host.other = lambda request, before: Answer(body=page(f"Robots at {request.path}"))
    links = [Link(f"{host.url}/{path}") for path in ("a/before", "a/first", "b/after", "c/after")]
    results = check(links, ONE_BY_ONE)
    assert [result.verdict for result in results] == ["ok", verdict, "ok", "ok"]
    assert results[2].probe.page.title == "Robots at /b/after"
    assert results[3].probe.page.title == "Robots at /c/after"


def test_a_body_after_head_is_nobodys_answer(server):
    host = server()
    body = answer("200 OK", b"%PDF" * 1000).replace(b"text/html", b"application/pdf")
    host.paths["/paper.pdf"] = raw(body)
    host.other = lambda request, before: Answer(body=page(f"Robots at {request.path}"))
    results = check([Link(f"{host.url}/paper.pdf"), Link(f"{host.url}/b/after")], ONE_BY_ONE)
    assert [result.verdict for result in results] == ["ok", "ok"]
    assert results[1].probe.page.title == "Robots at /b/after"


_WITH_FEW_FILES = """
import resource, sys
from llmprimer.links import Link, Settings, check
links = [Link(f"{sys.argv[1]}/p/{n}") for n in range(150)]
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
results = check(links, Settings(allow_private=True, timeout=20, per_host=100, delay=0, max_connections=100, retries=0))
print(sorted({f"{result.verdict}: {result.reason}" for result in results}))
"""


def test_too_few_files_are_no_fault_of_the_links(server):
    host = server()
    host.other = lambda request, before: Answer(body=page(f"Robots at {request.path}"), pause=0.05)
    argv = [sys.executable, "-c", _WITH_FEW_FILES, host.url]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("['ok: the page is there (200)']\n", "")
