// What was typed into one review and is not yet saved: kept on the device first, then sent by the one door, again and
// again until the server has said what became of it. Nothing leaves the queue otherwise.

/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {{value?: string | null, note?: string}} Typed */
/**
 * @typedef {object} Result what the door says of one change (docs/changes.md)
 * @property {string} id
 * @property {"saved" | "duplicate" | "conflict" | "kept_aside" | "refused"} status
 * @property {"saved" | "conflict" | "kept_aside" | "refused"} [first] of a duplicate
 * @property {string} [first_at] when a duplicate arrived first
 * @property {number} version
 * @property {import("./store.js").Row | null} current
 * @property {string} reason
 */

const AT_ONCE = 60; // changes in one request: on a slow line, a small one that arrives beats a large one that does not
const LONGEST_WAIT = 30; // seconds between two tries
const LEAVING = 3_000; // milliseconds
const LARGEST = 900_000; // bytes of one request

/** The answer of the server that a person has to do something about before anything can be sent. */
export class SignedOut extends Error {}

export class Queue {
  /**
   * @param {number} review
   * @param {Store | null} store null where the browser keeps nothing: then memory has to do
   * @param {(changes: Change[]) => Promise<{results: Result[], receipt: {sequence: number, saved_at: string}}>} send
   * @param {{changed: (change: Change, result?: Result) => void, line: (state: "idle" | "sending" | "waiting" | "signed out", why?: string) => void, unkept: (why: string) => void}} tell
   */
  constructor(review, store, send, tell) {
    this.review = review;
    this.store = store;
    this.send = send;
    this.tell = tell;
    /** @type {Map<string, Change>} by id, in the order typed */
    this.changes = new Map();
    /** @type {Set<string>} ids that are on their way */
    this.sent = new Set();
    /** @type {Set<string>} ids of those that lie on the device */
    this.kept = new Set();
    /** @type {Set<Promise<void>>} what is being kept just now: nothing is sent before it is */
    this.keeping = new Set();
    this.isLeft = false;
    this.tries = 0;
    this.flushing = /** @type {Promise<void> | null} */ (null);
    this.timer = 0;
  }

  /** What earlier pages left here. @returns {Promise<Change[]>} */
  async load() {
    const left = this.store && !this.store.isLocked ? await this.store.changes(this.review) : [];
    // It may have been sent by the page that left it, or be on its way from another tab.
    for (const change of left) this.changes.set(change.id, Object.assign(change, { attempted: true }));
    return left;
  }

