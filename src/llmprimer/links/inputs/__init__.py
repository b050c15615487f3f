"""Links in files other than catalogues: Markdown, BibTeX, HTML, plain text."""
