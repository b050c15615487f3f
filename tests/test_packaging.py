"""What people install: a wheel made from the sdist, tried outside the checkout, and an editable install."""

from __future__ import annotations

import ast
import hashlib
import io
import os
import runpy
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tokenize
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

import llmprimer
from llmprimer import __version__

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow
#: Builds archives into the folder whose name follows.
BUILD = (sys.executable, "-m", "build", "--no-isolation", "--outdir")
DATED = {"SOURCE_DATE_EPOCH": "1700000000"}


def checked(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What the command prints; a failure fails the test with what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LLMPRIMER_CATALOGUE"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=120, env=kept | environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """The files under version control, or all that a fresh checkout would have, apart from this one."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("needs a git checkout to know which files belong to the project")
    folder = tmp_path_factory.mktemp("checkout")
    for name in listed.stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def sdist(checkout, tmp_path_factory) -> Path:
    pytest.importorskip("build", reason="needs build: pip install build")
    pytest.importorskip("hatchling", reason="needs hatchling: pip install hatchling")
    out = tmp_path_factory.mktemp("sdist")
    checked(*BUILD, out, "--sdist", ".", cwd=checkout, **DATED)
    (made,) = out.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(sdist, tmp_path_factory) -> Path:
    """Made from the unpacked sdist, where nothing else of the checkout is in reach."""
    out = tmp_path_factory.mktemp("wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(out / "unpacked", filter="data")
    (source,) = (out / "unpacked").iterdir()
    checked(*BUILD, out, "--wheel", ".", cwd=source, **DATED)
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture
def environment(tmp_path) -> Path:
    """A fresh environment that has the dependencies already, and pip for installing into it; gives its Python."""
    checked(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    site = Path(checked(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    # The dependencies are taken from where this test runs, the package itself must not be.
    shared = tmp_path / "dependencies"
    shared.mkdir()
    for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in Path(place).iterdir():
            if "llmprimer" not in entry.name and entry.suffix != ".pth" and entry.name != "__pycache__":
                target = shared / entry.name
                if not target.exists():
                    target.symlink_to(entry)
    (site / "dependencies.pth").write_text(f"{shared}\n", encoding="utf-8")
    return python


def pip(python: Path, *arguments: str | Path, cwd: Path) -> None:
    common = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation"]
    checked(python, "-m", "pip", "install", *common, *arguments, cwd=cwd)


def tried(python: Path, away: Path) -> None:
    """The installed program works away from the checkout, on its own data."""
    program = python.parent / "llmprimer"
    assert checked(program, "--version", cwd=away) == f"llmprimer {__version__}\n"
    keys = checked(program, "list", "--format", "keys", cwd=away).split()
    assert len(keys) > 100
    assert checked(program, "search", "rlhf", "--format", "keys", cwd=away).split()
    assert checked(program, "show", keys[0], cwd=away)


def test_the_sdist_has_all_that_is_needed_to_build_and_test(sdist):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "NOTICE",
        "CHANGELOG.md",
        "data/references.yaml",
        "data/catalogue.schema.json",
        "src/llmprimer/py.typed",
        "tests/conftest.py",
        "tests/data/toy.yaml",
    } <= names


def test_the_wheel_has_the_package_its_data_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"llmprimer/data/references.yaml", "llmprimer/py.typed"} <= names
    assert {name.split("/")[0] for name in names} == {"llmprimer", f"llmprimer-{__version__}.dist-info"}
    licences = {name.rpartition("/")[2] for name in names if "/licenses/" in name}
    assert {"LICENSE", "NOTICE"} <= licences
    assert not [name for name in names if name.endswith((".pyc", ".sqlite3"))]


def test_the_wheel_from_the_sdist_works_outside_the_checkout(wheel, environment, tmp_path):
    pip(environment, wheel, cwd=tmp_path)
    tried(environment, tmp_path)
    where = checked(environment, "-c", "import llmprimer; print(llmprimer.__file__)", cwd=tmp_path)
    assert Path(where).is_relative_to(environment.parents[1])


def test_an_editable_install_works_and_follows_the_source(checkout, environment, tmp_path):
    for name in ("hatchling", "editables"):
        pytest.importorskip(name, reason=f"needs {name}: pip install {name}")
    pip(environment, "--editable", checkout, cwd=tmp_path)
    tried(environment, tmp_path)
    where = checked(environment, "-c", "import llmprimer; print(llmprimer.__file__)", cwd=tmp_path)
    assert Path(where).is_relative_to(checkout)


def test_the_scripts_in_the_wheel_make_the_same_site_without_comments(wheel):
    from llmprimer.site.bundling import source

    static = "llmprimer/site/static"
    names = [
        f"{folder}/{path.name}" for folder in ("search", "ui") for path in (ROOT / "src" / static / folder).iterdir()
    ]
    packed = zipfile.ZipFile(wheel)
    for name in set(names) - {"search/types.js"}:
        assert packed.read(f"{static}/{name}").decode() == source(name), name
    assert f"{static}/search/types.js" not in packed.namelist()


class _WithoutDocstrings(ast.NodeTransformer):
    """Takes the docstrings of private names out of a module, and all out of an internal one."""

    def __init__(self, *, is_internal):
        self.is_internal = is_internal

    def visit_Module(self, node):
        self.generic_visit(node)
        if self.is_internal and len(node.body) > 1 and ast.get_docstring(node, clean=False) is not None:
            node.body.pop(0)
        return node

    def visit_body(self, node):
        self.generic_visit(node)
        is_private = node.name.startswith("_") and not node.name.endswith("__")
        if (self.is_internal or is_private) and ast.get_docstring(node, clean=False) is not None:
            first = node.body.pop(0)
            if not node.body:
                at = {"lineno": first.lineno, "col_offset": first.col_offset}
                node.body.append(ast.Pass(**at, end_lineno=first.lineno, end_col_offset=first.col_offset + len("pass")))
        # A class ends where the last of its methods does, which may be `pass` now.
        node.end_lineno, node.end_col_offset = node.body[-1].end_lineno, node.body[-1].end_col_offset
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = visit_body  # noqa: N815 - the names that ast asks for


def _same(one, other):
    """Whether two trees are equal with the places of their nodes, as `ast.dump` would tell, which writes them all out."""
    if type(one) is not type(other):
        return False
    if isinstance(one, ast.AST):
        names = (*one._fields, *one._attributes)
        return all(_same(getattr(one, name, None), getattr(other, name, None)) for name in names)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other


def test_the_modules_in_the_wheel_are_those_of_the_source_without_comments(wheel):
    packed = zipfile.ZipFile(wheel)
    source = {path.relative_to(ROOT / "src").as_posix(): path for path in (ROOT / "src").rglob("*.py")}
    assert {name for name in packed.namelist() if name.endswith(".py")} == set(source)
    # Their help is in docs/api.md, and must be in the shell too.
    homes = {
        getattr(llmprimer, name).__module__.replace(".", "/") + ".py"
        for name in llmprimer.__all__
        if name != "__version__"
    }
    is_internal = runpy.run_path(str(ROOT / "hatch_build.py"))["is_in_internal_package"]
    for name, path in source.items():
        text = packed.read(name).decode()
        # With the numbers of lines, which tracebacks show.
        without = _WithoutDocstrings(is_internal=is_internal(Path(name)) and name not in homes)
        expected = without.visit(ast.parse(path.read_text(encoding="utf-8")))
        assert _same(ast.parse(text), expected), name
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        assert not [token for token in tokens if token.type == tokenize.COMMENT], name


def test_the_wheel_is_small(wheel):
    """A wheel of more than a mebibyte and a quarter has something in it that belongs into an extra or into the documentation."""
    assert wheel.stat().st_size < 5 << 18


def test_archives_are_made_the_same_twice(checkout, sdist, wheel, tmp_path):
    """Whoever builds the same commit gets the same bytes, and can compare them with what was published."""
    source = tmp_path / "source"
    shutil.copytree(checkout, source)
    checked(*BUILD, tmp_path / "dist", ".", cwd=source, **DATED)
    made = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "dist").iterdir()}
    assert made == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (sdist, wheel)}


