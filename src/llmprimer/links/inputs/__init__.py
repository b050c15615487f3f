"""Links of files that are no catalogue: Markdown, BibTeX, HTML, plain text."""
