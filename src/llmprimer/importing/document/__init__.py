"""Documents as blocks of spans, the links and labels in them, and an account of their words."""