  /** The change of a target that is not on its way yet, if there is one. @param {string} target */
  #unsent(target) {
    return [...this.changes.values()].findLast((c) => c.target === target && !this.sent.has(c.id) && c.state !== "conflict");
  }

  /** The last change of a target that is on its way. @param {string} target */
  #underWay(target) {
    return [...this.changes.values()].findLast((c) => c.target === target && this.sent.has(c.id));
  }

  /**
   * Takes what was typed. Resolves once it lies on the device.
   * @param {string} target @param {Typed} typed @param {number} version the one on the page
   */
  async put(target, typed, version) {
    const change = this.#clash(target, typed) ?? this.#waiting(target, typed, version);
    const isLonger = this.kept.has(change.id) && change.state === "waiting";
    this.changes.set(change.id, change);
    const keeping = this.#keepTyped(change, isLonger);
    this.keeping.add(keeping);
    await keeping;
    this.keeping.delete(keeping);
    this.soon();
  }

  /** Another tab may have sent what is being added to: then what was added is a change of its own, and follows it. */
  async #keepTyped(/** @type {Change} */ change, /** @type {boolean} */ isLonger) {
    let kept = change;
    if (!(await this.#keep(change, isLonger))) {
      const now = this.changes.get(change.id);
      if (!now) return; // moved on already, with all that was typed
      this.changes.delete(change.id);
      kept = { ...now, id: crypto.randomUUID(), seen: change.id };
      this.changes.set(kept.id, kept);
      await this.#keep(kept);
    }
    // Said only once it is true, and not any more if it was saved meanwhile.
    if (this.changes.get(kept.id) === kept) this.tell.changed(kept);
  }

  /** A conflict that waits to be settled takes in what is typed meanwhile. @param {string} target @param {Typed} typed */
  #clash(target, typed) {
    const clash = this.#clashOf({ target });
    return clash && Object.assign(clash, typed, { at: new Date().toISOString() });
  }

  /** @param {string} target @param {Typed} typed @param {number} version @returns {Change} */
  #waiting(target, typed, version) {
    const earlier = this.#unsent(target);
    const change = { review: this.review, target, at: new Date().toISOString(), state: /** @type {const} */ ("waiting"), reason: "" };
    if (!earlier) return { ...change, ...typed, id: crypto.randomUUID(), seen: this.#underWay(target)?.id ?? version };
    const { id, seen, value, note } = earlier;
    const both = { ...(value === undefined ? {} : { value }), ...(note === undefined ? {} : { note }), ...typed };
    if (!earlier.attempted) return { ...change, ...both, id, seen };
    // It was sent before: what is typed since needs an id of its own, and follows it if it may have arrived.
    if (earlier.state === "refused") this.#forget(id);
    return { ...change, ...both, id: crypto.randomUUID(), seen: earlier.state === "refused" ? version : id };
  }

  /** @returns {Promise<boolean>} false where a tab has sent it meanwhile, and `ifUnsent` was asked */
  async #keep(/** @type {Change} */ change, ifUnsent = false) {
    if (!this.store) return true;
    try {
      const isKept = await this.store.changeKeep(change, ifUnsent);
      if (isKept) this.kept.add(change.id);
      return isKept;
    } catch (error) {
      this.tell.unkept(error instanceof Error ? error.name : String(error));
      return true;
    }
  }

  async #forget(/** @type {string} */ id) {
    this.changes.delete(id);
    await this.store?.changeForget(id).catch(() => {});
  }

  get waiting() {
    return [...this.changes.values()].filter((change) => change.state === "waiting");
  }

  /** Sends what waits; once more in a while if the line is down. */
  soon(seconds = 0) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), seconds * 1000);
  }

  /**
   * The page is being left. The next one may have been drawn already, before what is on its way arrives: it must find that
   * here to know of it, so nothing is taken from the device any more. Whoever stays after all goes on after a moment.
   */
  leave() {
    if (!this.store) return;
    this.isLeft = true;
    setTimeout(() => {
      this.isLeft = false;
      this.soon();
    }, LEAVING);
  }

  /** Sends what waits now. Resolves when everything was answered, or the line is down. */
  flush() {
    this.flushing ??= this.#flush().finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  async #flush() {
    clearTimeout(this.timer);
    for (;;) {
      while (this.keeping.size) await Promise.all(this.keeping);
      if (!this.waiting.length || this.isLeft) break;
      const batch = this.#batch();
      this.tell.line("sending");
      for (const change of batch) {
        this.sent.add(change.id);
        change.attempted = true;
      }
      try {
        await this.store?.changesSent(batch.map(({ id }) => id)).catch(() => {});
        const answer = await this.send(batch);
        this.tries = 0;
        if (this.isLeft) {
          for (const change of batch) this.sent.delete(change.id);
          break;
        }
        await this.#answered(batch, answer);
      } catch (error) {
        for (const change of batch) this.sent.delete(change.id);
        if (error instanceof SignedOut) {
          this.tell.line("signed out");
          return;
        }
        this.tries += 1;
        this.tell.line("waiting", error instanceof Error ? error.message : String(error));
        this.soon(Math.min(2 ** this.tries, LONGEST_WAIT));
        return;
      }
    }
    this.tell.line("idle");
  }

  #batch() {
    /** @type {Change[]} */
    const batch = [];
    let size = 0;
    for (const change of this.waiting.slice(0, AT_ONCE)) {
      size += 300 + 6 * ((change.value ?? "").length + (change.note ?? "").length);
      if (batch.length && size > LARGEST) break;
      batch.push(change);
    }
    return batch;
  }

  /** @param {Change[]} batch @param {{results: Result[], receipt: {sequence: number, saved_at: string}}} answer */
  async #answered(batch, { results, receipt }) {
    const byId = new Map(results.map((result) => [result.id, result]));
    const answered = batch.filter((change) => byId.has(change.id)); // any other stays, and is sent again
    for (const change of batch) this.sent.delete(change.id);
    // All at once and before anything is awaited: what is typed next must know the version that stands now.
    const receipts = answered.flatMap((change) => {
      const result = /** @type {Result} */ (byId.get(change.id));
      const status = result.status === "duplicate" ? (result.first ?? "saved") : result.status;
      this.changes.delete(change.id);
      if (status === "conflict" || status === "refused") {
        Object.assign(change, { state: status, reason: result.reason, theirs: result.current });
        this.#unsettled(change);
      } else if (status === "saved") this.#refusedForget(change.target);
      this.tell.changed((status === "conflict" && this.#clashOf(change)) || change, { ...result, status });
      if (status === "refused") return [];
      const { id, review } = change;
      const at = (result.first_at ?? receipt.saved_at).slice(0, 10); // the day in England, as the door writes it
      return [{ id, review, day: at, version: result.version, status }];
    });
    await this.store?.receiptsKeep(receipts).catch(() => {});
    const stands = answered.flatMap(({ id, target }) => {
      const row = byId.get(id)?.current;
      return row?.version ? [[target, row]] : [];
    });
    await this.store?.reviewUpdate(this.review, Object.fromEntries(stands)).catch(() => {});
    for (const change of answered) await (this.changes.has(change.id) ? this.#keep(change) : this.#forget(change.id));
  }

  /** Of one answer, one conflict: what was typed last, with whatever an earlier one holds besides. */
  #unsettled(/** @type {Change} */ change) {
    const other = change.state === "conflict" ? this.#clashOf(change) : undefined;
    if (!other) return void this.changes.set(change.id, change);
    const [earlier, later] = other.at > change.at ? [change, other] : [other, change];
    const theirs = (other.theirs?.version ?? 0) > (change.theirs?.version ?? 0) ? other.theirs : change.theirs;
    for (const key of /** @type {const} */ (["value", "note"])) {
      if (later[key] === undefined && earlier[key] !== undefined) Object.assign(later, { [key]: earlier[key] });
    }
    this.#forget(earlier.id);
    this.changes.set(later.id, Object.assign(later, { theirs }));
    this.#keep(later);
  }

  #clashOf(/** @type {{target: string}} */ { target }) {
    return [...this.changes.values()].find((one) => one.target === target && one.state === "conflict");
  }

  /** A later change of the answer was saved: what was refused before has no say any more. */
  #refusedForget(/** @type {string} */ target) {
    for (const one of [...this.changes.values()]) if (one.target === target && one.state === "refused") this.#forget(one.id);
  }

  /** Somebody chose between two answers: mine goes again, having seen theirs; or it is given up. @param {Change} change */
  async settle(change, /** @type {boolean} */ mine) {
    await this.#forget(change.id);
    if (mine) await this.put(change.target, { value: change.value, note: change.note }, change.theirs?.version ?? 0);
  }
}
