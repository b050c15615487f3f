"""The terminal browser (Textual, the extra `llmprimer[tui]`): it asks the Python API, and shows what comes back.

`asked` and `answers` know no terminal; `worker` asks in threads; the other modules are what is seen.
"""
