"""Questions and answers of Stack Overflow and the other sites of Stack Exchange, asked many at a time by its API.

Shapes: https://api.stackexchange.com/docs/questions-by-ids and https://api.stackexchange.com/docs/answers-by-ids (the
items), https://api.stackexchange.com/docs/vectors (up to a hundred ids with semicolons),
https://api.stackexchange.com/docs/types/question (`migrated_to`, documented, not seen in an answer). Throttling has
been seen as status 400 or 502 with `error_id`. Deleted posts are missing from the items. So are questions that were
merged or migrated and whose addresses redirect, so a missing item proves nothing, and the page is requested.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from llmprimer.links.model import SiteAnswer, Verdict
from llmprimer.links.sites.answers import number, object_of, objects, one_line
from llmprimer.links.sites.site import LinkSite, Question, with_parameters
from llmprimer.links.sites.url_parts import split_url

_HOST = re.compile(
    r"(?:(?:meta|[a-z]{2}|[a-z]{2}\.meta|meta\.[a-z]{2})\.)?stackoverflow\.com"
    r"|(?:meta\.)?(?:superuser\.com|serverfault\.com|askubuntu\.com|mathoverflow\.net)"
    r"|stackapps\.com"
    r"|(?!(?:api|area51|blog|chat|data|openid)\.)(?:[a-z0-9-]+\.(?:meta\.)?|meta\.[a-z0-9-]+\.)stackexchange\.com"
)
_NUMBER = re.compile(r"[1-9]\d{0,11}", re.ASCII)


class StackExchangeSite(LinkSite):
    """Questions and answers."""

    name = "stack-exchange"
    meaning = "questions with their titles, and answers, that are there; of others the pages are asked"
    address = "https://api.stackexchange.com/2.3"
    batch_size = 100

    def identify(self, url: str) -> str | None:
        split = split_url(url)
        if split is None:
            return None
        host, parts = split.host.removeprefix("www."), split.parts
        if not _HOST.fullmatch(host) or len(parts) < 2 or not _NUMBER.fullmatch(parts[1]):
            return None
        if parts[0] == "a":
            return f"{host}/answers/{parts[1]}"
        if parts[0] not in ("q", "questions"):
            return None
        answer = parts[3] if parts[0] == "questions" and len(parts) == 4 else split.fragment
        return f"{host}/answers/{answer}" if _NUMBER.fullmatch(answer) else f"{host}/questions/{parts[1]}"

    def group_key(self, identity: str) -> str:
        return identity.rpartition("/")[0]

    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        host, kind, _ = ids[0].split("/")
        numbers = ";".join(identity.rpartition("/")[2] for identity in ids)
        parameters = [("site", host), ("pagesize", str(self.batch_size))]
        return Question(with_parameters(f"{self.base(environment)}/{kind}/{numbers}", parameters))

    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        del headers
        answer = object_of(body) if status_code == 200 else {}
        if "error_id" in answer:
            return {}
        answers = {}
        for item in objects(answer.get("items")):
            if "migrated_to" in item:
                continue  # the page redirects to the other site permanently
            for identity in ids:
                if identity.endswith(f"/answers/{number(item.get('answer_id'))}"):
                    answers[identity] = SiteAnswer(Verdict.OK, "Stack Exchange has the answer")
                elif "answer_id" not in item and identity.endswith(f"/questions/{number(item.get('question_id'))}"):
                    title = one_line(html.unescape(one_line(item.get("title"))))
                    answers[identity] = SiteAnswer(Verdict.OK, "Stack Exchange has the question", title or None)
        return answers
