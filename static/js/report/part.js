// One part of a section in its editor: what was changed since it was taken last, and what others changed.
import { EditorState, EditorView, baseKeymap, chainCommands, history, keymap, redo, toggleMark, undo } from "../../vendor/prosemirror.js";
import { emptyItemLeave, kindSet, listToggle, plainAfter, plainFirst } from "./blocks.js";
import { chips } from "./chips.js";
import { keysPlugin, marksPlugin } from "./marks.js";
import { cleaned } from "./paste.js";
import { schema, shown, stored } from "./schema.js";

/** @typedef {import("./schema.js").Stored} Stored */
/** @typedef {{paragraph: string, node: Stored | null, version: number, by: string, at: string | null}} Row a paragraph as the server tells it */
/** @typedef {{part: string, node: Stored | null, after?: string | null}} Value what a change says of a paragraph */

const REMOTE = "remote"; // on transactions that bring what others wrote
const { nodes, marks: kinds } = schema;

const typing = keymap({
  Enter: chainCommands(emptyItemLeave, plainAfter),
  Backspace: plainFirst,
  "Mod-z": undo,
  "Mod-y": redo,
  "Mod-Shift-z": redo,
  "Mod-b": toggleMark(kinds.strong),
  "Mod-i": toggleMark(kinds.em),
  "Mod-Alt-0": kindSet(nodes.paragraph),
  "Mod-Alt-1": kindSet(nodes.heading),
  "Mod-Shift-7": listToggle(nodes.numbers),
  "Mod-Shift-8": listToggle(nodes.bullets),
  "Mod-Shift-9": kindSet(nodes.quote),
});

export class Part {
  /**
   * @param {HTMLElement} place
   * @param {{code: string, title: string, hint: string, paragraphs: Row[]}} data
   * @param {import("./types.js").WritingPage} page
   */
  constructor(place, data, page) {
    this.code = data.code;
    this.title = data.title;
    this.page = page;
    this.versions = new Map(data.paragraphs.map((row) => [row.paragraph, row.version]));
    /** @type {Map<string, string>} what of each paragraph stands, or is on its way, as JSON */
    this.known = new Map();
    /** @type {string[]} the paragraphs in the order that stands, or is on its way */
    this.order = [];
    /** @type {Set<string>} whose place is not saved yet */
    this.placed = new Set();
    /** @type {Map<string, Row>} what others wrote in a paragraph while something of it was not saved here */
    this.skipped = new Map();
    /** @type {import("./marks.js").Marks} */
    this.marks = { states: new Map(), others: new Map(), clashes: new Map() };
    this.view = this.#view(place, data);
    this.#known();
  }

