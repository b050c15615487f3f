"""One run of a link check: which link is asked when, the requests, and what is tried again."""
