"""The results of earlier checks, and the state of a link over time."""
