// A case without a mouse: one key answers, arrows go on, "?" shows the keys. Never while a text is typed.

const OFF = "plumb-keys-off"; // in this browser: somebody who does not want keys
const ANSWERS = { y: "yes", n: "no", r: "not_relevant" };
const HELP = [
  ["y, n, r", "Yes, no, not relevant; then on to the next question"],
  ["↓ ↑ or j, k", "Next and previous question"],
  ["u", "Next question without an answer"],
  ["m", "Write a note or a reason"],
  ["Esc", "Back from a note to its question"],
  ["b", "Come back to this, or no more"],
  ["g", "What counts as yes, where the edition says so"],
  ["s", "Save and continue"],
  ["?", "Show or hide this sheet"],
];

const isText = (/** @type {EventTarget | null} */ target) =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && !["radio", "checkbox", "hidden"].includes(target.type));

// Not what stands beside a question: where in the file, for the report, marks, examples.
const isQuestion = (answer) => answer.values.length && (!answer.target.startsWith("note.") || answer.values[0].type === "radio");

/** @param {any} page */
export function keysListen(page) {
  if (!page.answers.size) return;
  const keys = new Keys(page);
  document.addEventListener("keydown", (event) => keys.pressed(event));
  keys.hint();
}

class Keys {
  constructor(page) {
    this.page = page;
    this.answers = [...page.answers.values()].filter(isQuestion);
    this.help = /** @type {HTMLDialogElement | null} */ (null);
  }

  get isOff() {
    return localStorage.getItem(OFF) === "yes";
  }

  /** The answer that has the focus, or the first. */
  get here() {
    const found = this.answers.find((answer) => answer.box.contains(document.activeElement));
    return found ?? null;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isText(event.target)) {
      if (event.key === "Escape" && this.here) this.focus(this.here);
      return;
    }
    if (document.querySelector("dialog[open]") && event.key !== "?") return;
    if (this.isOff && event.key !== "?") return;
    const deed = this.deed(event.key);
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  /** @param {string} key @returns {(() => void) | undefined} */
  deed(key) {
    const answer = ANSWERS[key];
    if (answer) return () => this.answer(answer);
    return {
      ArrowDown: () => this.step(1), j: () => this.step(1),
      ArrowUp: () => this.step(-1), k: () => this.step(-1),
      u: () => this.unanswered(),
      m: () => this.note(),
      b: () => this.mark(),
      g: () => this.guidance(),
      s: () => this.page.form.querySelector("button[name=continue]")?.click(),
      "?": () => this.sheet(),
    }[key];
  }

  answer(value) {
    const { here } = this;
    if (!here) return this.unanswered(); // the first press shows which one the next answers
    const radio = here.values.find((one) => one.type === "radio" && one.value === value);
    if (!radio) return;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    if (here.note && here.box.matches(".plumb-judgement") && !here.note.value) this.note(here);
    else this.step(1, here);
  }

  step(by, from = this.here) {
    const at = from ? this.answers.indexOf(from) + by : 0;
    const next = this.answers[at];
    if (next) this.focus(next);
    else if (by > 0) this.page.form.querySelector("button[name=continue]")?.focus();
  }

  unanswered() {
    const at = this.here ? this.answers.indexOf(this.here) + 1 : 0;
    const inTurn = [...this.answers.slice(at), ...this.answers.slice(0, at)];
    const next = inTurn.find((answer) => !answer.value || (answer.box.matches(".plumb-judgement") && !answer.now.note));
    if (next) this.focus(next);
    else this.page.form.querySelector("button[name=continue]")?.focus();
  }

  focus(answer) {
    const control = answer.values.find((one) => one.checked) ?? answer.values[0];
    control.focus({ preventScroll: true });
    answer.box.scrollIntoView({ block: "center" });
  }

  note(answer = this.here) {
    if (!answer?.note) return;
    const details = answer.note.closest("details");
    if (details) details.open = true;
    answer.note.focus();
    answer.box.scrollIntoView({ block: "center" });
  }

  /** Come back to this: the tick itself is clicked, so that it saves as one that is clicked by hand. */
  mark() {
    /** @type {HTMLInputElement | null | undefined} */ (this.here?.box.querySelector('input[name^="v-note.mark."]'))?.click();
  }

  guidance() {
    const details = this.here?.box.closest("section")?.querySelector("details.govuk-details:not(.plumb-note)");
    if (details) details.open = !details.open;
  }

  hint() {
    const bar = this.page.form.querySelector(".plumb-savebar");
    if (!bar) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plumb-savebar__keys";
    button.textContent = "Keys";
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", () => this.sheet());
    bar.append(button);
  }

  sheet() {
    if (this.help?.open) {
      this.help.close();
      return;
    }
    this.help ??= this.#made();
    this.help.showModal();
  }

  #made() {
    const dialog = document.createElement("dialog");
    dialog.className = "plumb-keys";
    dialog.setAttribute("aria-labelledby", "keys-title");
    dialog.innerHTML = `<h2 class="govuk-heading-m" id="keys-title">Keys</h2><dl class="plumb-keys__list"></dl>
      <div class="govuk-checkboxes govuk-checkboxes--small govuk-!-margin-bottom-4"><div class="govuk-checkboxes__item">
        <input class="govuk-checkboxes__input" type="checkbox" id="keys-on"><label class="govuk-label govuk-checkboxes__label" for="keys-on">Use these keys in this browser</label>
      </div></div>
      <button type="button" class="govuk-button govuk-!-margin-bottom-0">Close</button>`;
    const list = /** @type {HTMLElement} */ (dialog.querySelector("dl"));
    for (const [key, words] of HELP) {
      const [term, what] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = key;
      what.textContent = words;
      list.append(term, what);
    }
    const on = /** @type {HTMLInputElement} */ (dialog.querySelector("#keys-on"));
    on.checked = !this.isOff;
    on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes")));
    dialog.querySelector("button")?.addEventListener("click", () => dialog.close());
    document.body.append(dialog);
    return dialog;
  }
}
