"""Models, datasets, spaces and papers of Hugging Face, asked by its API, with the token from HF_TOKEN.

Shapes: https://huggingface.co/docs/hub/api and
https://huggingface.co/docs/huggingface_hub/package_reference/utilities (the errors behind `X-Error-Code`). Without a
token the API answers 401 both for private and for missing repositories, which proves nothing, so the page is
requested; with a token it answers 404 and `RepoNotFound`. Everybody sees the pages of gated repositories. Renamed ones are
redirected by a 307, which may also lead to another repository of a similar name
(https://huggingface.co/docs/hub/repositories-settings; seen for runwayml/stable-diffusion-v1-5): the new name
is in the reason, but not proposed as an address. Missing papers are checked by their pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from llmprimer.links.model import SiteAnswer, Verdict
from llmprimer.links.sites.answers import header, object_of, one_line
from llmprimer.links.sites.site import LinkSite, Question, bearer, with_parameters
from llmprimer.links.sites.url_parts import split_url

_HOSTS = frozenset({"huggingface.co", "www.huggingface.co", "hf.co"})
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,95})", re.IGNORECASE | re.ASCII)
_PAPER = re.compile(r"\d{4}\.\d{4,5}", re.ASCII)
#: First parts of paths that are not owners of models.
_NO_OWNERS = frozenset(
    "api blog buckets changelog chat collections dashboard datasets docs endpoints enterprise event events front"
    " huggingchat inference inference-api inference-endpoints inference-providers jobs join kernels learn login"
    " logout metrics models new new-dataset new-space notifications organizations papers playground posts pricing"
    " privacy reports resources search settings shop spaces spaces-launch storage support tasks terms-of-service"
    " trending users welcome".split()
)


class HuggingFaceSite(LinkSite):
    """Models, datasets, spaces and papers."""

    name = "hugging-face"
    meaning = "models, datasets and spaces that are there, private or disabled; papers with their titles"
    address = "https://huggingface.co/api"

    def identify(self, url: str) -> str | None:
        split = split_url(url)
        if split is None or split.host not in _HOSTS or split.fragment:
            return None
        parts = split.parts
        if len(parts) == 2 and parts[0] == "papers":
            return f"papers/{parts[1]}" if _PAPER.fullmatch(parts[1]) else None
        if len(parts) == 2 and parts[0].lower() not in _NO_OWNERS:
            parts = ("models", *parts)
        elif len(parts) != 3 or parts[0] not in ("datasets", "spaces"):
            return None
        return "/".join(parts) if _NAME.fullmatch(parts[1]) and _NAME.fullmatch(parts[2]) else None

    def question(self, ids: Sequence[str], environment: Mapping[str, str]) -> Question:
        url = f"{self.base(environment)}/{ids[0]}"
        if not ids[0].startswith("papers/"):
            # Without these words the answer lists every file of the repository.
            url = with_parameters(url, [("expand", "private"), ("expand", "disabled")])
        return Question(url, bearer(environment.get("HF_TOKEN")))

    def read(
        self, ids: Sequence[str], status_code: int, headers: Mapping[str, str], body: bytes
    ) -> dict[str, SiteAnswer]:
        if not ids:
            return {}
        kind, _, name = ids[0].partition("/")
        answer = object_of(body)
        result = None
        if status_code == 200 and kind == "papers":
            if answer.get("id") == name and (title := one_line(answer.get("title"))):
                result = SiteAnswer(Verdict.OK, "Hugging Face has the paper", title)
        elif status_code == 200:
            result = _repository(name, answer)
        elif status_code == 404 and kind != "papers" and header(headers, "x-error-code") == "RepoNotFound":
            result = SiteAnswer(
                Verdict.NOT_FOUND, "Hugging Face says that there is no such repository that readers may see (404)"
            )
        return {ids[0]: result} if result else {}


def _repository(name: str, answer: dict[str, Any]) -> SiteAnswer | None:
    given = one_line(answer.get("id"))
    if not given:
        return None
    if answer.get("private") is True:
        return SiteAnswer(Verdict.AUTH, "a private repository: the token sees it, other readers do not")
    if answer.get("disabled") is True:
        return SiteAnswer(Verdict.BLOCKED, "Hugging Face has disabled the repository")
    if given.lower() != name.lower():
        return SiteAnswer(Verdict.OK, f"Hugging Face has the repository, which is now called {given}")
    return SiteAnswer(Verdict.OK, "Hugging Face has the repository")
