"""What earlier checks found, and what a link counts as over time."""
