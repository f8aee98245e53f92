// Stands in for the pages of a case while there is no line: opens what lies on this device, and shows it where it stood.
import { Page } from "../review/page.js";
import { rulingsPlace } from "../review/rulings.js";
import { Store } from "../review/store.js";
import { pinTry } from "./pin.js";
import { skeleton } from "./take.js";
import { hasStore, lastPerson, waitingWords } from "./whose.js";

/** @typedef {import("../review/store.js").Sheet} Sheet */

const root = /** @type {HTMLElement} */ (document.querySelector("[data-offline]"));
const when = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
const REVIEW = /^\/reviews\/(\d+)\/(?:(facts|interview)\/|standards\/([^/]+)\/)?$/;

/** A copy of one of the page's templates. @param {string} name @returns {HTMLElement} */
function part(name) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`offline-${name}`));
  return /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
}

/** Puts words at the places of a part that are named for them. @param {HTMLElement} scope @param {Record<string, string>} words */
function told(scope, words) {
  for (const [name, text] of Object.entries(words)) {
    for (const place of scope.querySelectorAll(`[data-say="${name}"]`)) place.textContent = text;
  }
  return scope;
}

/** @param {HTMLElement} shown */
function show(shown) {
  root.replaceChildren(shown);
  const title = shown.querySelector("h1")?.textContent;
  if (title) document.title = `${title} – without a line – Plumbline`;
}

/** @param {Store} store */
async function locked(store) {
  const waiting = await store.unsent();
  const shown = told(part("locked"), { waiting: waiting.length ? `${waitingWords(waiting)} there to be sent.` : "" });
  show(shown);
  const tried = pinTry(store);
  const input = /** @type {HTMLInputElement} */ (shown.querySelector("input"));
  const error = /** @type {HTMLElement} */ (shown.querySelector(".govuk-error-message"));
  const button = /** @type {HTMLButtonElement} */ (shown.querySelector("button"));
  input.focus();
  await new Promise((resolve) => {
    shown.querySelector("form")?.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      const problem = await tried(input.value);
      button.disabled = false;
      error.textContent = problem;
      error.hidden = !problem;
      if (!problem) resolve(true);
    });
  });
}

/** @param {Store} store */
async function list(store) {
  const shown = part("list");
  const items = /** @type {HTMLElement} */ (shown.querySelector("ul"));
  const unsent = await store.unsent();
  for (const id of (await store.stamps()).keys()) {
    const sheet = /** @type {Sheet} */ (await store.review(id));
    const waiting = unsent.filter(({ review }) => review === id);
    const item = told(part("item"), {
      reference: sheet.reference,
      what: `${sheet.inspection}: ${sheet.disposal}`,
      taken: `As it stood on ${when.format(new Date(sheet.taken_at))}${waiting.length ? `. ${waitingWords(waiting)} here` : ""}`,
    });
    /** @type {HTMLAnchorElement} */ (item.querySelector("a")).href = `/reviews/${id}/`;
    items.append(item);
  }
  if (!items.children.length) return show(part("nothing"));
  show(shown);
}

/** @param {Sheet} sheet @param {string | null} here */
function steps(sheet, here) {
  const shown = told(part("steps"), { reference: sheet.reference });
  /** @type {HTMLAnchorElement} */ (shown.querySelector("a")).href = `/reviews/${sheet.review}/`;
  const items = /** @type {HTMLElement} */ (shown.querySelector("ol"));
  for (const { page, title, href, status } of sheet.pages) {
    const item = told(part("step"), { title, status });
    item.dataset.page = page;
    item.classList.toggle("plumb-steps__item--here", page === here);
    const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
    link.href = href;
    if (page === here) link.setAttribute("aria-current", "page");
    items.append(item);
  }
  return shown;
}

/** Fills an empty form with what stands, as the server would have sent it. @param {HTMLFormElement} form @param {Sheet} sheet */
function fill(form, sheet) {
  for (const control of /** @type {Iterable<any>} */ (form.elements)) {
    const [kind, target] = [control.name?.slice(0, 2), control.name?.slice(2)];
    const row = sheet.rows[target];
    if (kind === "s-") control.value = String(row?.version ?? 0);
    else if (row && (kind === "v-" || kind === "n-")) put(control, (kind === "v-" ? row.value : row.note) ?? "");
  }
}

