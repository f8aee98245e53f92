// The answers of a page: reads what is typed, shows what stands, and where each one is.

/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("./queue.js").Result} Result */

const TYPING = 700; // milliseconds of quiet before a text counts as typed
const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeZone: "Europe/London" });

/** "14:03"; "20 November at 14:03" of another day than today. */
export function clock(/** @type {string | Date} */ at) {
  const when = new Date(at);
  return date.format(when) === date.format(new Date()) ? time.format(when) : day.format(when);
}

/** The value that a control had when the page was sent. @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control */
export function defaultOf(control) {
  if (!(control instanceof HTMLSelectElement)) return control.defaultValue;
  const chosen = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
  return chosen?.value ?? "";
}

/** One answer on the page: its value, its note, the version that stands, and a line that says where it is. */
export class Answer {
  /**
   * @param {HTMLInputElement} seen the hidden field of its version
   * @param {string} history the address that earlier answers stand under
   * @param {(answer: Answer) => void} typed
   */
  constructor(seen, history, typed) {
    const form = /** @type {HTMLFormElement} */ (seen.form);
    this.target = seen.name.slice(2);
    this.seen = seen;
    this.values = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll(`[name="v-${CSS.escape(this.target)}"]`)]);
    this.note = /** @type {HTMLTextAreaElement | null} */ (form.querySelector(`[name="n-${CSS.escape(this.target)}"]`));
    this.box = /** @type {HTMLElement} */ (seen.parentElement);
    this.line = document.createElement("p");
    this.line.className = "plumb-saved";
    this.line.id = `saved-${this.target}`;
    // What stands beside another answer gets its line once there is something to say.
    if (!this.box.parentElement?.closest(".plumb-prompt, .plumb-judgement")) this.#place();
    this.timer = 0;
    this.typed = typed;
    this.history = `${history}${this.target}/`;
    this.say("", "");
    this.before = this.sent;
    for (const control of [...this.values, ...(this.note ? [this.note] : [])]) this.#listen(control);
  }

  #place() {
    const folded = this.note?.closest("details"); // a note of one line has room for it on the right
    if (folded && this.box.contains(folded)) folded.before(this.line);
    else this.box.append(this.line);
  }

  #listen(/** @type {HTMLElement} */ control) {
    control.addEventListener("change", () => this.take());
    if (!this.#isText(control)) return;
    control.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.take(), TYPING);
    });
    control.addEventListener("blur", () => this.take());
  }

  #isText(/** @type {HTMLElement} */ control) {
    return control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && control.type === "text");
  }

  get version() {
    return Number(this.seen.value) || 0;
  }

  /** Ticked or not: alone, or one of several whose values stand side by side. */
  get #isTicks() {
    return this.values[0]?.type === "checkbox";
  }

  get value() {
    const [first] = this.values;
    if (this.#isTicks) return this.values.filter((box) => box.checked).map((box) => box.value).join(" ");
    if (first?.type === "radio") return this.values.find((radio) => radio.checked)?.value ?? "";
    return first?.value.trim() ?? "";
  }

  /** What the page held when it was sent. */
  get sent() {
    const [first] = this.values;
    const note = this.note?.defaultValue.trim() ?? "";
    if (this.#isTicks) return { value: this.values.filter((box) => box.defaultChecked).map((box) => box.value).join(" "), note };
    const radio = first?.type === "radio";
    const value = radio ? this.values.find((one) => one.defaultChecked)?.value : first && defaultOf(first).trim();
    return { value: value ?? "", note };
  }

  get now() {
    return { value: this.value, note: this.note?.value.trim() ?? "" };
  }

  /** What was typed since it was last taken, if anything. */
  get since() {
    const { value, note } = this.now;
    const typed = {};
    if (value !== this.before.value) typed.value = value;
    if (this.note && note !== this.before.note) typed.note = note;
    return typed;
  }

  /** Takes what was typed, at once. */
  take() {
    clearTimeout(this.timer);
    if (Object.keys(this.since).length) this.typed(this);
  }

  taken() {
    const typed = this.since;
    this.before = this.now;
    return typed;
  }

  /** Shows a value and a note; only what is given. @param {{value?: string | null, note?: string}} row */
  show({ value, note }) {
    const [first] = this.values;
    if (value !== undefined && first?.type === "radio") {
      for (const radio of this.values) radio.checked = radio.value === value;
    } else if (value !== undefined && this.#isTicks) {
      const ticked = (value ?? "").split(" ");
      for (const box of this.values) box.checked = ticked.includes(box.value);
    } else if (value !== undefined && first) first.value = value ?? "";
    if (note !== undefined && this.note) {
      this.note.value = note;
      const details = this.note.closest("details");
      if (details && note) details.open = true;
    }
    this.before = this.now;
  }

  /** Shows what an earlier page left, but for what was typed on this one already. @param {{value?: string | null, note?: string}} row */
  showLeft(row) {
    const [typed, before] = [this.since, this.before];
    this.show({ ...row, ...typed });
    for (const key of Object.keys(typed)) this.before[key] = before[key];
  }

  /** @param {number} version */
  stands(version) {
    this.seen.value = String(version);
  }

  /** Says where the answer is. @param {"device" | "saved" | "problem" | "aside" | ""} kind @param {string} words */
  say(kind, words) {
    this.line.className = `plumb-saved${kind ? ` plumb-saved--${kind}` : ""}`;
    this.line.textContent = words;
    if (this.version > 1 && kind !== "problem" && !(this.#isTicks && !this.note)) this.line.append(words ? " · " : "", this.#earlier());
    if (!this.line.isConnected && this.line.hasChildNodes()) this.#place();
  }

  /** Earlier answers are a page away, once there are any. */
  #earlier() {
    const link = document.createElement("a");
    link.className = "govuk-link govuk-link--no-visited-state";
    link.href = this.history;
    link.textContent = "Earlier answers";
    const hidden = document.createElement("span");
    hidden.className = "govuk-visually-hidden";
    hidden.textContent = ` to ${this.target}`;
    link.append(hidden);
    return link;
  }

  /** Both answers, to be chosen in place. @param {Change} change @param {(mine: boolean) => void} chosen */
  ask(change, chosen) {
    this.settled();
    const theirs = /** @type {import("./store.js").Row} */ (change.theirs);
    const box = document.createElement("div");
    box.className = "plumb-both";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Two answers to the same question");
    const when = theirs.at ? `, ${day.format(new Date(theirs.at))}` : "";
    const sides = document.createElement("div");
    sides.className = "plumb-both__sides";
    box.append(this.#words("p", "plumb-both__question", "Two answers to this question. Neither is lost: choose which one stands."), sides);
    sides.append(
      this.#side(`${theirs.by || "Somebody else"}${when}`, theirs, "Keep this answer", () => chosen(false)),
      this.#side("Yours, not saved", { value: change.value ?? theirs.value, note: change.note ?? theirs.note }, "Keep mine", () => chosen(true)),
    );
    this.both = box;
    this.box.append(box);
  }

  settled() {
    this.both?.remove();
    this.both = undefined;
  }

  #side(who, { value, note }, label, chosen) {
    const side = document.createElement("div");
    side.className = `plumb-both__side${label === "Keep mine" ? " plumb-both__side--yours" : ""}`;
    side.append(this.#words("p", "plumb-both__who", who), this.#words("p", "plumb-both__value", this.#valueWords(value)));
    if (note) side.append(this.#words("p", "plumb-both__note", note));
    const button = this.#words("button", "govuk-button govuk-button--secondary", label);
    button.setAttribute("type", "button");
    button.addEventListener("click", chosen);
    side.append(button);
    return side;
  }

  #valueWords(value) {
    const ticked = (value ?? "").split(" ");
    if (this.#isTicks) return this.values.filter((box) => ticked.includes(box.value)).map((box) => box.labels?.[0]?.firstChild?.textContent?.trim()).join("; ") || "Not ticked";
    if (!this.values.length) return "";
    const radio = this.values.find((one) => one.type === "radio" && one.value === value);
    return radio?.labels?.[0]?.textContent?.trim() || value || "Not answered";
  }

  #words(tag, classes, words) {
    const element = document.createElement(tag);
    element.className = classes;
    element.textContent = words;
    return element;
  }
}
