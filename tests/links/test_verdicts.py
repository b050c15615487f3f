"""Every verdict, earned on real sockets: what the server did, and what is said of it."""

from __future__ import annotations

import gzip
import time

import pytest

from links.hostile import FILLER, Answer, Behaviour, in_turn, ok, page, redirect, status
from llmprimer.links import Link, Settings, check
from llmprimer.links.model import PageFacts

OWN = Settings(timeout=3, allow_private=True, retries=1)
SHORT = "Please use the search or go back to the start page."


def one(url: str, title: str | None = None, settings: Settings = OWN):
    (result,) = check([Link(url, title=title)], settings)
    return result


def said(body: bytes, **more: object) -> Behaviour:
    return lambda request, before: Answer(body=body, **more)


NOT_FOUND_PAGES = [
    ("en", page("Page not found | Example", SHORT)),
    ("en error", page("404 - Not Found", SHORT)),
    ("en oops", page("Oops! The page you are looking for can't be found.", SHORT)),
    ("en heading", page("Example Site", "The page was moved or never was.", heading="404 Not Found")),
    ("en text", page("Example", "Sorry, the page you requested could not be found on this server.")),
    ("de", page("Seite nicht gefunden – Beispiel", "Leider gibt es diese Seite nicht.")),
    ("fr", page("Page introuvable | Exemple", "Désolé.")),
    ("es", page("Página no encontrada - Ejemplo", "Lo sentimos.")),
    ("it", page("Pagina non trovata | Esempio", "Ci dispiace.")),
    ("pt", page("Página não encontrada", "Desculpe.")),
    ("nl", page("Pagina niet gevonden - Voorbeeld", "Helaas.")),
    ("sv", page("Sidan hittades inte | Exempel", "Tyvärr.")),
    ("ru", page("Страница не найдена — Пример", "Извините.")),
    ("zh", page("页面不存在 - 例子", "抱歉")),
    ("ja", page("ページが見つかりません | 例", "申し訳ありません")),
    ("ko", page("페이지를 찾을 수 없습니다", "죄송합니다")),
    ("pl", page("Strona nie została znaleziona", "Przepraszamy.")),
    ("tr", page("Sayfa bulunamadı", "Üzgünüz.")),
]


@pytest.mark.parametrize("body", [b for _, b in NOT_FOUND_PAGES], ids=[n for n, _ in NOT_FOUND_PAGES])
def test_a_not_found_page_that_says_200_is_a_soft_404(server, body):
    host = server()
    host.paths["/gone/article"] = said(body)
    assert one(host.url + "/gone/article").verdict == "soft_404"


INNOCENT = {
    "an article about 404 pages": page("How to design a 404 page not found page", FILLER),
    "an article called like one": page("404 Not Found: what it means and how to fix it", FILLER * 3),
    "a change log": page("Changes in 2.0", "The option --old has been removed. The page is no longer generated. " + FILLER),
    "lost property": page("Lost and not found: the story of a key", FILLER),
    "a short page": page("RFC 9110", "HTTP Semantics."),
    "news on domains": page("Short domain sold", "The domain name is for sale, the broker said. " + FILLER * 4),
    "a contact form with a captcha": page(
        "Contact us", "Write to us about walking robots and we will answer within two days, promised.",
        head="<script src='https://www.google.com/recaptcha/api.js'></script>", heading="Contact <form></form>",
    ),
    "a page on captchas": page("What is a captcha?", FILLER),
}  # fmt: skip


@pytest.mark.parametrize("body", INNOCENT.values(), ids=INNOCENT)
def test_a_page_that_only_speaks_of_such_things_is_fine(server, body):
    host = server()
    host.paths["/articles/one"] = said(body)
    assert one(host.url + "/articles/one").verdict == "ok"


def test_a_deep_page_sent_to_the_root_is_a_soft_404(server):
    host = server()
    host.paths |= {
        "/": ok("Home"),
        "/2019/story.html": redirect(302, "/"),
        "/2019/other": redirect(301, "/index.html"),
        "/index.html": ok("Home"),
    }
    assert one(host.url + "/2019/story.html").verdict == "soft_404"
    assert one(host.url + "/2019/other").verdict == "soft_404"


