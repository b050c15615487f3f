"""Counts of references, drawn as bars, heat maps and graphs.

`counting` makes the numbers, `terminal` prints them, `pictures` and `graph_formats` write files.
"""
