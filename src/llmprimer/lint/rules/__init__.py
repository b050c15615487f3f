"""The rules, one module for each first letter of a code; see `llmprimer.lint.registry`."""
