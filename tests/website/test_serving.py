"""`site serve`: the site on loopback, built again when the catalogue changes, kept while the catalogue is wrong."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest


@pytest.fixture
def server(toy):
    """`site serve` in a process of its own: its address, and a way to wait for what it says."""
    command = [sys.executable, "-u", "-m", "llmprimer", "site", "serve", "--port", "0", "--catalogue", str(toy)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")

    def wait(pattern):
        for line in process.stderr:
            if found := re.search(pattern, line):
                return found
        pytest.fail(f"it ended without {pattern}")

    yield wait(r"(http://\S+)")[1], wait, process
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    process.wait(20)
    process.stderr.close()


def get(url, **headers):
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_change_is_built_and_a_mistake_leaves_the_site_as_it_was(server, toy):
    url, wait, process = server
    page = f"{url}r/agency-2022-robots/"
    assert "Robots walk out" in get(page)[1]
    text = toy.read_text()
    built = get(f"{url}-/built")
    time.sleep(0.01)
    toy.write_text(text.replace("Robots walk out", "Robots run out"))
    wait("written")
    assert "Robots run out" in get(page)[1]
    assert get(f"{url}-/built") != built
    toy.write_text(text.replace("kind: news", "kind: gnus"))
    wait("stays as it was")
    assert "Robots run out" in get(page)[1]
    toy.write_text(text)
    wait("written")
    assert "Robots walk out" in get(page)[1]
    process.send_signal(signal.SIGINT)
    assert process.wait(20) in (130, -signal.SIGINT)


def test_pages_learn_of_a_new_build_and_the_folder_holds_what_is_published(toy, tmp_path):
    from llmprimer.site.serving import serving
    from website.conftest import build

    out = tmp_path / "out"
    build(toy, out)
    with serving(out, 0) as server:
        reloading = re.search(r'<script src="(/-/reload\.js)\?(\S+)" defer>', get(server.url)[1])
        assert "location.reload" in get(server.url.rstrip("/") + reloading[1])[1]
        assert get(f"{server.url}-/built") == (200, reloading[2])
        assert "/-/reload.js" in get(f"{server.url}nothing/here")[1]
        assert "/-/reload.js" not in get(f"{server.url}index.md")[1]
    assert "/-/" not in (out / "index.html").read_text()


def test_what_is_not_there_gets_the_sites_own_page_and_no_folder_is_listed(server):
    url = server[0]
    status, text = get(f"{url}nothing/here")
    assert (status, "Page not found" in text) == (404, True)
    assert get(f"{url}r/")[0] == 404
    assert get(f"{url}../../../etc/passwd")[0] == 404


def test_pages_of_others_cannot_read_it_by_another_name(server):
    assert get(server[0], Host="evil.example")[0] == 403


def test_a_port_in_use_and_one_that_is_none_are_told(run, toy):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("site", "serve", "--port", taken.getsockname()[1], "--catalogue", toy)
        assert (done.status, "--port 0" in done.err) == (2, True)
    assert run("site", "serve", "--port", "70000", "--catalogue", toy).status == 2