def test_the_archives_are_what_the_index_takes(sdist, wheel, tmp_path):
    pytest.importorskip("twine", reason="needs twine: pip install twine")
    pytest.importorskip("check_wheel_contents", reason="needs check-wheel-contents")
    checked(sys.executable, "-m", "twine", "check", "--strict", sdist, wheel, cwd=tmp_path)
    checked(sys.executable, "-m", "check_wheel_contents", wheel, cwd=tmp_path)


def test_a_plain_install_is_small():
    """What `pip install llmprimer` brings takes less than 40 MiB; larger things belong into extras."""
    requirements = pytest.importorskip("packaging.requirements", reason="needs packaging")
    size, waiting, seen = 0, ["llmprimer"], set()
    while waiting:
        wanted = requirements.Requirement(waiting.pop())
        if wanted.name.lower() in seen:
            continue
        seen.add(wanted.name.lower())
        found = metadata.distribution(wanted.name)
        files = [Path(str(file.locate())) for file in found.files or () if "__pycache__" not in str(file)]
        size += sum(file.stat().st_size for file in files if file.is_file())
        for line in found.requires or ():
            needed = requirements.Requirement(line)
            extras = ["", *wanted.extras]
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(line.partition(";")[0])
    assert {"typer", "pydantic", "rich", "httpx"} <= seen
    assert size < 40 << 20, f"{size >> 20} MiB"
