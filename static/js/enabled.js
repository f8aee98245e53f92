// First thing in the body, before anything is drawn: lets the stylesheets know that scripts run. A file, not inline, for
// the content security policy; not a module, because modules wait until the page has been read.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
