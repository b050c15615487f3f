"""The types of the scripts, written in JSDoc, hold under TypeScript's strictest checks."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from llmprimer.site.bundling import scripts

#: Of the source: an installed package has neither comments nor the module of types.
STATIC = Path(__file__).parents[3] / "src" / "llmprimer" / "site" / "static"
OWN = Path(__file__).parents[1] / "node" / "node_modules" / ".bin" / "tsc"


@pytest.mark.tools
def test_the_scripts_pass_the_strict_checks_of_typescript(tmp_path):
    checker = shutil.which("tsc") or (str(OWN) if OWN.exists() else None)
    if checker is None:
        pytest.skip("tsc is not installed (npm install --prefix tests/website/node)")
    options = {
        "checkJs": True,
        "allowJs": True,
        "strict": True,
        "noEmit": True,
        "noUnusedLocals": True,
        "noUnusedParameters": True,
        "target": "es2024",
        "lib": ["es2024", "dom", "dom.iterable"],
        "module": "esnext",
        "moduleResolution": "bundler",
        "types": [],
    }
    # A service worker has other globals than a page.
    files = [str(path) for path in STATIC.rglob("*.js") if path.name != "service-worker.js"]
    (tmp_path / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "files": files}), encoding="utf-8")
    done = subprocess.run([checker, "-p", tmp_path / "tsconfig.json"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_published_scripts_have_no_comments_and_no_text_over_several_lines():
    for name, data in scripts().items():
        for line in data.decode().splitlines():
            assert line == line.strip(), name
            assert not line.startswith(("//", "/*", "*")), name
            assert line.count("`") % 2 == 0, name


def test_scripts_evaluate_nothing_and_take_no_text_for_markup():
    for name, data in scripts().items():
        for wrong in (b"eval(", b"new Function", b"innerHTML"):
            assert wrong not in data, name


def test_each_module_is_published_once_behind_those_that_it_imports():
    published = scripts()
    for path in (*(STATIC / "search").glob("*.js"), *(STATIC / "ui").glob("*.js")):
        folder = path.parent.name
        home = f"export const ${path.stem} =".encode()
        homes = [name for name, data in published.items() if name.startswith(f"{folder}/") and home in data]
        alone = f"{folder}/{path.stem}.js" in published
        assert len(homes) + (alone and not homes) == (path.stem != "types"), path.stem
    for name, data in published.items():
        for imported in re.findall(rb'(?:from|import)\(? ?"\./(\w+\.js)"', data):
            assert f"{name.rpartition('/')[0]}/{imported.decode()}" in published, name
        seen = set()
        for module, used in re.findall(rb"^export const \$(\w+) =|^const \{.*\} = \$(\w+);", data, re.MULTILINE):
            seen.add(module)
            assert not used or used in seen or b"import { $" + used + b" }" in data, (name, used)
