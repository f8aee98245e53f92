// A device's contact with the server: says what it holds, sends what waits, brings its cases up to date, clears itself.
import { asProse, proseStore } from "../report/sending.js";
import { sender, token } from "../review/door.js";
import { Queue } from "../review/queue.js";
import { Store } from "../review/store.js";
import { casesBring, workerStart } from "./take.js";
import { isProse } from "./whose.js";

/** @typedef {import("./take.js").Contact} Contact */
/** @typedef {import("./whose.js").Written} Written */
/**
 * @typedef {object} Left what could not be sent
 * @property {Written[]} waiting because there is no line, or the server stumbles
 * @property {Written[]} unsettled conflicts and refusals, which somebody has to look at
 * @property {boolean} signedOut
 * @property {boolean} locked what waits can only be read after the PIN
 * @property {number[]} reviews
 */

const PATIENCE = 30_000; // milliseconds

/** As people call it: "Chrome on Android". */
function nameOfThis() {
  const agent = navigator.userAgent;
  const browser = [["Edg", "Edge"], ["OPR", "Opera"], ["Firefox", "Firefox"], ["Chrome", "Chrome"], ["Safari", "Safari"]].find(([sign]) => agent.includes(sign));
  const system = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac", "Mac"], ["CrOS", "ChromeOS"], ["Linux", "Linux"]].find(([sign]) => agent.includes(sign));
  return `${browser?.[1] ?? "A browser"} on ${system?.[1] ?? "a device"}`;
}

/** @param {Store} store @param {string} [cleared] the device that was cleared @returns {Promise<Contact>} */
async function contact(store, cleared) {
  const unsent = cleared ? [] : await (store.isLocked ? store.unsent() : store.changes());
  const body = {
    device: cleared ?? store.device,
    name: nameOfThis(),
    reviews: cleared ? [] : [...(await store.stamps()).keys()],
    unsent: unsent.filter(({ review }) => !isProse(review)).map(({ id, review, target }) => ({ id, review, target: target ?? "" })),
    cleared: Boolean(cleared),
  };
  const response = await fetch("/device/contact/", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw new Error(`The server answers ${response.status}`);
  return response.json();
}

/** Removes everything here and tells the server, now or at the next contact. @returns {Promise<boolean>} whether it did */
export async function clear(/** @type {Store} */ store, evenUnsent = false) {
  const isCleared = await store.clear({ evenUnsent });
  if (isCleared) await clearedTell(store).catch(() => {}); // no line: at the next contact
  return isCleared;
}

async function clearedTell(/** @type {Store} */ store) {
  const cleared = await store.cleared();
  if (!cleared) return;
  await contact(store, cleared);
  await store.clearedTold();
}

/** Sends what waits of one review, or of one section's prose; one tab at a time, but for the page that is worked on. */
async function reviewSend(/** @type {Store} */ store, /** @type {number} */ review) {
  let signedOut = false;
  const send = isProse(review) ? sender(String(review), null, store.person, asProse) : sender(`/reviews/${review}/changes/`, store.device, store.person);
  const queue = new Queue(review, isProse(review) ? proseStore(store) : store, send, {
    changed: () => {},
    line: (state) => (signedOut = state === "signed out"),
    unkept: () => {},
  });
  const sent = async () => {
    await queue.load();
    await queue.flush();
    clearTimeout(queue.timer); // whoever asked tries again
  };
  await (navigator.locks ? navigator.locks.request(`plumb-send-${store.person}-${review}`, sent) : sent());
  return { left: [...queue.changes.values()], signedOut };
}

/**
 * Sends all that waits here, review by review.
 * @param {Store} store @param {number | null} [here] the review of this page, which sends its own
 * @returns {Promise<Left>}
 */
export async function allSend(store, here = null) {
  const waiting = (await store.unsent()).filter(({ review }) => review !== here);
  const left = { waiting: /** @type {Written[]} */ ([]), unsettled: /** @type {Written[]} */ ([]), signedOut: false, locked: store.isLocked && waiting.length > 0, reviews: /** @type {number[]} */ ([]) };
  if (store.isLocked) return { ...left, waiting, reviews: [...new Set(waiting.map(({ review }) => review))] };
  for (const review of new Set(waiting.map((change) => change.review))) {
    const found = await reviewSend(store, review);
    for (const change of found.left) (change.state === "waiting" ? left.waiting : left.unsettled).push(change);
    left.signedOut ||= found.signedOut;
    if (found.left.length) left.reviews.push(review);
  }
  return left;
}

/**
 * One contact, whole.
 * @param {Store} store @param {{here?: number | null, tell?: (done: number, all: number) => void}} [about]
 * @returns {Promise<{left: Left, cleared: boolean, asked: boolean}>} asked: an administrator wants the device cleared
 */
export async function keepUp(store, { here = null, tell } = {}) {
  await clearedTell(store);
  const waited = (await store.unsent()).length;
  const left = await allSend(store, here);
  if (!waited && !(await store.hasPin())) return { left, cleared: false, asked: false }; // the server need not know of it
  const told = await contact(store);
  const asked = told.clear === "after_sending" || told.clear === "at_once";
  // What is being typed on this page is sent by it first, whatever was confirmed.
  const isTyped = (await store.unsent()).some(({ review }) => review === here);
  const cleared = asked && !isTyped && (await clear(store, told.clear === "at_once"));
  if (!cleared && !store.isLocked && (await store.hasPin())) {
    await workerStart();
    await casesBring(store, told, tell);
    await store.receiptsTidy();
  }
  return { left, cleared, asked };
}
