// Asks before a page is left on which a form marked data-warn-unsaved holds what is not saved.
// What the server sent is each control's default, so what the browser puts back after Back counts as changed too, unless
// it was saved when it was sent: the server answers a save with a redirect, and a refusal with a page.
const SENT = "plumb-sent"; // in the tab's storage: the page whose form was sent last, until the answer is here
const SAVED = "plumb-saved-";

let sent = null;
let isSaved = false; // come back to what was saved, and nothing changed since

function controlChanged(control) {
  if (control.type === "hidden") return false;
  if (control.type === "radio" || control.type === "checkbox") return control.checked !== control.defaultChecked;
  if (control.type === "select-one") {
    const first = [...control.options].findLastIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(first, 0);
  }
  return "defaultValue" in control && control.value !== control.defaultValue;
}

// Shown again with errors, a form holds what was typed and not saved.
const isUnsaved = (form) =>
  form.querySelector(".govuk-form-group--error") !== null || [...form.elements].some(controlChanged);

// The page's place in the tab's history gets a name, by which it knows itself after Back.
function noteSent() {
  const name = `${Date.now()}-${Math.random()}`;
  history.replaceState({ ...history.state, sent: name }, "");
  sessionStorage.setItem(SENT, name);
}

function noteAnswer() {
  const name = sessionStorage.getItem(SENT);
  const [how] = performance.getEntriesByType("navigation");
  if (name && how?.type === "navigate" && how.redirectCount > 0) sessionStorage.setItem(SAVED + name, "yes");
  sessionStorage.removeItem(SENT);
}

noteAnswer();

document.addEventListener("submit", (event) => {
  sent = event.defaultPrevented ? null : event.target;
  if (sent?.matches("[data-warn-unsaved]")) noteSent();
});

document.addEventListener("input", () => {
  isSaved = false;
});

window.addEventListener("pageshow", (event) => {
  sent = null;
  if (event.persisted) sessionStorage.removeItem(SENT);
  isSaved = sessionStorage.getItem(SAVED + history.state?.sent) !== null;
  // Kept as it was left, its form has seen only what stood before: a correction would stand against one's own answer.
  if (event.persisted && isSaved) window.location.reload();
});

window.addEventListener("beforeunload", (event) => {
  const forms = [...document.querySelectorAll("form[data-warn-unsaved]")];
  if (!isSaved && forms.some((form) => form !== sent && isUnsaved(form))) event.preventDefault();
});
