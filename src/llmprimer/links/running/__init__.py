"""One run of a link check: scheduling, requests and retries."""
