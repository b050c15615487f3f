"""robots.txt after RFC 9309."""

from __future__ import annotations

import builtins

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprimer.errors import UsageError
from llmprimer.links.running.robots import MOST_BYTES, Robots, require_protego, rules_from
from llmprimer.links.settings import Settings

US = "llmprimer"
SITE = "https://example.org"


def test_the_group_of_ones_own_name_counts_before_the_general_one():
    robots = Robots("User-agent: *\nDisallow: /\n\nUser-agent: LLMprimer\nDisallow: /private\n")
    assert robots.allows(f"{SITE}/open", US)
    assert not robots.allows(f"{SITE}/private/x", US)
    assert not robots.allows(f"{SITE}/open", "other")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/a/page", False),
        ("/a/open/page", True),  # the longest rule wins
        ("/b.pdf", False),
        ("/b.pdf?x=1", True),  # the rule ends with the path
        ("/c/1/d", False),
        ("/c/1/e", True),
        ("/e%C3%A9", False),  # whichever way it is written
        ("/eé", False),
        ("/same", True),  # of two rules of one length, the one that allows
        ("/robots.txt", True),
        ("/", True),
    ],
)
def test_rules_are_matched_as_the_standard_says(path, allowed):
    text = (
        "User-agent: *\nDisallow: /a/\nAllow: /a/open\nDisallow: /*.pdf$\nDisallow: /c/*/d\nDisallow: /eé\n"
        "Disallow: /same\nAllow: /same\n"
    )
    assert Robots(text).allows(SITE + path, US) is allowed


def test_a_user_agent_is_known_by_its_name_and_not_by_the_words_in_its_header():
    header = Settings().user_agent
    robots = Robots("User-agent: github\nDisallow: /\n\nUser-agent: llmprimer\nDisallow: /x\nCrawl-delay: 3\n")
    assert "github" in header
    assert robots.allows(f"{SITE}/y", header)
    assert not robots.allows(f"{SITE}/x", header)
    assert robots.delay(header) == 3.0
    assert Robots("User-agent: github\nDisallow: /\n").allows(f"{SITE}/x", header)


def test_the_delay_is_the_one_of_the_group():
    text = "User-agent: *\nCrawl-delay: 10\nDisallow:\n\nUser-agent: slow\nCrawl-delay: 2.5\n\nUser-agent: odd\nCrawl-delay: x\n"
    robots = Robots(text)
    assert [robots.delay(name) for name in ("slow", US, "odd")] == [2.5, 10.0, None]
    assert robots.allows(f"{SITE}/x", US)
    assert Robots(None).delay(US) is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 301, 308])
def test_a_file_that_is_not_there_allows_everything(status):
    robots = rules_from(status, b"User-agent: *\nDisallow: /\n")
    assert robots.allows(f"{SITE}/x", US)
    assert robots.delay(US) is None


@pytest.mark.parametrize("status", [500, 502, 503, 599, None, 999, 100])
def test_a_server_that_fails_or_keeps_silent_allows_nothing(status):
    assert not rules_from(status, b"").allows(f"{SITE}/x", US)


@pytest.mark.parametrize(
    ("body", "allowed"),
    [
        (b"", True),
        (b"<!DOCTYPE html><html><body>Not a robots.txt</body></html>", True),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /x\r\n", False),
        (b"User-agent: *\rDisallow: /x", False),
        (b"\xff\xfe\nuser-agent:*\nDISALLOW:/x # no\n", False),
        (b"Disallow: /x\n", True),  # a rule for nobody
    ],
)
def test_odd_files_are_read_leniently(body, allowed):
    assert rules_from(200, body).allows(f"{SITE}/x", US) is allowed


def test_what_is_no_address_is_not_forbidden():
    assert Robots("User-agent: *\nDisallow: /x\n").allows("http://[::1", US)


def test_only_the_first_500_kibibytes_count_and_no_rule_is_cut_in_two():
    head = b"User-agent: *\nDisallow: /x\n"
    rule = b"Disallow: /private\n"
    filling = b"#" * (MOST_BYTES - len(head) - len(b"\nDisallow: /")) + b"\n"
    body = head + filling + rule + b"Disallow: /late\n"
    assert body[:MOST_BYTES].endswith(b"Disallow: /")
    robots = rules_from(200, body)
    assert not robots.allows(f"{SITE}/x", US)
    assert robots.allows(f"{SITE}/open", US)
    assert robots.allows(f"{SITE}/late", US)
    assert not rules_from(200, head + b"Disallow: /late\n").allows(f"{SITE}/late", US)


def test_without_the_library_the_extra_is_named(monkeypatch):
    real = builtins.__import__

    def missing(name, *rest, **named):
        if name == "protego":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    for use in (require_protego, lambda: Robots("User-agent: *\n")):
        with pytest.raises(UsageError) as raised:
            use()
        assert "llmprimer[robots]" in raised.value.hint
    assert Robots(None).allows(f"{SITE}/x", US)  # what needs no reading needs no library


@settings(deadline=None)
@given(body=st.binary(), url=st.text(), agent=st.text(), status=st.none() | st.integers(min_value=100, max_value=999))
def test_nothing_that_a_server_sends_raises(body, url, agent, status):
    robots = rules_from(status, body)
    assert robots.allows(url, agent) in (True, False)
    delay = robots.delay(agent)
    assert delay is None or delay >= 0
