// The key that everything on this device is sealed with, and the PIN that it is wrapped by.
//
// Without a PIN the key lies in the browser as one that cannot be read out: enough against a look at the files by another
// program, not against somebody who opens this browser. With a PIN it lies wrapped. Unlocked, it is wrapped once more by
// a secret that only the open tabs know, so that it is locked again when the last of them is closed.

/** @typedef {{salt: Uint8Array, iv: Uint8Array, wrapped: ArrayBuffer}} Wrapped a key under a PIN or a secret */
/** @typedef {{iv: Uint8Array, data: ArrayBuffer}} Sealed something readable only with the key */

const ROUNDS = 600_000; // of PBKDF2 with SHA-256, as OWASP advises for 2023 and after
const SECRET = "plumb-open"; // in the tab's storage

const random = (/** @type {number} */ bytes) => crypto.getRandomValues(new Uint8Array(bytes));

/** @returns {Promise<CryptoKey>} a new key; one to be wrapped later must be `extractable` */
export const keyMade = (/** @type {boolean} */ extractable) =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, extractable, ["encrypt", "decrypt"]);

/**
 * @param {string} words a PIN, or the secret of the open tabs
 * @param {Uint8Array} salt
 * @param {number} rounds
 */
async function keyFrom(words, salt, rounds) {
  const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(words), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

/** @returns {Promise<Wrapped>} */
async function wrapped(/** @type {CryptoKey} */ key, /** @type {string} */ words, /** @type {number} */ rounds) {
  const [salt, iv] = [random(16), random(12)];
  const by = await keyFrom(words, salt, rounds);
  return { salt, iv, wrapped: await crypto.subtle.wrapKey("raw", key, by, { name: "AES-GCM", iv }) };
}

/** @returns {Promise<CryptoKey | null>} null if the words are wrong */
async function unwrapped(/** @type {Wrapped} */ from, /** @type {string} */ words, /** @type {number} */ rounds) {
  const by = await keyFrom(words, from.salt, rounds);
  const how = { name: "AES-GCM", iv: from.iv };
  try {
    return await crypto.subtle.unwrapKey("raw", from.wrapped, by, how, "AES-GCM", true, ["encrypt", "decrypt"]);
  } catch {
    return null;
  }
}

export const wrappedByPin = (/** @type {CryptoKey} */ key, /** @type {string} */ pin) => wrapped(key, pin, ROUNDS);
export const unwrappedByPin = (/** @type {Wrapped} */ from, /** @type {string} */ pin) => unwrapped(from, pin, ROUNDS);

/** Wraps an unlocked key for as long as tabs are open. */
export async function wrappedForTabs(/** @type {CryptoKey} */ key) {
  const secret = sessionStorage.getItem(SECRET) ?? (await secretOfOtherTabs()) ?? btoa(String.fromCharCode(...random(32)));
  sessionStorage.setItem(SECRET, secret);
  return wrapped(key, secret, 1);
}

/** The key that was unlocked in this or another open tab, or null. */
export async function unwrappedForTabs(/** @type {Wrapped} */ from) {
  const own = sessionStorage.getItem(SECRET);
  const key = own ? await unwrapped(from, own, 1) : null;
  if (key) return key;
  const others = await secretOfOtherTabs();
  return others ? unwrapped(from, others, 1) : null;
}

const tabs = new BroadcastChannel("plumb-open");
tabs.addEventListener("message", (event) => {
  const secret = sessionStorage.getItem(SECRET);
  if (event.data === "ask" && secret) tabs.postMessage({ secret });
});

/** @returns {Promise<string | null>} */
function secretOfOtherTabs() {
  return new Promise((resolve) => {
    const hear = (/** @type {MessageEvent} */ event) => {
      if (!event.data?.secret) return;
      sessionStorage.setItem(SECRET, event.data.secret);
      done(event.data.secret);
    };
    const done = (/** @type {string | null} */ secret) => {
      tabs.removeEventListener("message", hear);
      clearTimeout(late);
      resolve(secret);
    };
    const late = setTimeout(() => done(null), 200);
    tabs.addEventListener("message", hear);
    tabs.postMessage("ask");
  });
}

/** Locks: no tab can open the key without the PIN any more. */
export const secretForgotten = () => sessionStorage.removeItem(SECRET);

/** @returns {Promise<Sealed>} */
export async function sealed(/** @type {CryptoKey} */ key, /** @type {unknown} */ what) {
  const iv = random(12);
  const bytes = new TextEncoder().encode(JSON.stringify(what));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

/** What was sealed. Throws if the key is another. */
export async function opened(/** @type {CryptoKey} */ key, /** @type {Sealed} */ from) {
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: from.iv }, key, from.data);
  return JSON.parse(new TextDecoder().decode(bytes));
}
