// "This device" in plain view: what waits to be sent, which cases lie here, the receipts of a day, and clearing it all.
import { pageOf } from "../report/sending.js";
import { Store } from "../review/store.js";
import { keepUp } from "./contact.js";
import { pinAsk, pinChoose } from "./pin.js";
import { isProse, signedIn, waitingWords, writtenWords } from "./whose.js";

const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-device]"));
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const when = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
const $ = (/** @type {string} */ what) => /** @type {any} */ (root?.querySelector(what));

/** @param {string} tag @param {string} words @param {string} [classes] */
function made(tag, words, classes = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  element.className = classes;
  return element;
}

/** A case by its reference where it lies here, else by its number; a link to it. */
function caseLink(/** @type {number} */ id, /** @type {Map<number, string>} */ names) {
  const link = /** @type {HTMLAnchorElement} */ (made("a", isProse(id) ? "A section of a report" : names.get(id) ?? `Case ${id}`, "govuk-link"));
  link.href = isProse(id) ? pageOf(id) : `/reviews/${id}/`;
  return link;
}

class Listing {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.names = /** @type {Map<number, string>} */ (new Map());
  }

  say(/** @type {string} */ words) {
    $("[data-say=state]").textContent = words;
  }

  async show() {
    const held = await this.#cases();
    const unsent = await this.store.changes();
    this.#unsent(unsent);
    await this.#days();
    $("[data-clear]").hidden = !held && !unsent.length;
    $("[data-pin]").hidden = !(await this.store.hasPin());
    const cases = held === 1 ? "1 case lies" : `${held || "No"} cases lie`;
    this.say(`${cases} here${held ? ", locked with your PIN" : ""}. ${unsent.length ? `${waitingWords(unsent)} to be sent.` : "Nothing waits to be sent."}`);
  }

  async #cases() {
    const items = [];
    for (const id of (await this.store.stamps()).keys()) {
      const sheet = await this.store.review(id);
      if (!sheet) continue;
      this.names.set(id, sheet.reference);
      const item = document.createElement("li");
      item.append(caseLink(id, this.names), ` ${sheet.inspection}, as it stood on ${when.format(new Date(sheet.taken_at))}`);
      items.push(item);
    }
    $("[data-cases]").hidden = !items.length;
    $("[data-cases] ul").replaceChildren(...items);
    return items.length;
  }

  /** @param {import("../review/store.js").Change[]} changes */
  #unsent(changes) {
    const items = changes.map((change) => {
      const item = document.createElement("li");
      const why = change.state === "waiting" ? `typed ${when.format(new Date(change.at))}` : change.state === "conflict" ? "somebody else changed this answer: choose which one stands" : change.reason ?? "";
      const words = isProse(change.review) ? textOf(JSON.parse(change.value ?? "{}").node) : change.note || change.value;
      item.append(caseLink(change.review, this.names), isProse(change.review) ? ": " : ` ${change.target}: `, made("strong", words || "emptied"), `, ${why}`);
      return item;
    });
    $("[data-unsent]").hidden = !items.length;
    $("[data-unsent] ul").replaceChildren(...items);
  }

  async #days() {
    this.days = await this.store.receiptDays();
    $("[data-receipts]").hidden = !this.days.size;
    const choice = $("#receipt-day");
    choice.replaceChildren(...[...this.days.keys()].map((date) => Object.assign(made("option", day.format(new Date(`${date}T12:00`))), { value: date })));
    choice.onchange = () => this.#receipts(choice.value);
    if (this.days.size) await this.#receipts(choice.value);
  }

  /** @param {string} date */
  async #receipts(date) {
    const rows = await Promise.all((this.days?.get(date) ?? []).map((review) => this.#receipt(review, date)));
    $("[data-receipts] tbody").replaceChildren(...rows);
  }

  /** @param {number} review @param {string} date */
  async #receipt(review, date) {
    const here = await daySum(await this.store.receipts(review, date));
    const there = await fetch(`/reviews/${review}/receipt/?day=${date}&device=${this.store.device}`, { headers: { Accept: "application/json" } })
      .then((response) => (response.ok ? response.json() : null))
      .catch(() => null);
    const same = !there ? "Not known: no answer" : there.count === here.count && there.checksum === here.checksum ? "Same" : "Different: tell the lead inspector";
    const row = document.createElement("tr");
    row.className = "govuk-table__row";
    const name = made("th", "", "govuk-table__header");
    name.setAttribute("scope", "row");
    name.append(caseLink(review, this.names));
    const cells = [["This device", sumWords(here)], ["The server", there ? sumWords(there) : "–"], ["Same?", same]].map(([label, words]) => {
      const cell = made("td", words, "govuk-table__cell");
      cell.dataset.label = label;
      return cell;
    });
    row.append(name, ...cells);
    return row;
  }

  async send() {
    this.say("Sending…");
    const { left, cleared, asked } = await keepUp(this.store).catch(() => ({ left: null, cleared: false, asked: false }));
    if (cleared) return location.reload();
    await this.show();
    if (!left) this.say("There is no line. What waits stays here and goes by itself.");
    else if (asked) this.say(`An administrator asked for this device to be cleared. ${writtenWords([...left.waiting, ...left.unsettled])} could not be sent: look at them below.`);
    else if (left.signedOut) this.say("Your session has ended. Sign in, and what waits is sent.");
  }

  /** Clears at the owner's wish: what waits is sent first; what cannot be sent is named and needs a second yes. */
  async clear() {
    const { allSend, clear } = await import("./contact.js");
    this.say("Sending what waits…");
    await allSend(this.store);
    const left = await this.store.unsent();
    const cost = left.length ? `${writtenWords(left)} could not be sent and would be lost for good. ` : "";
    if (!window.confirm(`${cost}Remove every case of yours from this browser?`)) return this.show();
    if (left.length && !window.confirm(`Really lose ${writtenWords(left)}? They are listed under “Not sent yet”.`)) return this.show();
    if (!(await clear(this.store, left.length > 0))) return this.show(); // something was typed meanwhile
    location.reload();
  }

  async start() {
    if (this.store.isLocked && !(await pinAsk(this.store))) {
      const waiting = await this.store.unsent();
      this.say(`What lies here is locked. ${waiting.length ? `${writtenWords(waiting)} can be sent once you give the PIN.` : "Nothing waits to be sent."} Load the page again to enter the PIN.`);
      $("[data-clear]").hidden = false;
      $("[data-pin]").hidden = true;
      return;
    }
    await this.show();
    if (navigator.onLine) await this.send();
  }
}

