// Pages come from the network while there is one, so that none is ever stale; without one, as they were last seen.
// What is named by its content (the design, the index of the search) never changes and comes from the cache.
const NAME = `site ${VERSION}`;
const SLOW = 4000; // After so many milliseconds without an answer, the copy is better.
// Opened once: when the worker of a later release has deleted this cache, what is still put into it makes no new one.
const CACHE = caches.open(NAME);

self.addEventListener("install", (event) => {
  event.waitUntil(
    CACHE.then((cache) => cache.addAll(SHELL.map((path) => new Request(path, { cache: "no-cache" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("site ") && name !== NAME).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// A page asks for this when it has nothing else to do: then a search without a network misses nothing.
self.addEventListener("message", (event) => {
  if (event.data === "keep the index") event.waitUntil(keepIndex().catch(() => undefined));
});

async function keepIndex() {
  const folder = `${self.registration.scope}search/`;
  const { whole } = JSON.parse(await unpacked(await fetch(`${folder}index.bin`).then((response) => keep(new Request(response.url), response))));
  // Of a large index, what was asked for is kept.
  if (whole) await cached(new Request(`${folder}${whole.slice(0, 2)}/${whole.slice(2)}.bin`));
}

function unpacked(response) {
  return new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw"))).text();
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  const inside = url.pathname.slice(new URL(self.registration.scope).pathname.length);
  if (inside.startsWith("-/")) return; // What `llmprimer site serve` asks itself.
  event.respondWith(/^(assets|search\/..)\//.test(inside) ? cached(event.request) : fresh(event.request, url));
});

async function cached(request) {
  return (await caches.match(request, { cacheName: NAME })) || keep(request, await fetch(request));
}

async function fresh(request, url) {
  const copy = () => caches.match(request, { cacheName: NAME, ignoreSearch: request.mode === "navigate" });
  try {
    const answer = fetch(request).then((response) => keep(request, response));
    const late = new Promise((resolve) => setTimeout(() => resolve(copy()), SLOW));
    return (await Promise.race([answer, late])) || (await answer);
  } catch {
    return (await copy()) || (await folder(url)) || offline(request);
  }
}

function folder(url) {
  return url.pathname.endsWith("/") ? undefined : caches.match(`${url.origin}${url.pathname}/`, { cacheName: NAME });
}

function offline(request) {
  if (request.mode !== "navigate") return Response.error();
  const text = "<!DOCTYPE html><html lang=en><meta name=viewport content='width=device-width'><title>Offline</title>" +
    "<h1>Offline</h1><p>This page has not been visited before, so it is not kept on this device.</p>";
  return new Response(text, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function keep(request, response) {
  if (response.ok && response.type === "basic") {
    const copy = response.clone();
    const cache = await CACHE;
    // The same page with another query is the same file.
    await cache.put(request.mode === "navigate" ? request.url.split(/[?#]/)[0] : request, copy);
  }
  return response;
}
