// Signing out: what waits on this device is sent first, and nothing that could not be sent is wiped.
import { hasStore, signedIn, writtenWords } from "./whose.js";

const SIGN_OUT = "/sign-out/";

/** @returns {{dialog: HTMLDialogElement, say: (words: string) => void, offer: (choices: [string, () => void][]) => void}} */
function dialogMade() {
  const dialog = document.createElement("dialog");
  dialog.className = "plumb-password";
  dialog.setAttribute("aria-labelledby", "leaving-title");
  dialog.innerHTML = `<h2 class="govuk-heading-m" id="leaving-title">Before you sign out</h2>
    <p class="govuk-body" role="status"></p><div class="govuk-button-group"></div>`;
  const words = /** @type {HTMLElement} */ (dialog.querySelector("p"));
  const group = /** @type {HTMLElement} */ (dialog.querySelector(".govuk-button-group"));
  return {
    dialog,
    say: (text) => (words.textContent = text),
    offer: (choices) =>
      group.replaceChildren(
        ...choices.map(([label, deed], at) => {
          const button = document.createElement("button");
          button.type = "button";
          button.className = `govuk-button${at ? " govuk-button--secondary" : ""}`;
          button.textContent = label;
          button.addEventListener("click", deed);
          return button;
        }),
      ),
  };
}

/** @param {import("./contact.js").Left} left */
function leftWords({ waiting, unsettled, locked, signedOut }) {
  if (locked) return `${writtenWords(waiting)} on this device can only be sent with its PIN. Signed out, they stay here, and go once you have signed in again and given the PIN.`;
  const parts = [];
  if (waiting.length) parts.push(`${writtenWords(waiting)} could not be sent${signedOut ? ": your session has ended" : ": there is no line"}.`);
  if (unsettled.length) parts.push(`${writtenWords(unsettled)} could not be saved and ${unsettled.length === 1 ? "needs" : "need"} a look.`);
  return `${parts.join(" ")} Signed out, what could not be sent stays on this device under your name. It goes once you sign in here again.`;
}

/** @param {HTMLFormElement} form @param {import("../review/store.js").Store} store @param {import("./whose.js").Written[]} waiting */
async function sendFirst(form, store, waiting) {
  const { dialog, say, offer } = dialogMade();
  const stay = () => {
    dialog.close();
    dialog.remove();
  };
  const leave = async () => {
    await store.lock();
    form.submit();
  };
  const send = async () => {
    say(`Sending ${writtenWords(waiting)} that ${waiting.length === 1 ? "waits" : "wait"} on this device…`);
    offer([["Stay signed in", stay]]);
    const { allSend } = await import("./contact.js");
    const left = await allSend(store);
    if (!dialog.open) return;
    if (!left.waiting.length && !left.unsettled.length) return leave();
    say(leftWords(left));
    offer([["Try again", send], ["Sign out, keep them here", leave], ["Stay signed in", stay], ["See them", () => location.assign("/device/")]]);
  };
  document.body.append(dialog);
  dialog.addEventListener("cancel", stay);
  dialog.showModal();
  await send();
}

/** @param {SubmitEvent} event */
async function leaving(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const person = signedIn();
  if (event.defaultPrevented || new URL(form.action).pathname !== SIGN_OUT || !person || !hasStore(person)) return;
  event.preventDefault();
  document.dispatchEvent(new Event("plumb:leaving")); // a page that is worked on takes what was typed
  const stays = await sentFirst(form, person).catch(() => false); // a script of a former version may be gone
  if (!stays) form.submit();
}

/** @param {HTMLFormElement} form @param {number} person @returns {Promise<boolean>} whether somebody is asked before it is left */
async function sentFirst(form, person) {
  const { Store } = await import("../review/store.js");
  const store = await Store.open(person);
  const waiting = await store.unsent();
  if (waiting.length) await sendFirst(form, store, waiting);
  else await store.lock();
  return waiting.length > 0;
}

document.addEventListener("submit", leaving);
