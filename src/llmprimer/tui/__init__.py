"""The terminal browser (Textual, the extra `llmprimer[tui]`): a user interface of the Python API.

`request` and `queries` do not depend on a terminal, `worker` runs queries in threads, the other modules are the interface.
"""
