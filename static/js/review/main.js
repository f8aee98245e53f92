// Brings a page of a review to life: what the browser keeps is opened, then every answer saves itself.
import { pinAsk } from "../device/pin.js";
import { session } from "./door.js";
import { defaultOf } from "./fields.js";
import { Page } from "./page.js";
import { Store } from "./store.js";

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-changes]"));

/** What the browser puts back may be older than what was saved since; what was typed before lies in the queue. */
function untouchedReset(/** @type {HTMLFormElement} */ form) {
  const touched = /** @type {Set<string>} */ (/** @type {any} */ (window).plumbTouched);
  for (const control of /** @type {Iterable<any>} */ (form.elements)) {
    if (touched.has(control.name)) continue;
    if (control instanceof HTMLSelectElement) control.value = defaultOf(control);
    else if (["radio", "checkbox"].includes(control.type)) control.checked = control.defaultChecked;
    else if ("defaultValue" in control && control.type !== "submit") control.value = control.defaultValue;
  }
}

async function begin() {
  if (!form) return;
  form.removeAttribute("data-warn-unsaved");
  const store = await Store.open(Number(form.dataset.person)).catch(() => null);
  if (store?.isLocked) await pinAsk(store);
  untouchedReset(form);
  const page = new Page(form, store?.isLocked ? null : store);
  if (!store) page.unkept("");
  else if (store.isLocked) page.unkept("locked");
  await page.start();
  session(page.person).catch(() => {}); // a token of before the last sign-in is renewed before it is needed
}

begin();