def test_a_host_that_answers_every_path_alike_is_suspect(server):
    host = server()
    host.other = ok("Welcome", "One page for everything. " + FILLER)
    assert one(host.url + "/deep/page").verdict == "soft_404"


def test_a_host_with_different_pages_is_not(server):
    host = server()
    host.paths["/deep/page"] = ok()
    host.other = ok("Another page altogether", "Nothing like it. " * 40)
    assert one(host.url + "/deep/page").verdict == "ok"


PARKED = {
    "for sale": page("example.com", "This domain is for sale! Buy this domain now."),
    "parked free": page("example.com", "This Web page is parked free, courtesy of a registrar."),
    "by script": page(
        "example.com",
        "Related links",
        head="<script src='https://img1.wsimg.com/parking-lander/static/js/main.js'></script>",
    ),
    "expired": page("Domain expired", "This domain has expired. Is this your domain? Renew it now."),
}


@pytest.mark.parametrize("body", PARKED.values(), ids=PARKED)
def test_a_parked_domain_is_told(server, body):
    host = server()
    host.other = said(body)
    assert one(host.url + "/some/paper.html").verdict == "parked"


CHALLENGES: dict[str, Answer] = {
    "cloudflare 403": Answer(403, page("Just a moment...", "Enable JavaScript and cookies to continue", head="<script>window._cf_chl_opt={}</script>")),
    "cloudflare 503": Answer(503, page("Just a moment...", "Checking your browser before accessing example.com.")),
    "cloudflare 200": Answer(200, page("Just a moment...", "Enable JavaScript and cookies to continue", head="<script src='/cdn-cgi/challenge-platform/x.js'></script>")),
    "cloudflare header": Answer(403, b"", {"cf-mitigated": "challenge"}),
    "datadome": Answer(403, page("example.com", "Please enable JS and disable any ad blocker", head="<script src='https://ct.captcha-delivery.com/c.js'></script>")),
    "perimeterx": Answer(200, page("Access to this page has been denied", "Press & Hold to confirm you are a human", head="<div id='px-captcha'></div>")),
    "incapsula": Answer(200, b"<html><head><META NAME='robots'></head><iframe src='/_Incapsula_Resource?SWUDNSAI=31'>Request unsuccessful. Incapsula incident ID: 1-2</iframe></html>"),
    "aws waf": Answer(202, page("", "", head="<script>window.awsWafCookieDomainList=[];</script><script src='https://x.awswaf.com/challenge.js'></script>"), {"x-amzn-waf-action": "challenge"}),
    "akamai": Answer(403, page("Access Denied", "You don't have permission to access this. Reference #18.2d3c.17.4a")),
    "anubis": Answer(200, page("Making sure you're not a bot!", "Loading...", head="<script id='anubis_challenge'></script>")),
}  # fmt: skip


@pytest.mark.parametrize("answer", CHALLENGES.values(), ids=CHALLENGES)
def test_a_challenge_for_robots_is_a_wall_whatever_its_status(server, answer):
    host = server()
    host.other = lambda request, before: answer
    assert one(host.url + "/paper/one").verdict == "blocked"


@pytest.mark.parametrize(
    ("code", "verdict"),
    [(401, "auth"), (403, "blocked"), (404, "not_found"), (407, "auth"), (410, "gone"), (451, "blocked"), (999, "blocked"),
     (500, "server_error"), (502, "server_error"), (503, "server_error"), (504, "server_error"), (520, "server_error")],
)  # fmt: skip
def test_a_status_is_taken_at_its_word(server, code, verdict):
    host = server()
    host.paths["/a/b"] = status(code, page("Something"))
    assert one(host.url + "/a/b").verdict == verdict


def test_a_server_that_recovers_on_the_second_try_is_fine(server):
    host = server()
    host.paths["/a/b"] = in_turn(status(503), ok())
    assert one(host.url + "/a/b").verdict == "ok"
    assert len(host.asked("/a/b")) == 2


def test_not_found_is_not_asked_twice(server):
    host = server()
    host.paths["/a/b"] = status(404)
    one(host.url + "/a/b")
    assert len(host.asked("/a/b")) == 1


