"""The formats of lint reports: each module is one, named like its file."""
