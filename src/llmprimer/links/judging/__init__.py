"""From the facts of a probe to a verdict. No I/O."""
