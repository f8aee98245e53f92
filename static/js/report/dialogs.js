// Over the page: an address for a link, a footnote's words, and the pickers of figures and examples.
import { EditorState, EditorView, baseKeymap, history, keymap, redo, toggleMark, undo } from "../../vendor/prosemirror.js";
import { chips } from "./chips.js";
import { lineStored, noteSchema } from "./schema.js";

/**
 * A dialog with a form. `go` is given the dialog when its first button is pressed, and returns what is wrong, or "".
 * @param {{title: string, body: string, button?: string, more?: [string, () => void][], go?: (dialog: HTMLDialogElement) => string}} about
 */
function opened({ title, body, button = "", more = [], go }) {
  const dialog = document.createElement("dialog");
  dialog.className = "plumb-password plumb-picker";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  dialog.innerHTML = `<form method="dialog" novalidate><h2 class="govuk-heading-m" id="dialog-title">${title}</h2>
    <p class="govuk-error-message" role="alert" hidden></p>${body}<div class="govuk-button-group"></div></form>`;
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const group = /** @type {HTMLElement} */ (dialog.querySelector(".govuk-button-group"));
  const add = (/** @type {string} */ words, /** @type {string} */ css, /** @type {(() => void) | null} */ deed) => {
    const made = Object.assign(document.createElement("button"), { type: deed ? "button" : "submit", textContent: words, className: css });
    if (deed) made.addEventListener("click", () => (close(), deed()));
    group.append(made);
  };
  if (button) add(button, "govuk-button", null);
  for (const [words, deed] of more) add(words, "govuk-button govuk-button--secondary", deed);
  add("Cancel", "govuk-button govuk-button--secondary", () => {});
  dialog.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const problem = go?.(dialog) ?? "";
    const error = /** @type {HTMLElement} */ (dialog.querySelector(".govuk-error-message"));
    error.textContent = problem;
    error.hidden = !problem;
    if (!problem) close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close };
}

const FIELD = (/** @type {string} */ id, /** @type {string} */ label, /** @type {string} */ type) =>
  `<div class="govuk-form-group"><label class="govuk-label" for="${id}">${label}</label><input class="govuk-input" id="${id}" type="${type}" autocomplete="off"></div>`;

/** @param {string} now @param {(href: string) => void} take "" takes the link away */
export function linkAsk(now, take) {
  const { dialog } = opened({
    title: "Link",
    body: FIELD("link-address", "Address", "url"),
    button: "Save",
    more: now ? [["Remove the link", () => take("")]] : [],
    go: () => {
      if (!/^(https?:\/\/|mailto:)\S+$/i.test(input.value.trim())) return "Enter an address that begins with https:// or mailto:";
      take(input.value.trim());
      return "";
    },
  });
  const input = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
  input.value = now || "https://";
}

/**
 * @param {any[]} now the footnote's pieces, none for a new one
 * @param {import("./types.js").WritingPage} page @param {(content: any[] | null) => void} take null takes the footnote away
 */
export function noteAsk(now, page, take) {
  const { dialog } = opened({
    title: "Footnote",
    body: '<p class="govuk-body" id="note-hint">It is numbered by itself, and moves with its text.</p><div class="plumb-write__note"></div>',
    button: "Save",
    more: now.length ? [["Remove the footnote", () => take(null)]] : [],
    go: () => {
      const content = lineStored(view.state.doc);
      if (!view.state.doc.textContent.trim() && !content.some((piece) => piece.type === "figure")) return "Enter the footnote’s words";
      take(content);
      return "";
    },
  });
  const doc = noteSchema.node("doc", null, now.map((piece) => noteSchema.nodeFromJSON(piece)));
  const { strong, em } = noteSchema.marks;
  const keys = keymap({ "Mod-z": undo, "Mod-y": redo, "Mod-b": toggleMark(strong), "Mod-i": toggleMark(em), Enter: () => (dialog.querySelector("form")?.requestSubmit(), true) });
  const view = new EditorView(dialog.querySelector(".plumb-write__note"), {
    state: EditorState.create({ doc, plugins: [keys, keymap(baseKeymap), history()] }),
    nodeViews: { figure: chips(page.sayings).figure },
    attributes: { role: "textbox", "aria-multiline": "true", "aria-label": "The footnote’s words", "aria-describedby": "note-hint", class: "plumb-write__text" },
  });
  view.focus();
}

