"""The table of commands: module, help in one line, group of the help, and examples.

`llmprimer --help` is made from it, so that it imports no command.
"""

from __future__ import annotations

from typing import NamedTuple


class CommandEntry(NamedTuple):
    """A command: the module of `llmprimer.cli` with its function, and its help.

    `does` is the first line of the function's docstring too; a line of help has 80 columns.
    """

    module: str
    group: str
    does: str
    examples: tuple[str, ...] = ()


#: In the order of the help. A module called `list` or `open` would hide the built-in in the package.
COMMANDS: dict[str, CommandEntry] = {
    "search": CommandEntry(
        "search",
        "Find",
        "Find references, best first.",
        (
            "search how much does a chat cost",
            "search 'topic:rlhf year:2022 -openai'",
            "search arXiv:1706.03762",
            "search rlhf --format keys | llmprimer export - -f bibtex",
        ),
    ),
    "list": CommandEntry(
        "list_",
        "Find",
        "List the references that fit a query in a fixed order.",
        (
            "list --topic safety --since 2022-06 --sort=-issued",
            "list kind:paper --fields title,doi",
            "list has:doi --format csv",
        ),
    ),
    "show": CommandEntry(
        "show",
        "Find",
        "Show everything known about references.",
        (
            "show vaswani-2017-attention",
            "show arXiv:1706.03762 --provenance",
            "show 3                         # the third of the list above",
            "search rlhf | llmprimer show -",
        ),
    ),
    "open": CommandEntry("open_", "Find", "Open references in the browser.", ("open vaswani", "open 1 2 --print")),
    "related": CommandEntry(
        "related", "Find", "Find the references nearest to one.", ("related vaswani-2017-attention --limit 5",)
    ),
    "browse": CommandEntry(
        "browse",
        "Find",
        "Browse in the terminal: search, filter, follow relations.",
        (
            "browse --topic rlhf",
            "cite $(llmprimer browse --pick)",
            "browse --pick --multi | llmprimer export - -f bibtex",
        ),
    ),
    "topics": CommandEntry("topics", "Find", "List the topics as a tree, or show one.", ("topics", "topics rlhf")),
    "slides": CommandEntry(
        "slides",
        "Find",
        "Show the outline with the references under each slide.",
        ("slides 33", "slides 12..14 --json"),
    ),
    "timeline": CommandEntry(
        "timeline",
        "Find",
        "Show how many references were issued over time, by kind.",
        ("timeline topic:rlhf --by year",),
    ),
    "stats": CommandEntry(
        "stats",
        "Find",
        "Count references by topic, kind, year, author and more.",
        ("stats --by topic --over year", "stats kind:paper --by author --limit 10"),
    ),
    "graph": CommandEntry(
        "graph", "Find", "Draw references with their relations, topics and slides.", ("graph topic:rlhf -f mermaid",)
    ),
    "export": CommandEntry(
        "export",
        "Cite",
        "Write references as BibTeX, CSL-JSON, RIS and more.",
        (
            "export topic:rlhf -f bibtex -o rlhf.bib",
            "export --cited-in paper.tex -f bibtex -o paper.bib",
            "search rlhf --format keys | llmprimer export - -f csl-json",
        ),
    ),
    "cite": CommandEntry(
        "cite",
        "Cite",
        "Print formatted citations in any CSL style, or BibTeX entries.",
        ("cite vaswani-2017-attention --style apa", "cite vaswani --bibtex"),
    ),
    "init": CommandEntry("init", "Curate", "Start a catalogue of your own.", ("init reading",)),
    "import": CommandEntry(
        "import_",
        "Curate",
        "Import the works of a reading list, bibliography or bookmarks.",
        ("import awesome-list.md --dry-run", "import paper.bib --yes"),
    ),
    "add": CommandEntry(
        "add", "Curate", "Add works by identifier; their data are looked up.", ("add arXiv:2203.02155 --topic rlhf",)
    ),
    "enrich": CommandEntry(
        "enrich",
        "Curate",
        "Fill empty fields from arXiv, Crossref and other services.",
        ("enrich kind:paper --dry-run", "enrich --field abstract --yes", "enrich topic:rlhf --update"),
    ),
    "edit": CommandEntry("edit", "Curate", "Edit references in $VISUAL or $EDITOR.", ("edit vaswani-2017-attention",)),
    "tag": CommandEntry(
        "tag",
        "Curate",
        "Add topics of the vocabulary to references, or remove them.",
        (
            "tag bai-2022-helpful +cost -dialogue",
            "tag --where 'kind:paper year:2022' +language-models",
            "search chain of thought -f keys | llmprimer tag - +reasoning --yes",
        ),
    ),
    "topic": CommandEntry(
        "topic",
        "Curate",
        "Add, rename or remove a topic of the vocabulary.",
        (
            'topic add evaluation -d "How well models do what they are for."',
            "topic rename benchmarks evaluation",
        ),
    ),
    "remove": CommandEntry(
        "remove", "Curate", "Remove references, and the relations of others to them.", ("remove KEY --yes",)
    ),
    "undo": CommandEntry("undo", "Curate", "Undo the last write of the catalogue.", ("undo", "undo --yes")),
    "diff": CommandEntry(
        "diff",
        "Curate",
        "Show the changes between two catalogues or git revisions.",
        ("diff", "diff v1.0 v1.1 --format markdown", "diff HEAD --format patch | git apply --reverse"),
    ),
    "lint": CommandEntry(
        "lint",
        "Keep healthy",
        "Check a catalogue against the rules of docs/lint.md.",
        ("lint --statistics", "lint --explain S401", "lint --select S,A --fix"),
    ),
    "check": CommandEntry(
        "check",
        "Keep healthy",
        "Check links: alive, moved, changed, blocked or dead.",
        ("check topic:rlhf", "check README.md --fix", "check --archive --fail-on new --format junit"),
    ),
    "site": CommandEntry(
        "site", "Publish and connect", "Publish a catalogue as a website of static pages.", ("site build -o public",)
    ),
    "mcp": CommandEntry(
        "mcp",
        "Publish and connect",
        "Serve the catalogue to agents by the Model Context Protocol.",
        ("mcp", "mcp --http 8000"),
    ),
    "schema": CommandEntry(
        "schema",
        "Publish and connect",
        "Print the JSON Schema of an output, or of the catalogue file.",
        ("schema", "schema search"),
    ),
}

#: At the end of `llmprimer --help`.
EXAMPLES = (
    "search rlhf",
    "show 1",
    "export topic:rlhf -f bibtex -o rlhf.bib",
    "init reading && cd reading && llmprimer add arXiv:2203.02155",
    "COMMAND --help",
)
