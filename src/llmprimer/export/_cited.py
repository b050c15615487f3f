r"""Which citation keys a document cites, in the order of their first citation.

.tex .ltx             \cite{a,b} and every other command with `cite` in its name, \nocite, \bibentry; also in the files
                      named by \input, \include, \subfile, \import and similar commands, inside the project
.aux                  \citation{a,b} of BibTeX, \abx@aux@cite{0}{a} of biblatex; the .aux files of its parts too
.bcf                  what biblatex leaves for biber
.md .markdown .qmd .rmd   @key as in pandoc, outside code
.typ                  @key and #cite(<key>), outside comments, strings and code; not labels of the document itself
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from llmprimer.errors import CatalogueError, UsageError
from llmprimer.model import CITATION_KEY_PATTERN

#: Instead of a key: everything in the catalogue (`\nocite{*}`).
EVERYTHING = "*"

_KEY = re.compile(CITATION_KEY_PATTERN)

_TEX_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*")
_TEX_VERBATIM = re.compile(
    r"\\begin\{(verbatim\*?|lstlisting|minted|comment)\}.*?\\end\{\1\}|\\verb\*?(\W).*?\2", re.DOTALL
)
_TEX_COMMAND = re.compile(
    r"""(?P<cite>\\(?:[A-Za-z]*[Cc]ite[A-Za-z]*|bibentry)\*?)(?=\s*[\[({])
    | \\(?:input|include|subfile|subfileinclude|loadglsentries)(?![A-Za-z])(?:\s*\{\s*|\s+(?=[\w./"-]))(?P<file>(?<=\{)[^{}]*|[^\s{}\\%]+)
    | \\(?P<sub>sub)?(?:import|inputfrom|includefrom)\*?\s*\{(?P<folder>[^{}]*)\}\s*\{(?P<name>[^{}]*)\}""",
    re.VERBOSE,
)
_TEX_OPTION = re.compile(r"\s*(?:\[(?:[^][]|\[[^]]*\])*\]|\([^)]*\))")
_TEX_KEYS = re.compile(r"\s*\{([^{}]*)\}")
#: Commands with `cite` in their name that take no keys.
_NOT_CITING = frozenset({"\\citestyle", "\\setcitestyle", "\\citesetup", "\\citereset", "\\citeindextype"})

_AUX = re.compile(r"\\citation\{([^}]*)\}|\\abx@aux@cite(?:\{\d+\})?\{([^}]*)\}|\\@input\{([^}]*)\}")
_BCF = re.compile(r"<bcf:citekey\b[^>]*>([^<]*)</bcf:citekey>")

_MD_CODE = re.compile(
    r"^(`{3,}|~{3,}).*?^\1[`~]*[ \t]*$|(`+)(?!`).+?(?<!`)\2(?!`)|<!--.*?-->", re.DOTALL | re.MULTILINE
)
_MD_KEY = re.compile(
    r"(?<![\w@.\\/])-?@(?:\{([^{}\s]+)\}|([A-Za-z0-9_][A-Za-z0-9_]*(?:[:.#$%&+?<>~/-]+[A-Za-z0-9_]+)*))"
)
#: References to figures and the like, of pandoc-crossref and Quarto.
_MD_CROSS = re.compile(r"(?:fig|tbl|eq|sec|lst|thm|lem|cor|prp|exm|exr|def)[:-]", re.IGNORECASE)

_TYPST_NOISE = re.compile(r'(`{3,}).*?\1|`[^`\n]*`|/\*.*?\*/|(?<!:)//[^\n]*|"(?:[^"\\\n]|\\.)*"', re.DOTALL)
_TYPST_LABEL_CALL = re.compile(r'label\("([^"\n]+)"\)')
_TYPST_CITE = re.compile(r"cite\(\s*<([^<>\s]+)>")
_TYPST_ANGLE = re.compile(r"<([A-Za-z0-9_][\w.:/+-]*)>")
_TYPST_KEY = re.compile(r"(?<![\w@.\\])@([A-Za-z0-9_][A-Za-z0-9_]*(?:[.:-]+[A-Za-z0-9_]+)*)")


class Cited(NamedTuple):
    """The keys that a document cites, each once, and the parts of it that could not be read, each with the reason."""

    keys: list[str]
    unread: list[str]


def cited_keys(path: Path) -> Cited:
    """What the document cites; UsageError for other kinds of files, CatalogueError if it cannot be read."""
    readers = {
        ".bcf": _bcf, ".typ": _typst, ".md": _markdown, ".markdown": _markdown, ".qmd": _markdown, ".rmd": _markdown,
    }  # fmt: skip
    suffix = path.suffix.lower()
    unread: list[str] = []
    if suffix == ".aux":
        found = _aux(path, set())
    elif suffix in (".tex", ".ltx"):
        document = _Document(path)
        found = document.keys()
        unread = document.unread
    elif suffix in readers:
        found = readers[suffix](_read(path))
    else:
        hint = "it may be " + ", ".join((".tex", ".ltx", ".aux", *readers))
        raise UsageError(f"{path}: not a kind of document that citations are looked for in", hint=hint)
    keys = (key.strip() for key in found)
    return Cited(list(dict.fromkeys(key for key in keys if key == EVERYTHING or _KEY.fullmatch(key))), unread)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise CatalogueError(f"{path}: {error.strerror or error}") from None


class _Document:
    """A LaTeX document with the files that it includes; each is read once, where it is first named."""

    def __init__(self, path: Path) -> None:
        self.unread: list[str] = []
        self._main = path
        self._root = _project(path)
        self._seen = {path.resolve()}

    def keys(self) -> Iterator[str]:
        """The keys in the order of the document; `unread` is whole once they have been taken."""
        yield from self._of(_read(self._main), (self._main.parent,))

    def _of(self, text: str, folders: tuple[Path, ...]) -> Iterator[str]:
        text = _TEX_VERBATIM.sub("", _TEX_COMMENT.sub(r"\1", text))
        for command in _TEX_COMMAND.finditer(text):
            if command["cite"]:
                yield from _cited_by(command["cite"].rstrip("*"), text, command.end())
            elif command["file"]:
                yield from self._part(command["file"], folders)
            else:
                # The first argument is a folder, relative to the main document, or to this file if the command begins with `sub`.
                folder = folders[0] if command["sub"] else self._main.parent
                yield from self._part(command["name"], (folder / command["folder"].strip(), *folders))

    def _part(self, name: str, folders: tuple[Path, ...]) -> Iterator[str]:
        name = name.strip().strip('"')
        if "\\" in name or "#" in name:
            self.unread.append(f"{name}: a macro names the file")
            return
        found = None
        # LaTeX searches the folder of the main document; subfiles and import search that of the including file.
        for folder in dict.fromkeys((*folders, self._main.parent)):
            for candidate in (folder / f"{name}.tex", folder / name):
                found = found or (candidate if candidate.is_file() else None)
        if found is None:
            self.unread.append(f"{name}: no such file")
            return
        real = found.resolve()
        if not real.is_relative_to(self._root):
            self.unread.append(f"{name}: is outside the project ({self._root})")
        elif real not in self._seen:
            self._seen.add(real)
            try:
                text = _read(found)
            except CatalogueError as error:
                self.unread.append(error.message)
                return
            yield from self._of(text, (found.parent,))


def _project(path: Path) -> Path:
    """The folder of the whole project: the one under version control that holds the document, else the document's own."""
    folder = path.resolve().parent
    for above in (folder, *folder.parents):
        if (above / ".git").exists() or (above / ".hg").exists():
            return above
    return folder


def _cited_by(name: str, text: str, at: int) -> Iterator[str]:
    """The keys in the arguments of the command that ends at `at`."""
    if name in _NOT_CITING:
        return
    while True:
        while option := _TEX_OPTION.match(text, at):
            at = option.end()
        keys = _TEX_KEYS.match(text, at)
        if keys is None:
            return
        yield from keys[1].split(",")
        at = keys.end()
        # Only \cites and similar commands take several lists of keys.
        if not name.endswith("cites"):
            return


def _aux(path: Path, seen: set[Path]) -> Iterator[str]:
    seen.add(path.resolve())
    for match in _AUX.finditer(_read(path)):
        keys, key, part = match.groups()
        if part is None:
            yield from (keys or key or "").split(",")
        elif (inner := path.parent / part).resolve() not in seen and inner.is_file():
            yield from _aux(inner, seen)


def _bcf(text: str) -> Iterator[str]:
    return (html.unescape(match[1]) for match in _BCF.finditer(text))


def _markdown(text: str) -> Iterator[str]:
    for match in _MD_KEY.finditer(_MD_CODE.sub(" ", text)):
        key = match[1] or match[2]
        if not _MD_CROSS.match(key):
            yield key


def _typst(text: str) -> Iterator[str]:
    text = _TYPST_LABEL_CALL.sub(r"<\1>", text)
    text = _TYPST_NOISE.sub(" ", text)
    cited = {match.start(1): match[1] for match in _TYPST_CITE.finditer(text)}
    own = {match[1] for match in _TYPST_ANGLE.finditer(text) if match.start(1) not in cited}
    cited |= {match.start(1): match[1] for match in _TYPST_KEY.finditer(text) if match[1] not in own}
    return (cited[at] for at in sorted(cited))
