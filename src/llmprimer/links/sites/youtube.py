"""YouTube's videos, asked by oEmbed: the page of a missing video has status 200 too.

Shapes: https://oembed.com/ (2.3.4.1: the answer for a video; 404 where the provider has nothing for the address) and
what users have recorded of YouTube: 404 with the text `Not Found` (https://github.com/socialcast/link_preview,
spec/files/requests/youtube_404.yml), 403 `Forbidden` for private videos
(https://github.com/ruby-oembed/ruby-oembed/issues/79), 401 `Unauthorized` where embedding is switched off, though the
video is there (https://github.com/extractus/oembed-extractor/issues/168), so 401 proves nothing. Nor does 400: it
has been seen (https://github.com/mellowagain/pomu/issues/9), but the request may be the cause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from llmprimer.links.model import SiteAnswer, Verdict
from llmprimer.links.sites.answers import object_of, one_line, short_text
from llmprimer.links.sites.site import LinkSite, Question, with_parameters
from llmprimer.links.sites.url_parts import split_url

_HOSTS = frozenset(
    {
        "youtube.com",
        "www.youtube.com",
        "m.youtube.com",
        "music.youtube.com",
        "youtube-nocookie.com",
        "www.youtube-nocookie.com",
    }
)
_SHORT = frozenset({"youtu.be", "www.youtu.be"})
_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
#: Words that are as long as an id.
_WORDS = frozenset({"videoseries", "live_stream"})


class YouTubeSite(LinkSite):
    """Videos, in all the forms of their addresses."""

    name = "youtube"
    meaning = "videos with their titles; private and removed ones"
    address = "https://www.youtube.com/oembed"

    def identify(self, url: str) -> str | None:
        split = split_url(url)
        if split is None:
            return None
        parts = split.parts
        video = ""
        if split.host in _SHORT and len(parts) == 1:
            video = parts[0]
        elif split.host in _HOSTS and parts == ("watch",):
            video = split.query.get("v", "")
        elif split.host in _HOSTS and len(parts) == 2 and parts[0] in ("shorts", "live", "embed", "v"):
            video = parts[1]
        return video if _VIDEO.fullmatch(video) and video not in _WORDS else None

    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        video = f"https://www.youtube.com/watch?v={ids[0]}"
        return Question(with_parameters(self.base(environment), [("format", "json"), ("url", video)]))

    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        del headers
        if not ids:
            return {}
        if status_code == 200:
            answer = object_of(body)
            title = one_line(answer.get("title"))
            if answer.get("type") != "video" or not title:
                return {}
            return {ids[0]: SiteAnswer(Verdict.OK, "YouTube has the video", title)}
        text = short_text(body).lower()
        if status_code == 404 and text in ("not found", "404 not found"):
            return {ids[0]: SiteAnswer(Verdict.NOT_FOUND, "YouTube has no such video (404)")}
        if status_code == 403 and text in ("forbidden", "403 forbidden"):
            return {ids[0]: SiteAnswer(Verdict.AUTH, "the video is private (403)")}
        return {}
