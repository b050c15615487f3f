"""The rules, one module per first letter of the codes; see `llmprimer.lint.registry`."""
