"""Budgets, queues and waits, read from the server's own log."""

from __future__ import annotations

import itertools

import pytest

from links.hostile import Answer, in_turn, ok, page, redirect, status
from llmprimer.links import Link, Settings, check


def most_at_once(log):
    """How many requests were under way at the same time at most; each lasts as long as its `pause`."""
    events = sorted([(r.time, 1) for r in log] + [(r.time + r.lasts, -1) for r in log])
    most = now = 0
    for _, change in events:
        now += change
        most = max(most, now)
    return most


def each(request, before):
    """A page of its own for every path."""
    return Answer(body=page(f"Robots {request.path}"))


def slow(seconds: float):
    def answer(request, before):
        request.lasts = seconds
        return Answer(pause=seconds, body=b"<title>Robots</title>" + b"word " * 200)

    return answer


def test_a_budget_that_is_given_holds_for_ones_own_host_too(server):
    host = server()
    host.other = slow(0.05)
    check([Link(f"{host.url}/p/{n}") for n in range(12)], Settings(allow_private=True, per_host=3, delay=0))
    assert most_at_once(host.log) == 3


def test_pages_that_hang_hold_up_no_others_of_ones_own_host(server):
    host = server()
    host.paths = {f"/hang/{n}": lambda request, before: Answer(pause=30) for n in range(12)}
    host.paths |= {f"/good/{n}": ok() for n in range(12)}
    links = [Link(host.url + path) for path in host.paths]
    good_ones = []
    check(
        links, Settings(allow_private=True, timeout=2.5), lambda r: good_ones.append(r) if r.verdict == "ok" else None
    )
    first = min(request.time for request in host.log)
    assert len(good_ones) == 12
    # All good pages were asked before the first hanging one was given up.
    assert all(request.time - first < 2.5 for request in host.log if request.path.startswith("/good"))


def test_a_host_that_always_says_429_gets_a_handful_of_requests(server):
    host = server()
    host.other = status(429)
    results = check([Link(f"{host.url}/p/{n}") for n in range(40)], Settings(allow_private=True, timeout=8))
    assert {r.verdict for r in results} == {"rate_limited"}
    assert len(host.log) <= 8


def test_one_page_that_says_429_does_not_condemn_the_others_of_ones_own_host(server):
    host = server()
    for n in range(6):
        host.paths |= {f"/never/{n}": status(429, retry_after="86400"), f"/ok/{n}": ok()}
    results = check([Link(host.url + path) for path in host.paths], Settings(allow_private=True, timeout=4))
    assert [r.verdict for r in results] == ["rate_limited", "ok"] * 6


def test_what_a_host_asks_to_wait_counts_for_all_of_its_links(server):
    host = server()
    host.other = each
    host.paths["/first"] = in_turn(status(429, retry_after="1"), ok())
    settings = Settings(allow_private=True, per_host=1, delay=0.0)
    check([Link(f"{host.url}{path}") for path in ("/first", "/second", "/third")], settings)
    refused, *rest = sorted(host.log, key=lambda request: request.time)
    assert refused.path == "/first"
    assert all(request.time - refused.time >= 0.98 for request in rest)


def test_redirects_to_another_host_take_their_turn_there(server):
    front, back = server(), server()
    front.other = lambda request, before: redirect(302, f"{back.url}{request.path}")(request, before)
    back.other = each
    links = [Link(f"{front.url}/a/{n}") for n in range(5)]
    check(links, Settings(allow_private=True, per_host=5, delay=0.2))
    times = sorted(request.time for request in back.log)
    assert all(later - earlier > 0.18 for earlier, later in itertools.pairwise(times))


def test_a_queue_of_ours_does_not_count_against_the_deadline(server):
    host = server()
    host.other = each
    links = [Link(f"{host.url}/a/{n}") for n in range(8)]
    results = check(links, Settings(allow_private=True, per_host=1, delay=0.3, timeout=0.5))
    assert {r.verdict for r in results} == {"ok"}


def test_connections_are_kept_between_requests(server):
    host = server()
    host.other = each
    check([Link(f"{host.url}/a/{n}") for n in range(20)], Settings(allow_private=True, per_host=2))
    assert len(host.log) >= 20
    assert host.connections <= 3


@pytest.mark.parametrize("places", [1, 3])
def test_no_more_requests_are_under_way_than_allowed(server, places):
    hosts = [server() for _ in range(4)]
    for host in hosts:
        host.other = slow(0.04)
    links = [Link(f"{host.url}/p/{n}") for n in range(5) for host in hosts]
    check(links, Settings(allow_private=True, per_host=5, delay=0, max_connections=places))
    assert most_at_once([request for host in hosts for request in host.log]) == places


def test_a_bug_ends_the_run_with_its_own_traceback_and_nothing_else(server, monkeypatch, caplog):
    host = server()
    host.other = slow(0.05)

    def broken(probe, link):
        raise ZeroDivisionError("a bug in a rule")

    monkeypatch.setattr("llmprimer.links.running.run.judge", broken)
    with pytest.raises(ZeroDivisionError, match="a bug in a rule"):
        check([Link(f"{host.url}/p/{n}") for n in range(12)], Settings(allow_private=True, timeout=3))
    assert caplog.records == []
