"""The accent colour of a site, adjusted to be readable on the light and on the dark background."""

from __future__ import annotations

import colorsys

#: The background colours of `static/site.css`.
LIGHT = "#ffffff"
DARK = "#14161a"
DEFAULT = "#0b57d0"
#: https://www.w3.org/TR/WCAG22/#contrast-minimum asks for 4.5.
_CONTRAST = 5.0


def readable(color: str, ground: str) -> str:
    """The colour itself, or the nearest lighter or darker one that has enough contrast for text on the background."""
    hue, light, saturation = colorsys.rgb_to_hls(*_channels(color))
    step = -0.01 if _luminance(ground) > 0.5 else 0.01
    found = color.lower()
    while contrast(found, ground) < _CONTRAST:
        light = min(1.0, max(0.0, light + step))
        found = "#" + "".join(f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue, light, saturation))
    return found


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(color: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
