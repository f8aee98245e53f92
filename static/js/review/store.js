// What lies on this device: one database per person, everything that was typed or read sealed (keys.js).
import { openDB } from "../../vendor/idb.js";
import { hasStore, lastPerson, personForget, personHere, personKeep } from "../device/whose.js";
import * as keys from "./keys.js";

/**
 * @typedef {object} Change one change as it will be sent, and where it stands
 * @property {string} id a UUID of its own
 * @property {number} review of prose the address of its door (report/sending.js)
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
 * @typedef {{id: string, review: number, day: string, version: number, status: string}} Receipt
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
const ALL = ["meta", "reviews", "changes", "receipts"];

/** Keeps nothing until `unlock`, or until a PIN was chosen in another tab and its key found. */
class Locked extends Error {
  name = "locked";
}

const opened = (/** @type {number} */ person) =>
  openDB(`plumbline-${person}`, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("meta");
      fresh.createObjectStore("reviews", { keyPath: "id" });
      fresh.createObjectStore("changes", { keyPath: "order", autoIncrement: true }).createIndex("id", "id");
      fresh.createObjectStore("receipts", { keyPath: "id" }).createIndex("day", ["review", "day"]);
    },
  });

/** Leaves the key under its PIN alone, if it has one. @returns {Promise<boolean>} */
async function lock(/** @type {any} */ db) {
  const kept = await db.get("meta", "key");
  if (kept?.byPin) await db.put("meta", { byPin: kept.byPin, turn: kept.turn }, "key");
  return Boolean(kept?.byPin);
}

/** What stands under a name of `meta`, or what is put there now: of two tabs that come first, one decides. */
async function orPut(/** @type {any} */ db, /** @type {string} */ name, /** @type {unknown} */ fresh) {
  const writing = db.transaction("meta", "readwrite", STRICT);
  const kept = await writing.store.get(name);
  if (kept === undefined) writing.store.put(fresh, name);
  await writing.done;
  return kept ?? fresh;
}

export class Store {
  /** @param {any} db as idb opens it @param {string} device @param {number} person */
  constructor(db, device, person) {
    this.db = db;
    this.device = device;
    this.person = person;
    /** @type {CryptoKey | null} */
    this.key = null;
    /** @type {string | number} */
    this.turn = 0; // another one with each key: another tab may change it
  }

  /** @param {number} person @returns {Promise<Store>} throws where the browser gives no storage */
  static async open(person) {
    const db = await opened(person);
    const device = await orPut(db, "device", crypto.randomUUID());
    await Store.here(person);
    personKeep(person);
    const store = new Store(db, device, person);
    await store.#keyFind();
    return store;
  }

  /** Somebody uses this browser now: what whoever used it before has taken along is locked. @param {number} person */
  static async here(person) {
    const before = lastPerson();
    if (before && before !== person && hasStore(before)) {
      const db = await opened(before);
      await lock(db);
      db.close();
    }
    personHere(person);
  }

