"""The shapes of reports as JSON: link checks, lint findings, differences."""

from __future__ import annotations

from llmprimer.schemas.shapes import Node, Shape, array, boolean, count, nullable, number, object_of, one_of, ref, text
from llmprimer.vocabulary import Confidence

_GROUPS = ("alive", "suspect", "uncertain", "dead")

LINK_FIELDS: dict[str, Node] = {
    "citation_key": nullable(text("The reference, where the link is in a catalogue or bibliography.")),
    "url": text("The address."),
    "verdict": text("What was found; `docs/links.md` lists the verdicts."),
    "group": one_of(_GROUPS, "The group of the verdict; dead too where the link has failed for long."),
    "reason": text("Why, in plain words."),
    "rule": text("The rule that decided."),
    "final_url": nullable(text("Where the redirects ended.")),
    "moved_to": nullable(text("For `moved`: the address that may be written down instead.")),
    "failed_since": nullable(text("Since when it has failed at every check (YYYY-MM-DD), where that is long.")),
    "archive_url": nullable(text("A copy in a web archive, where one was looked for and found.")),
    "previous_group": nullable(one_of(_GROUPS, "The group before this run; null where there was none.")),
    "became_dead": boolean("Whether this run is the first to find it dead."),
    "status_code": nullable(count("The last HTTP status.")),
    "title": nullable(text("The title of the page.")),
    "hops": array(
        object_of(
            {
                "url": text("The address asked."),
                "status_code": count("The HTTP status."),
                "method": text("The HTTP method."),
                "via": text("`http`, or `meta` for a refresh in the page."),
                "seconds": number("From the request to the head of the answer."),
                "bytes": count("Of the body."),
            }
        ),
        "Every answer on the way.",
    ),
    "requests": count("How many requests were sent."),
    "bytes": count("How many bytes came."),
    "seconds": number("How long it took."),
    "traceback": nullable(text("Of a fault of llmprimer itself, for a bug report.")),
    "file": nullable(text("The file that the link is in.")),
    "line": nullable(count("The line in that file, from 1.")),
}
_OLD_AND_NEW: Node = {
    "type": "object",
    "description": "Field -> its old and new value, null where it is absent.",
    "additionalProperties": object_of({"old": {}, "new": {}}),
}
_NAMED = array(
    object_of({"citation_key": text("The key of the reference."), "title": text("Its title.")}), "References, in order."
)
_SLUGS = array(object_of({"slug": text("The slug of a topic.")}), "Topics, in order.")

_COUNTED: dict[str, Node] = {
    "by": text("The field that is counted."),
    "over": nullable(text("The second field, where two are counted together.")),
    "total": count("How many references (for `state`: links) were looked at."),
    "missing": count("How many of them have no value in a field, and are not counted."),
    "left_out": count("How many values of `by` are not shown."),
    "counts": array(
        object_of(
            {
                "value": text("The value of `by`."),
                "over": nullable(text("The value of `over`.")),
                "count": count("How many have both; pairs that none has are left out."),
            }
        ),
        "Values in order.",
    ),
}

_CHANGE: Node = object_of(
    {
        "field": text("The field; a part of one with a dot, such as `published.doi`."),
        "old": {"description": "The value that the record has, null where it has none."},
        "new": {"description": "The value that was found."},
        "source": text("The service, and what it was asked for."),
        "accessed": text("The day on which the service said so (YYYY-MM-DD)."),
        "confidence": one_of(Confidence, "How sure the value is."),
        "old_source": nullable(text("Where the record says that its value was seen.")),
    }
)
_CANDIDATE: Node = object_of(
    {
        "service": text("The service that has it."),
        "identifier": text("Its identifier there."),
        "title": text("Its title."),
        "first_author": text("The family name of its first author, or nothing."),
        "year": nullable(count("Its year.")),
        "reason": text("Why it is not taken for the work of the record."),
    }
)

REPORTS = (
    Shape(
        "enrich",
        1,
        "`llmprimer enrich --json`",
        {
            "written": boolean("Whether the catalogue was written."),
            "interrupted": boolean("Whether Ctrl-C ended the run; then nothing is written."),
            "references": array(
                object_of(
                    {
                        "citation_key": text("The key of the reference."),
                        "fills": array(ref("change"), "Values for empty fields."),
                        "proposals": array(
                            ref("change"), "Facts that differ from the record's; `--update` takes them."
                        ),
                        "candidates": array(
                            ref("candidate"), "Works that may be this one; nothing of them is written."
                        ),
                        "remarks": array({"type": "string"}, "What a curator should know."),
                    }
                ),
                "The references of which anything was found.",
            ),
            "requests_by_service": {
                "type": "object",
                "description": "Service -> how many questions were sent to it.",
                "additionalProperties": count("Questions."),
            },
            "refusals": array(
                object_of(
                    {
                        "service": text("The service."),
                        "reason": text("Why it was not asked to the end."),
                        "unanswered": count("How many questions that leaves without an answer."),
                    }
                ),
                "Services that could not be asked.",
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
            "description": nullable(text("What the site is about.")),
            "license": nullable(text("The licence of the catalogue.")),
            "url": nullable(text("Where the site is published; addresses are relative to it.")),
            "query": nullable(text("The query that selects its references.")),
            "count": count("How many references it has."),
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
                            "name": text("What queries call it."),
                            "label": text("What readers see."),
                            "count": count("How many references are on the page."),
                            "address": text("Where the page is."),
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
                "description": "Group -> how many links are in it.",
                **object_of({group: count(f"{group.capitalize()} links.") for group in _GROUPS}),
            },
            "results": array(ref("link"), "Every link, the worst first."),
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
                        "citation_key": nullable(text("The reference, if it is about one.")),
                        "code": text("The code of the rule."),
                        "name": text("The name of the rule."),
                        "severity": one_of(("error", "warning", "note"), "How bad it is."),
                        "message": text("What is wrong."),
                        "fixable": boolean("Whether `--fix` puts it right."),
                    }
                ),
                "In order of lines.",
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