/** @typedef {{source: string, title: string, group: string, forms: {form: string, words: string}[]}} Figure */
/** @typedef {{id: number, title: string, text?: string}} Example */

/** @param {string} address @param {string} words @returns {Promise<{figures: Figure[], examples: Example[]}>} */
async function offered(address, words) {
  const response = await fetch(`${address}?${new URLSearchParams({ q: words })}`, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`The server answers ${response.status}`);
  return response.json();
}

/** @param {string} title @param {string} label @param {(words: string) => Promise<{items: HTMLElement[], none: string}>} find @returns {() => void} closes it */
function picker(title, label, find) {
  const { dialog, close } = opened({
    title,
    body: `${FIELD("pick", label, "search")}<p class="govuk-body-s" role="status"></p><ul class="govuk-list plumb-picker__list"></ul>`,
  });
  const input = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
  const status = /** @type {HTMLElement} */ (dialog.querySelector("[role=status]"));
  let latest = 0;
  const show = async () => {
    const mine = ++latest;
    const { items, none } = await find(input.value).catch(() => ({ items: [], none: "There is no line. Try again when it is back." }));
    if (mine !== latest) return;
    dialog.querySelector("ul")?.replaceChildren(...items);
    status.textContent = items.length ? `${items.length} found` : none;
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  show();
  return close;
}

/** @param {string} address of the section's figures @param {(figure: Figure, form: string, words: string) => void} take */
export function figureAsk(address, take) {
  const close = picker("Insert a live figure", "Search by number or words", async (words) => {
    const { figures } = await offered(address, words);
    return { items: figures.map((figure) => figureItem(figure, (form, said) => (close(), take(figure, form, said)))), none: "No figure holds these words." };
  });
}

const WHICH = /** @type {Record<string, string>} */ ({ yes: "yes", no: "no", with_note: "with its source", national: "nationally", direction: "since before" }); // these look alike

/** @param {Figure} figure @param {(form: string, words: string) => void} take */
function figureItem(figure, take) {
  const item = document.createElement("li");
  const title = Object.assign(document.createElement("p"), { className: "plumb-picker__title", textContent: figure.title });
  const forms = Object.assign(document.createElement("div"), { className: "plumb-picker__forms" });
  forms.setAttribute("role", "group");
  forms.setAttribute("aria-label", `${figure.title}, ${figure.group}`);
  for (const { form, words } of figure.forms) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "plumb-picker__form", textContent: form in WHICH ? `${words} (${WHICH[form]})` : words });
    button.addEventListener("click", () => take(form, words));
    forms.append(button);
  }
  const group = Object.assign(document.createElement("p"), { className: "plumb-picker__group", textContent: figure.group });
  item.append(group, title, forms);
  return item;
}

/** @param {string} address of the section's figures @param {(example: Example) => void} take */
export function exampleAsk(address, take) {
  const close = picker("Insert an example of practice", "Search by words", async (words) => {
    const { examples } = await offered(address, words);
    const items = examples.map((example) => {
      const item = document.createElement("li");
      const button = Object.assign(document.createElement("button"), { type: "button", className: "plumb-picker__form", textContent: example.title });
      button.addEventListener("click", () => (close(), take(example)));
      item.append(button);
      return item;
    });
    return { items, none: "There is none to insert. Inspectors note examples of good and of weak practice in their cases; those that were cleared stand here." };
  });
}
