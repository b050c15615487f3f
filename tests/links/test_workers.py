"""A run in several processes says what a run in one says."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from links.hostile import Answer, ok, page, redirect, status
from llmprimer.links import Link, Settings, check
from llmprimer.links.running.workers import WorkerError, check_in_processes, distribute

OWN = Settings(allow_private=True, timeout=3, jobs=2)


def test_no_host_is_split_among_the_shares():
    links = [Link(f"http://host{n % 7}.example/{n}") for n in range(50)] + [Link("nonsense"), Link("http://[bad")]
    shares = distribute(links, 3)
    assert sorted(place for share in shares for place in share) == list(range(52))
    hosts = [
        {links[place].url.split("/")[2] for place in share if links[place].url.startswith("http://h")}
        for share in shares
    ]
    assert not hosts[0] & hosts[1] | hosts[0] & hosts[2] | hosts[1] & hosts[2]
    assert max(map(len, shares)) - min(map(len, shares)) <= 8


def test_the_results_are_those_of_one_process_in_their_order(server):
    host = server()
    host.other = lambda request, before: Answer(body=page(f"Robots {request.path}"))
    host.paths |= {"/gone": status(410), "/moved": redirect(301, "/new/home"), "/new/home": ok()}
    names = ["127.0.0.1", "localhost"]
    links = [
        Link(f"http://{name}:{host.port}{path}", citation_key=f"{name}-{path}")
        for path in ("/a/b", "/gone", "/moved", "/c/d", "/a/b")
        for name in names
    ]
    came = []
    results = check(links, OWN, came.append)
    assert [r.link for r in results] == links
    assert [r.verdict for r in results] == [v for v in ("ok", "gone", "moved", "ok", "ok") for _ in names]
    assert sorted(id(r.link) for r in came) == sorted(map(id, links))
    assert all(r.moved_to.endswith("/new/home") for r in results if r.verdict == "moved")


def _broken(links, settings, progress):
    raise ZeroDivisionError("a bug in the worker")


def _killed(links, settings, progress):
    os._exit(3)


@pytest.mark.parametrize(("work", "said"), [(_broken, "a bug in the worker"), (_killed, "ended early")])
def test_a_worker_that_fails_ends_the_run_with_its_traceback(work, said):
    with pytest.raises(WorkerError, match=said):
        check_in_processes([Link("http://a.example/"), Link("http://b.example/")], OWN, None, work)
    assert not multiprocessing.active_children()


def test_ctrl_c_ends_the_workers(server):
    host = server()
    host.other = lambda request, before: Answer(pause=30)
    host.paths["/quick"] = ok()
    links = [
        Link(f"http://{name}:{host.port}{path}") for name in ("127.0.0.1", "localhost") for path in ("/quick", "/slow")
    ]

    def interrupt(result):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(links, OWN, interrupt)
    assert not multiprocessing.active_children()


def test_a_result_does_not_wait_for_the_next_one(server):
    host = server()
    host.other = lambda request, before: Answer(pause=30)
    host.paths["/quick"] = ok()
    links = [
        Link(f"http://{name}:{host.port}{path}") for name in ("127.0.0.1", "localhost") for path in ("/quick", "/slow")
    ]
    came = []

    def note(result):
        came.append(result)
        if len(came) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(links, Settings(allow_private=True, timeout=20, jobs=2), note)
    assert {result.verdict for result in came} == {"ok"}


def test_links_of_one_interface_stay_in_one_process():
    """ArXiv asks for three seconds between two questions, whatever host the links name."""
    links = [Link("https://arxiv.org/abs/1706.03762"), Link("https://www.arxiv.org/abs/2005.14165")]
    assert [share for share in distribute(links, 2) if share] == [[0, 1]]


def test_workers_are_not_forked_on_macos(monkeypatch):
    chosen = []

    class ChosenError(Exception):
        pass

    def context(method):
        chosen.append(method)
        raise ChosenError

    monkeypatch.setattr("multiprocessing.get_context", context)
    for platform in ("darwin", "linux"):
        monkeypatch.setattr("sys.platform", platform)
        with pytest.raises(ChosenError):
            check_in_processes([Link("http://a.example/")], OWN, None, _broken)
    assert chosen == ["spawn", "fork"]
