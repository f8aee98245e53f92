// Shows a page of a case while there is no line. It keeps the page's frame, scripts and styles, and no data: what somebody
// read or typed lies sealed in the browser's database (static/js/review/store.js).
const VERSION = "{{ version }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const OFFLINE = "{{ offline|escapejs }}";
const STATIC = "{{ static|escapejs }}";
const KEPT = `plumb-pages-${VERSION}`;
const PAGES = /^\/(reviews\/\d+\/.*|device\/|inspections\/[^/]+\/my-cases\/)?$/;
const AWAY = [502, 503, 504]; // what stands before the server says that it is not there
const PATIENCE = 20_000; // milliseconds for a page on a slow line

self.addEventListener("install", (event) => {
  // Without cookies: the page is the same for everybody, and names nobody.
  const requests = FILES.map((address) => new Request(address, { credentials: "omit" }));
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(requests)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("plumb-pages-") && name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && PAGES.test(address.pathname)) event.respondWith(page(request));
  else if (address.pathname.startsWith(STATIC)) event.respondWith(fetch(request).catch(() => kept(request)));
});

async function page(request) {
  const offline = () => kept(OFFLINE);
  try {
    const response = await inTime(fetch(request));
    return AWAY.includes(response.status) ? ((await offline()) ?? response) : response;
  } catch {
    return (await offline()) ?? Response.error();
  }
}

const kept = (request) => caches.match(request, { cacheName: KEPT, ignoreVary: true });

function inTime(answer) {
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error("no answer in time")), PATIENCE));
  return Promise.race([answer, late]);
}
