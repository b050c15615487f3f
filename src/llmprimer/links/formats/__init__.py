"""The formats of link reports: each module is one, named like its file."""
