// The session has ended while somebody worked: asks for the password over the page, and keeps what was typed.
import { signIn } from "./door.js";

/** @type {HTMLDialogElement | null} */
let dialog = null;

/**
 * @param {{email: string, person: number, waiting: number, noun?: string, then: () => void}} about
 */
export function passwordAsk({ email, person, waiting, noun = "answer", then }) {
  if (dialog) return;
  dialog = document.createElement("dialog");
  dialog.className = "plumb-password";
  dialog.setAttribute("aria-labelledby", "password-title");
  dialog.innerHTML = `
    <form method="dialog" novalidate>
      <h2 class="govuk-heading-m" id="password-title">Your session has ended</h2>
      <p class="govuk-body" data-say="waiting"></p>
      <div class="govuk-form-group" data-say="group">
        <label class="govuk-label" for="password-again"></label>
        <p class="govuk-error-message" id="password-error" role="alert" hidden></p>
        <input class="govuk-input" id="password-again" type="password" autocomplete="current-password" aria-describedby="password-error">
      </div>
      <div class="govuk-button-group">
        <button class="govuk-button" value="go">Sign in and send</button>
        <button class="govuk-button govuk-button--secondary" type="button" data-later>Later</button>
      </div>
    </form>`;
  const $ = (/** @type {string} */ what) => /** @type {any} */ (dialog?.querySelector(what));
  const number = waiting === 1 ? `1 ${noun} is` : `${waiting} ${noun}s are`;
  $("[data-say=waiting]").textContent = `${number} kept on this device and not lost. Sign in to send ${waiting === 1 ? "it" : "them"}; the page stays as it is.`;
  $("label").textContent = `Password of ${email}`;
  const close = () => {
    dialog?.close();
    dialog?.remove();
    dialog = null;
  };
  $("[data-later]").addEventListener("click", close);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  $("form").addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const button = $("button[value=go]");
    button.disabled = true;
    const problem = await signIn(email, $("#password-again").value, person).catch(() => "There is no line. Try again when it is back.");
    button.disabled = false;
    if (!problem) {
      close();
      then();
      return;
    }
    $("#password-error").textContent = problem;
    $("#password-error").hidden = false;
    $("[data-say=group]").classList.add("govuk-form-group--error");
    $("#password-again").focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  $("#password-again").focus();
}
