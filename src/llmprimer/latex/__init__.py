"""LaTeX text both ways: one table of commands, `encoding` to write it, `decoding` to read it."""
