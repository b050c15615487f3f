"""The scripts of a site, without comments, and bundled if they are needed together.

The modules stay apart for people. A browser that fetches twenty of them one after the other waits longer for
the requests than for the bytes. In a bundle each module is a function of its own that gives what it exports, so names in
one do not meet those in another.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_STATIC = Path(__file__).parent / "static"
#: Modules of a folder that are needed together, each after those that it imports. A bundle has the name of its last module.
_BUNDLES = {
    "ui": (("elements", "citing", "rows", "page"), ("facets", "notes", "search")),
    "search": (
        ("files", "stem", "text", "postings", "index", "beginnings", "rare", "prefetch", "engine"),
        ("query", "select", "candidates", "facets", "forms", "understand", "names", "score", "snippet", "search"),
    ),
}
_BUNDLE_OF = {
    folder: {module: bundle for bundle in bundles for module in bundle} for folder, bundles in _BUNDLES.items()
}
#: Only types.
_EMPTY = "types"

_IMPORT = re.compile(r'^import (\{.*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async function|function|class|const) (\w+))", re.MULTILINE)


@cache
def scripts() -> dict[str, bytes]:
    """Name below the folder of styles and scripts -> script, for all scripts of a site."""
    found = {}
    for path in sorted(_STATIC.rglob("*.js")):
        name = path.relative_to(_STATIC).as_posix()
        folder, _, module = name.removesuffix(".js").rpartition("/")
        if folder == "preview" or name == "service-worker.js" or module == _EMPTY:
            continue
        bundle = _BUNDLE_OF.get(folder, {}).get(module)
        if bundle is None:
            found[name] = _alone(folder, name).encode()
        elif bundle[-1] == module:
            found[name] = _bundle(folder, bundle).encode()
    return found


def source(name: str) -> str:
    """A script of the package without comments and indents, which are half of its size.

    Lines stay lines, so that it still reads well in a debugger. It is for our own scripts: no text in them has the signs
    of a comment or goes over several lines.
    """
    script = (_STATIC / name).read_text(encoding="utf-8")
    code = re.sub(r"/\*\*?\s.*?\*/ ?", "", script, flags=re.DOTALL)
    return "".join(f"{line}\n" for line in map(str.strip, code.split("\n")) if line and not line.startswith("//"))


def _bundle(folder: str, modules: tuple[str, ...]) -> str:
    parts = []
    needed: dict[str, None] = {}
    for module in modules:
        code = source(f"{folder}/{module}.js")
        exports = [name for _, name in _EXPORT.findall(code)]
        needed.update(dict.fromkeys(other for _, other in _IMPORT.findall(code) if other not in modules))
        code = _EXPORT.sub(r"\1", _IMPORT.sub(r"const \1 = $\2;", code))
        parts.append(f"export const ${module} = (() => {{\n{code}return {{ {', '.join(exports)} }};\n}})();\n")
    last = modules[-1]
    opened = [name for _, name in _EXPORT.findall(source(f"{folder}/{last}.js"))]
    return _imports(folder, needed) + "".join(parts) + f"export const {{ {', '.join(opened)} }} = ${last};\n"


def _alone(folder: str, name: str) -> str:
    """The text of a module that is loaded on demand; its imports may be in a bundle."""
    code = source(name)
    bundled = _BUNDLE_OF.get(folder, {})
    needed = dict.fromkeys(other for _, other in _IMPORT.findall(code) if other in bundled)

    def changed(match: re.Match[str]) -> str:
        return f"const {match[1]} = ${match[2]};" if match[2] in bundled else match[0]

    return _imports(folder, needed) + _IMPORT.sub(changed, code)


def _imports(folder: str, modules: dict[str, None]) -> str:
    return "".join(f'import {{ ${module} }} from "./{_BUNDLE_OF[folder][module][-1]}.js";\n' for module in modules)
