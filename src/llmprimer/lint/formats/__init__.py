"""The formats of lint reports: one module per format, with the name of the format."""
