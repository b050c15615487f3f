// In pages that `llmprimer site serve` shows, and in no other: reloads the page once the site has been built again.
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const built = new URL(script.src).search.slice(1);
  const look = async () => {
    if (document.hidden) return;
    const found = await fetch("/-/built", { cache: "no-store" }).catch(() => null);
    // Without an answer the server has ended, and may come back.
    if (found?.ok && (await found.text()) !== built) location.reload();
  };
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
})();
