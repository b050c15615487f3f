"""The proxies in the environment: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, in either case."""

from __future__ import annotations

from urllib.request import getproxies, proxy_bypass


class Proxies:
    """The proxies, read from the environment once."""

    def __init__(self) -> None:
        self._proxies = {name: url for name, url in getproxies().items() if name in ("http", "https", "all") and url}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._proxies)

    def of(self, scheme: str, host: str) -> str | None:
        """The address of the proxy for a host; None for a direct connection."""
        if proxy_bypass(host):
            return None
        proxy = self._proxies.get(scheme) or self._proxies.get("all")
        return proxy if proxy is None or "://" in proxy else f"http://{proxy}"
