"""HTTP requests: the guard, proxies, two clients (single questions; link checks), charsets, HTML."""
