// Loads the scripts of a page where that is possible: from a `file:` address, pages are for reading.
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  if (location.protocol === "file:") {
    for (const form of document.querySelectorAll("form.search")) {
      const note = document.createElement("p");
      note.className = "note";
      note.textContent = "Opened from a file, this site can be read. Its search needs a web server.";
      form.replaceWith(note);
    }
    // A server answers the address of a folder with its index.html; here the browser would list the folder.
    for (const link of document.querySelectorAll("a[href]")) {
      const href = link.getAttribute("href") ?? "";
      if (!/^\w+:/.test(href)) link.setAttribute("href", href.replace(/^([^#]*\/)(?=#|$)/, "$1index.html"));
    }
    return;
  }
  // A view that was sent is not the start page: what that shows is put away until the search is there.
  if (location.search) document.getElementById("results")?.classList.add("waiting");
  const ready = () => {
    document.documentElement.dataset.scripts = "ready";
  };
  // The start page also searches.
  const names = document.getElementById("facets") ? ["page", "search"] : ["page"];
  Promise.all(names.map((name) => import(new URL(`ui/${name}.js`, script.src).href))).then(ready).catch((error) => {
    // Published anew since the page was loaded: its scripts are gone, and the page of today has others.
    if (sessionStorage.getItem("reloaded") === script.src) throw error;
    sessionStorage.setItem("reloaded", script.src);
    location.reload();
  });
})();
