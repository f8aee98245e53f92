// What comes from Word or another page, before the schema takes from it what prose may hold.

const IGNORED = /<span[^>]*mso-list:\s*Ignore[^>]*>[\s\S]*?<\/span>/gi; // the bullets and numbers that Word writes out
const ITEM = /<p[^>]*class="?MsoListParagraph[^>]*>([\s\S]*?)<\/p>/gi;
const NUMBERED = /mso-list:\s*Ignore[^>]*>\s*(?:<[^>]*>\s*)*\(?(?:\d+|[a-z]|[ivx]+)[.)]/i;

/** @param {string} html @returns {string} */
export function cleaned(html) {
  const items = html
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->|<!--[\s\S]*?-->|<!\[[^\]]*\]>/g, (part) => (IGNORED.test(part) ? part.replace(/<!--\[if[^>]*>|<!\[endif\]-->|<!\[[^\]]*\]>/g, "") : ""))
    .replace(ITEM, (part, words) => `<li data-list="${NUMBERED.test(part) ? "ol" : "ul"}">${words.replace(IGNORED, "")}</li>`);
  return listed(items)
    .replace(IGNORED, "")
    .replace(/<(style|script|title|xml)[\s>][\s\S]*?<\/\1>/gi, "")
    .replace(/<\/?(o|w|m|v|st1):[^>]*>/gi, "")
    .replace(/<b\s[^>]*font-weight:\s*normal[^>]*>([\s\S]*)<\/b>/gi, "$1") // as Google Docs wraps everything
    .replace(/\sstyle=("[^"]*"|'[^']*')/gi, ""); // the browser would complain of each
}

/** Items side by side become one list. */
const listed = (/** @type {string} */ html) =>
  html.replace(/(<li data-list="(ol|ul)">[\s\S]*?<\/li>\s*)+/g, (items) => {
    const tag = /data-list="(ol|ul)"/.exec(items)?.[1] ?? "ul";
    return `<${tag}>${items.replace(/ data-list="(ol|ul)"/g, "")}</${tag}>`;
  });
