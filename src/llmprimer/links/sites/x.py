"""Posts on X, formerly Twitter, asked by oEmbed: the pages are empty without scripts and a login.

Shapes: https://developer.x.com/en/docs/x-api/v1/tweets/post-and-engage/api-reference/get-statuses-oembed (found; no
key needed), https://github.com/abraham/twitteroauth/issues/472 (403 with `error` and `request` for a protected
account). 404 is for posts that are deleted or never existed; it counts only with an error of that shape, since anything
in between may answer 404 too. Posts have no titles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from llmprimer.links.model import SiteAnswer, Verdict
from llmprimer.links.sites.answers import object_of, one_line
from llmprimer.links.sites.site import LinkSite, Question, with_parameters
from llmprimer.links.sites.url_parts import split_url

_HOSTS = frozenset(f"{sub}{site}.com" for sub in ("", "www.", "mobile.", "m.") for site in ("x", "twitter"))
_USER = re.compile(r"\w{1,20}", re.ASCII)
_POST = re.compile(r"\d{1,20}", re.ASCII)


class XSite(LinkSite):
    """Posts, on x.com and twitter.com."""

    name = "x"
    meaning = "posts; deleted ones, and those of protected accounts"
    address = "https://publish.twitter.com/oembed"

    def identify(self, url: str) -> str | None:
        split = split_url(url)
        if split is None or split.host not in _HOSTS:
            return None
        parts = split.parts
        if parts[:3] == ("i", "web", "status"):
            parts = ("i", *parts[2:])
        if len(parts) < 3 or parts[1] not in ("status", "statuses"):
            return None
        # The rest, as in /photo/1, is a part of the post.
        return f"{parts[0]}/{parts[2]}" if _USER.fullmatch(parts[0]) and _POST.fullmatch(parts[2]) else None

    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        user, _, post = ids[0].partition("/")
        parameters = [("url", f"https://twitter.com/{user}/status/{post}"), ("omit_script", "true"), ("dnt", "true")]
        return Question(with_parameters(self.base(environment), parameters), {"Accept": "application/json"})

    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        del headers
        if not ids:
            return {}
        answer = object_of(body)
        if status_code == 200:
            split = split_url(one_line(answer.get("url")))
            if not one_line(answer.get("html")) or split is None or split.parts[-1:] != (ids[0].rpartition("/")[2],):
                return {}
            return {ids[0]: SiteAnswer(Verdict.OK, "X has the post")}
        refusal = bool(one_line(answer.get("error")) and one_line(answer.get("request")))
        if status_code == 404 and refusal:
            return {ids[0]: SiteAnswer(Verdict.NOT_FOUND, "X has no such post: it is deleted, or never was (404)")}
        if status_code == 403 and refusal:
            return {ids[0]: SiteAnswer(Verdict.AUTH, "the post is of a protected account (403)")}
        return {}
