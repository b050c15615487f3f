"""The formats of files, a module for each."""
