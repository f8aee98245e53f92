// On every page of somebody whose answers lie on this device: sends what waits, and says what there is to say of it.
import { hasStore, lastPerson, signedIn, writtenWords } from "./whose.js";

const EVERY = 60_000; // milliseconds between two contacts of a device that has nothing to send
const AT = "plumb-contact";

/** @param {string} kind @param {string} words */
function say(kind, words) {
  const alert = document.createElement("div");
  alert.className = `moj-alert moj-alert--${kind}`;
  alert.setAttribute("role", "status");
  const content = document.createElement("div");
  content.className = "moj-alert__content";
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = "/device/";
  link.textContent = "See what lies on this device";
  content.append(`${words} `, link);
  alert.append(content);
  document.querySelector("main")?.prepend(alert);
}

/** @param {import("./contact.js").Left} left */
function leftTell({ waiting, unsettled, locked }) {
  if (locked) say("warning", `${writtenWords(waiting)} on this device can be sent once you give its PIN.`);
  else if (unsettled.length) say("warning", `${writtenWords(unsettled)} of yours on this device could not be saved and need a look.`);
}

async function begin() {
  const person = signedIn();
  if (!person || (lastPerson() === person && !hasStore(person))) return;
  const { Store } = await import("../review/store.js");
  await Store.here(person);
  if (!hasStore(person) || document.querySelector("[data-own-contact]")) return;
  const store = await Store.open(person);
  const review = Number(/** @type {HTMLElement | null} */ (document.querySelector("form[data-review]"))?.dataset.review) || null;
  const here = /** @type {any} */ (document.querySelector("[data-prose]"))?.dataset.prose ?? review;
  const waits = (await store.unsent()).some(({ review }) => review !== here);
  const isDue = Date.now() - (Number(localStorage.getItem(AT)) || 0) > EVERY;
  if (!waits && !(isDue && (await store.hasPin()))) return;
  localStorage.setItem(AT, String(Date.now()));
  const { keepUp } = await import("./contact.js");
  const { left, cleared, asked } = await keepUp(store, { here });
  if (cleared) say("information", "An administrator asked for this device to be cleared. Nothing of your cases lies here any more.");
  else if (asked) say("warning", `An administrator asked for this device to be cleared, but ${writtenWords([...left.waiting, ...left.unsettled])} could not be sent.`);
  else leftTell(left);
}

begin().catch(() => {}); // no line, or no storage: the pages that need either say so
