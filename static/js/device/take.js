// Takes cases along: what each page of a case needs without a line, kept sealed, and the empty forms that it fills.
import { pinChoose } from "./pin.js";

/** @typedef {import("../review/store.js").Store} Store */
/** @typedef {import("../review/store.js").Sheet} Sheet */
/** @typedef {{clear: string, cases: {review: number, stamp: string}[], version: string}} Contact what the server tells a device */

export const SKELETONS = "plumb-skeletons";
const WORKER = "/service-worker.js";

/** The address of the empty form of a page. @param {Sheet} sheet @param {string} page */
export const skeletonOf = ({ edition, domain, word }, page) =>
  `/skeletons/${edition}/${domain}/${page || "facts"}/?word=${encodeURIComponent(word)}`;

async function json(/** @type {string} */ address) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!response.ok) throw new Error(`The server answers ${response.status}`);
  return response.json();
}

/** The empty forms that are not here yet, or are of an earlier version of the product. */
async function skeletonsKeep(/** @type {Store} */ store, /** @type {Sheet} */ sheet, /** @type {string} */ version) {
  if ((await store.note("version")) !== version) {
    await caches.delete(SKELETONS);
    await store.noteKeep("version", version);
  }
  const kept = await caches.open(SKELETONS);
  for (const { page } of sheet.pages) {
    const address = skeletonOf(sheet, page);
    if (!(await kept.match(address))) await kept.add(address);
  }
}

/**
 * Brings what lies here in step with the person's cases: new and changed ones arrive, those that are no longer theirs go,
 * unless something of theirs still waits to be sent.
 * @param {Store} store unlocked @param {Contact} contact
 * @param {(done: number, all: number) => void} [tell]
 */
export async function casesBring(store, { cases, version }, tell = () => {}) {
  const held = await store.stamps();
  const isNewer = (await store.note("version")) !== version;
  const wanted = cases.filter(({ review, stamp }) => isNewer || held.get(review) !== stamp);
  let done = cases.length - wanted.length;
  tell(done, cases.length);
  for (const { review } of wanted) {
    const sheet = { ...(await json(`/reviews/${review}/sheet/`)), email: document.body.dataset.email, taken_at: new Date().toISOString() };
    await skeletonsKeep(store, sheet, version);
    await store.reviewKeep(sheet);
    tell(++done, cases.length);
  }
  const theirs = new Set(cases.map(({ review }) => review));
  const unsent = new Set((await store.unsent()).map(({ review }) => review));
  for (const review of held.keys()) if (!theirs.has(review) && !unsent.has(review)) await store.reviewForget(review);
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
