"""The types of the scripts, written in JSDoc, hold under TypeScript's strictest checks."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from llmprimer.site import assets

STATIC = Path(assets.__file__).parent / "static"
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
    for name in assets.FILES:
        if name.endswith(".js"):
            for line in assets.static(name).decode().splitlines():
                assert line == line.strip(), name
                assert not line.startswith(("//", "/*", "*")), name
                assert line.count("`") % 2 == 0, name


def test_scripts_evaluate_nothing_and_name_no_other_host():
    for path in STATIC.rglob("*.js"):
        code = assets.static(path.relative_to(STATIC).as_posix()).decode()
        assert "eval(" not in code, path
        assert "new Function" not in code, path
        assert "innerHTML" not in code, path
