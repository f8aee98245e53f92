// Brings the components to life, also in what htmx swaps in later.
import { initAll as startGovuk } from "../vendor/govuk-frontend.min.js";
import { initAll as startMoj } from "../vendor/moj-frontend.min.js";
import "./device/leaving.js";
import "./device/news.js";
import "./returning.js";
import "./unsaved.js";

// A table drawn as stacked rows on a phone is no longer a table to some screen readers unless its parts say so.
const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", th: "columnheader" };

function nameTableParts(scope) {
  for (const table of scope.querySelectorAll("table.plumb-stack")) {
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) {
      const role = part.scope === "row" ? "rowheader" : ROLES[part.localName];
      if (!part.hasAttribute("role")) part.setAttribute("role", role);
    }
  }
}

function start(scope) {
  startGovuk({ scope });
  startMoj({ scope });
  nameTableParts(scope);
}

start(document);

document.addEventListener("htmx:afterSettle", (event) => start(event.target));

// Signed out meanwhile: the server answers a poll with the sign-in page. Show that page, not a page within a page.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const asked = new URL(requestConfig.path, window.location.href).pathname;
  if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked) {
    event.detail.shouldSwap = false;
    // A page that saves itself asks for the password over what was typed.
    if (!document.querySelector("form[data-changes], [data-prose]")) window.location.reload();
  }
});