@pytest.mark.parametrize("value", ["86400", "Wed, 21 Oct 2099 07:28:00 GMT", "soon"])
def test_no_check_waits_for_a_day(server, value):
    host = server()
    host.paths["/a/b"] = status(429, retry_after=value)
    began = time.monotonic()
    assert one(host.url + "/a/b").verdict == "rate_limited"
    assert time.monotonic() - began < 1
    assert len(host.asked("/a/b")) == 1


def test_a_short_wait_is_kept(server):
    host = server()
    host.paths["/a/b"] = in_turn(status(429, retry_after="1"), ok())
    assert one(host.url + "/a/b").verdict == "ok"
    first, second = host.asked("/a/b")
    assert second.time - first.time >= 1


def test_a_host_that_keeps_saying_429_is_left_alone(server):
    host = server()
    host.other = status(429, retry_after="86400")
    results = check(
        [Link(f"{host.url}/page/{n}") for n in range(20)], Settings(timeout=3, allow_private=True, per_host=1)
    )
    assert {result.verdict for result in results} == {"rate_limited"}
    assert len(host.log) <= 4


def test_only_the_permanent_prefix_of_a_chain_may_be_written_down(server):
    host = server()
    host.paths |= {
        "/old/a": redirect(301, "/new/a"), "/new/a": ok(),
        "/old/b": redirect(301, "/mid/b"), "/mid/b": redirect(302, "/tmp/b"), "/tmp/b": ok(),
        "/old/c": redirect(302, "/mid/c"), "/mid/c": redirect(301, "/new/c"), "/new/c": ok(),
        "/old/d": redirect(308, "/mid/d"), "/mid/d": redirect(301, "/new/d"), "/new/d": ok(),
        "/old/e": redirect(303, "/new/e"), "/new/e": ok(),
        "/old/f": redirect(307, "/new/f"), "/new/f": ok(),
    }  # fmt: skip
    expected = {"a": "/new/a", "b": "/mid/b", "c": None, "d": "/new/d", "e": None, "f": None}
    for name, target in expected.items():
        result = one(f"{host.url}/old/{name}")
        assert (result.verdict, result.moved_to) == (("moved", host.url + target) if target else ("ok", None)), name


def test_locations_of_every_kind_are_followed(server):
    host = server()
    host.paths |= {
        "/a/relative": redirect(302, "target"), "/a/target": ok(),
        "/a/space": redirect(302, "/with space"), "/with%20space": ok(),
        "/a/umlaut": redirect(302, "/größe/eins"), "/gr%C3%B6%C3%9Fe/eins": ok(),
        "/a/fragment": redirect(302, "/a/target#part"),
        "/a/meta": ok("Wait", "moving", head="<meta http-equiv=refresh content='0; url=/a/target'>"),
    }  # fmt: skip
    for name in ("relative", "space", "umlaut", "fragment", "meta"):
        result = one(f"{host.url}/a/{name}")
        assert result.verdict == "ok", (name, result.reason)
        assert len(result.probe.hops) == 2


@pytest.mark.parametrize(
    ("behaviour", "verdict"),
    [
        (redirect(302, "ftp://example.org/file"), "unsafe_redirect"),
        (redirect(301, "javascript:alert(1)"), "unsafe_redirect"),
        (redirect(301, "file:///etc/passwd"), "unsafe_redirect"),
        (redirect(302, ""), "protocol_error"),
        (redirect(302, "http://[bad"), "protocol_error"),
        (redirect(302, "http://127.0.0.1:99999/"), "protocol_error"),
        (said(page("Walking robots", head="<meta http-equiv=refresh content='0; url=http://[bad'>")), "protocol_error"),
        (redirect(302, "/a/b"), "redirect_loop"),
        (lambda request, before: Answer(302, headers={"location": f"/a/b?{len(before)}" if "?" not in request.path else request.path + "1"}), "redirect_loop"),
    ],
    ids=["ftp", "javascript", "file", "no location", "no host", "no port", "bad refresh", "loop", "endless"],
)  # fmt: skip
def test_redirects_that_lead_nowhere(server, behaviour, verdict):
    host = server()
    host.paths["/a/b"] = behaviour
    result = one(host.url + "/a/b")
    assert result.verdict == verdict, result.reason
    assert len(host.log) <= 22


