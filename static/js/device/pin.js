// The PIN that what lies on this device is locked with: asked for over the page, or chosen.

/** @typedef {import("../review/store.js").Store} Store */

import { waitingWords } from "./whose.js";

const SHORTEST = 6; // characters
const PAUSE = 5_000; // milliseconds before another try, from the third wrong one

const FIELD = (/** @type {string} */ id, /** @type {string} */ label) => `
  <div class="govuk-form-group">
    <label class="govuk-label" for="${id}">${label}</label>
    <input class="govuk-input govuk-input--width-10" id="${id}" type="password" inputmode="numeric" autocomplete="off">
  </div>`;

/**
 * A dialog with a form. Resolves with true once `take` says "" of what was entered, with false if it was put off.
 * @param {{title: string, words: string, fields: string, go: string, later: string, take: (entered: string[]) => Promise<string>}} about
 * @returns {Promise<boolean>}
 */
function asked({ title, words, fields, go, later, take }) {
  const dialog = document.createElement("dialog");
  dialog.className = "plumb-password";
  dialog.setAttribute("aria-labelledby", "pin-title");
  dialog.innerHTML = `
    <form method="dialog" novalidate>
      <h2 class="govuk-heading-m" id="pin-title">${title}</h2>
      <p class="govuk-body">${words}</p>
      <p class="govuk-error-message" role="alert" hidden></p>
      ${fields}
      <div class="govuk-button-group">
        <button class="govuk-button" value="go">${go}</button>
        <button class="govuk-button govuk-button--secondary" type="button">${later}</button>
      </div>
    </form>`;
  const inputs = /** @type {HTMLInputElement[]} */ ([...dialog.querySelectorAll("input")]);
  const [button, putOff] = /** @type {NodeListOf<HTMLButtonElement>} */ (dialog.querySelectorAll("button"));
  const error = /** @type {HTMLElement} */ (dialog.querySelector(".govuk-error-message"));
  return new Promise((resolve) => {
    const close = (/** @type {boolean} */ done) => {
      dialog.close();
      dialog.remove();
      resolve(done);
    };
    putOff.addEventListener("click", () => close(false));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      close(false);
    });
    dialog.querySelector("form")?.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      const problem = await take(inputs.map((input) => input.value));
      button.disabled = false;
      if (!problem) return close(true);
      error.textContent = problem;
      error.hidden = false;
      inputs[0].focus();
      inputs[0].select();
    });
    document.body.append(dialog);
    dialog.showModal();
    inputs[0].focus();
  });
}

/** Tries a PIN; slower after wrong ones. @param {Store} store */
export function pinTry(store) {
  let wrong = 0;
  return async (/** @type {string} */ pin) => {
    if (wrong >= 2) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (await store.unlock(pin)) return "";
    wrong += 1;
    return "This is not the PIN of this device. Try again.";
  };
}

/** Asks for the PIN of a locked device. @param {Store} store @returns {Promise<boolean>} false if it was put off */
export async function pinAsk(store) {
  const waiting = await store.unsent();
  const there = waiting.length ? `${waitingWords(waiting)} there to be sent. ` : "";
  const tried = pinTry(store);
  return asked({
    title: "Your cases on this device are locked",
    words: `${there}Enter the PIN that you chose when you took them along.`,
    fields: FIELD("pin", "PIN of this device"),
    go: "Unlock",
    later: "Not now",
    take: ([pin]) => tried(pin),
  });
}

/** Lets somebody choose the PIN. @param {Store} store @param {string} go what comes of it @returns {Promise<boolean>} false if it was put off */
export const pinChoose = (store, go) =>
  asked({
    title: "Choose a PIN for this device",
    words: "It locks the cases that lie here once the browser is closed. Nobody can tell you a forgotten PIN: what was not sent by then would be lost.",
    fields: FIELD("pin", `PIN, at least ${SHORTEST} digits or letters`) + FIELD("pin-again", "The same PIN again"),
    go,
    later: "Not now",
    take: async ([pin, again]) => {
      if (pin.length < SHORTEST) return `Choose at least ${SHORTEST} digits or letters.`;
      if (/^(.)\1+$/.test(pin) || "0123456789 9876543210".includes(pin)) return "That PIN is guessed at once. Choose another.";
      if (pin !== again) return "The two are not the same. Enter the PIN twice.";
      await store.pinChoose(pin);
      return "";
    },
  });
