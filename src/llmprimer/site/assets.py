"""Styles, scripts and images of a site, and the versions in their addresses."""

from __future__ import annotations

import hashlib
from pathlib import Path

from llmprimer.errors import CatalogueError
from llmprimer.site import colors
from llmprimer.site.bundling import scripts
from llmprimer.site.content import Content

_STATIC = Path(__file__).parent / "static"
_IMAGES_AND_STYLES = tuple(
    sorted(path.name for path in _STATIC.iterdir() if path.suffix in (".css", ".svg") and path.name != "site.css")
)


def style(content: Content) -> bytes:
    """The stylesheet with the accent colour of the catalogue, readable on both backgrounds."""
    color = content.site.color or colors.DEFAULT
    light, dark = colors.readable(color, colors.LIGHT), colors.readable(color, colors.DARK)
    accent = (
        f"@media screen{{:root{{--accent:{light}}}@media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}}}\n"
    )
    return static("site.css") + accent.encode()


def static(name: str) -> bytes:
    """The content of a static file of the package."""
    return (_STATIC / name).read_bytes()


def assets(content: Content) -> tuple[str, dict[str, bytes]]:
    """The folder of styles and scripts, and name -> content of its files.

    It is named by what is in it, so no cache serves an old script to a new page, or scripts of two releases together.
    """
    found = {name: static(name) for name in _IMAGES_AND_STYLES} | scripts()
    found["site.css"] = style(content)
    if content.site.logo is not None:
        found[logo_name(content)] = logo(content)
    return _folder(found), found


def _folder(found: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in sorted(found.items()):
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return f"assets/{digest.hexdigest()[:10]}/"


def logo_name(content: Content) -> str:
    """The file name of the logo, or of the default icon."""
    return "icon.svg" if content.site.logo is None else "logo" + Path(content.site.logo).suffix


def logo(content: Content) -> bytes:
    """The content of the logo; CatalogueError if it does not exist, or is outside the catalogue's folder."""
    assert content.site.logo is not None
    folder = content.catalogue.path.resolve().parent
    path = (folder / content.site.logo).resolve()
    if not path.is_relative_to(folder):
        raise CatalogueError(f"site.logo: {content.site.logo} leads out of the catalogue's folder")
    try:
        return path.read_bytes()
    except OSError as error:
        raise CatalogueError(f"site.logo: {content.site.logo}: {error.strerror or error}") from None