def test_a_cookie_opens_what_would_be_a_loop(server):
    host = server()

    def gate(request, before):
        if "seen=1" in request.headers.get("cookie", ""):
            return Answer(body=page("Walking robots"))
        return Answer(302, headers={"location": "/a/b", "set-cookie": "seen=1; Path=/"})

    host.paths["/a/b"] = gate
    assert one(host.url + "/a/b").verdict == "ok"


def test_a_cookie_belongs_to_its_check_alone(server):
    host = server()
    host.paths["/a/one"] = lambda request, before: Answer(body=page("One"), headers={"set-cookie": "who=one; Path=/"})
    host.paths["/a/two"] = ok("Two")
    check([Link(host.url + "/a/one"), Link(host.url + "/a/two")], Settings(timeout=3, allow_private=True, per_host=1))
    assert "cookie" not in host.asked("/a/two")[0].headers


LOGINS = {
    "redirect": (redirect(302, "/login?next=/a/b"), ok("Sign in", "Log in to go on", heading="<input type=password>")),
    "form": (ok("Log in - Example", "Password", heading="Log in <input type='password'>"), ok()),
}


@pytest.mark.parametrize(("first", "login"), LOGINS.values(), ids=LOGINS)
def test_a_page_behind_a_login_is_told(server, first, login):
    host = server()
    host.paths |= {"/a/b": first, "/login": login}
    assert one(host.url + "/a/b").verdict == "auth"


@pytest.mark.parametrize("body", ["Buy cheap shoes online", "Casino bonus 2024"])
def test_a_page_that_is_about_something_else_has_drifted(server, body):
    host = server()
    host.paths["/a/b"] = ok(body, "Shoes and boots for everybody. " * 30)
    assert one(host.url + "/a/b", "Scaling laws for neural language models").verdict == "drifted"


@pytest.mark.parametrize(
    ("recorded", "title", "charset"),
    [
        ("Scaling laws for neural language models", "Scaling Laws for Neural Language Models | Example Blog", "utf-8"),
        ("Scaling laws for neural language models", "[2001.08361] SCALING LAWS FOR NEURAL LANGUAGE MODELS", "utf-8"),
        ("大模型是怎么炼成的", "大模型是怎么炼成的_例子", "gb18030"),
        ("言語モデルの紹介", "言語モデルの紹介 | 例", "shift_jis"),
        ("Языковые модели просто", "Языковые модели просто — Пример", "windows-1251"),
    ],
)
def test_a_title_that_gained_a_suffix_or_has_another_encoding_has_not_drifted(server, recorded, title, charset):
    host = server()
    body = f"<html><head><meta charset='{charset}'><title>{title}</title></head><body>{FILLER}</body></html>".encode(
        charset
    )
    host.paths["/a/b"] = said(body, kind="text/html")
    result = one(host.url + "/a/b", recorded)
    assert result.verdict == "ok", result.reason
    assert result.probe.page.title == title


FRAGMENTS = [
    ("part", "ok"), ("named", "ok"), ("nowhere", "fragment_missing"), ("L10", "ok"), ("!/route", "ok"), ("/route", "ok"), ("", "ok"), ("top", "ok"),
    (":~:text=robots%20learn", "ok"), (":~:text=pigs%20fly", "fragment_missing"), (":~:text=walking1,people", "ok"), ("gr%C3%B6%C3%9Fe", "ok"),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "verdict"), FRAGMENTS)
def test_a_fragment_is_looked_for(server, fragment, verdict):
    host = server()
    host.paths["/a/b"] = ok(head="<a name='named'></a><i id='größe'></i>", heading="x <span id='part'></span>")
    assert one(f"{host.url}/a/b#{fragment}").verdict == verdict
    assert "#" not in host.log[0].path


