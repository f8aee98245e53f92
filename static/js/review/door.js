// Speaks to the one door for changes (docs/changes.md), and to the server about who is signed in.
import { SignedOut } from "./queue.js";

const PATIENCE = 30_000; // milliseconds: a slow line is no dead one
const TOKENS = "input[name=csrfmiddlewaretoken]";

const SHUT = ["not_yours", "not_found"];

export const token = () => document.querySelector(TOKENS)?.value ?? "";

function tokensRenew(fresh) {
  for (const input of document.querySelectorAll(TOKENS)) input.value = fresh;
}

/**
 * Who is signed in, or null. The page's tokens are renewed for its own person, and for nobody else.
 * @param {number} person whose page this is @returns {Promise<{person: number, name: string, token: string} | null>}
 */
export async function session(person) {
  const headers = { Accept: "application/json" };
  const response = await fetch("/session/", { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`The server answers ${response.status}`);
  const found = await response.json();
  if (found.person === person) tokensRenew(found.token);
  return found;
}

/**
 * A function that sends changes of one review, or of what else has a door. It throws SignedOut, or an Error where they
 * have to be sent again.
 * @param {string} address @param {string | null} device @param {number} person
 * @param {(change: import("./store.js").Change) => object} [asSent] a change as that door takes it
 */
export function sender(address, device, person, asSent = asAnswer) {
  const post = (body, how) =>
    fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
      body,
      ...how,
    });

  const renew = async () => {
    if ((await session(person))?.person !== person) throw new SignedOut();
  };

  const bodyOf = (changes) => JSON.stringify({ person, ...(device ? { device } : {}), changes: changes.map(asSent) });

  return async (changes, isLast = false) => {
    // The page is being left: it cannot wait for the answer, and the browser sends no more than 64 KiB after it.
    if (isLast) return void post(bodyOf(changes), { keepalive: true }).catch(() => {});
    if (!token()) await renew(); // the page was opened without a line
    const body = bodyOf(changes);
    let response = await post(body, { signal: AbortSignal.timeout(PATIENCE) });
    if (response.status === 403 && (await errorOf(response)) === "token") {
      await renew();
      response = await post(body, { signal: AbortSignal.timeout(PATIENCE) });
    }
    if (response.status === 401) throw new SignedOut();
    if (response.status === 413 && changes.length > 1) return inParts(changes, sender(address, device, person, asSent));
    if (response.status === 413) return refusedAll(changes, { reason: "This is more than can be taken at once. Shorten it." });
    if (response.ok) return response.json();
    if (SHUT.includes(await errorOf(response))) return refusedAll(changes, await response.json());
    throw new Error(`The server answers ${response.status}`);
  };
}

const asAnswer = ({ id, target, seen, value, note }) => ({
  id, target, seen,
  ...(value === undefined ? {} : { value }),
  ...(note === undefined ? {} : { note }),
});

async function errorOf(response) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  return isJson ? (await response.clone().json()).error : "";
}

/** Too much for one request: each half by itself. */
async function inParts(changes, send) {
  const half = Math.ceil(changes.length / 2);
  const [first, second] = [await send(changes.slice(0, half)), await send(changes.slice(half))];
  return { ...second, results: [...first.results, ...second.results], tell: [...(first.tell ?? []), ...(second.tell ?? [])] };
}

/** The door is shut for this person: what they typed stays on the device, with the reason. */
const refusedAll = (changes, { reason }) => ({
  results: changes.map(({ id }) => ({ id, status: "refused", version: 0, current: null, reason })),
  receipt: { sequence: 0, saved_at: new Date().toISOString() },
});

/**
 * Signs in again over the page. @returns {Promise<string>} why it failed, or "" with the session renewed
 * @param {string} email @param {string} password @param {number} person
 */
export async function signIn(email, password, person) {
  const page = await fetch("/sign-in/", { cache: "no-store" });
  if (!page.url.endsWith("/sign-in/")) return isStill(person); // signed in meanwhile, in another tab
  const form = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("main form");
  const fields = new URLSearchParams(new FormData(form));
  fields.set("login", email);
  fields.set("password", password);
  fields.set("next", "/session/");
  const answer = await fetch("/sign-in/", { method: "POST", body: fields });
  if (answer.ok && new URL(answer.url).pathname === "/session/") return isStill(person);
  const told = new DOMParser().parseFromString(await answer.text(), "text/html");
  const words = told.querySelector(".govuk-error-summary__list, main p")?.textContent?.trim();
  return words || "That did not work. Try again.";
}

async function isStill(person) {
  const now = await session(person);
  if (now?.person === person) return "";
  return now ? `You are now signed in as ${now.name}. These answers are somebody else’s and stay on this device.` : "You are not signed in.";
}
