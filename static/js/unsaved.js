// Asks before a page is left on which a form marked data-warn-unsaved holds what is not saved.
// What the server sent is each control's default, so what the browser puts back after Back counts as changed too.
let sent = null;

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

document.addEventListener("submit", (event) => {
  sent = event.defaultPrevented ? null : event.target;
});

window.addEventListener("pageshow", () => {
  sent = null;
});

window.addEventListener("beforeunload", (event) => {
  const forms = [...document.querySelectorAll("form[data-warn-unsaved]")];
  if (forms.some((form) => form !== sent && isUnsaved(form))) event.preventDefault();
});
