"""The service worker of a site: what was visited once can be read without a network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from llmprimer.site.bundling import source
from llmprimer.site.content import Content


def service_worker(content: Content, files: Sequence[str]) -> bytes:
    """The script, with its version (every record, setting and asset has a part in it) and the files of the shell."""
    version = hashlib.sha256(f"{content.digest} {content.plan.digest}".encode()).hexdigest()[:12]
    shell = ["./", "all/", *files]
    head = f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(shell)};\n"
    return (head + source("service-worker.js")).encode()