  async #keyFind() {
    const stands = await this.db.get("meta", "key");
    if (!stands) personKeep(this.person); // it may have been cleared a moment ago
    const kept = stands ?? (await orPut(this.db, "key", { plain: await keys.keyMade(false), turn: crypto.randomUUID() }));
    this.turn = kept.turn;
    if (kept.plain) this.key = kept.plain;
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
    if (!kept?.byPin) {
      await this.#keyFind(); // cleared in another tab
      return true;
    }
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
    const turn = crypto.randomUUID();
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
  async #write(/** @type {string} */ name, /** @type {unknown} */ what, /** @type {(store: any, sealed: keys.Sealed) => Promise<unknown>} */ put) {
    for (;;) {
      if (!this.key) throw new Locked();
      const sealed = await keys.sealed(this.key, what);
      const writing = this.db.transaction(["meta", name], "readwrite", STRICT);
      const stands = (await writing.objectStore("meta").get("key"))?.turn === this.turn;
      const done = stands ? await put(writing.objectStore(name), sealed) : null;
      await writing.done;
      if (stands) return done;
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

  /**
   * Keeps a change, or what became of it.
   * @param {Change} change
   * @param {boolean} [ifUnsent] not where a tab has sent it meanwhile: what was sent stays as it was sent
   * @returns {Promise<boolean>} false where it was sent, and so not kept
   */
  async changeKeep(change, ifUnsent = false) {
    const { id, review, ...rest } = change;
    const kept = await this.#write("changes", rest, async (changes, sealed) => {
      const order = await changes.index("id").getKey(id);
      const row = order === undefined ? null : await changes.get(order);
      if (ifUnsent && (!row || row.sent)) return false;
      await changes.put({ id, review, sealed, ...(row ? { order, sent: row.sent } : {}) });
      return true;
    });
    return kept === true;
  }

  /** They are on their way: from now on no tab changes what they say. @param {string[]} ids */
  async changesSent(ids) {
    const writing = this.db.transaction("changes", "readwrite", STRICT);
    for (const id of ids) {
      const order = await writing.store.index("id").getKey(id);
      if (order !== undefined) await writing.store.put({ ...(await writing.store.get(order)), sent: true });
    }
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
    if (!this.key) throw new Locked();
    const rows = (await this.db.getAll("changes")).filter((row) => review === null || row.review === review);
    const found = rows.map(async (row) => ({ id: row.id, review: row.review, ...(await this.#open(row.sealed)) }));
    // One that cannot be opened must not hold back the others; `unsent` goes on counting it.
    return (await Promise.allSettled(found)).flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
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
    return this.#reviewWrite(sheet.review, (held) => ({ ...sheet, rows: newest(held?.rows, sheet.rows) }));
  }

  /** @param {number} id @returns {Promise<Sheet | null>} */
  async review(id) {
    const row = await this.db.get("reviews", id);
    return row ? this.#open(row.sealed) : null;
  }

  /** What was saved since a case was taken along. @param {number} id @param {Record<string, Row>} rows */
  async reviewUpdate(id, rows) {
    if (!this.isLocked) await this.#reviewWrite(id, (held) => held && { ...held, rows: newest(held.rows, rows) });
  }

  /** Another page may save an answer while a case is on its way from the server: then it is made anew from what lies here. */
  async #reviewWrite(/** @type {number} */ id, /** @type {(held: Sheet | null) => Sheet | null} */ made) {
    for (let done = false; !done; ) {
      const row = await this.db.get("reviews", id);
      const sheet = made(row ? await this.#open(row.sealed) : null);
      if (!sheet) return;
      done = Boolean(
        await this.#write("reviews", sheet, async (reviews, sealed) => {
          const now = await reviews.get(id);
          if (now?.sealed.iv.join() !== row?.sealed.iv.join()) return false;
          await reviews.put({ id, stamp: sheet.stamp, sealed });
          return true;
        }),
      );
    }
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
    if (!(await lock(this.db))) return;
    keys.secretForgotten();
    this.key = null;
  }

  /**
   * Removes everything here, and makes it another device; what is typed after that is kept as on a new one.
   * @param {{evenUnsent?: boolean}} [how] @returns {Promise<boolean>} false where something waits, and nothing was removed
   */
  async clear({ evenUnsent = false } = {}) {
    const clearing = this.db.transaction(ALL, "readwrite", STRICT);
    const waits = !evenUnsent && (await clearing.objectStore("changes").count()) > 0;
    if (!waits) {
      for (const name of ALL) clearing.objectStore(name).clear();
      clearing.objectStore("meta").put(this.device, "cleared");
    }
    await clearing.done;
    if (waits) return false;
    keys.secretForgotten();
    personForget(this.person);
    return true;
  }

  /** The device that was cleared and of which the server may not have heard. @returns {Promise<string | undefined>} */
  cleared() {
    return this.db.get("meta", "cleared");
  }

  async clearedTold() {
    await this.db.delete("meta", "cleared");
  }
}

/** Of each answer the later version. @param {Record<string, Row>} [held] @param {Record<string, Row>} [come] */
function newest(held = {}, come = {}) {
  const later = Object.entries(come).filter(([target, row]) => !(held[target]?.version > row.version));
  return { ...held, ...Object.fromEntries(later) };
}

const seals = (/** @type {any[]} */ rows) => rows.map((row) => `${row.order ?? row.id}:${row.sealed.iv.join(".")}:${row.sent}`).join();