/** The words of a paragraph. @param {any} node @returns {string} */
const textOf = (node) => (node?.text ?? "") + (node?.content ?? []).map(textOf).join("");

/** What the server's receipt of a day is compared with (docs/changes.md). @param {import("../review/store.js").Receipt[]} kept */
async function daySum(kept) {
  const lines = kept.sort((one, other) => (one.id < other.id ? -1 : 1)).map(({ id, status, version }) => `${id} ${status} ${version}\n`);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("")));
  return { count: lines.length, checksum: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}

const sumWords = (/** @type {{count: number, checksum: string}} */ { count, checksum }) =>
  `${count} ${count === 1 ? "change" : "changes"}, ${checksum.slice(0, 8)}`;

async function begin() {
  const person = signedIn();
  if (!root || !person) return;
  const store = await Store.open(person).catch(() => null);
  if (!store) {
    $("[data-say=state]").textContent = "This browser keeps nothing, so nothing lies here. Private windows are like that.";
    return;
  }
  const listing = new Listing(store);
  $("[data-unsent] button").addEventListener("click", () => listing.send());
  $("[data-clear] button").addEventListener("click", () => listing.clear());
  $("[data-pin]").addEventListener("click", () => pinChoose(store, "Lock with this PIN").then(() => listing.show()));
  await listing.start();
}

begin();
