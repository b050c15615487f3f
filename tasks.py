#!/usr/bin/env python3
"""Tasks of this repository; standard library only, so that a fresh machine with Python 3.11 or later can run them.

python3 tasks.py try      set up .venv and run the first search
python3 tasks.py test     set up .venv and run the tests but the slow ones (arguments go to pytest)
python3 tasks.py test --all   the slow ones too: packaging, printed pages, MCP and link servers, terminals, sites, time limits, large catalogues
python3 tasks.py dev      set up .venv with an editable install and all development tools
python3 tasks.py check    formatting, linting, types, documentation, data
python3 tasks.py fix      format and repair what can be repaired; bring generated documentation up to date
python3 tasks.py pictures  draw the pictures at the top of the README; with --check, tell whether they are stale
python3 tasks.py screens   draw the browser at three widths, dark, light and without colour, into build/screens
python3 tasks.py site-pictures   take the pictures of a built site that docs/site.md shows (needs Chromium)
python3 tasks.py bench    print the benchmarks (ratios against a baseline in the same run)
python3 tasks.py site     build the documentation into build/docs, warnings being errors, and the man pages into build/man
python3 tasks.py package  build the sdist and the wheel into dist/
python3 tasks.py lock     bring requirements.lock up to pyproject.toml; with --upgrade, to the newest versions
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
#: The part of it that the tests need which are not slow. The rest is half a gigabyte, and takes most of the time of an install.
TEST_LOCK = ROOT / "requirements-test.lock"
#: Documents with parts that are made from the program.
DOCS = ["README.md", *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))]


def run(*command: str | Path, **settings: object) -> None:
    """Runs the command in the repository; the task ends with its exit status where that is not zero."""
    print("+", *(os.path.relpath(part, ROOT) if isinstance(part, Path) else part for part in command), flush=True)
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **settings)
    if done.returncode:
        sys.exit(done.returncode)


def pip(*arguments: str | Path) -> None:
    run(PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)


def environment() -> None:
    """Makes .venv if it is not there."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whatever Python runs this file, the message must be plain
        sys.exit(f"llmprimer needs Python 3.11 or later; this is {sys.version.split()[0]}")
    if not PYTHON.exists():
        print("+ make .venv", flush=True)
        venv.create(VENV, with_pip=True, clear=VENV.exists())


def install(*, editable: bool, lock: Path = LOCK) -> None:
    """Everything that tests and checks need, or what `lock` has, at the locked versions, and the package itself."""
    environment()
    # Most of the modules are never imported; those that are get compiled then, once: where this variable is set, as it is in
    # many containers, each of the thousand processes that tests start would compile all that it imports.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    pip("install", "--no-compile", "--require-hashes", "--no-deps", "-r", lock)
    pip("install", "--no-deps", *(["--editable"] if editable else ["--force-reinstall"]), ".")


def try_(_: list[str]) -> None:
    environment()
    pip("install", "--constraint", constraints(), ".")
    run(BIN / "llmprimer", "search", "rlhf")


def constraints() -> Path:
    """The locked versions without hashes: pip takes constraints only in that form for a local package."""
    path = VENV / "constraints.txt"
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    pinned = [line.split(" ", 1)[0] for line in lines if line and line[0].isalnum()]
    path.write_text("\n".join(pinned) + "\n", encoding="utf-8")
    return path


def test(arguments: list[str]) -> None:
    """The tests on all cores. The slow ones run with --all, and where the arguments say themselves what to run."""
    install(editable=False, lock=LOCK if arguments else TEST_LOCK)
    if arguments == ["--all"]:
        # One more process than cores: the slow tests wait for servers, timeouts and terminals about a third of the time.
        run(PYTHON, "-m", "pytest", f"--numprocesses={(os.cpu_count() or 1) + 1}", "--dist=worksteal", "--durations=40")
    elif arguments:
        run(PYTHON, "-m", "pytest", *arguments)
    else:
        run(PYTHON, "-m", "pytest", "--numprocesses=auto", "--dist=worksteal", "-m", "not slow")
        print(
            "Left out: the slow tests (packaging, printed pages, servers, terminals, sites, time limits); `python3 tasks.py test --all` runs them too."
        )


