// Comments beside the text: sent without leaving the page, asked for on a paragraph, and told of when others say something.

const PART = { "X-Part": "comments" };

/** @param {HTMLElement} root @param {import("./page.js").Page} page */
export function besideListen(root, page) {
  document.addEventListener("plumb:comment", (event) => about(/** @type {CustomEvent} */ (event).detail));
  document.addEventListener("plumb:news", (event) => newsTell(/** @type {CustomEvent} */ (event).detail));
  root.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    page.takeAll();
    if (form.matches("[data-status-form]")) return statusSend(/** @type {SubmitEvent} */ (event), form, page);
    if (form.closest("#comments")) await commentSend(event, form);
  });
}

/**
 * A status is of words that were saved and read: what was typed goes first, and where others wrote in this moment, nothing is
 * sent but they are to be read.
 * @param {SubmitEvent} event @param {HTMLFormElement} form @param {import("./page.js").Page} page
 */
async function statusSend(event, form, page) {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement} */ (event.submitter);
  const before = page.foreign;
  await page.queue.flush();
  await page.poll();
  await page.poll(); // one may have been under way before the last of it was saved
  if (page.queue.changes.size) return stopSay(button, "Something that was written here is not saved yet. Look at it first.");
  if (page.foreign !== before) return stopSay(button, "Somebody wrote here just now. Read it, then press again.");
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  field("text_of").value = page.since;
  field("seen").value = String(page.news.status.version);
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "status", value: button.value }));
  form.submit();
}

/** @param {HTMLElement} button @param {string} words */
function stopSay(button, words) {
  const told = button.parentElement?.querySelector("[role=alert]") ?? document.createElement("p");
  told.className = "govuk-error-message";
  told.setAttribute("role", "alert");
  told.textContent = words;
  button.before(told);
}

/** @param {Event} event @param {HTMLFormElement} form */
async function commentSend(event, form) {
  const { submitter } = /** @type {SubmitEvent} */ (event);
  event.preventDefault();
  const fields = new FormData(form, submitter);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(/** @type {any} */ (fields)), headers: PART }).catch(() => null);
  const told = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const fresh = told?.getElementById("comments");
  if (fresh) return shownAnew(fresh);
  const words = told?.querySelector(".govuk-error-message")?.textContent?.replace("Error:", "").trim();
  problemSay(form, words || "It was not sent: there is no line, or your session has ended. Try again.");
}

/** @param {HTMLElement} fresh */
function shownAnew(fresh) {
  document.getElementById("comments")?.replaceWith(document.adoptNode(fresh));
  document.getElementById("comments-title")?.setAttribute("tabindex", "-1");
  document.getElementById("comments-title")?.focus();
}

/** @param {HTMLFormElement} form @param {string} words */
function problemSay(form, words) {
  const box = form.querySelector("textarea");
  const line = form.querySelector(".govuk-error-message") ?? document.createElement("p");
  line.className = "govuk-error-message";
  line.setAttribute("role", "alert");
  line.textContent = words;
  box?.before(line);
  box?.focus();
}

/** A comment on a paragraph: its words stand above the box. @param {{key: string, quote: string}} asked */
function about({ key, quote }) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#comments > form"));
  if (!form) return;
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  field("paragraph").value = key;
  field("quote").value = quote;
  const line = /** @type {HTMLElement} */ (form.querySelector("[data-quote]"));
  line.textContent = quote;
  line.hidden = !quote;
  /** @type {HTMLElement} */ (form.querySelector("label")).textContent = "New comment on this paragraph";
  field("words").focus();
}

/** @param {{comments?: number, status: {status: string}}} told */
function newsTell({ comments, status }) {
  const here = document.querySelectorAll("#comments > .plumb-comment").length;
  const title = document.getElementById("comments-title");
  const isTold = title?.parentElement?.querySelector("[data-news]");
  if (comments !== undefined && comments !== here && title && !isTold) title.after(line("There are other comments now."));
  const now = /** @type {HTMLElement | null} */ (document.querySelector("[data-status]"));
  if (now && now.dataset.status !== status.status && !now.parentElement?.querySelector("[data-news]")) now.after(line("The status changed."));
}

/** @param {string} words */
function line(words) {
  const made = Object.assign(document.createElement("p"), { className: "govuk-body" });
  made.dataset.news = "";
  made.setAttribute("role", "status");
  const link = Object.assign(document.createElement("a"), { className: "govuk-link", href: location.pathname, textContent: "Show them" });
  made.append(`${words} `, link);
  return made;
}
