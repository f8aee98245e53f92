// What lies on this device: one database per person, everything that was typed or read sealed (keys.js).
import { deleteDB, openDB } from "../../vendor/idb.js";
import { lastPerson, personForget, personKeep } from "../device/whose.js";
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
 *
 * @typedef {object} Sheet one case as the server tells it (docs/changes.md)
 * @property {number} review
 * @property {string} stamp
 * @property {string} version of the empty forms it fills
 * @property {string} reference
 * @property {string} inspection
 * @property {string} disposal
 * @property {string} domain
 * @property {string} edition
 * @property {string} word
 * @property {boolean} closed
 * @property {string} saved_at
 * @property {string} email of its reader
 * @property {string} taken_at
 * @property {{page: string, title: string, href: string, status: string}[]} pages
 * @property {Record<string, {state: string, reason: string}>} unasked
 * @property {Record<string, Row>} rows
 * @property {Record<string, string>} rulings markup by key question
 */

const STRICT = /** @type {const} */ ({ durability: "strict" });
const RECEIPTS_KEPT = 90; // days
const tabs = new BroadcastChannel("plumb-store");

/** Keeps nothing until `unlock`, or until a PIN was chosen in another tab and its key found. */
export class Locked extends Error {}

export class Store {
  /** @param {any} db as idb opens it @param {string} device @param {number} person */
  constructor(db, device, person) {
    this.db = db;
    this.device = device;
    this.person = person;
    /** @type {CryptoKey | null} */
    this.key = null;
    this.turn = 0; // how often the key was changed: another tab may do it
    tabs.addEventListener("message", (event) => event.data?.cleared === person && this.db.close());
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
    personKeep(person);
    const store = new Store(db, device, person);
    await store.#keyFind();
    return store;
  }

  async #keyFind() {
    const kept = await this.db.get("meta", "key");
    this.turn = kept?.turn ?? 0;
    if (!kept) {
      this.key = await keys.keyMade(false);
      await this.db.put("meta", { plain: this.key, turn: 0 }, "key");
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
    await this.db.put("meta", { ...kept, byTabs: await keys.wrappedForTabs(key) }, "key");
    this.key = key;
    this.turn = kept.turn;
    return true;
  }

