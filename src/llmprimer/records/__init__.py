"""Turns parsed input into records: drafts, titles, names, kinds, keys, and the comparison with existing records."""
