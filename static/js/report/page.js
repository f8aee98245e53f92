// A section as it is written: every paragraph saves itself, others' words arrive, and the page says where everything is.
import { keymap } from "../../vendor/prosemirror.js";
import { sender, token } from "../review/door.js";
import { clock } from "../review/fields.js";
import { passwordAsk } from "../review/password.js";
import { Queue } from "../review/queue.js";
import { figureSay } from "./chips.js";
import { clashBox } from "./clash.js";
import { Part } from "./part.js";
import { wordsOf } from "./schema.js";
import { asProse, proseStore } from "./sending.js";
import { Toolbar, toolKeys } from "./toolbar.js";

/** @typedef {import("../review/store.js").Change} Change */
/** @typedef {import("../review/store.js").Store} Store */

const TYPING = 800; // milliseconds of quiet before what was typed is taken
const LONGEST_TYPING = 5_000; // and at the latest
const POLL = 4_000;
const TELL_WHERE = 10_000; // that one is still there
const RESTING = 60_000; // without a key, somebody reads and does not write
const PATIENCE = 30_000;
const UNKEPT = { QuotaExceededError: "This device has no room left", locked: "This device is locked until you give its PIN" };

const paragraphs = (/** @type {number} */ number) => (number === 1 ? "1 paragraph" : `${number} paragraphs`);

export class Page {
  /** @param {HTMLElement} root @param {Store | null} store */
  constructor(root, store) {
    this.root = root;
    this.store = store;
    this.person = Number(root.dataset.person);
    this.address = root.dataset.prose ?? "";
    this.figures = root.dataset.figures ?? "";
    this.clock = clock;
    const data = JSON.parse(document.getElementById("prose-data")?.textContent ?? "{}");
    this.since = data.since;
    this.built = data.built;
    /** @type {Map<string, string>} how figures read, by "source|form" */
    this.said = new Map(Object.entries(data.said));
    /** @type {Map<number, string>} */
    this.examples = new Map(Object.entries(data.examples ?? {}).map(([id, title]) => [Number(id), title]));
    const say = (/** @type {string} */ source, /** @type {string} */ form) => this.said.get(`${source}|${form}`) || "[no figure]";
    this.sayings = { say, exampleTitle: (/** @type {number} */ id) => this.examples.get(id) ?? "Example of practice" };
    this.words = (/** @type {any} */ node) => wordsOf(node, say);
    const send = sender(this.address, null, this.person, asProse);
    this.sendLast = (/** @type {Change[]} */ batch) => send(batch, true);
    this.queue = new Queue(/** @type {any} */ (this.address), store && proseStore(store), (batch) => this.told(send, batch), {
      changed: (change, result) => this.changed(change, result),
      line: (state) => this.lineIs(state),
      unkept: (why) => this.unkept(why),
    });
    this.line = "idle";
    this.savedAt = "";
    this.unkeptWhy = "";
    this.typedAt = 0;
    this.firstTyped = 0;
    this.timer = 0;
    this.where = "";
    this.whereAt = 0;
    this.news = /** @type {any} */ ({});
    this.foreign = 0; // how often others’ words arrived
    this.polling = /** @type {Promise<void> | null} */ (null);
    this.staleWords = false;
    /** @type {Part[]} */
    this.parts = [];
    for (const [at, place] of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-part]")).entries()) this.parts.push(new Part(place, data.parts[at], this));
    this.part = this.parts[0];
    /** @type {Toolbar} */
    this.toolbar = new Toolbar(/** @type {HTMLElement} */ (root.querySelector("[data-toolbar]")), this);
    this.status = document.createElement("p");
    this.status.className = "plumb-savebar__state";
    this.status.setAttribute("role", "status");
    root.querySelector("[data-savebar]")?.append(this.status);
    this.others = /** @type {HTMLElement} */ (root.querySelector("[data-others]"));
  }

  /** @param {Part} _ @returns {any} */
  keys(_) {
    return keymap(toolKeys(this));
  }

