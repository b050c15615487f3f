"""Completes a draft: address, identifiers, title, kind and date in the catalogue's form, validated."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from llmprimer.catalogue.messages import explain_validation_error
from llmprimer.dates import PartialDate
from llmprimer.identifiers import arxiv_id, bare_doi, clean_url, doi_in_address, doi_url, host, status_id
from llmprimer.model import CITATION_KEY_PATTERN, Record, Reference
from llmprimer.records.draft import Draft
from llmprimer.records.kinds import kind_and_type
from llmprimer.records.links import typed_links
from llmprimer.records.titles import clean_title
from llmprimer.records.venues import type_of
from llmprimer.text import repair_mojibake, without_controls

#: A longer summary becomes a note.
LONGEST_SUMMARY = 320

_KEY = re.compile(CITATION_KEY_PATTERN)
_TEXTS = (
    "title",
    "container_title",
    "collection_title",
    "publisher",
    "event_title",
    "summary",
    "abstract",
    "note",
    "genre",
)
_DATE_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/(0[1-9]|[12]\d|3[01]))?(?=/)|/((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=[-/])"
)
#: Milliseconds from 1970 to the epoch of the ids of posts on X: https://docs.x.com/resources/fundamentals/x-ids
_SNOWFLAKE_EPOCH = 1_288_834_974_657


class Completed(NamedTuple):
    """Fields that the model accepts, and remarks on what was left out or guessed."""

    fields: dict[str, Any]
    remarks: list[str]


def complete(draft: Draft, *, source: str = "") -> Completed:
    """The fields of a draft in the catalogue's form; fields that the model refuses are left out, with a remark.

    `source` is the name of the list that the draft comes from; a description in it is marked as that list's words.
    """
    fields = {name: _without_controls(v) for name, v in draft.fields.items() if v not in (None, "", (), [])}
    remarks: list[str] = []
    for name in _TEXTS:
        if isinstance(value := fields.get(name), str):
            fields[name] = repair_mojibake(" ".join(value.split()))
    _addresses(fields)
    _further(draft, fields)
    url = str(fields.get("url") or "")
    if title := fields.get("title"):
        # A bibliography has the exact title; a list or a browser adds text to it.
        is_exact = draft.has_stated_title or draft.key is not None or "type" in draft.fields
        cleaned = title if is_exact else clean_title(str(title), url)
        if cleaned != title and "listed" not in fields and cleaned:
            fields["title"] = cleaned
    else:
        fields["title"], fields["title_described"] = describe_address(url), True
        remarks.append("the source gives no title; this is a description")
    if "kind" not in fields or "type" not in fields:
        type_ = fields.get("type") or _published_as(url, fields)
        kind, type_ = kind_and_type(url, str(type_) if type_ else None, draft.headings, is_paper="arxiv" in fields)
        fields.setdefault("kind", kind)
        fields["type"] = type_
    inferred = infer_date(fields)
    if inferred is not None and "arxiv" in fields and str(fields.get("issued", "9")) < inferred[0][:7]:
        year_alone = len(str(fields["issued"])) == 4
        if not (year_alone and str(fields["issued"]) == inferred[0][:4]):
            remarks.append(
                f"dated {fields.pop('issued')}, before its arXiv identifier was given; the identifier's month stands"
            )
    if "issued" not in fields and inferred is not None:
        fields["issued"], seen_in = inferred
        seen = {"source": seen_in, "fields": ["issued"], "confidence": "inferred"}
        fields["provenance"] = [*fields.get("provenance", ()), seen]
    if "language" not in fields and (language := _language(str(fields["title"]))):
        fields["language"] = language
    _describe(draft, fields, source)
    if not fields.get("author"):
        fields.pop("and_others", None)
    return Completed(_validated(fields, remarks), remarks)


def _published_as(url: str, fields: dict[str, Any]) -> str | None:
    """The type by the publication details, unless the address leads to code, data or a video."""
    if "container_title" not in fields or (url and kind_and_type(url)[0] not in ("paper", "website", "other", "blog")):
        return None
    return type_of(fields)


def _further(draft: Draft, fields: dict[str, Any]) -> None:
    """The further addresses by type; the address of a preprint gives its identifier to a paper."""
    url = str(fields.get("url") or "")
    if "links" in fields or not draft.links:
        return
    if "arxiv" not in fields and kind_and_type(url)[0] == "paper":
        for label, address in draft.links:
            is_paper = re.search(r"\b(?:paper|arxiv|abs|abstract|preprint|pdf)\b|论文", label, re.IGNORECASE)
            if is_paper and (found := arxiv_id(address.strip())) is not None:
                fields["arxiv"] = {"id": found}
                break
    if typed := typed_links(draft.links, url):
        fields["links"] = typed


def _describe(draft: Draft, fields: dict[str, Any], source: str) -> None:
    """A summary of one or two sentences; the rest of a longer description is a note. Both are marked as the list's words."""
    summary = str(fields.get("summary") or "")
    if not summary or "listed" in draft.fields:
        return
    if len(summary) > LONGEST_SUMMARY:
        sentences = [m.end() for m in re.finditer(r"[.!?](?=\s)|[。！？]", summary) if 40 <= m.end() <= LONGEST_SUMMARY]
        if sentences:
            rest = summary[sentences[-1] :].strip()
            fields["summary"] = summary[: sentences[-1]]
            fields["note"] = f"{rest} {fields['note']}" if "note" in fields else rest
    if source and draft.key is None and "provenance" not in draft.fields:
        seen = {"source": f"the words of {source}", "fields": ["summary"], "confidence": "likely"}
        fields["provenance"] = [*fields.get("provenance", ()), seen]


