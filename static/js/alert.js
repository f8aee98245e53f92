// An alert that cannot be sent must not look sent: without a line the page says whom to phone, and keeps what was typed.
const PATIENCE = 5000; // milliseconds to wait for any answer at all

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-alert]"));
const notice = /** @type {HTMLElement | null} */ (document.querySelector("[data-no-line]"));

async function lineIsThere() {
  if (!navigator.onLine) return false;
  try {
    await fetch("/session/", { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) });
    return true; // whatever it said: the form itself tells the rest
  } catch {
    return false;
  }
}

let hasLine = false;

/** @param {HTMLFormElement} form @param {HTMLElement} notice */
async function send(form, notice) {
  notice.hidden = true;
  hasLine = await lineIsThere();
  notice.hidden = hasLine;
  if (hasLine) form.requestSubmit();
  else notice.focus();
}

// In the capture phase, so that static/js/unsaved.js hears of the one that goes out and of no other.
document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== form || !form || !notice || hasLine) return;
    event.preventDefault();
    send(form, notice);
  },
  { capture: true },
);