  async start() {
    for (const change of await this.queue.load()) this.shown(change);
    this.takeAll();
    this.toolbar.say(this.part.view.state);
    window.addEventListener("online", () => (this.queue.soon(), this.poll()));
    document.addEventListener("visibilitychange", () => (this.takeAll(), this.poll()));
    document.addEventListener("plumb:leaving", () => this.takeAll());
    window.addEventListener("pageshow", (event) => event.persisted && location.reload());
    window.addEventListener("pagehide", () => {
      this.takeAll();
      if (this.queue.waiting.length) this.sendLast(this.queue.waiting); // the last of it may not be kept in time
      if (this.where) this.tellWhere(null);
    });
    window.addEventListener("beforeunload", (event) => {
      this.takeAll();
      const isKept = this.store && !this.unkeptWhy && !(this.queue.keeping.size && this.line === "waiting");
      if (!isKept && this.queue.waiting.length) event.preventDefault();
      else this.queue.leave();
    });
    this.say();
    if (this.queue.waiting.length) this.queue.soon();
    setInterval(() => this.poll(), POLL);
    this.poll();
  }

  /** @param {string} key */
  partOf(key) {
    return this.parts.find((part) => part.known.has(key) || part.versions.has(key) || part.placed.has(key));
  }

  /** What an earlier page left unsent, put back where it was written. @param {Change} change */
  shown(change) {
    const value = /** @type {import("./part.js").Value} */ (JSON.parse(change.value ?? "{}"));
    const part = this.parts.find((one) => one.code === value.part);
    if (!part) return;
    const order = value.after === undefined ? undefined : [...(value.after ? [value.after] : []), change.target];
    part.put(change.target, value.node, order);
    if (value.after !== undefined) part.placed.add(change.target);
    this.changed(change);
  }

  /** @param {Part} part */
  typed(part) {
    this.typedAt = Date.now();
    if (!this.firstTyped) {
      this.firstTyped = this.typedAt;
      this.say();
    }
    if (part.marks.states.get(part.here)?.kind === "saved") this.mark(part, part.here, "", "");
    clearTimeout(this.timer);
    const wait = Math.min(TYPING, Math.max(0, this.firstTyped + LONGEST_TYPING - this.typedAt));
    this.timer = window.setTimeout(() => this.takeAll(), wait);
  }

  takeAll() {
    clearTimeout(this.timer);
    this.firstTyped = 0;
    for (const part of this.parts) {
      for (const { key, value } of part.take()) {
        if (!part.marks.clashes.has(key)) part.marks.states.delete(key); // what it said before was of what stood before
        this.queue.put(key, { value: JSON.stringify(value) }, part.versions.get(key) ?? 0);
      }
    }
    this.say();
  }

  /** Whether something of a paragraph waits, or is to be settled. @param {string} key */
  isUnsaved(key) {
    return [...this.queue.changes.values()].some((change) => change.target === key);
  }

  /** @param {Part} part */
  chosen(part) {
    if (part !== this.part) return;
    this.toolbar?.say(part.view.state);
    if (part.view.hasFocus()) this.whereNow();
  }

  /** @param {Part} part */
  entered(part) {
    this.part = part;
    this.toolbar?.say(part.view.state);
  }

  left() {
    this.takeAll();
  }

  /** @param {(batch: Change[]) => Promise<any>} send @param {Change[]} batch */
  async told(send, batch) {
    const answer = await send(batch);
    this.savedAt = answer.receipt.saved_at;
    return answer;
  }

  /** @param {Change} change @param {any} [result] */
  changed(change, result) {
    const part = this.parts.find((one) => one.code === JSON.parse(change.value ?? "{}").part);
    if (part) this.#paragraphIs(part, change, result);
    this.say();
  }

