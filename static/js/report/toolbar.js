// The buttons above the editors: one row for all of them, reached by Alt and F10, walked along with the arrow keys.
import { NodeSelection, redo, redoDepth, toggleMark, undo, undoDepth } from "../../vendor/prosemirror.js";
import { blockInsert, inlineInsert, kindOf, kindSet, listToggle } from "./blocks.js";
import { exampleAsk, figureAsk, linkAsk, noteAsk } from "./dialogs.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/**
 * @typedef {object} Tool
 * @property {string} label
 * @property {string} [keys] as aria-keyshortcuts has them
 * @property {(view: any, page: import("./types.js").WritingPage) => void} deed
 * @property {(state: any) => boolean} [isOn]
 * @property {(state: any) => boolean} [isOff] it cannot be pressed
 */

const command = (/** @type {any} */ deed) => (/** @type {any} */ view) => (deed(view.state, view.dispatch, view), view.focus());
const hasMark = (/** @type {any} */ type) => (/** @type {any} */ state) =>
  state.selection.empty ? Boolean(type.isInSet(state.storedMarks ?? state.selection.$from.marks())) : state.doc.rangeHasMark(state.selection.from, state.selection.to, type);
const kind = (/** @type {string} */ label, /** @type {string} */ name, /** @type {string} */ keys, /** @type {any} */ deed) => ({
  label,
  keys,
  deed: command(deed(nodes[name])),
  isOn: (/** @type {any} */ state) => kindOf(state) === name,
});
const chosen = (/** @type {any} */ state, /** @type {string} */ name) =>
  state.selection instanceof NodeSelection && state.selection.node.type.name === name ? state.selection.node : null;

/** @type {Tool[][]} */
const TOOLS = [
  [
    { label: "Bold", keys: "Control+B", deed: command(toggleMark(marks.strong)), isOn: hasMark(marks.strong) },
    { label: "Italic", keys: "Control+I", deed: command(toggleMark(marks.em)), isOn: hasMark(marks.em) },
    { label: "Link", keys: "Control+K", deed: link, isOn: hasMark(marks.link), isOff: (state) => state.selection.empty && !hasMark(marks.link)(state) },
  ],
  [
    kind("Text", "paragraph", "Control+Alt+0", kindSet),
    kind("Heading", "heading", "Control+Alt+1", kindSet),
    kind("Quote", "quote", "Control+Shift+9", kindSet),
    kind("Bullets", "bullets", "Control+Shift+8", listToggle),
    kind("Numbers", "numbers", "Control+Shift+7", listToggle),
  ],
  [
    { label: "Figure", keys: "Control+Alt+G", deed: figure, isOn: (state) => Boolean(chosen(state, "figure")) },
    { label: "Footnote", keys: "Control+Alt+F", deed: note, isOn: (state) => Boolean(chosen(state, "note")) },
    { label: "Example", deed: example, isOn: (state) => Boolean(chosen(state, "example")) },
  ],
  [
    { label: "Undo", keys: "Control+Z", deed: command(undo), isOff: (state) => !undoDepth(state) },
    { label: "Redo", keys: "Control+Y", deed: command(redo), isOff: (state) => !redoDepth(state) },
    { label: "History", deed: (_, page) => page.history() },
    { label: "Comment", keys: "Control+Alt+M", deed: (_, page) => page.comment() },
  ],
];

/** The shortcuts that open something. @param {import("./types.js").WritingPage} page @returns {Record<string, (state: any, dispatch: any, view: any) => boolean>} */
export const toolKeys = (page) => ({
  "Mod-k": (_, __, view) => (link(view), true),
  "Mod-Alt-g": (_, __, view) => (figure(view, page), true),
  "Mod-Alt-f": (_, __, view) => (note(view, page), true),
  "Mod-Alt-m": () => (page.comment(), true),
  "Alt-F10": () => (page.toolbar.focus(), true),
});