  #view(/** @type {HTMLElement} */ place, /** @type {{title: string, hint: string, paragraphs: Row[]}} */ data) {
    const blocks = data.paragraphs.flatMap(({ node, paragraph }) => (node ? [shown(node, paragraph)] : []));
    const doc = nodes.doc.create(null, blocks.length ? blocks : [nodes.paragraph.create({ key: crypto.randomUUID() })]);
    place.replaceChildren();
    return new EditorView(place, {
      state: EditorState.create({ doc, plugins: [this.page.keys(this), typing, keymap(baseKeymap), history(), keysPlugin, marksPlugin(this.marks, data.hint)] }),
      nodeViews: chips(this.page.sayings),
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": data.title, class: "plumb-write__text", spellcheck: "true" },
      transformPastedHTML: cleaned,
      dispatchTransaction: (/** @type {any} */ tr) => {
        this.view.updateState(this.view.state.apply(tr));
        if (tr.docChanged && !tr.getMeta(REMOTE)) this.page.typed(this);
        if (tr.selectionSet || tr.docChanged) this.page.chosen(this);
      },
      handleDOMEvents: {
        focus: () => void this.page.entered(this),
        blur: () => void this.page.left(),
      },
    });
  }

  /** The paragraphs that say something, in order. @returns {{key: string, node: Stored, json: string}[]} */
  blocks() {
    const found = /** @type {{key: string, node: Stored, json: string}[]} */ ([]);
    this.view.state.doc.forEach((/** @type {any} */ block) => {
      const node = stored(block);
      if (node) found.push({ key: block.attrs.key, node, json: JSON.stringify(node) });
    });
    return found;
  }

  #known() {
    const now = this.blocks();
    this.known = new Map(now.map(({ key, json }) => [key, json]));
    this.order = now.map(({ key }) => key);
  }

  /** The paragraph that the caret is in. @returns {string} */
  get here() {
    const { $from } = this.view.state.selection;
    return this.view.state.doc.child(Math.min($from.index(0), this.view.state.doc.childCount - 1)).attrs.key;
  }

  /** The changes since they were taken last. @returns {{key: string, value: Value}[]} */
  take() {
    const now = this.blocks();
    const keys = now.map(({ key }) => key);
    const wasThere = new Set(this.order);
    const isThere = new Set(keys);
    const moved = movedOf(this.order.filter((key) => isThere.has(key)), keys.filter((key) => wasThere.has(key)));
    const changes = /** @type {{key: string, value: Value}[]} */ ([]);
    now.forEach(({ key, node, json }, at) => {
      const isPlaced = moved.has(key) || !wasThere.has(key);
      if (isPlaced) this.placed.add(key);
      if (!isPlaced && this.known.get(key) === json) return;
      const after = this.placed.has(key) ? { after: keys[at - 1] ?? null } : {};
      changes.push({ key, value: { part: this.code, node, ...after } });
    });
    for (const key of this.order) if (!isThere.has(key)) changes.push({ key, value: { part: this.code, node: null } });
    this.#known();
    return changes;
  }

  /** Whether something of a paragraph was not taken yet. */
  isDirty(/** @type {string} */ key) {
    return this.blocks().find((one) => one.key === key)?.json !== this.known.get(key);
  }

  /** It was saved as this version. */
  saved(/** @type {string} */ key, /** @type {number} */ version) {
    this.versions.set(key, Math.max(version, this.versions.get(key) ?? 0));
    this.placed.delete(key);
  }

  /** What others wrote since, and in which order all stand now. @param {Row[]} rows @param {string[] | undefined} order */
  news(rows, order) {
    for (const row of rows) this.skipped.set(row.paragraph, row);
    for (const [key, row] of this.skipped) {
      if ((this.versions.get(key) ?? 0) >= row.version) this.skipped.delete(key);
      else if (!this.isDirty(key) && !this.page.isUnsaved(key)) {
        this.skipped.delete(key);
        this.versions.set(key, row.version);
        this.put(key, row.node, order);
        if (row.node) this.page.mark(this, key, "saved", `${row.by}, ${this.page.clock(row.at)}`);
      }
    }
  }

  /**
   * Puts what stands in a paragraph into the document, without a step to undo and without moving anybody's caret.
   * @param {string} key @param {Stored | null} node @param {string[] | undefined} [order] where it stands among the others
   */
  put(key, node, order) {
    const isDirty = new Map(this.blocks().map((one) => [one.key, one.json !== this.known.get(one.key)]));
    const tr = this.view.state.tr.setMeta(REMOTE, true).setMeta("addToHistory", false);
    const at = this.#find(tr.doc, key);
    if (!node) {
      if (at) this.#remove(tr, at);
    } else {
      const block = shown(node, key);
      const before = order ? this.#before(tr.doc, key, order) : undefined;
      const isMoved = at && before !== undefined && before !== at.before;
      if (at && !isMoved) changeInto(tr, at, block);
      else {
        if (at) tr.delete(at.start, at.start + at.node.nodeSize);
        const into = before ? this.#find(tr.doc, before) : null;
        const only = tr.doc.childCount === 1 && !stored(tr.doc.firstChild) && tr.doc.firstChild.isTextblock;
        if (only && !this.view.hasFocus()) tr.replaceWith(0, tr.doc.content.size, block);
        else tr.insert(into ? into.start + into.node.nodeSize : before === undefined ? tr.doc.content.size : 0, block);
      }
    }
    this.view.dispatch(tr);
    const now = this.blocks();
    for (const one of now) if (!isDirty.get(one.key) || one.key === key) this.known.set(one.key, one.json);
    this.#ordered(key, now.map((one) => one.key));
  }

  /** Only the one that was put has its place now; what was moved or begun here meanwhile is still to be taken. */
  #ordered(/** @type {string} */ key, /** @type {string[]} */ keys) {
    this.order = this.order.filter((one) => one !== key);
    const at = keys.indexOf(key);
    if (at < 0) return void this.known.delete(key);
    const before = keys.slice(0, at).findLast((one) => this.order.includes(one));
    this.order.splice(before ? this.order.indexOf(before) + 1 : 0, 0, key);
  }

  #remove(/** @type {any} */ tr, /** @type {{start: number, node: any}} */ at) {
    if (tr.doc.childCount > 1) tr.delete(at.start, at.start + at.node.nodeSize);
    else tr.replaceWith(0, tr.doc.content.size, nodes.paragraph.create({ key: crypto.randomUUID() }));
  }

  /** Where a block begins, and which says something before it ("" for the first). @returns {{start: number, node: any, before: string} | null} */
  #find(/** @type {any} */ doc, /** @type {string} */ key) {
    let found = /** @type {{start: number, node: any, before: string} | null} */ (null);
    let before = "";
    doc.forEach((/** @type {any} */ node, /** @type {number} */ start) => {
      if (node.attrs.key === key) found ??= { start, node, before };
      else if (!found && stored(node) && this.versions.has(node.attrs.key)) before = node.attrs.key;
    });
    return found;
  }

  /** Which of those in the document stands before it by that order; "" for the first, undefined where it is not said. */
  #before(/** @type {any} */ doc, /** @type {string} */ key, /** @type {string[]} */ order) {
    const at = order.indexOf(key);
    if (at < 0) return undefined;
    return order.slice(0, at).findLast((one) => this.#find(doc, one)) ?? "";
  }

  /** Mine below theirs, as a paragraph of its own. */
  both(/** @type {string} */ key, /** @type {Stored} */ theirs) {
    const mine = this.blocks().find((one) => one.key === key)?.node;
    this.put(key, theirs);
    const at = this.#find(this.view.state.doc, key);
    if (mine && at) this.view.dispatch(this.view.state.tr.insert(at.start + at.node.nodeSize, shown(mine, crypto.randomUUID())));
  }

  /** Draws anew what stands upon the document. */
  draw() {
    this.view.dispatch(this.view.state.tr.setMeta("addToHistory", false));
  }

  /** The paragraph's words and what of them is chosen, for a comment. @returns {{key: string, quote: string}} */
  quoted() {
    const { from, to, empty, $from } = this.view.state.selection;
    const doc = this.view.state.doc;
    const block = doc.child($from.index(0));
    return { key: this.here, quote: empty ? block.textContent : doc.textBetween(from, to, " ") };
  }
}