def coverage(arguments: list[str]) -> None:
    install(editable=True)
    run(PYTHON, "-m", "pytest", "--cov", "--cov-report=term-missing", *arguments)


def dev(_: list[str]) -> None:
    install(editable=True)


def check(_: list[str]) -> None:
    ready()
    run(BIN / "ruff", "format", "--check", "--quiet")
    run(BIN / "ruff", "check", "--quiet")
    run(BIN / "mypy")
    documents([])
    pictures(["--check"])
    run(BIN / "llmprimer", "--catalogue", "data/references.yaml", "lint")


def documents(_: list[str]) -> None:
    ready()
    run(BIN / "cog", "-P", "--check", "-I", "docs", *DOCS)


def fix(_: list[str]) -> None:
    ready()
    run(BIN / "ruff", "check", "--fix", "--quiet")
    run(BIN / "ruff", "format", "--quiet")
    run(BIN / "cog", "-P", "-r", "-I", "docs", *DOCS)
    pictures([])


def pictures(arguments: list[str]) -> None:
    ready()
    run(PYTHON, "docs/draw_browser.py", "docs/pictures/browse.svg", *arguments)


def screens(arguments: list[str]) -> None:
    """The browser at three widths, dark, light and without colour, as SVG files in a folder, to be looked at."""
    ready()
    run(PYTHON, "docs/draw_browser.py", "--screens", *(arguments or ["build/screens"]))


def site_pictures(arguments: list[str]) -> None:
    """The pictures of a built site in docs/pictures; with a folder, every kind of page in both schemes and three widths."""
    ready()
    run(PYTHON, "docs/site_pictures.py", *arguments)


def bench(arguments: list[str]) -> None:
    ready()
    for script in sorted((ROOT / "bench").glob("*.py")):
        if not script.name.startswith("_") and (not arguments or script.stem in arguments):
            run(PYTHON, script)


def site(_: list[str]) -> None:
    ready()
    documents([])
    run(BIN / "zensical", "build", "--clean", "--strict")
    run(PYTHON, "docs/manpages.py", "build/man/man1")


def package(_: list[str]) -> None:
    """Both archives, the same bytes whenever the same commit is built, checked as PyPI will; and what they depend on."""
    ready()
    date = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    os.environ.setdefault("SOURCE_DATE_EPOCH", date.stdout.strip() or "1700000000")
    run(PYTHON, "-m", "build")
    archives = sorted((ROOT / "dist").glob("llmprimer-*"))
    run(PYTHON, "-m", "twine", "check", "--strict", *archives)
    run(BIN / "check-wheel-contents", *(path for path in archives if path.suffix == ".whl"))
    run(BIN / "cyclonedx-py", "requirements", LOCK, "--output-file", "dist/llmprimer.cdx.json", "--of", "JSON")


def lock(arguments: list[str]) -> None:
    environment()
    pip("install", "uv")
    compiled = [BIN / "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--quiet"]
    compiled += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]
    run(*compiled, *arguments, "--group", "dev", "--all-extras", "--output-file", LOCK)
    needed = ["--group", "quick", "--extra", "robots", "--extra", "site", "--constraint", constraints()]
    run(*compiled, *needed, "--output-file", TEST_LOCK)


def ready() -> None:
    """Installs everything where nothing is, or only what `test` needs."""
    if not (BIN / "zensical").exists():
        install(editable=False)


TASKS = {
    "try": try_,
    "test": test,
    "coverage": coverage,
    "dev": dev,
    "check": check,
    "documents": documents,
    "fix": fix,
    "pictures": pictures,
    "screens": screens,
    "site-pictures": site_pictures,
    "bench": bench,
    "site": site,
    "package": package,
    "lock": lock,
}

if __name__ == "__main__":
    name, *rest = sys.argv[1:] or ["help"]
    if name not in TASKS:
        print(__doc__)
        sys.exit(0 if name in ("help", "-h", "--help") else f'no task "{name}"')
    TASKS[name](rest)