def _without_controls(value: Any) -> Any:
    """The value with no control character in any of its texts."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {key: _without_controls(inner) for key, inner in value.items()}
    return [_without_controls(inner) for inner in value] if isinstance(value, list | tuple) else value


def _addresses(fields: dict[str, Any]) -> None:
    """One address and its identifiers: arXiv's abstract page for its PDF, a DOI where the address is one."""
    url = str(fields.get("url") or "").strip()
    if url.startswith("//"):
        url = "https:" + url
    if url.lower().startswith("doi:") and (doi := bare_doi(url)):
        url = doi_url(doi)
    given = url
    url = clean_url(url)
    if (arxiv := arxiv_id(url)) is None and (
        match := re.match(
            r"https?://(?:www\.)?arxiv\.org/(?:pdf|abs)/([^?#%]+?)(?:v\d+)?(?:\.pdf)?(?:%5C|[)\s]|$)", url
        )
    ):
        arxiv = arxiv_id(match[1])
    if arxiv is None and (match := re.match(r"https?://huggingface\.co/papers/(\d{4}\.\d{4,5})", url)):
        arxiv = arxiv_id(match[1])
    if arxiv is not None:
        fields.setdefault("arxiv", {"id": arxiv})
        if host(url) in ("arxiv.org", "export.arxiv.org", "doi.org"):
            url = f"https://arxiv.org/abs/{arxiv}"
    elif host(url) in ("doi.org", "dx.doi.org") and (doi := bare_doi(url)) is not None:
        fields.setdefault("doi", doi)
        url = doi_url(doi)
    elif (doi := doi_in_address(url)) is not None:
        fields.setdefault("doi", doi)
    if not url and isinstance(fields.get("arxiv"), dict) and "id" in fields["arxiv"]:
        url = f"https://arxiv.org/abs/{fields['arxiv']['id']}"
    if not url and fields.get("doi"):
        url = doi_url(str(fields["doi"]))
    if url:
        fields["url"] = url
    else:
        fields.pop("url", None)
    if given and given != url and "listed" not in fields:
        fields["listed"] = {"url": given}


#: The address of a package or repository ends in its name: `crates.io/crates/large_lamps`.
_SOFTWARE = re.compile(
    r"(?:(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)/(?!(?:features|topics|orgs|sponsors|about)/)[\w.-]+|crates\.io/crates|pypi\.org/project|"
    r"rubygems\.org/gems|packagist\.org/packages/[\w.-]+|(?:www\.)?npmjs\.com/package(?:/@[\w.-]+)?)/([\w.-]+?)(?:\.git)?/?"
)


