// What prose may hold (reports/rules/prose.py), as ProseMirror knows it, and from one to the other. Every block has the
// key of its paragraph; which version of it stands is known beside the document, because undoing must not bring it back.
import { Schema } from "../../vendor/prosemirror.js";

/** @typedef {{type: string, content?: Stored[], attrs?: Record<string, any>, text?: string, marks?: any[]}} Stored a block or a piece of one as it is saved */

const KEY = { key: { default: null } };
const LISTS = ["bullets", "numbers"];

const line = (/** @type {string} */ tag, /** @type {string} */ css, /** @type {any[]} */ parseDOM) => ({
  content: "inline*",
  group: "block",
  attrs: KEY,
  defining: tag !== "p",
  parseDOM,
  toDOM: () => [tag, { class: css }, 0],
});

const list = (/** @type {string} */ tag, /** @type {string} */ css) => ({
  content: "item+",
  group: "block",
  attrs: KEY,
  parseDOM: [{ tag }],
  toDOM: () => [tag, { class: `govuk-list govuk-list--${css}` }, 0],
});

const figure = {
  inline: true,
  group: "inline",
  atom: true,
  attrs: { source: {}, form: {} },
  parseDOM: [{ tag: "span[data-source]", getAttrs: (/** @type {HTMLElement} */ dom) => ({ source: dom.dataset.source, form: dom.dataset.form }) }],
  toDOM: (/** @type {any} */ node) => ["span", { "data-source": node.attrs.source, "data-form": node.attrs.form }],
};

const note = {
  inline: true,
  group: "inline",
  atom: true,
  attrs: { content: { default: [] } },
  parseDOM: [{ tag: "span[data-note]", getAttrs: (/** @type {HTMLElement} */ dom) => noteRead(dom.dataset.note ?? "") }],
  toDOM: (/** @type {any} */ node) => ["span", { "data-note": JSON.stringify(node.attrs.content) }],
};

/** A page from elsewhere may hold anything under that name. */
function noteRead(/** @type {string} */ text) {
  try {
    const content = JSON.parse(text);
    noteSchema.node("doc", null, content.map((/** @type {Stored} */ piece) => noteSchema.nodeFromJSON(piece))).check();
    return { content };
  } catch {
    return false;
  }
}

const isSafe = (/** @type {string} */ href) => /^(https?:\/\/|mailto:)/i.test(href);

const marks = {
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (/** @type {HTMLElement} */ dom) => isSafe(dom.getAttribute("href") ?? "") && { href: dom.getAttribute("href") } }],
    toDOM: (/** @type {any} */ mark) => ["a", { href: mark.attrs.href, class: "govuk-link" }, 0],
  },
};

const headings = [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}` }));

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: line("p", "govuk-body", [{ tag: "li > p", skip: true }, { tag: "blockquote > p", skip: true }, { tag: "p" }]),
    heading: line("h3", "govuk-heading-s", headings),
    quote: line("blockquote", "plumb-quote", [{ tag: "blockquote" }]),
    bullets: list("ul", "bullet"),
    numbers: list("ol", "number"),
    item: { content: "inline*", parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    example: {
      group: "block",
      atom: true,
      attrs: { ...KEY, id: {} },
      parseDOM: [{ tag: "div[data-example]", getAttrs: (/** @type {HTMLElement} */ dom) => ({ id: Number(dom.dataset.example) }) }],
      toDOM: (/** @type {any} */ node) => ["div", { "data-example": node.attrs.id }],
    },
    text: { group: "inline" },
    figure,
    note,
  },
  marks,
});

/** One line of words and figures: what a footnote holds. */
export const noteSchema = new Schema({ nodes: { doc: { content: "inline*" }, text: { group: "inline" }, figure }, marks });

/** @param {any} node of words, figures and footnotes @returns {Stored[]} */
export function lineStored(node) {
  /** @type {Stored[]} */
  const pieces = [];
  node.forEach((/** @type {any} */ piece) => {
    if (piece.type.name === "note") pieces.push({ type: "note", content: piece.attrs.content });
    else if (piece.type.name === "figure") pieces.push({ type: "figure", attrs: { source: piece.attrs.source, form: piece.attrs.form } });
    else pieces.push({ type: "text", text: piece.text, ...(piece.marks.length ? { marks: piece.marks.map(markStored) } : {}) });
  });
  return pieces;
}

const markStored = (/** @type {any} */ mark) => (mark.type.name === "link" ? { type: "link", attrs: { href: mark.attrs.href } } : { type: mark.type.name });

/** @param {Stored[]} pieces @returns {boolean} */
const says = (pieces) => pieces.some((piece) => piece.type === "figure" || Boolean(piece.text?.trim()) || says(piece.content ?? []));

/** A block as it is saved; null where nothing stands in it. @param {any} block @returns {Stored | null} */
export function stored(block) {
  const type = block.type.name;
  if (type === "example") return { type, attrs: { id: block.attrs.id } };
  if (!LISTS.includes(type)) {
    const content = lineStored(block);
    return says(content) ? { type, content } : null;
  }
  /** @type {Stored[]} */
  const content = [];
  block.forEach((/** @type {any} */ item) => {
    const pieces = lineStored(item);
    if (says(pieces)) content.push({ type: "item", content: pieces });
  });
  return content.length ? { type, content } : null;
}

/** A saved block for the document. @param {Stored} node @param {string | null} key */
export function shown(node, key) {
  const block = schema.nodeFromJSON({ ...inDocument(node), attrs: { ...node.attrs, key } });
  block.check();
  return block;
}

/** @param {Stored} node @returns {any} */
function inDocument(node) {
  if (node.type === "note") return { type: "note", attrs: { content: node.content ?? [] } };
  if (LISTS.includes(node.type) && !node.content?.length) return { ...node, content: [{ type: "item" }] };
  return node.content ? { ...node, content: node.content.map(inDocument) } : node;
}

/** The words of a saved block, for a page that shows them. @param {Stored | null} node @param {(source: string, form: string) => string} say @returns {string} */
export function wordsOf(node, say) {
  if (!node) return "";
  if (node.type === "figure") return say(node.attrs?.source, node.attrs?.form);
  if (node.type === "example") return "An example of practice";
  if (node.type === "note") return ` [${(node.content ?? []).map((piece) => wordsOf(piece, say)).join("")}]`;
  const lines = (node.content ?? []).map((piece) => wordsOf(piece, say));
  return node.text ?? lines.join(LISTS.includes(node.type) ? "\n" : "");
}
