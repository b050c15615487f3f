"""The gauntlet: links of every kind in one run, nearly all from one port, and again with a port for each.

The verdicts must be right, and no link may cost more requests or bytes than it is worth. How long it takes is printed
(`pytest -s`), not judged: bench/ measures.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import os
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

import pytest
import trustme

from links.gauntlet.case import Case
from links.gauntlet.honest import HONEST
from links.gauntlet.manners import MANNERS
from links.gauntlet.missing import MISSING
from links.gauntlet.walls import WALLS
from links.hostile import Server, ok

CASES = [*MISSING, *WALLS, *HONEST, *MANNERS]
#: What the link check may ask of a host besides the links: whether it answers any path alike, and the like.
BESIDES = 3
#: No answer is read further, packed or not: 1 MiB, and what one read may bring with it.
MOST_BYTES = 1_200_000

pytestmark = pytest.mark.slow


def served(server, *, spread: bool) -> list[tuple[Case, Server, str]]:
    """The cases, each with its server and address."""
    one = None if spread else server()
    placed = []
    for number, case in enumerate(copy.copy(case) for case in CASES):
        place = server() if one is None or case.alone else one
        place.paths["/"] = ok("Home")
        placed.append((case, place, case.put_on(place, number)))
    return placed


def faults_of_tls(server, folder: Path) -> dict[str, str]:
    """Addresses whose connection fails, or not, each with its verdict; all on ports of their own."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    certificates = {
        "ok": authority.issue_cert("127.0.0.1"),
        "expired": authority.issue_cert("127.0.0.1", not_after=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
        "another host": authority.issue_cert("other.example.org"),
        "unknown authority": trustme.CA().issue_cert("127.0.0.1"),
    }
    found = {}
    for name, certificate in certificates.items():
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        host = server(context)
        host.paths["/a/b"] = ok()
        found[f"{host.url}/a/b?{name.replace(' ', '-')}"] = "ok" if name == "ok" else "tls"
    plain = server()
    found[plain.url.replace("http:", "https:") + "/a/b"] = "tls"
    closed = server()
    closed.stop()
    found[closed.url + "/a/b"] = "refused"
    found["http://no-such-name.invalid/a"] = "dns"
    return found


def written(placed: list[tuple[Case, Server, str]], others: dict[str, str]) -> str:
    """A Markdown list of the links, with the titles that are on record."""
    lines = [f"- [{case.title}]({url})" if case.title else f"- <{url}>" for case, _, url in placed]
    return "# Links\n\n" + "\n".join([*lines, *(f"- <{url}>" for url in others)]) + "\n"


def checked(file: Path, authority: Path) -> dict[str, dict]:
    """The report of one run of the command, by address."""
    command = [sys.executable, "-m", "llmprimer", "check", str(file), "--allow-private", "--timeout", "8"]
    began = time.monotonic()
    done = subprocess.run(
        [*command, "--format", "json", "--fail-on", "never", "--no-history"],
        capture_output=True, text=True, encoding="utf-8", timeout=300, env={**os.environ, "SSL_CERT_FILE": str(authority), "no_proxy": "*"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = {result["url"]: result for result in json.loads(done.stdout)["results"]}
    print(f"{len(found)} links in {time.monotonic() - began:.1f} s")
    return found


@pytest.mark.parametrize("spread", [False, True], ids=["one port", "many ports"])
def test_the_gauntlet_is_run_without_a_wrong_verdict(server, tmp_path, spread):
    silent = socket.create_server(("127.0.0.1", 0))  # takes connections and says nothing
    placed = served(server, spread=spread)
    others = faults_of_tls(server, tmp_path)
    others[f"https://127.0.0.1:{silent.getsockname()[1]}/a"] = "timeout"
    file = tmp_path / "links.md"
    file.write_text(written(placed, others), encoding="utf-8")
    with silent:
        found = checked(file, tmp_path / "ca.pem")
    assert len(found) == len(placed) + len(others)

    wrong = [
        f"{case.name}: {found[url]['verdict']} ({found[url]['reason']}), not {' or '.join(sorted(case.verdicts))}"
        for case, _, url in placed
        if found[url]["verdict"] not in case.verdicts
    ]
    wrong += [f"{url}: {found[url]['verdict']}, not {verdict}" for url, verdict in others.items() if found[url]["verdict"] != verdict]  # fmt: skip
    for case, host, url in placed:
        asked = [request for request in host.log if request.path.partition("?")[0] == case.asked]
        if len(asked) > case.most:
            wrong.append(f"{case.name}: asked {len(asked)} times, at most {case.most}")
        if found[url]["bytes"] > MOST_BYTES:
            wrong.append(f"{case.name}: {found[url]['bytes']} bytes read")
    for host in {id(host): host for _, host, _ in placed}.values():
        strange = {request.path for request in host.log if request.path.partition("?")[0] not in host.paths}
        if len(strange) > BESIDES:
            wrong.append(f"{host.url}: asked besides for {sorted(strange)}")
    assert not wrong, f"{len(wrong)} of {len(found)} wrong:\n" + "\n".join(wrong)
