// First thing in the body, before anything is drawn: lets the stylesheets know that scripts run. A file, not inline, for
// the content security policy; not a module, because modules wait until the page has been read.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

// Somebody may answer before the modules run: what they touched is remembered, to tell it from what Back put there.
window.plumbTouched = new Set();
document.addEventListener("input", (event) => window.plumbTouched.add(event.target.name));
