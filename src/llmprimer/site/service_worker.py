"""The service worker of a site, which makes visited pages available offline."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from llmprimer.site.bundling import source
from llmprimer.site.content import Content


def service_worker(content: Content, files: Sequence[str]) -> bytes:
    """The script with its version, a digest of all records, settings and assets, and the files to cache first."""
    version = hashlib.sha256(f"{content.digest} {content.plan.digest}".encode()).hexdigest()[:12]
    shell = ["./", "all/", *files]
    head = f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(shell)};\n"
    return (head + source("service-worker.js")).encode()
