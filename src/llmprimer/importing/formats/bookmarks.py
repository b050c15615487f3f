"""Bookmarks as browsers export them: Netscape's bookmark file, which is nearly HTML; read by html.parser for its lines (see html_outline).

Described at https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from llmprimer.importing.document.accounting import account
from llmprimer.importing.document.html_outline import tamed
from llmprimer.importing.document.markdown_outline import LONGEST_LINE
from llmprimer.records.draft import Draft, Reading
from llmprimer.records.titles import clean_title

#: Folders that browsers create themselves; their names say nothing about the content.
_OWN_FOLDERS = frozenset(
    "bookmarks|bookmarks menu|bookmarks bar|bookmarks toolbar|other bookmarks|mobile bookmarks|favorites|favorites bar|favourites|lesezeichen|"
    "lesezeichen-symbolleiste|weitere lesezeichen|书签|书签栏|其他书签".split("|")
)


def read(text: str, name: str) -> Reading:  # noqa: ARG001 - all forms are read the same way
    """A draft of each bookmark, its folders as headings."""
    reading = Reading()
    parser = _Bookmarks(reading)
    parser.feed(tamed(text))
    parser.close()
    parser.end_link()
    account(text, reading, longest_line=LONGEST_LINE)
    reading.leftovers = sorted(left for left in reading.leftovers if left.text.lower() not in _OWN_FOLDERS)
    return reading


class _Bookmarks(HTMLParser):
    def __init__(self, reading: Reading) -> None:
        super().__init__(convert_charrefs=True)
        self._reading = reading
        self._folders: list[str] = []
        self._folder: str | None = None  # the heading that names the next list
        self._text: list[str] | None = None
        self._href = ""
        self._line = 1
        self._tags = ""
        self._last: Draft | None = None
        self._in_description = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_description = False
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.end_link()
            self._href, self._text, self._line = given.get("href", "").strip(), [], self.getpos()[0]
            self._tags = given.get("tags", "")
        elif tag == "h3":
            self._text = []
        elif tag == "dl":
            if len(self._folders) < 60:
                self._folders.append(self._folder or "")
            self._folder = None
        elif tag == "dd":
            self._in_description = self._last is not None

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.end_link()
        elif tag == "h3" and self._text is not None:
            self._folder, self._text = " ".join("".join(self._text).split()), None
        elif tag == "dl":
            self._in_description = False
            if self._folders:
                self._folders.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)
        elif self._in_description and self._last is not None and data.strip():
            self._last.fields["summary"] = " ".join(data.split())
            self._last.last_line = self.getpos()[0] + data.rstrip().count("\n")
            self._in_description = False

    def end_link(self) -> None:
        """Adds the link that was read, if any."""
        if self._text is None or not self._href:
            self._href = ""
            return
        title = " ".join("".join(self._text).split())
        url, self._href, self._text = self._href, "", None
        if re.match(r"https?://[^\s/]", url, re.IGNORECASE) is None:
            self._reading.leave(self._line, title or url, "not a web address")
            return
        fields = {"url": re.sub(r"\s", "%20", url)}
        if title and title != url and (cleaned := clean_title(title, url)):
            fields["title"] = cleaned
        folders = [folder for folder in self._folders if folder and folder.lower() not in _OWN_FOLDERS]
        tags = [tag.strip() for tag in self._tags.split(",") if tag.strip()]
        self._last = Draft(self._line, fields, headings=(*folders, *tags))
        self._reading.drafts.append(self._last)