/** The paragraphs that changed place: all but the longest row that kept its order. @param {string[]} was @param {string[]} now @returns {Set<string>} */
export function movedOf(was, now) {
  const places = now.map((key) => was.indexOf(key));
  const best = places.map(() => ({ length: 1, from: -1 }));
  places.forEach((place, at) => {
    for (let earlier = 0; earlier < at; earlier++) {
      if (places[earlier] < place && best[earlier].length >= best[at].length) best[at] = { length: best[earlier].length + 1, from: earlier };
    }
  });
  const kept = new Set();
  let at = best.reduce((top, one, index) => (top < 0 || one.length > best[top].length ? index : top), -1);
  for (; at >= 0; at = best[at].from) kept.add(now[at]);
  return new Set(now.filter((key) => !kept.has(key)));
}

/** Changes a block into another by as little as differs, so that a caret in it stays where it is. */
function changeInto(/** @type {any} */ tr, /** @type {{start: number, node: any}} */ { start, node }, /** @type {any} */ block) {
  if (node.isAtom || node.type !== block.type) return void tr.replaceWith(start, start + node.nodeSize, block);
  const first = node.content.findDiffStart(block.content);
  if (first === null) return;
  let { a, b } = node.content.findDiffEnd(block.content);
  const overlap = first - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  const isFlat = node.isTextblock;
  if (!isFlat) return void tr.replaceWith(start, start + node.nodeSize, block);
  tr.replace(start + 1 + first, start + 1 + a, block.slice(first, b));
}