BODIES: dict[str, tuple[Behaviour, str]] = {
    "pdf": (said(b"%PDF-1.7 " + b"x" * 5_000_000, kind="application/pdf"), "ok"),
    "image": (said(b"\x89PNG" * 1_000_000, kind="image/png"), "ok"),
    "no content type": (said(page("Walking robots"), kind=""), "ok"),
    "plain text": (said(b"just text " * 100, kind="text/plain"), "ok"),
    "empty": (said(b""), "soft_404"),
    "204": (status(204), "ok"),
    "length too long": (said(page("Walking robots"), length=9_999_999), "ok"),
    "length too short": (said(page("Walking robots"), length=400), "ok"),
    "gzip": (said(gzip.compress(page("Walking robots")), headers={"content-encoding": "gzip"}), "ok"),
    "gzip bomb": (said(gzip.compress(page("Walking robots") + b"0" * 300_000_000), headers={"content-encoding": "gzip"}), "ok"),
    "endless": (said(page("Walking robots") + b"x" * 50_000_000), "ok"),
    "no encoding": (said(page("Walking robots"), kind="text/html; charset=undefined"), "ok"),
    "no text encoding": (said(page("Walking robots"), kind="text/html; charset=idna"), "ok"),
    "broken gzip": (said(b"\x1f\x8bnonsense" * 50, headers={"content-encoding": "gzip"}), "ok"),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_bodies_are_read_no_further_than_needed(server, name):
    behaviour, verdict = BODIES[name]
    host = server()
    host.paths["/a/b"] = behaviour
    result = one(host.url + "/a/b")
    assert result.verdict == verdict, result.reason
    assert result.probe.bytes <= 1_100_000


@pytest.mark.parametrize(
    ("behaviour", "verdicts"),
    [
        (lambda request, before: Answer(raw=b"", reset=True), {"reset"}),
        (lambda request, before: Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Ty", reset=True), {"reset"}),
        (lambda request, before: Answer(raw=b""), {"reset"}),
        (lambda request, before: Answer(raw=b"this is not http at all\r\n\r\n"), {"protocol_error"}),
        (lambda request, before: Answer(raw=b"SSH-2.0-OpenSSH_9.2\r\n"), {"protocol_error", "reset"}),
        (
            lambda request, before: Answer(raw=b"HTTP/1.1 200 OK\r\nx: " + b"y" * 300_000 + b"\r\n\r\n"),
            {"protocol_error"},
        ),
    ],
    ids=["reset at once", "reset in headers", "closed", "garbage", "ssh", "huge header"],
)
def test_what_is_no_answer_is_named(server, behaviour, verdicts):
    host = server()
    host.paths["/a/b"] = behaviour
    result = one(host.url + "/a/b")
    assert result.verdict in verdicts, (result.verdict, result.reason)


@pytest.mark.parametrize(
    "behaviour",
    [
        lambda request, before: Answer(pause=30),
        lambda request, before: Answer(body=page("Walking robots"), drip=0.2),
        lambda request, before: Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 5000, drip=0.05),
    ],
    ids=["silence", "dripping headers", "endless headers"],
)
def test_the_deadline_holds_however_slowly_it_comes(server, behaviour):
    host = server()
    host.paths["/a/b"] = behaviour
    began = time.monotonic()
    assert one(host.url + "/a/b", settings=Settings(timeout=1, allow_private=True)).verdict == "timeout"
    assert time.monotonic() - began < 2


def test_a_page_whose_end_never_comes_is_judged_by_its_beginning(server):
    host = server()

    def endless(request, before):
        return Answer(
            raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900000\r\n\r\n"
            + page("Walking robots", FILLER * 2)
        )

    host.paths["/a/b"] = endless
    assert one(host.url + "/a/b", settings=Settings(timeout=1, allow_private=True)).verdict == "ok"


@pytest.mark.parametrize(
    "refusal",
    [
        status(405),
        status(403),
        status(404),
        status(500),
        lambda r, b: Answer(raw=b"", reset=True),
        lambda r, b: Answer(pause=30),
    ],
    ids=["405", "403", "404", "500", "reset", "silence"],
)
def test_a_refused_head_is_followed_by_get(server, refusal):
    host = server()
    pdf = said(b"%PDF", kind="application/pdf")
    host.paths["/a/paper.pdf"] = lambda request, before: (refusal if request.method == "HEAD" else pdf)(request, before)
    assert one(host.url + "/a/paper.pdf").verdict == "ok"
    assert [request.method for request in host.log][:2] == ["HEAD", "GET"]


def test_a_closed_port_and_an_unknown_name(server):
    host = server()
    host.stop()
    assert one(host.url + "/x").verdict == "refused"
    assert one("http://no-such-name.invalid/").verdict == "dns"


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "https://exa mple.org/",
        "ftp://example.org/x",
        "mailto:a@b.org",
        "not a url",
        "",
        "http://[::1",
        "//example.org/x",
        "http://example..org/",
        "http://[bad",
        "http://[bad]/",
        "http://a^b.example/",
        "http://127.0.0.1%00.example.org/",
        "http://example.org:99999/",
    ],
)
def test_what_is_no_address_is_not_asked(url):
    result = one(url)
    assert result.verdict == "invalid_url"
    assert result.probe.requests == 0