def software_name(url: str) -> str:
    """The name of a package or repository, by its address; empty for other addresses."""
    try:
        found = _SOFTWARE.fullmatch(f"{host(url)}{unquote(urlsplit(url).path)}")
    except ValueError:
        return ""
    return found[1] if found is not None else ""


def describe_address(url: str) -> str:
    """A description of an address without a title, from the words of its path, or from its host."""
    name = host(url)
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        path = ""
    if number := status_id(url):
        return f"Post {number} by @{path.strip('/').split('/')[0]}"
    parts = [part for part in path.split("/") if part]
    if software := software_name(url):
        return software
    for part in reversed(parts):
        part = re.sub(r"\.(?:html?|php|aspx?|pdf|md)$", "", part)
        words = [word for word in re.split(r"[-_+\s]+", part) if word]
        if len(words) >= 2 and sum(word.isalpha() for word in words) >= 2:
            text = " ".join(words)
            return f"{text[:1].upper()}{text[1:]} ({name})"
    return f"{parts[-1]} ({name})" if parts else name or "Untitled"


def infer_date(fields: dict[str, Any]) -> tuple[str, str] | None:
    """The date that an identifier or address implies, and its origin."""
    arxiv = fields.get("arxiv")
    if isinstance(arxiv, dict) and (match := re.search(r"(?:^|/)(\d\d)(\d\d)[.\d]", str(arxiv.get("id", "")))):
        year = int(match[1]) + (1900 if int(match[1]) > 90 else 2000)
        if 1 <= int(match[2]) <= 12:
            return f"{year:04d}-{match[2]}", "the arXiv identifier"
    url = str(fields.get("url") or "")
    if number := status_id(url):
        if len(number) >= 15:
            moment = datetime.fromtimestamp(((int(number[:20]) >> 22) + _SNOWFLAKE_EPOCH) / 1000, tz=UTC)
            return moment.strftime("%Y-%m-%d"), "the number of the post"
        return None
    if fields.get("kind") in ("news", "blog", "paper", "social", "website") and (match := _DATE_IN_PATH.search(url)):
        text = "-".join(part for part in (match.groups()[:3] if match[1] else match.groups()[3:]) if part)
        try:
            return str(PartialDate.parse(text)), "the address"
        except ValueError:
            return None
    return None


def _language(title: str) -> str | None:
    """The language of a title, if its script determines it."""
    if title.isascii():
        return None
    if re.search(r"[\u3040-\u30ff]", title):
        return "ja"
    if re.search(r"[\uac00-\ud7af]", title):
        return "ko"
    return "zh" if len(re.findall(r"[\u4e00-\u9fff]", title)) >= 2 else None


_PARTS = {"author": "name", "editor": "name", "provenance": "entry", "relations": "entry"}


def _validated(fields: dict[str, Any], remarks: list[str]) -> dict[str, Any]:
    """The fields without those that the model refuses."""
    for _ in range(12):
        try:
            Record.model_validate(fields)
        except ValidationError as error:
            for details in error.errors():
                _leave_out(fields, dict(details), remarks)
        else:
            break
    return fields


def _leave_out(fields: dict[str, Any], details: dict[str, Any], remarks: list[str]) -> None:
    name = str(details["loc"][0]) if details["loc"] else ""
    message = explain_validation_error(details, Record.model_fields)
    match name:
        case "type":
            fields["type"] = "document"
        case "kind":
            fields["kind"] = "other"
        case "title":
            fields["title"] = "Untitled"
        case "arxiv" if isinstance(fields.get("arxiv"), dict) and details["loc"][-1] == "primary_class":
            del fields["arxiv"]["primary_class"]
        case "author" | "editor" if isinstance(fields.get(name), list | tuple) and len(details["loc"]) > 1:
            position = int(details["loc"][1])
            fields[name] = [person for number, person in enumerate(fields[name]) if number != position]
        case _:
            if name not in fields:
                return
            del fields[name]
    remarks.append(f"left out: {message}")


def reference_of(fields: dict[str, Any], key: str) -> Reference:
    """The validated reference; the fields must come from `complete`."""
    return Reference.model_validate({**fields, "citation_key": key})


def usable_key(key: str | None) -> str | None:
    """The key of a source, if it is valid in a catalogue."""
    return key if key and len(key) <= 120 and _KEY.fullmatch(key) else None
