// What comes from Word or another page, before the schema takes from it what prose may hold. Nothing here takes longer
// than the text is long, whatever was pasted.

const LARGEST = 1_000_000; // characters; of what is longer the words alone are taken
const INSIDE = "[^<>]{0,1000}"; // of a tag
const IGNORED = new RegExp(`<span\\b${INSIDE}mso-list:\\s{0,9}Ignore${INSIDE}>`, "gi"); // bullets and numbers that Word writes out
const ITEM = new RegExp(`<p\\b${INSIDE}class="?MsoListParagraph${INSIDE}>`, "gi");
const NUMBERED = new RegExp(`mso-list:\\s{0,9}Ignore${INSIDE}>\\s{0,99}(?:<${INSIDE}>\\s{0,99}){0,9}\\(?(?:\\d+|[a-z]|[ivx]{1,9})[.)]`, "i");
const WRAPPED = new RegExp(`<b\\s${INSIDE}font-weight:\\s{0,9}normal${INSIDE}>`, "i"); // as Google Docs wraps everything

/**
 * Puts something else for each stretch from `open` to the next `close`; one that never closes stays.
 * @param {string} html @param {RegExp} open global @param {string} close in small letters @param {(whole: string, inner: string) => string} [put]
 */
function replaced(html, open, close, put = () => "") {
  const small = html.toLowerCase();
  let done = "";
  let at = 0;
  for (open.lastIndex = 0; ; ) {
    const found = open.exec(html);
    const end = found ? small.indexOf(close, open.lastIndex) : -1;
    if (!found || end < 0) return done + html.slice(at);
    done += html.slice(at, found.index) + put(html.slice(found.index, end + close.length), html.slice(open.lastIndex, end));
    at = open.lastIndex = end + close.length;
  }
}

const unmarked = (/** @type {string} */ html) => replaced(html, IGNORED, "</span>");

/** Word's conditions are left out with what they hold, but for those that hold the bullet or number of an item. */
const conditions = (/** @type {string} */ part) =>
  part.search(IGNORED) < 0 ? "" : part.replace(/<!--\[if[^<>]*>|<!\[endif\]-->/gi, "");

/** Each item a list of its own; those side by side become one. */
function listed(/** @type {string} */ html) {
  const items = replaced(html, ITEM, "</p>", (whole, words) => {
    const tag = NUMBERED.test(whole) ? "ol" : "ul";
    return `<${tag} data-list><li>${unmarked(words)}</li></${tag}>`;
  });
  return items.replace(/<\/(ul|ol)>\s*<\1 data-list>/g, "");
}

function unwrapped(/** @type {string} */ html) {
  const found = WRAPPED.exec(html);
  const end = html.toLowerCase().lastIndexOf("</b>");
  return found && end > found.index ? html.slice(0, found.index) + html.slice(found.index + found[0].length, end) + html.slice(end + 4) : html;
}

/** @param {string} html @returns {string} */
export function cleaned(html) {
  if (html.length > LARGEST) return `<p>${html.replace(/<[^<>]*>/g, " ").replace(/[<>]/g, " ")}</p>`;
  let rest = replaced(html, /<!--\[if/gi, "<![endif]-->", conditions);
  rest = replaced(rest, /<!--/g, "-->").replace(/<!\[[^\]<>]*\]>/g, "");
  rest = unmarked(listed(rest));
  for (const tag of ["style", "script", "title", "xml"]) rest = replaced(rest, new RegExp(`<${tag}[\\s>]`, "gi"), `</${tag}>`);
  return unwrapped(rest)
    .replace(/<\/?(o|w|m|v|st1):[^<>]*>/gi, "")
    .replace(/\sstyle=("[^"]*"|'[^']*')/gi, ""); // the browser would complain of each
}
