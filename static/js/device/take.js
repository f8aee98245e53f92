// Takes cases along: what each page of a case needs without a line, kept sealed, and the empty forms that it fills.
import { pinChoose } from "./pin.js";

/** @typedef {import("../review/store.js").Store} Store */
/** @typedef {import("../review/store.js").Sheet} Sheet */
/** @typedef {{clear: string, cases: {review: number, stamp: string}[], version: string}} Contact what the server tells a device */

const FORMS = "plumb-forms-";
const WORKER = "/service-worker.js";

/** The address of the empty form of a page. @param {Sheet} sheet @param {string} page */
const skeletonOf = ({ edition, domain, word }, page) =>
  `/skeletons/${edition}/${domain}/${page || "facts"}/?word=${encodeURIComponent(word)}`;

async function json(/** @type {string} */ address) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!response.ok) throw new Error(`The server answers ${response.status}`);
  return response.json();
}

/** The empty form of a page: that of the version the case came with; of another one, if need be. */
export const skeleton = async (/** @type {Sheet} */ sheet, /** @type {string} */ page) =>
  (await caches.match(skeletonOf(sheet, page), { cacheName: FORMS + sheet.version, ignoreVary: true })) ??
  caches.match(skeletonOf(sheet, page), { ignoreVary: true });

async function skeletonsKeep(/** @type {Sheet} */ sheet) {
  const kept = await caches.open(FORMS + sheet.version);
  for (const { page } of sheet.pages) {
    const address = skeletonOf(sheet, page);
    if (await kept.match(address)) continue;
    const form = await fetch(address, { cache: "no-store" });
    if (!form.ok || form.redirected) throw new Error(`The server answers ${form.status}`); // signed out, it sends to sign-in
    await kept.put(address, form);
  }
}

/** Once every case that lies here is of this version, the forms of others go. */
async function skeletonsTidy(/** @type {string} */ version) {
  for (const name of await caches.keys()) if (name.startsWith(FORMS) && name !== FORMS + version) await caches.delete(name);
}

/**
 * Brings what lies here in step with the person's cases: new and changed ones arrive, those that are no longer theirs go,
 * unless something of theirs still waits to be sent.
 * @param {Store} store unlocked @param {Contact} contact
 * @param {(done: number, all: number) => void} [tell]
 */
export async function casesBring(store, { cases, version }, tell = () => {}) {
  const held = await store.stamps();
  const wanted = cases.filter(({ review, stamp }) => held.get(review) !== stamp);
  let done = cases.length - wanted.length;
  let allOfOne = true;
  tell(done, cases.length);
  for (const { review } of wanted) {
    const sheet = { ...(await json(`/reviews/${review}/sheet/`)), email: document.body.dataset.email, taken_at: new Date().toISOString() };
    allOfOne &&= sheet.version === version; // a new one may have been put in place meanwhile
    await skeletonsKeep(sheet);
    await store.reviewKeep(sheet);
    tell(++done, cases.length);
  }
  const theirs = new Set(cases.map(({ review }) => review));
  const unsent = new Set((await store.unsent()).map(({ review }) => review));
  for (const review of held.keys()) if (!theirs.has(review) && !unsent.has(review)) await store.reviewForget(review);
  const strays = [...held.keys()].some((review) => !theirs.has(review) && unsent.has(review));
  if (allOfOne && !strays) await skeletonsTidy(version);
}

/** The worker that shows the cases without a line. It keeps pages without data only. */
export const workerStart = () => navigator.serviceWorker?.register(WORKER);

/**
 * Everything that is needed before a case can be taken along.
 * @param {Store} store @returns {Promise<string>} "" or why it cannot be
 */
export async function ready(store) {
  if (!navigator.serviceWorker || !window.caches) return "This browser cannot keep pages. Use a current one, and not its private window.";
  if (!(await store.hasPin()) && !(await pinChoose(store, "Take the cases along"))) return "Nothing was taken along: a PIN is needed first.";
  await navigator.storage?.persist?.();
  await workerStart();
  await navigator.serviceWorker.ready;
  return "";
}
