"""Brings the forms of lists to the usual one before works are looked for; a module for each form."""
