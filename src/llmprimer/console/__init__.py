"""Prints results: tables and trees on a terminal, plain lines elsewhere."""
