"""The formats of link reports: each module is one, with its name."""
