"""The shapes of reports as JSON: link checks, lint findings, differences."""

from __future__ import annotations

from llmprimer.schemas.shapes import Node, Shape, array, boolean, count, nullable, number, object_of, one_of, ref, text
from llmprimer.vocabulary import Confidence

_GROUPS = ("alive", "suspect", "uncertain", "dead")

LINK_FIELDS: dict[str, Node] = {
    "citation_key": nullable(text("The key of the reference, if the link is in a catalogue or bibliography.")),
    "url": text("The address."),
    "verdict": text("The verdict; `docs/links.md` lists them."),
    "group": one_of(_GROUPS, "The group of the verdict; `dead` also if the link has failed for long."),
    "reason": text("The reason for the verdict."),
    "rule": text("The rule that gave the verdict."),
    "final_url": nullable(text("The address after all redirects.")),
    "moved_to": nullable(text("For `moved`: the address to record instead.")),
    "failed_since": nullable(text("The day since which every check has failed (YYYY-MM-DD), if that is long ago.")),
    "archive_url": nullable(text("The snapshot in a web archive, if one was searched for and found.")),
    "previous_group": nullable(one_of(_GROUPS, "The group before this run; null if there was none.")),
    "became_dead": boolean("Whether this run is the first to find it dead."),
    "status_code": nullable(count("The last HTTP status code.")),
    "title": nullable(text("The title of the page.")),
    "hops": array(
        object_of(
            {
                "url": text("The requested address."),
                "status_code": count("The HTTP status code."),
                "method": text("The HTTP method."),
                "via": text("`http`, or `meta` for a refresh in the page."),
                "seconds": number("Seconds from the request to the response headers."),
                "bytes": count("Bytes of the body."),
            }
        ),
        "All responses, in order.",
    ),
    "requests": count("The number of requests sent."),
    "bytes": count("The number of bytes received."),
    "seconds": number("The duration in seconds."),
    "traceback": nullable(text("The traceback of an error in llmprimer itself, for a bug report.")),
    "file": nullable(text("The file with the link.")),
    "line": nullable(count("The line in that file, from 1.")),
}
_OLD_AND_NEW: Node = {
    "type": "object",
    "description": "Field -> its old and new value; null if it is absent.",
    "additionalProperties": object_of({"old": {}, "new": {}}),
}
_NAMED = array(
    object_of({"citation_key": text("The key of the reference."), "title": text("Its title.")}), "References, in order."
)
_SLUGS = array(object_of({"slug": text("The slug of a topic.")}), "Topics, in order.")

_COUNTED: dict[str, Node] = {
    "by": text("The field that is counted."),
    "over": nullable(text("The second field, if two are counted together.")),
    "total": count("The number of references (for `state`: links)."),
    "missing": count("The number of those without a value in a field; they are not counted."),
    "left_out": count("The number of values of `by` that are not shown."),
    "counts": array(
        object_of(
            {
                "value": text("The value of `by`."),
                "over": nullable(text("The value of `over`.")),
                "count": count("The number of references with both; pairs without any are left out."),
            }
        ),
        "Values in order.",
    ),
}

_CHANGE: Node = object_of(
    {
        "field": text("The field, or a part of it with a dot (`published.doi`)."),
        "old": {"description": "The value in the record; null if it has none."},
        "new": {"description": "The value found."},
        "source": text("The service and the identifier."),
        "accessed": text("The day of the service's answer (YYYY-MM-DD)."),
        "confidence": one_of(Confidence, "How certain the value is."),
        "old_source": nullable(text("The source of the old value in the record's provenance.")),
    }
)
_CANDIDATE: Node = object_of(
    {
        "service": text("The service."),
        "identifier": text("Its identifier there."),
        "title": text("Its title."),
        "first_author": text("The family name of its first author; empty if unknown."),
        "year": nullable(count("Its year.")),
        "reason": text("Why it may be another work."),
    }
)