function link(/** @type {any} */ view) {
  const { from, to, empty, $from } = view.state.selection;
  const now = $from.marks().find((/** @type {any} */ mark) => mark.type === marks.link) ?? marks.link.isInSet(view.state.doc.nodeAt(from)?.marks ?? []);
  if (empty && !now) return;
  let [start, end] = [from, to];
  if (empty) {
    $from.parent.forEach((/** @type {any} */ piece, /** @type {number} */ offset) => {
      const at = $from.start() + offset;
      if (now.isInSet(piece.marks) && at <= from && from <= at + piece.nodeSize) [start, end] = [at, at + piece.nodeSize];
    });
  }
  linkAsk(now?.attrs.href ?? "", (href) => {
    const tr = view.state.tr.removeMark(start, end, marks.link);
    view.dispatch(href ? tr.addMark(start, end, marks.link.create({ href })) : tr);
    view.focus();
  });
}

function figure(/** @type {any} */ view, /** @type {import("./types.js").WritingPage} */ page) {
  figureAsk(page.figures, ({ source }, form, words) => {
    page.said.set(`${source}|${form}`, words);
    inlineInsert(view, nodes.figure.create({ source, form }));
  });
}

function note(/** @type {any} */ view, /** @type {import("./types.js").WritingPage} */ page) {
  noteAsk(chosen(view.state, "note")?.attrs.content ?? [], page, (content) => {
    if (content) inlineInsert(view, nodes.note.create({ content }));
    else view.dispatch(view.state.tr.deleteSelection());
  });
}

function example(/** @type {any} */ view, /** @type {import("./types.js").WritingPage} */ page) {
  exampleAsk(page.figures, ({ id, title }) => {
    page.examples.set(id, title);
    blockInsert(view, nodes.example.create({ id }));
  });
}

export class Toolbar {
  /** @param {HTMLElement} place @param {import("./types.js").WritingPage} page */
  constructor(place, page) {
    this.page = page;
    place.className = "plumb-toolbar";
    place.setAttribute("role", "toolbar");
    place.setAttribute("aria-label", "Formatting");
    /** @type {{button: HTMLButtonElement, tool: Tool}[]} */
    this.tools = [];
    for (const group of TOOLS) {
      const box = Object.assign(document.createElement("div"), { className: "plumb-toolbar__group" });
      for (const tool of group) box.append(this.#made(tool));
      place.append(box);
    }
    this.tools[0].button.tabIndex = 0;
    place.addEventListener("keydown", (event) => this.#walk(event));
    place.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays in the text
  }

  /** @param {Tool} tool */
  #made(tool) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "plumb-toolbar__tool", textContent: tool.label, tabIndex: -1 });
    if (tool.keys) {
      button.setAttribute("aria-keyshortcuts", tool.keys);
      button.title = tool.keys.replaceAll("Control", "Ctrl").replaceAll("+", " + ");
    }
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") tool.deed(this.page.part.view, this.page);
    });
    this.tools.push({ button, tool });
    return button;
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const at = this.tools.findIndex(({ button }) => button === document.activeElement);
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.tools.length - 1 };
    if (event.key === "Escape") return this.page.part.view.focus();
    if (at < 0 || !(event.key in steps)) return;
    event.preventDefault();
    const to = this.tools.at(/** @type {any} */ (steps)[event.key] % this.tools.length);
    for (const { button } of this.tools) button.tabIndex = -1;
    if (to) to.button.tabIndex = 0;
    to?.button.focus();
  }

  focus() {
    this.tools.find(({ button }) => button.tabIndex === 0)?.button.focus();
  }

  /** Says what of it holds where the caret is. @param {any} state */
  say(state) {
    for (const { button, tool } of this.tools) {
      if (tool.isOn) button.setAttribute("aria-pressed", String(tool.isOn(state)));
      if (tool.isOff) button.setAttribute("aria-disabled", String(tool.isOff(state)));
    }
  }
}
