// Whose answers lie in this browser, if anybody's: known without a line, and without opening what lies there.
const PERSON = "plumb-person";

export const lastPerson = () => Number(localStorage.getItem(PERSON)) || null;
export const personKeep = (/** @type {number} */ person) => localStorage.setItem(PERSON, String(person));
export const personForget = () => localStorage.removeItem(PERSON);

/** Who is signed in, as the page says. */
export const signedIn = () => Number(document.body.dataset.person) || null;

/** "1 answer", "3 answers". */
export const answersWords = (/** @type {number} */ number) => (number === 1 ? "1 answer" : `${number} answers`);
