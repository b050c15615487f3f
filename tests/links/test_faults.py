"""What a server may send to break a check: each link gets its verdict, and the others theirs."""

from __future__ import annotations

import json
import time
import zlib

import pytest

from links.hostile import Answer, ok, page, redirect, status
from llmprimer.links import Link, Settings, check
from llmprimer.links.history.store import History
from llmprimer.links.running import run as running
from llmprimer.net.charset import decode_body
from llmprimer.net.retry_after import UNREADABLE, retry_after

OWN = Settings(timeout=3, allow_private=True, retries=0)


@pytest.mark.parametrize(
    "value", ["Mon, 01 Jan 99999999999999", "", "soon", "-5", "1e9", "Mon, 32 Jan 2026 00:00:00 GMT", "9" * 400]
)
def test_no_retry_after_raises(value):
    assert 0 <= retry_after(value) <= 10**9


def test_a_retry_after_of_an_impossible_year_is_unreadable():
    assert retry_after("Mon, 01 Jan 99999999999999") == UNREADABLE


def test_an_impossible_retry_after_does_not_end_the_run(server):
    host = server()
    host.paths["/busy"] = status(503, **{"retry-after": "Mon, 01 Jan 99999999999999"})
    host.paths["/good"] = ok()
    results = check([Link(host.url + "/busy"), Link(host.url + "/good")], OWN)
    assert [result.verdict for result in results] == ["server_error", "ok"]


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "punycode", "idna", "raw_unicode_escape", "rot13", "x"])
def test_only_encodings_of_the_web_are_decoded(charset):
    text = decode_body(b"<title>Caf\xc3\xa9 \\ud800 +2AA-</title>", charset)
    assert text == "<title>Café \\ud800 +2AA-</title>"


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16be", "gb18030", "shift_jis", "big5", None])
def test_no_body_gives_lone_surrogates(charset):
    text = decode_body(b"\xd8\x00\xff\xfe\xed\xa0\x80 \xf8", charset)
    assert text.encode("utf-8").decode("utf-8") == text


def test_a_charset_of_pythons_own_does_not_break_report_or_history(server, tmp_path):
    host = server()
    host.paths["/page"] = lambda request, before: Answer(
        body=page("\\ud800 Walking robots"), kind="text/html; charset=unicode_escape"
    )
    history = History(tmp_path / "links.sqlite3")
    history.begin([host.url + "/page"])
    (result,) = check([Link(host.url + "/page")], OWN, history.add)
    history.finish()
    assert json.dumps(result.as_json()).encode("utf-8")
    assert len(history.of(host.url + "/page")) == 1
    history.close()


def test_a_fault_of_ours_is_the_verdict_of_its_link_and_keeps_its_traceback(server, monkeypatch):
    host = server()
    host.paths["/bad"] = ok()
    host.paths["/good"] = ok()
    judge = running.judge

    def failing(probe, link):
        if link.url.endswith("/bad") and probe.error is None:
            raise ZeroDivisionError("a bug")
        return judge(probe, link)

    monkeypatch.setattr(running, "judge", failing)
    bad, good = check([Link(host.url + "/bad"), Link(host.url + "/good")], OWN)
    assert (bad.verdict, good.verdict) == ("check_failed", "ok")
    assert "ZeroDivisionError: a bug" in bad.reason
    assert "Traceback" in bad.as_json()["traceback"]
    assert good.as_json()["traceback"] is None


def test_a_permanent_redirect_keeps_the_fragment_of_its_location(server):
    host = server()
    host.paths["/old.html"] = redirect(301, "/new.html#install")
    host.paths["/new.html"] = lambda request, before: Answer(body=page("Robots", "<h2 id=install>Install</h2>"))
    (result,) = check([Link(host.url + "/old.html#setup")], OWN)
    assert (result.verdict, result.moved_to) == ("moved", host.url + "/new.html#install")


def test_a_body_of_raw_deflate_is_read(server):
    host = server()
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    body = packer.compress(page("Page not found", "Sorry.")) + packer.flush()
    host.paths["/page"] = lambda request, before: Answer(body=body, headers={"content-encoding": "deflate"})
    (result,) = check([Link(host.url + "/page")], OWN)
    assert result.verdict == "soft_404"


def test_a_fragment_that_only_the_server_chose_is_not_looked_for(server):
    host = server()
    host.paths["/old"] = redirect(302, "/new#nowhere")
    host.paths["/new"] = ok()
    (result,) = check([Link(host.url + "/old#nothing")], OWN)
    assert result.verdict == "ok"


def test_two_short_failures_are_waited_out(server):
    host = server()
    seen = []

    def flaky(request, before):
        seen.append(request)
        return Answer(status=503) if len(seen) <= 2 else ok()(request, before)

    host.paths["/page"] = flaky
    (result,) = check([Link(host.url + "/page")], Settings(timeout=8, allow_private=True))
    assert result.verdict == "ok"


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999/", "http://example.org:0/", "https://example.org:70000/a"])
def test_a_port_that_cannot_be_is_an_invalid_address(url):
    (result,) = check([Link(url)], OWN)
    assert result.verdict == "invalid_url"


def test_a_host_of_ones_own_that_allows_ten_requests_a_second_answers_all_its_links(server):
    host = server()
    allowed: list[float] = []

    def limited(request, before):
        now = time.monotonic()
        allowed[:] = [at for at in allowed if now - at < 1]
        if len(allowed) >= 10:
            return Answer(status=429)
        allowed.append(now)
        return ok(f"Robots of {request.path}")(request, before)

    links = [Link(f"{host.url}/{number}") for number in range(30)]
    host.paths |= {f"/{number}": limited for number in range(30)}
    results = check(links, Settings(timeout=20, allow_private=True))
    assert {str(result.verdict) for result in results} == {"ok"}


def test_the_command_line_has_the_defaults_of_the_settings(run):
    help_text = " ".join(run("check", "--help").out.split())
    for name, value in (("timeout", "20.0"), ("max-connections", "64"), ("retries", "2")):
        assert Settings.__dataclass_fields__[name.replace("-", "_")].default == float(value)
        assert f"[default: {value};" in help_text.partition(f"--{name} ")[2].partition(" --")[0]
