"""The workflow of docs/links.md: its steps run as they stand there, with a real repository and a gh that writes down what it was told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from links.hostile import ok, status

DOCUMENT = Path(__file__).parents[2] / "docs" / "links.md"

GH = """#!/usr/bin/env bash
# One issue at most, in the folder $GH_STATE; `gh.log` has what was asked, `body.md` what the issue says.
printf '%s\\n' "$*" >> "$GH_STATE/gh.log"
[ -n "$GH_FAILS" ] && { echo "gh: the service is down" >&2; exit 1; }
case "$1 $2" in
  "issue list") [ -f "$GH_STATE/open" ] && cat "$GH_STATE/open" ;;
  "issue create") echo 7 > "$GH_STATE/open" ;;
esac
while [ $# -gt 0 ]; do
  [ "$1" = --body-file ] && cp "$2" "$GH_STATE/body.md"
  shift
done
exit 0
"""
#: The program as it is here, allowed to ask the loopback.
PROGRAM = f"""#!/usr/bin/env bash
exec "{sys.executable}" -m llmprimer "$@" --allow-private --retries 0
"""

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is missing"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is missing"),
]


def workflow() -> dict:
    (text,) = re.findall(
        r"^```yaml\n(name: Links\n.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return yaml.load(text, Loader=yaml.BaseLoader)  # as text: YAML 1.1 would read `on` as a truth value


def test_it_asks_for_no_more_than_it_needs():
    found = workflow()
    assert found["permissions"] == {"contents": "write", "issues": "write"}
    assert found["concurrency"] == "links"
    (schedule,) = found["on"]["schedule"]
    minute, hour, *day = schedule["cron"].split()
    assert day == ["*", "*", "1"]
    assert minute != "0"
    assert hour.isdigit()
    (job,) = found["jobs"].values()
    assert "permissions" not in job
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in used)
    # Nothing that a stranger may write gets into a shell script.
    assert all("${{" not in step.get("run", "") for step in job["steps"])


class Repository:
    """A clone of a bare repository with a catalogue, and what a runner gives its steps."""

    def __init__(self, folder: Path, catalogue: str) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.clone = folder / "clone"
        programs = folder / "programs"
        for made in (self.state, programs, folder / "home"):
            made.mkdir()
        for name, text in {"gh": GH, "llmprimer": PROGRAM, "pip": "#!/bin/sh\n"}.items():
            (programs / name).write_text(text)
            (programs / name).chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder / "home"),
            "GH_STATE": str(self.state),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        self.git("init", "--quiet", "--bare", "--initial-branch", "main", "origin", at=folder)
        self.git("clone", "--quiet", "origin", "clone", at=folder)
        (self.clone / "references.yaml").write_text(catalogue)
        self.git("add", ".")
        self.git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message", "Begin")
        self.git("push", "--quiet", "--set-upstream", "origin", "HEAD:main")

    def git(self, *argv: str, at: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *argv], cwd=at or self.clone, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def monday(self, **environment: str) -> list[str]:
        """Runs the steps in a fresh clone, as a runner does; gives what gh was told. A step that fails is the last."""
        shutil.rmtree(self.clone)
        self.git("clone", "--quiet", "origin", "clone", at=self.folder)
        (self.state / "gh.log").write_text("")
        outputs: dict[str, dict[str, str]] = {}
        self.failed = None
        (job,) = workflow()["jobs"].values()
        for step in job["steps"]:
            if "run" not in step:
                continue
            if condition := step.get("if"):
                name, output, value = re.fullmatch(r"steps\.(\w+)\.outputs\.(\w+) == '(\w+)'", condition).groups()
                if outputs[name].get(output) != value:
                    continue
            written = self.folder / "output"
            written.write_text("")
            variables = {
                "GITHUB_OUTPUT": str(written),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
                **environment,
            }
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]], cwd=self.clone, env={**self.environment, **variables},
                capture_output=True, text=True, timeout=120,
            )  # fmt: skip
            outputs[step.get("id", "")] = dict(line.split("=", 1) for line in written.read_text().splitlines())
            if done.returncode:
                self.failed = (step.get("name"), done.stderr)
                break
        return [" ".join(line.split()[:2]) for line in (self.state / "gh.log").read_text().splitlines()]

    def commits(self) -> int:
        return len(self.git("log", "--oneline", "origin/main").splitlines())

    def body(self) -> str:
        return (self.state / "body.md").read_text(encoding="utf-8")


@pytest.fixture
def repository(server, tmp_path):
    host = server()
    host.paths |= {"/a/one": ok(), "/a/two": ok()}
    entries = "".join(
        f"  {key}:\n    type: webpage\n    kind: blog\n    title: Walking robots {key}\n    topics: [robots]\n    url: {host.url}/a/{key}\n"
        for key in ("one", "two")
    )
    head = "schema_version: 1\ntitle: Mine\ntopics:\n  robots: {label: Robots, definition: Machines that move.}\nreferences:\n"
    made = Repository(tmp_path, head + entries)
    made.host = host
    return made


OPENED = ["issue list", "label create", "issue create"]
RENEWED = ["issue list", "issue edit", "issue comment"]


def test_an_issue_is_opened_when_a_link_dies_and_only_then(repository):
    # Nothing dies: no issue, and the history is kept.
    assert repository.monday() == []
    assert repository.failed is None
    assert repository.commits() == 2
    # A link dies.
    repository.host.paths["/a/two"] = status(404)
    assert repository.monday() == OPENED
    assert repository.failed is None
    assert "## Newly dead" in repository.body()
    assert f"[two](<{repository.host.url}/a/two>)" in repository.body()
    # It stays dead: no second issue, and no word in the first.
    before = repository.body()
    assert repository.monday() == []
    assert repository.body() == before
    assert repository.commits() == 4
    # Another one dies: the open issue is brought up to date.
    repository.host.paths["/a/one"] = status(410)
    assert repository.monday() == RENEWED
    newly, known = re.findall(r"## (?:Newly dead|Dead)\n.*?(?=\n## |\Z)", repository.body(), re.DOTALL)
    assert ("[one]" in newly, "[two]" in newly, "[two]" in known) == (True, False, True)
    # One comes back and dies again: that is news, in a new issue once the first was closed.
    (repository.state / "open").unlink()
    repository.host.paths["/a/one"] = ok()
    assert repository.monday() == []
    repository.host.paths["/a/one"] = status(404)
    assert repository.monday() == OPENED
    assert repository.failed is None
    assert repository.git("ls-tree", "--name-only", "origin/main").split() == ["links.sqlite3", "references.yaml"]


def test_news_that_could_not_be_told_is_told_the_next_time(repository):
    repository.monday()
    repository.host.paths["/a/two"] = status(404)
    assert repository.monday(GH_FAILS="1") == ["issue list"]
    assert repository.failed[0] == "Tell what became dead"
    assert repository.commits() == 2
    assert repository.monday() == OPENED


def test_a_check_that_cannot_run_fails_the_job_and_tells_nobody(repository):
    repository.monday()
    (repository.clone / "references.yaml").write_text("nonsense: [")
    repository.git(
        "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--all", "--message", "Break"
    )
    repository.git("push", "--quiet")
    assert repository.monday() == []
    assert repository.failed[0] == "Check the links"


def test_a_push_in_the_meantime_is_no_harm(repository):
    repository.monday()
    other = repository.folder / "other"
    repository.git("clone", "--quiet", "origin", "other", at=repository.folder)

    def pushed(request, before):
        if not before:
            (other / "README.md").write_text("new")
            repository.git("add", ".", at=other)
            repository.git(
                "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message", "New", at=other
            )
            repository.git("push", "--quiet", at=other)
        return ok()(request, before)

    repository.host.log.clear()
    repository.host.paths["/a/two"] = pushed
    assert repository.monday() == []
    assert repository.failed is None
    assert repository.commits() == 4
