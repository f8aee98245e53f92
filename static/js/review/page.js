// A page of a review as it is worked on: every answer saves itself, and says where it is.
import { sender } from "./door.js";
import { Answer, clock } from "./fields.js";
import { keysListen } from "./keyboard.js";
import { nudgesShow } from "./nudge.js";
import { passwordAsk } from "./password.js";
import { personalWatch } from "./privacy.js";
import { Queue } from "./queue.js";

/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("./queue.js").Result} Result */
/** @typedef {import("./store.js").Store} Store */

const UNKEPT = {
  QuotaExceededError: "This device has no room left",
  locked: "This device is locked until you give its PIN",
};

export class Page {
  /** @param {HTMLFormElement} form @param {Store | null} store */
  constructor(form, store) {
    this.form = form;
    this.store = store;
    this.review = Number(form.dataset.review);
    this.person = Number(form.dataset.person);
    this.line = "idle";
    this.savedAt = form.dataset.savedAt ?? "";
    this.unkeptWhy = "";
    /** @type {Map<string, Answer>} */
    this.answers = new Map();
    for (const seen of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name^="s-"]'))) {
      const history = (form.dataset.changes ?? "").replace(/changes\/$/, "history/");
      const answer = new Answer(seen, history, (one) => this.typed(one));
      this.answers.set(answer.target, answer);
    }
    const send = sender(form.dataset.changes ?? "", store?.device ?? null, this.person);
    this.sendLast = (/** @type {Change[]} */ batch) => send(batch, true);
    this.queue = new Queue(this.review, store, (batch) => this.told(send, batch), {
      changed: (change, result) => this.changed(change, result),
      line: (state) => this.lineIs(state),
      unkept: (why) => this.unkept(why),
    });
    this.tabs = new BroadcastChannel(`plumb-review-${this.review}`);
    this.tabs.addEventListener("message", (event) => this.fromOtherTab(event.data));
    this.status = this.#status();
  }

  #status() {
    const status = document.createElement("p");
    status.className = "plumb-savebar__state";
    status.setAttribute("role", "status");
    this.form.querySelector(".plumb-savebar")?.append(status);
    return status;
  }

  async start() {
    for (const change of await this.queue.load()) this.shown(change);
    this.takeAll(); // what was typed before all this ran
    window.addEventListener("online", () => this.queue.soon());
    document.addEventListener("visibilitychange", () => this.takeAll());
    window.addEventListener("pagehide", () => {
      this.takeAll();
      if (this.queue.waiting.length) this.sendLast(this.queue.waiting); // the last of it may not be kept in time
    });
    document.addEventListener("plumb:leaving", () => this.takeAll());
    window.addEventListener("pageshow", (event) => event.persisted && location.reload());
    window.addEventListener("beforeunload", (event) => {
      this.takeAll();
      const isKept = this.store && !this.unkeptWhy && !(this.queue.keeping.size && this.line === "waiting");
      if (!isKept && this.queue.waiting.length) event.preventDefault();
      else this.queue.leave();
    });
    this.form.addEventListener("submit", (event) => this.submitted(event));
    keysListen(this);
    personalWatch(this.form);
    this.say();
    if (this.queue.waiting.length) this.queue.soon();
  }

  /** What an earlier page or tab left unsent, put back where it was typed. @param {Change} change */
  shown(change) {
    this.answers.get(change.target)?.showLeft(change);
    this.changed(change);
  }

  takeAll() {
    for (const answer of this.answers.values()) answer.take();
  }

  /** @param {Answer} answer */
  typed(answer) {
    answer.say("", "Saving"); // what it said before was of what stood before
    this.queue.put(answer.target, answer.taken(), answer.version);
    this.say();
  }

  /** @param {(batch: Change[]) => Promise<any>} send @param {Change[]} batch */
  async told(send, batch) {
    const answer = await send(batch);
    this.savedAt = answer.receipt.saved_at;
    if (answer.progress) this.progress(answer.progress);
    if (answer.nudge) nudgesShow(this.form, answer.nudge);
    for (const told of answer.tell ?? []) this.tell(told);
    return answer;
  }

  /** @param {Change} change @param {Result} [result] */
  changed(change, result) {
    const answer = this.answers.get(change.target);
    if (answer) this.#answerIs(answer, change, result);
    this.say();
  }

  /** @param {Answer} answer @param {Change} change @param {Result} [result] */
  #answerIs(answer, change, result) {
    if (change.state === "conflict") {
      answer.say("problem", "Not saved: somebody else changed this answer.");
      answer.ask(change, (mine) => this.chosen(answer, change, mine));
    } else if (change.state === "refused") answer.say("problem", `Not saved: ${change.reason}`);
    else if (!result) answer.say("device", this.store && !this.unkeptWhy ? "On this device" : "Not saved yet");
    else if (result.status === "kept_aside") answer.say("aside", result.reason);
    else if (result.current && result.current.version > result.version) this.#overtaken(answer, result.current);
    else {
      answer.stands(result.version);
      if (this.queue.waiting.some(({ target }) => target === answer.target)) return; // what was typed since is not saved yet
      answer.say("saved", `Saved ${clock(this.savedAt)}${result.reason ? `. ${result.reason}` : ""}`);
      this.tabs.postMessage({ target: change.target, row: result.current });
    }
  }

  /** It arrived long ago, and another answer stands since. @param {Answer} answer @param {import("./store.js").Row} row */
  #overtaken(answer, row) {
    if (this.queue.waiting.some(({ target }) => target === answer.target) || Object.keys(answer.since).length) return;
    answer.show(row);
    answer.stands(row.version);
    answer.say("saved", `Yours was saved. ${row.by || "Somebody"} changed it ${row.at ? `at ${clock(row.at)}` : "since"}`);
  }

  /** @param {Answer} answer @param {Change} change @param {boolean} mine */
  async chosen(answer, change, mine) {
    answer.settled();
    if (!mine && change.theirs) {
      answer.show(change.theirs);
      answer.say("saved", `Kept: the answer of ${change.theirs.by || "somebody else"}`);
    }
    if (change.theirs) answer.stands(change.theirs.version);
    await this.queue.settle(change, mine);
    this.say();
  }

  /** The same review in another tab: what was saved there stands here too. */
  fromOtherTab({ target, row }) {
    const answer = this.answers.get(target);
    const waits = this.queue.waiting.some((change) => change.target === target);
    if (!answer || !row || waits || row.version <= answer.version || Object.keys(answer.since).length) return;
    answer.show(row);
    answer.stands(row.version);
    answer.say("saved", `Saved ${clock(row.at)} in another tab`);
  }

  lineIs(state) {
    this.line = state;
    this.say();
    if (state === "signed out") this.askPassword();
  }

  askPassword() {
    passwordAsk({
      email: this.form.dataset.email ?? "",
      person: this.person,
      waiting: this.queue.waiting.length,
      then: () => this.queue.flush(),
    });
  }

  unkept(why) {
    this.unkeptWhy = UNKEPT[why] ?? "This browser keeps nothing";
    this.say();
  }

  /** One line for the whole page. */
  say() {
    const waiting = this.queue.waiting.length;
    const unsettled = [...this.queue.changes.values()].filter((change) => change.state !== "waiting").length;
    const parts = [];
    if (waiting) parts.push(this.waitingWords(waiting));
    if (unsettled) parts.push(`${unsettled === 1 ? "1 answer is" : `${unsettled} answers are`} not saved: look at ${unsettled === 1 ? "it" : "them"} on the page`);
    if (!waiting && !unsettled && this.savedAt) parts.push(`All saved ${clock(this.savedAt)}`);
    if (waiting && this.unkeptWhy) parts.push(`${this.unkeptWhy}: do not close this page before they are sent`);
    const words = parts.join(". ");
    if (this.status.textContent !== words) this.status.textContent = words;
    this.status.classList.toggle("plumb-savebar__state--problem", unsettled > 0 || this.line === "signed out");
  }

  waitingWords(waiting) {
    const answers = waiting === 1 ? "1 answer" : `${waiting} answers`;
    const where = this.store && !this.unkeptWhy ? "on this device" : "on this page only";
    if (this.line === "waiting" && !this.queue.keeping.size) return `No line: ${answers} ${where}, sent when it is back`;
    if (this.line === "signed out") return `Signed out: ${answers} ${where}`;
    return `Saving ${answers}`;
  }

  progress(pages) {
    for (const item of document.querySelectorAll("[data-page]")) {
      const found = pages[/** @type {HTMLElement} */ (item).dataset.page ?? ""];
      const status = item.querySelector(".plumb-steps__status");
      if (!found || !status) continue;
      const [done, required] = found;
      status.textContent = !required ? "Not asked" : done >= required ? "Complete" : `${done} of ${required}`;
      status.classList.toggle("plumb-steps__status--complete", required > 0 && done >= required);
    }
  }

  /** @param {{kind: string, text: string, href?: string, action?: string}} told */
  tell({ kind, text, href, action }) {
    const alert = document.createElement("div");
    alert.className = `moj-alert moj-alert--${kind}`;
    alert.setAttribute("role", kind === "warning" ? "alert" : "status");
    const content = document.createElement("div");
    content.className = "moj-alert__content";
    content.textContent = href ? `${text} ` : text;
    if (href) content.append(Object.assign(document.createElement("a"), { href, textContent: action, className: "govuk-link" }));
    alert.append(content);
    this.form.prepend(alert);
    if (kind === "warning") alert.scrollIntoView({ block: "center" });
  }

  /** The buttons: everything is sent; then on to the next page, if nothing here needs a look. @param {SubmitEvent} event */
  async submitted(event) {
    event.preventDefault();
    const goesOn = /** @type {HTMLButtonElement | null} */ (event.submitter)?.name === "continue";
    this.takeAll();
    await this.queue.flush();
    const problem = this.form.querySelector(".plumb-saved--problem");
    if (problem) problem.closest(".plumb-prompt, .plumb-judgement, div")?.scrollIntoView({ block: "center" });
    else if (goesOn && (!this.queue.waiting.length || (await this.#isHere()))) location.assign(this.form.dataset.next ?? location.href);
  }
  /** The case lies on the device, so its next page opens without a line. */
  async #isHere() {
    return Boolean((await this.store?.stamps())?.has(this.review));
  }
}