  /** @param {Part} part @param {Change} change @param {any} result */
  #paragraphIs(part, change, result) {
    const key = change.target;
    if (change.state === "conflict") return this.#clash(part, change);
    if (change.state === "refused") return this.mark(part, key, "problem", `Not saved: ${change.reason}`);
    if (!result) return this.mark(part, key, "device", this.store && !this.unkeptWhy ? "On this device" : "Not saved yet");
    part.saved(key, result.version);
    if (this.queue.waiting.some(({ target }) => target === key)) return undefined; // what was typed since is not saved yet
    return this.mark(part, key, "saved", `Saved ${clock(this.savedAt)}`);
  }

  /** @param {Part} part @param {string} key @param {import("./marks.js").State["kind"]} kind @param {string} words */
  mark(part, key, kind, words) {
    const before = part.marks.states.get(key);
    if (before?.kind === kind && before.words === words) return;
    part.marks.states.set(key, { kind, words });
    part.draw();
  }

  /** @param {Part} part @param {Change} change */
  #clash(part, change) {
    const theirs = /** @type {any} */ (change.theirs);
    const mine = () => part.blocks().find((one) => one.key === change.target)?.node ?? null;
    const box = clashBox(theirs, mine(), this.words, (choice) => this.settle(part, change, choice));
    part.marks.clashes.set(change.target, box);
    if (!mine()) part.put(change.target, theirs.node); // taken out here: theirs stands until somebody chooses
    this.mark(part, change.target, "problem", `Not saved: ${theirs.by || "somebody else"} changed this paragraph`);
    part.draw();
  }

  /** @param {Part} part @param {Change} change @param {"mine" | "theirs" | "both"} choice */
  async settle(part, change, choice) {
    const theirs = /** @type {any} */ (change.theirs);
    this.takeAll();
    const key = change.target;
    part.marks.clashes.delete(key);
    part.saved(key, theirs.version);
    this.mark(part, key, "", "");
    const { node } = JSON.parse(change.value ?? "{}");
    if (choice === "mine") part.put(key, node);
    else if (choice === "both") part.both(key, theirs.node);
    else part.put(key, theirs.node);
    await this.queue.settle(change, choice === "mine");
    if (choice !== "mine") this.mark(part, key, "saved", `Kept: the words of ${theirs.by || "somebody else"}`);
    this.takeAll();
    part.view.focus();
  }

  // Others -----------------------------------------------------------------------------------------------------------
  /** Asks for news, if the page is seen. Resolves once they are here, or the line is down. */
  poll() {
    if (!document.hidden) this.polling ??= this.#poll().finally(() => (this.polling = null));
    return this.polling;
  }

  async #poll() {
    try {
      const asked = new URLSearchParams({ since: this.since, ...(this.staleWords ? { words: "1" } : {}) });
      const headers = { Accept: "application/json", "HX-Request": "true" }; // as of what asks by itself: it keeps nobody signed in
      const response = await fetch(`${this.address}?${asked}`, { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (response.ok) this.#news(await response.json());
    } catch {
      // no line, or the session has ended: the queue says so as soon as something waits
    }
    if (this.where && Date.now() - this.whereAt > TELL_WHERE) this.#whereAgain();
  }

  /** @param {any} told docs/prose.schema.json, news */
  #news(told) {
    this.since = told.since;
    this.news = told;
    this.foreign += told.paragraphs.filter((/** @type {any} */ row) => !this.parts.some((part) => part.versions.get(row.paragraph) === row.version)).length;
    for (const part of this.parts) part.news(told.paragraphs.filter((/** @type {any} */ row) => row.part === part.code), told.order[part.code]);
    if (told.said) this.#figuresSay(told.said);
    this.staleWords = told.built !== this.built;
    this.built = told.built;
    this.#othersSay(told.writing);
    document.dispatchEvent(new CustomEvent("plumb:news", { detail: told }));
  }

  /** @param {Record<string, string>} said */
  #figuresSay(said) {
    for (const [figure, words] of Object.entries(said)) this.said.set(figure, words);
    for (const chip of /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll(".plumb-chip[data-source]"))) figureSay(chip, this.sayings);
  }

  /** @param {{name: string, paragraph: string}[]} writing */
  #othersSay(writing) {
    const names = writing.map(({ name }) => name);
    const words = names.length ? `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} writing in this section` : "";
    if (this.others.textContent?.trim() !== words) this.others.textContent = words;
    for (const part of this.parts) {
      const here = new Map();
      for (const { name, paragraph } of writing) if (part.versions.has(paragraph)) here.set(paragraph, [...(here.get(paragraph) ?? []), name]);
      if (JSON.stringify([...here]) === JSON.stringify([...part.marks.others])) continue;
      part.marks.others = here;
      part.draw();
    }
  }

  whereNow() {
    const key = this.part.here;
    if (this.where === key && Date.now() - this.whereAt < TELL_WHERE) return;
    this.where = key;
    this.tellWhere(key);
  }

  #whereAgain() {
    const isResting = Date.now() - this.typedAt > RESTING || !this.part.view.hasFocus();
    if (isResting) this.where = "";
    this.tellWhere(isResting ? null : this.part.here);
  }

  /** @param {string | null} key null: not writing any more */
  tellWhere(key) {
    this.whereAt = Date.now();
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() };
    const body = JSON.stringify({ person: this.person, changes: [], writing: key });
    fetch(this.address, { method: "POST", headers, body, keepalive: true }).catch(() => {});
  }

  /** The earlier versions of the paragraph that the caret is in; of one that was never saved there are none. */
  history() {
    const { here, versions } = this.part;
    if (versions.has(here)) location.assign(this.address.replace(/prose\/$/, `paragraphs/${here}/`));
  }

  comment() {
    document.dispatchEvent(new CustomEvent("plumb:comment", { detail: this.part.quoted() }));
  }

  // Where everything is ----------------------------------------------------------------------------------------------
  lineIs(/** @type {string} */ state) {
    this.line = state;
    this.say();
    if (state === "signed out") this.askPassword();
  }

  askPassword() {
    passwordAsk({ email: this.root.dataset.email ?? "", person: this.person, waiting: this.queue.waiting.length, noun: "paragraph", then: () => void this.queue.flush() });
  }

  unkept(/** @type {string} */ why) {
    this.unkeptWhy = /** @type {any} */ (UNKEPT)[why] ?? "This browser keeps nothing";
    this.say();
  }

  say() {
    if (!this.status) return;
    const waiting = this.queue.waiting.length;
    const isTyped = this.firstTyped > 0; // and not taken yet
    const unsettled = [...this.queue.changes.values()].filter((change) => change.state !== "waiting").length;
    const parts = [];
    if (waiting) parts.push(this.waitingWords(waiting));
    else if (isTyped) parts.push("Saving what you write");
    if (unsettled) parts.push(`${paragraphs(unsettled)} ${unsettled === 1 ? "is" : "are"} not saved: look at ${unsettled === 1 ? "it" : "them"} on the page`);
    if (!waiting && !unsettled && !isTyped) parts.push(this.savedAt ? `All saved ${clock(this.savedAt)}` : "What you write is saved by itself");
    if (waiting && this.unkeptWhy) parts.push(`${this.unkeptWhy}: do not close this page before they are sent`);
    const words = parts.join(". ");
    if (this.status.textContent !== words) this.status.textContent = words;
    this.status.classList.toggle("plumb-savebar__state--problem", unsettled > 0 || this.line === "signed out");
  }

  /** @param {number} waiting */
  waitingWords(waiting) {
    const where = this.store && !this.unkeptWhy ? "on this device" : "on this page only";
    if (this.line === "waiting" && !this.queue.keeping.size) return `No line: ${paragraphs(waiting)} ${where}, sent when it is back`;
    if (this.line === "signed out") return `Signed out: ${paragraphs(waiting)} ${where}`;
    return `Saving ${paragraphs(waiting)}`;
  }
}
