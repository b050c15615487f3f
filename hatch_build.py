"""Takes the comments out of the scripts of sites for the wheel, which is half of their size; they are for readers of the source.

Hatchling runs it, see https://hatch.pypa.io/latest/plugins/build-hook/custom/. An editable install keeps the files as they are.
"""

from __future__ import annotations

import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_STATIC = "llmprimer/site/static"


class ScriptHook(BuildHookInterface):  # type: ignore[type-arg]  # the configuration has no type of ours
    """Puts scripts without comments in the place of those of the source."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        folder = Path(self.root, "src", _STATIC)
        without_comments = runpy.run_path(str(folder.with_name("bundling.py")))["source"]
        self._folder = tempfile.TemporaryDirectory()
        made = Path(self._folder.name)
        for path in sorted(folder.rglob("*.js")):
            name = path.relative_to(folder)
            if name.parts[0] in ("search", "ui") and path.stem != "types":
                (made / name).parent.mkdir(exist_ok=True)
                (made / name).write_text(without_comments(name.as_posix()), encoding="utf-8")
                build_data["force_include"][str(made / name)] = f"{_STATIC}/{name.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - the signature of hooks
        if version != "editable":
            self._folder.cleanup()
