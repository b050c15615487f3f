"""Asking the web politely and safely: what `sources` and everything else that follows addresses has in common."""
