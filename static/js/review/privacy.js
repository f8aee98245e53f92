// Warns beside a text that looks as if it could tell who somebody is. The same shapes as casereviews/rules/privacy.py, held
// to the same examples (tests/casereviews/personal.json). It only warns: whatever is typed is saved.

const MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*";
const DAY = "[0-3]?[0-9](?:st|nd|rd|th)?";
const DATE =
  "(?:[0-3]?[0-9][/.-][01]?[0-9][/.-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[01][0-9]-[0-3][0-9]" +
  `|${DAY} (?:of )?${MONTH}\\.?,?(?: [0-9]{4})?|${MONTH} ${DAY},?(?: [0-9]{4})?)(?![0-9])`;
const BORN = "(?:\\bd\\.? ?o\\.? ?b\\b\\.?|\\bborn\\b|\\bdate of birth\\b|\\bbirth ?da(?:te|y)s?\\b)";
const NEAR = "[^0-9.!?\\n]{0,24}";
const AREAS =
  "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?" +
  "|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE";
const OUTWARD = `(?<![A-Za-z0-9])(?:${AREAS})[0-9][0-9A-Z]?`;
const INWARD = "[0-9](?!(?:st|nd|rd|th)\\b)[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])";
const ABROAD = "(?:\\+44|0044)[ -]?(?:\\(0\\))?[ -]?[1-9][0-9]{1,9}";
const HOME = "\\(?0[1-9][0-9]{1,9}\\)?";

const BIRTHS = new RegExp(`${BORN}${NEAR}${DATE}|${DATE}[ ,]{0,2}\\(?${BORN}`, "i");
const POSTCODES = [new RegExp(`${OUTWARD} ?${INWARD}`), new RegExp(`${OUTWARD} ${INWARD}`, "i")];
const PHONES = new RegExp(`(?<![\\w/.+-])(?:${ABROAD}|${HOME})(?:[ -]?[0-9]{2,8}){0,4}(?![\\w/-])`, "g");
const EMAILS = /(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}/;

const isPhone = (/** @type {string} */ written) =>
  [10, 11].includes(written.replace(/^(?:\+44|0044)[ -]?(?:\(0\))?/, "0").replace(/[^0-9]/g, "").length);

/** What a text seems to hold. @param {string} text @returns {string[]} */
export function personalIn(text) {
  return [
    ...(BIRTHS.test(text) ? ["a date of birth"] : []),
    ...(POSTCODES.some((shape) => shape.test(text)) ? ["a postcode"] : []),
    ...([...text.matchAll(PHONES)].some(([written]) => isPhone(written)) ? ["a phone number"] : []),
    ...(EMAILS.test(text) ? ["an e-mail address"] : []),
  ];
}

/** @param {string[]} found */
export function personalWords(found) {
  if (!found.length) return "";
  const listed = [found.slice(0, -1).join(", "), found.at(-1)].filter(Boolean).join(" and ");
  return `This looks as if it holds ${listed}. Take ${found.length === 1 ? "it" : "them"} out: nothing in a review should tell who somebody is.`;
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field */
function warn(field) {
  const words = personalWords(personalIn(field.value));
  const before = field.nextElementSibling;
  const line = before?.matches(".plumb-personal") ? before : document.createElement("p");
  if (line !== before) {
    if (!words) return;
    line.className = "plumb-personal";
    line.setAttribute("role", "status");
    field.after(line);
  }
  if (line.textContent !== words) line.textContent = words;
}

/** @param {HTMLFormElement} form */
export function personalWatch(form) {
  const isText = (/** @type {any} */ field) => field instanceof HTMLTextAreaElement || field?.type === "text";
  form.addEventListener("input", (event) => isText(event.target) && warn(/** @type {any} */ (event.target)));
  for (const field of form.elements) if (isText(field)) warn(/** @type {any} */ (field));
}
