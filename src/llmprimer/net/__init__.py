"""HTTP requests: the guard, proxies, two clients (single requests; link checks), charsets, HTML."""