REPORTS = (
    Shape(
        "enrich",
        1,
        "`llmprimer enrich --json`",
        {
            "written": boolean("Whether the catalogue was written."),
            "interrupted": boolean("Whether Ctrl-C ended the run; then nothing was written."),
            "references": array(
                object_of(
                    {
                        "citation_key": text("The key of the reference."),
                        "fills": array(ref("change"), "Values for empty fields."),
                        "proposals": array(
                            ref("change"), "Values that differ from the record's; `--update` proposes them."
                        ),
                        "candidates": array(
                            ref("candidate"), "Works that may be the same; their facts are not written."
                        ),
                        "remarks": array({"type": "string"}, "Remarks for the curator."),
                    }
                ),
                "The references with any result.",
            ),
            "requests_by_service": {
                "type": "object",
                "description": "Service -> number of requests sent to it.",
                "additionalProperties": count("Requests."),
            },
            "refusals": array(
                object_of(
                    {
                        "service": text("The service."),
                        "reason": text("Why it got no more requests."),
                        "unanswered": count("The number of questions without an answer."),
                    }
                ),
                "Services that got no more requests.",
            ),
        },
        {"change": _CHANGE, "candidate": _CANDIDATE},
    ),
    Shape(
        "site",
        1,
        "`index.json` of a site that `llmprimer site build` has made",
        {
            "title": text("The title of the site."),
            "description": nullable(text("The description of the site.")),
            "license": nullable(text("The licence of the catalogue.")),
            "url": nullable(text("The address of the published site; other addresses are relative to it.")),
            "query": nullable(text("The query that selects its references.")),
            "count": count("The number of references."),
            "addresses": object_of(
                {
                    "html": text("The address of the page of a reference; `{key}` stands for its citation key."),
                    "markdown": text("The same in Markdown."),
                }
            ),
            "downloads": {
                "type": "object",
                "description": "Format -> address of a file with every reference.",
                "additionalProperties": text("The address."),
            },
            "sections": {
                "type": "object",
                "description": "Section (topics, years, kinds ...) -> its pages.",
                "additionalProperties": array(
                    object_of(
                        {
                            "name": text("The name in queries."),
                            "label": text("The name for readers."),
                            "count": count("The number of references on the page."),
                            "address": text("The address of the page."),
                        }
                    ),
                    "The pages of a section.",
                ),
            },
        },
    ),
    Shape("timeline", 1, "`llmprimer timeline --json`", {"query": text("The query."), **_COUNTED}),
    Shape(
        "stats",
        1,
        "`llmprimer stats --json`",
        {"query": text("The query."), "tables": array(object_of(_COUNTED), "One table, or an overview of several.")},
    ),
    Shape(
        "check",
        1,
        "`llmprimer check --format json`",
        {
            "links_by_group": {
                "type": "object",
                "description": "Group -> number of links.",
                **object_of({group: count(f"{group.capitalize()} links.") for group in _GROUPS}),
            },
            "results": array(ref("link"), "All links, worst first."),
        },
        {"link": object_of(LINK_FIELDS)},
    ),
    Shape("link", 1, "Each line of `llmprimer check --format jsonl`", LINK_FIELDS),
    Shape(
        "lint",
        1,
        "`llmprimer lint --format json`",
        {
            "findings": array(
                object_of(
                    {
                        "path": text("The file."),
                        "line": count("The line, from 1."),
                        "citation_key": nullable(text("The key of the reference, if the finding is about one.")),
                        "code": text("The code of the rule."),
                        "name": text("The name of the rule."),
                        "severity": one_of(("error", "warning", "note"), "The severity."),
                        "message": text("The message."),
                        "fixable": boolean("Whether `--fix` corrects it."),
                    }
                ),
                "The findings, by line.",
            )
        },
    ),
    Shape(
        "diff",
        1,
        "`llmprimer diff --format json`",
        {
            "added": _NAMED,
            "removed": _NAMED,
            "changed": array(
                object_of({"citation_key": text("The key of the reference."), "changes": _OLD_AND_NEW}),
                "References that differ.",
            ),
            "vocabulary": object_of(
                {
                    "added": _SLUGS,
                    "removed": _SLUGS,
                    "changed": array(
                        object_of({"slug": text("Its slug."), "changes": _OLD_AND_NEW}), "Topics that differ."
                    ),
                }
            ),
            "header": _OLD_AND_NEW,
        },
    ),
)
