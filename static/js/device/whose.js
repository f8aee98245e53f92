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

/** "1 answer", "3 answers". */
export const answersWords = (/** @type {number} */ number) => (number === 1 ? "1 answer" : `${number} answers`);

/** "1 answer waits", "3 answers wait". */
export const waitingWords = (/** @type {number} */ number) => `${answersWords(number)} ${number === 1 ? "waits" : "wait"}`;
