// What lies on this device: one database per person, everything that was typed sealed (keys.js).
import { openDB } from "../../vendor/idb.js";
import * as keys from "./keys.js";

/**
 * @typedef {object} Change one change as it will be sent, and where it stands
 * @property {string} id a UUID of its own
 * @property {number} review
 * @property {string} target
 * @property {number | string} seen the version that stood when it was made, or the id of an own earlier change
 * @property {string | null} [value]
 * @property {string} [note]
 * @property {string} at when it was typed
 * @property {"waiting" | "conflict" | "refused"} state
 * @property {boolean} [attempted] it was sent at least once, so it may have arrived
 * @property {string} [reason] why it was not saved
 * @property {Row} [theirs] what stands instead, in a conflict
 *
 * @typedef {{value: string, note: string, by: string, at: string | null, version: number}} Row an answer as saved
 * @typedef {{id: string, review: number, day: string, version: number, status: string, sequence: number}} Receipt
 */

const STRICT = /** @type {const} */ ({ durability: "strict" });

export class Store {
  /** @param {any} db as idb opens it @param {string} device */
  constructor(db, device) {
    this.db = db;
    this.device = device;
    /** @type {CryptoKey | null} */
    this.key = null;
  }

  /** @param {number} person @returns {Promise<Store>} throws where the browser gives no storage */
  static async open(person) {
    const db = await openDB(`plumbline-${person}`, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("meta");
        fresh.createObjectStore("reviews", { keyPath: "id" });
        fresh.createObjectStore("changes", { keyPath: "order", autoIncrement: true }).createIndex("id", "id");
        fresh.createObjectStore("receipts", { keyPath: "id" }).createIndex("day", ["review", "day"]);
      },
    });
    const device = (await db.get("meta", "device")) ?? crypto.randomUUID();
    await db.put("meta", device, "device");
    const store = new Store(db, device);
    await store.#keyFound();
    return store;
  }

  async #keyFound() {
    const kept = await this.db.get("meta", "key");
    if (!kept) {
      this.key = await keys.keyMade(false);
      await this.db.put("meta", { plain: this.key }, "key");
    } else if (kept.plain) this.key = kept.plain;
    else this.key = kept.byTabs ? await keys.unwrappedForTabs(kept.byTabs) : null;
  }

  /** Nothing can be read or kept until `unlock`. */
  get isLocked() {
    return this.key === null;
  }

  async hasPin() {
    return Boolean((await this.db.get("meta", "key"))?.byPin);
  }

  /** @param {string} pin @returns {Promise<boolean>} false if it is the wrong one */
  async unlock(pin) {
    const kept = await this.db.get("meta", "key");
    const key = await keys.unwrappedByPin(kept.byPin, pin);
    if (!key) return false;
    await this.db.put("meta", { byPin: kept.byPin, byTabs: await keys.wrappedForTabs(key) }, "key");
    this.key = key;
    return true;
  }

  /** From now on everything here opens only with this PIN. What lies here is sealed anew. @param {string} pin */
  async pinChoose(pin) {
    const old = this.#keyOrThrow();
    const key = await keys.keyMade(true);
    const kept = { byPin: await keys.wrappedByPin(key, pin), byTabs: await keys.wrappedForTabs(key) };
    const resealed = [];
    for (const name of ["reviews", "changes"]) {
      for (const row of await this.db.getAll(name)) {
        resealed.push({ name, row: { ...row, sealed: await keys.sealed(key, await keys.opened(old, row.sealed)) } });
      }
    }
    const together = this.db.transaction(["meta", "reviews", "changes"], "readwrite", STRICT);
    for (const { name, row } of resealed) together.objectStore(name).put(row);
    together.objectStore("meta").put(kept, "key");
    await together.done;
    this.key = key;
  }

  #keyOrThrow() {
    if (!this.key) throw new Error("locked");
    return this.key;
  }

  /** Keeps a change, or what became of it. @param {Change} change */
  async changeKeep(change) {
    const { id, review, ...rest } = change;
    const row = { id, review, sealed: await keys.sealed(this.#keyOrThrow(), rest) };
    const writing = this.db.transaction("changes", "readwrite", STRICT);
    const order = await writing.store.index("id").getKey(id);
    await writing.store.put(order === undefined ? row : { ...row, order });
    await writing.done;
  }

  /** @param {string} id */
  async changeForget(id) {
    const writing = this.db.transaction("changes", "readwrite", STRICT);
    const order = await writing.store.index("id").getKey(id);
    if (order !== undefined) await writing.store.delete(order);
    await writing.done;
  }

  /** All that waits, in the order it was typed; of one review, or of all. @returns {Promise<Change[]>} */
  async changes(/** @type {number | null} */ review = null) {
    const rows = (await this.db.getAll("changes")).filter((row) => review === null || row.review === review);
    const key = this.#keyOrThrow();
    return Promise.all(rows.map(async (row) => ({ id: row.id, review: row.review, ...(await keys.opened(key, row.sealed)) })));
  }

  /** How many changes wait, by review: known without the key. @returns {Promise<Map<number, number>>} */
  async waiting() {
    const counts = new Map();
    for (const { review } of await this.db.getAll("changes")) counts.set(review, (counts.get(review) ?? 0) + 1);
    return counts;
  }

  /** @param {Receipt[]} receipts */
  async receiptsKeep(receipts) {
    const writing = this.db.transaction("receipts", "readwrite", STRICT);
    for (const receipt of receipts) writing.store.put(receipt);
    await writing.done;
  }

  /** @param {number} review @param {string} day @returns {Promise<Receipt[]>} */
  receipts(review, day) {
    return this.db.getAllFromIndex("receipts", "day", [review, day]);
  }

  /** A case taken along: what its pages need without a line. @param {number} id @param {unknown} what */
  async reviewKeep(id, what) {
    await this.db.put("reviews", { id, sealed: await keys.sealed(this.#keyOrThrow(), what) });
  }

  /** @param {number} id */
  async review(id) {
    const row = await this.db.get("reviews", id);
    return row ? keys.opened(this.#keyOrThrow(), row.sealed) : null;
  }

  /** @returns {Promise<number[]>} the reviews taken along */
  reviewIds() {
    return /** @type {Promise<number[]>} */ (this.db.getAllKeys("reviews"));
  }

  /** @param {number} id */
  async reviewForget(id) {
    await this.db.delete("reviews", id);
  }
}
