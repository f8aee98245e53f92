// A page come back to by Back may hold a token of before the last sign-in, and the server would refuse what it sends.
// Any page has a fresh one. Without this the refusal is told on a page of its own (templates/403_csrf.html).
const TOKENS = "input[name=csrfmiddlewaretoken]";

async function tokensRenew() {
  const response = await fetch("/", { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector(TOKENS);
  if (!fresh) return;
  for (const token of document.querySelectorAll(TOKENS)) token.value = fresh.value;
}

window.addEventListener("pageshow", (event) => {
  const [how] = performance.getEntriesByType("navigation");
  if (!event.persisted && how?.type !== "back_forward") return;
  if (document.querySelector(TOKENS)) tokensRenew().catch(() => {});
});
