// Whose answers lie in this browser, and who uses it now: known without a line, and without opening what lies there.
const NOW = "plumb-person";
const ALL = "plumb-persons";

const all = () => /** @type {number[]} */ (JSON.parse(localStorage.getItem(ALL) ?? "[]"));
const allKeep = (/** @type {number[]} */ persons) => localStorage.setItem(ALL, JSON.stringify(persons));

/** Who used this browser last. */
export const lastPerson = () => Number(localStorage.getItem(NOW)) || null;

/** Whether something of theirs may lie here. */
export const hasStore = (/** @type {number} */ person) => all().includes(person);

export const personHere = (/** @type {number} */ person) => localStorage.setItem(NOW, String(person));

export function personKeep(/** @type {number} */ person) {
  personHere(person);
  if (!hasStore(person)) allKeep([...all(), person]);
}

export const personForget = (/** @type {number} */ person) => allKeep(all().filter((one) => one !== person));

/** Who is signed in, as the page says. */
export const signedIn = () => Number(document.body.dataset.person) || null;

/** Whether what waits is prose, by what it belongs to. @param {number | string} review */
export const isProse = (review) => typeof review === "string";

/** @typedef {{review: number | string}} Written an answer of a review, or a paragraph under the address of its section's door */

const counted = (/** @type {number} */ number, /** @type {string} */ noun) => (number ? `${number} ${noun}${number === 1 ? "" : "s"}` : "");

/** "1 answer", "3 answers", "2 answers and 1 paragraph". */
export function writtenWords(/** @type {Written[]} */ written) {
  const paragraphs = written.filter(({ review }) => isProse(review)).length;
  return [counted(written.length - paragraphs, "answer"), counted(paragraphs, "paragraph")].filter(Boolean).join(" and ");
}

/** "1 answer waits", "3 answers wait". */
export const waitingWords = (/** @type {Written[]} */ written) => `${writtenWords(written)} ${written.length === 1 ? "waits" : "wait"}`;
