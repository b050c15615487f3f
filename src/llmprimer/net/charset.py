"""The text of a page, by the encodings of the WHATWG standard only.

A server can name any of Python's codecs, and some are unsafe: `utf-7`, `unicode_escape` and `punycode` give lone
surrogates or take seconds. https://encoding.spec.whatwg.org/
"""

from __future__ import annotations

import re

import webencodings

_PARAMETER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
#: The page must declare its encoding within this many bytes.
_HEAD = 4096


def charset_of(content_type: str) -> str | None:
    """The `charset` parameter of a Content-Type header."""
    match = _PARAMETER.search(content_type)
    return match[1] if match else None


def decode_body(body: bytes, charset: str | None) -> str:
    """The text in the encoding that the header or the page declares, else UTF-8 or Windows-1252; without surrogates."""
    if charset is None and (in_page := _META.search(body[:_HEAD])):
        charset = in_page[1].decode("ascii")
    encoding = webencodings.lookup(charset) if charset else None
    if encoding is not None:
        return str(encoding.codec_info.decode(body, "replace")[0])
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("utf-8" if _is_cut_utf8(body) else "cp1252", errors="replace")


def _is_cut_utf8(body: bytes) -> bool:
    """Whether only the last character is invalid: the body may be cut within it."""
    try:
        body[:-4].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