/** @param {any} control @param {string} text */
function put(control, text) {
  if (control.type === "radio") control.checked = control.defaultChecked = control.value === text;
  else if (control.type === "checkbox") control.checked = control.defaultChecked = text.split(" ").includes(control.value);
  else if (control instanceof HTMLSelectElement) {
    for (const option of control.options) option.defaultSelected = option.value === text;
    control.value = text;
  } else control.value = control.defaultValue = text;
  const folded = control.closest("details");
  if (folded && text && control.type !== "radio") folded.open = true;
}

/** What is not asked, or waits for a fact, as far as the server knew: answered all the same, it is kept. */
function unaskedMark(/** @type {HTMLFormElement} */ form, /** @type {Sheet} */ sheet) {
  for (const [address, { state, reason }] of Object.entries(sheet.unasked)) {
    const section = form.querySelector(`[data-question="${CSS.escape(address)}"]`);
    if (!section) continue;
    const note = told(part("unasked"), { state: state === "waiting" ? "Waiting:" : "Not asked:", reason });
    const body = /** @type {HTMLElement} */ (note.querySelector("details"));
    const [heading, ...rest] = section.children;
    body.append(...rest);
    heading.after(note);
  }
}

/** The lead's rulings, as they stood, at the head of their key question. */
function rulingsShow(/** @type {HTMLFormElement} */ form, /** @type {Sheet} */ sheet) {
  for (const [address, markup] of Object.entries(sheet.rulings)) {
    form.querySelector(`[data-question="${CSS.escape(address)}"] > h2`)?.insertAdjacentHTML("afterend", markup);
  }
}

/** @param {Store} store @param {Sheet} sheet @param {string} here */
async function page(store, sheet, here) {
  const kept = await skeleton(sheet, here);
  const step = sheet.pages.find((one) => one.page === here);
  if (!kept || !step) return needsLine();
  const next = sheet.pages[sheet.pages.indexOf(step) + 1]?.href ?? `/reviews/${sheet.review}/`;
  const shown = told(part("page"), { reference: sheet.reference, title: step.title, disposal: sheet.disposal });
  shown.prepend(steps(sheet, here));
  const form = /** @type {HTMLFormElement} */ (shown.querySelector("form"));
  /** @type {HTMLElement} */ (form.querySelector("[data-questions]")).innerHTML = await kept.text();
  const changes = `/reviews/${sheet.review}/changes/`;
  Object.assign(form.dataset, { changes, review: sheet.review, person: store.person, email: sheet.email, savedAt: sheet.saved_at, next });
  fill(form, sheet);
  rulingsShow(form, sheet);
  unaskedMark(form, sheet);
  show(shown);
  rulingsPlace();
  await new Page(form, store).start();
}

/** @param {Sheet} sheet */
function overview(sheet) {
  const shown = told(part("case"), { reference: sheet.reference, what: `${sheet.inspection}: ${sheet.disposal}` });
  shown.prepend(steps(sheet, null));
  show(shown);
}

const needsLine = () => show(part("needs-line"));

async function begin() {
  const person = lastPerson();
  const store = person && hasStore(person) && (await Store.open(person).catch(() => null));
  if (!store || !(await store.hasPin())) return show(part("nothing"));
  if (store.isLocked) await locked(store);
  const [, id, named, standard] = REVIEW.exec(location.pathname) ?? [];
  const sheet = id ? await store.review(Number(id)) : null;
  if (sheet && standard) return page(store, sheet, decodeURIComponent(standard));
  if (sheet && named) return page(store, sheet, named === "facts" ? "" : named);
  if (sheet) return overview(sheet);
  return location.pathname.startsWith("/reviews/") ? needsLine() : list(store);
}

window.addEventListener("online", () => document.querySelector("[data-line-back]")?.removeAttribute("hidden"));
begin();
