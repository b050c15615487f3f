"""The first reader: entries by rules, and the way from the blocks of a document to its works."""
