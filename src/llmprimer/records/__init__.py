"""From what was read somewhere to a record: drafts, clean titles, names, kinds, keys, and what is there already."""
