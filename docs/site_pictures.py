"""Takes the pictures of a built site that docs/site.md shows: `python3 tasks.py site-pictures`.

They need Chromium and the dependency group `browser`. With a folder as an argument, every kind of page is taken there in
both schemes at three widths, to be looked at.
"""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from llmprimer.api.catalogue import Catalogue
from llmprimer.site.build import build_site
from llmprimer.site.serving import serving

PICTURES = Path(__file__).parent / "pictures"
#: Name -> (address, width, height, scheme) of the pictures that are kept.
KEPT = {
    "start-light": ("", 1280, 860, "light"),
    "search-dark": ("?q=benchmrk", 1280, 860, "dark"),
    "reference-light": ("r/vaswani-2017-attention/", 1280, 860, "light"),
    "timeline-dark": ("timeline/", 1280, 860, "dark"),
    "phone-light": ("?q=rlhf&kind=paper", 390, 844, "light"),
}
PAGES = [
    "", "?q=rlhf", "?q=sourdough+bread", "?q=topic%3A", "all/", "topics/", "topics/rlhf/", "years/2022/", "authors/", "timeline/",
    "slides/", "new/", "r/vaswani-2017-attention/", "r/lee-chatgpt/", "404.html",
]  # fmt: skip


def take(browser: Browser, url: str, width: int, height: int, scheme: str, path: Path) -> None:
    """One page as a picture: WebP or PNG, as the name of the file says."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("#results:not(.waiting), main:not(:has(#results))")
    form = {"format": "webp", "quality": 80} if path.suffix == ".webp" else {"format": "png"}
    taken = context.new_cdp_session(page).send("Page.captureScreenshot", form)
    path.write_bytes(base64.b64decode(taken["data"]))
    context.close()


def main() -> None:
    """Builds the site of the built-in catalogue, and takes the pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        with Catalogue.open() as catalogue:
            build_site(catalogue, Path(folder) / "site")
        with serving(Path(folder) / "site", 0) as server, sync_playwright() as started:
            arguments = ["--no-sandbox", "--disable-background-networking", "--hide-scrollbars"]
            browser = started.chromium.launch(executable_path=chromium, args=arguments)
            if len(sys.argv) > 1:
                for scheme in ("light", "dark"):
                    for width in (360, 768, 1440):
                        for number, address in enumerate(PAGES):
                            path = Path(sys.argv[1]) / f"{number:02}-{scheme}-{width}.png"
                            take(browser, server.url + address, width, 900, scheme, path)
            else:
                PICTURES.mkdir(exist_ok=True)
                for name, (address, width, height, scheme) in KEPT.items():
                    take(browser, server.url + address, width, height, scheme, PICTURES / f"{name}.webp")
            browser.close()


if __name__ == "__main__":
    main()