  /** From now on everything here opens only with this PIN. What lies here is sealed anew. @param {string} pin */
  async pinChoose(pin) {
    const key = await keys.keyMade(true);
    const turn = this.turn + 1;
    const kept = { byPin: await keys.wrappedByPin(key, pin), byTabs: await keys.wrappedForTabs(key), turn };
    while (!(await this.#resealed(key, kept))); // another tab wrote meanwhile
    this.key = key;
    this.turn = turn;
  }

  /** @param {CryptoKey} key @param {object} kept @returns {Promise<boolean>} false if something was written meanwhile */
  async #resealed(key, kept) {
    const names = ["reviews", "changes"];
    const before = await Promise.all(names.map((name) => this.db.getAll(name)));
    const anew = await Promise.all(before.map((rows) => Promise.all(rows.map(async (row) => ({ ...row, sealed: await keys.sealed(key, await this.#open(row.sealed)) })))));
    const together = this.db.transaction(["meta", ...names], "readwrite", STRICT);
    const now = await Promise.all(names.map((name) => together.objectStore(name).getAll()));
    const same = names.every((_, at) => seals(now[at]) === seals(before[at]));
    if (same) {
      names.forEach((name, at) => anew[at].forEach((row) => together.objectStore(name).put(row)));
      together.objectStore("meta").put(kept, "key");
    }
    await together.done;
    return same;
  }

  /** Seals and writes: with the key that stands when it is written, which another tab may just have changed. */
  async #write(/** @type {string} */ name, /** @type {unknown} */ what, /** @type {(store: any, sealed: keys.Sealed) => Promise<void>} */ put) {
    for (;;) {
      if (!this.key) throw new Locked();
      const sealed = await keys.sealed(this.key, what);
      const writing = this.db.transaction(["meta", name], "readwrite", STRICT);
      const stands = ((await writing.objectStore("meta").get("key"))?.turn ?? 0) === this.turn;
      if (stands) await put(writing.objectStore(name), sealed);
      await writing.done;
      if (stands) return;
      await this.#keyFind();
    }
  }

  /** @param {keys.Sealed} sealed */
  async #open(sealed) {
    if (!this.key) throw new Locked();
    try {
      return await keys.opened(this.key, sealed);
    } catch {
      await this.#keyFind();
      if (!this.key) throw new Locked();
      return keys.opened(this.key, sealed);
    }
  }

  /** Keeps a change, or what became of it. @param {Change} change */
  changeKeep(change) {
    const { id, review, ...rest } = change;
    return this.#write("changes", rest, async (changes, sealed) => {
      const order = await changes.index("id").getKey(id);
      await changes.put({ id, review, sealed, ...(order === undefined ? {} : { order }) });
    });
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
    return Promise.all(rows.map(async (row) => ({ id: row.id, review: row.review, ...(await this.#open(row.sealed)) })));
  }

  /** What waits, as far as it is known without the key. @returns {Promise<{id: string, review: number}[]>} */
  async unsent() {
    return (await this.db.getAll("changes")).map(({ id, review }) => ({ id, review }));
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

  /** The days with receipts, newest first, and the reviews of each. @returns {Promise<Map<string, number[]>>} */
  async receiptDays() {
    const days = new Map();
    for (const { review, day } of await this.db.getAll("receipts")) days.set(day, (days.get(day) ?? new Set()).add(review));
    return new Map([...days].sort(([one], [other]) => (one < other ? 1 : -1)).map(([day, reviews]) => [day, [...reviews]]));
  }

  /** Receipts of long ago are not compared any more. */
  async receiptsTidy(today = new Date()) {
    const first = new Date(today.getTime() - RECEIPTS_KEPT * 86_400_000).toISOString().slice(0, 10);
    const writing = this.db.transaction("receipts", "readwrite");
    for (const row of await writing.store.getAll()) if (row.day < first) writing.store.delete(row.id);
    await writing.done;
  }

  /** A case taken along: what its pages need without a line. @param {Sheet} sheet */
  reviewKeep(sheet) {
    const { review: id, stamp } = sheet;
    return this.#write("reviews", sheet, (reviews, sealed) => reviews.put({ id, stamp, sealed }));
  }

  /** @param {number} id @returns {Promise<Sheet | null>} */
  async review(id) {
    const row = await this.db.get("reviews", id);
    return row ? this.#open(row.sealed) : null;
  }

  /** What was saved since a case was taken along. @param {number} id @param {Record<string, Row>} rows */
  async reviewUpdate(id, rows) {
    const sheet = this.isLocked ? null : await this.review(id);
    if (sheet) await this.reviewKeep({ ...sheet, rows: { ...sheet.rows, ...rows } });
  }

  /** The reviews taken along, with the stamp each had then. @returns {Promise<Map<number, string>>} */
  async stamps() {
    return new Map((await this.db.getAll("reviews")).map(({ id, stamp }) => [id, stamp]));
  }

  /** @param {number} id */
  async reviewForget(id) {
    await this.db.delete("reviews", id);
  }

  /** No tab can open the key without the PIN any more; without a PIN nothing changes. */
  async lock() {
    const { byPin, turn } = await this.db.get("meta", "key");
    if (!byPin) return;
    await this.db.put("meta", { byPin, turn }, "key");
    keys.secretForgotten();
    this.key = null;
  }

  /** Everything here is gone, sent or not. Whoever calls has made sure of that. */
  async clear() {
    tabs.postMessage({ cleared: this.person });
    this.db.close();
    keys.secretForgotten();
    if (lastPerson() === this.person) personForget();
    await deleteDB(`plumbline-${this.person}`);
  }
}

const seals = (/** @type {any[]} */ rows) => rows.map((row) => `${row.order ?? row.id}:${row.sealed.iv.join(".")}`).join();