def test_credentials_are_neither_sent_nor_told(server):
    host = server()
    host.paths["/a/b"] = ok()
    result = one(host.url.replace("http://", "http://user:secret@") + "/a/b")
    assert result.verdict == "ok"
    assert "authorization" not in host.log[0].headers
    assert "secret" not in str(result.as_json())


def test_an_address_in_other_scripts_arrives_encoded(server):
    host = server()
    host.paths["/w/%E5%A4%A7%E6%A8%A1%E5%9E%8B"] = ok()
    assert one(host.url + "/w/大模型").verdict == "ok"


def test_each_address_is_asked_once_and_results_keep_their_order(server):
    host = server()
    host.paths |= {"/a/b": ok(), "/a/c": status(404)}
    links = [Link(host.url + path, citation_key=str(n)) for n, path in enumerate(("/a/b", "/a/c", "/a/b"))]
    assert [r.link.citation_key for r in check(links, OWN)] == ["0", "1", "2"]
    assert len(host.asked("/a/b")) == 1


PRIVATE = [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "0.0.0.0",
    "0",
    "127.0.0.1.",
    "localhost.",
    "017700000001",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "[::]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
]


@pytest.mark.parametrize("name", PRIVATE)
def test_no_private_address_is_connected_to(server, name):
    host = server()
    host.other = ok()
    result = one(f"http://{name}:{host.port}/a/b", settings=Settings(timeout=2))
    assert result.verdict == "blocked"
    assert "private" in result.reason
    assert (host.connections, result.probe.requests) == (0, 0)


def test_a_name_that_resolves_to_a_private_address_is_not_connected_to(server, monkeypatch):
    import socket

    host = server()
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda name, *rest, **more: real("127.0.0.1" if name == "public.example.org" else name, *rest, **more),
    )
    assert one(f"http://public.example.org:{host.port}/a", settings=Settings(timeout=2)).verdict == "blocked"
    assert host.connections == 0


def test_a_name_is_looked_up_once_so_that_no_second_answer_can_lead_elsewhere(server, monkeypatch):
    import socket

    host = server()
    host.paths = {"/a": redirect(302, f"http://twice.example.org:{host.port}/b"), "/b": ok()}
    real = socket.getaddrinfo
    asked = []

    def public_at_first(name, *rest, **more):
        if name != "twice.example.org":
            return real(name, *rest, **more)
        asked.append(name)
        return real("192.0.2.1" if len(asked) == 1 else "127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", public_at_first)
    links = [Link(f"http://twice.example.org:{host.port}/{path}") for path in ("a", "b", "c")]
    results = check(links, Settings(timeout=2, retries=1, delay=0))
    assert len(asked) == 1
    assert host.connections == 0
    assert not {r.verdict for r in results} & {"ok", "moved"}


def test_other_peoples_hosts_are_asked_with_a_pause_and_own_ones_without(server):
    from llmprimer.links.running.host_budget import is_private

    assert not is_private(["8.8.8.8"])
    assert not is_private([])
    assert all(is_private([name]) for name in ("127.0.0.1", "10.0.0.1", "::1"))
    assert not is_private(["127.0.0.1", "8.8.8.8"])


@pytest.mark.parametrize("private", ["http://169.254.169.254/latest", "http://10.0.0.1/", "http://localhost/"])
def test_a_proxy_is_not_asked_for_private_addresses(server, monkeypatch, private):
    proxy = server()
    proxy.other = ok()
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.delenv("no_proxy", raising=False)
    result = one(private, settings=Settings(timeout=2))
    assert (result.verdict, proxy.log) == ("blocked", [])


def test_of_a_judged_page_only_the_title_is_kept(server):
    host = server()
    host.paths["/a/b"] = ok()
    assert one(host.url + "/a/b").probe.page == PageFacts(title="Walking robots")
