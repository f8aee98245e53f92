// Commands on whole blocks: what kind they are, lists made of them and parted again, and footnotes and figures put in.
import { NodeSelection, Selection, TextSelection } from "../../vendor/prosemirror.js";
import { schema } from "./schema.js";

const { bullets, numbers, item, paragraph } = schema.nodes;
const isList = (/** @type {any} */ node) => node.type === bullets || node.type === numbers;

/** The blocks that the selection touches, and where they begin and end. */
function touched(/** @type {any} */ state) {
  const { $from, $to } = state.selection;
  const [first, last] = [$from.index(0), Math.max($from.index(0), $to.index(0) - ($to.depth ? 0 : 1))];
  const blocks = [];
  let start = 0;
  for (let at = 0; at < first; at++) start += state.doc.child(at).nodeSize;
  let end = start;
  for (let at = first; at <= last; at++) {
    blocks.push(state.doc.child(at));
    end += state.doc.child(at).nodeSize;
  }
  return { blocks, start, end };
}

/** The lines of blocks: the items of a list, or the block itself. */
const linesOf = (/** @type {any[]} */ blocks) =>
  blocks.flatMap((block) => {
    if (!isList(block)) return [{ content: block.content, key: block.attrs.key }];
    const items = /** @type {any[]} */ ([]);
    block.forEach((/** @type {any} */ one, /** @type {number} */ _, /** @type {number} */ at) => items.push({ content: one.content, key: at ? null : block.attrs.key }));
    return items;
  });

/** Where the caret is, counted in characters of the blocks' own content, so that it can be found again. */
function replaced(/** @type {any} */ state, /** @type {any} */ dispatch, /** @type {number} */ start, /** @type {number} */ end, /** @type {any[]} */ blocks) {
  const [before, after] = ["from", "to"].map((side) => state.doc.textBetween(start, state.selection[side], "\n", "\ufffc").length);
  const tr = state.tr.replaceWith(start, end, blocks);
  const until = start + blocks.reduce((sum, block) => sum + block.nodeSize, 0);
  tr.setSelection(TextSelection.between(...[before, after].map((count) => tr.doc.resolve(placeOf(tr.doc, start, until, count)))));
  dispatch(tr.scrollIntoView());
}

function placeOf(/** @type {any} */ doc, /** @type {number} */ start, /** @type {number} */ until, /** @type {number} */ count) {
  for (let at = start + 1; at < until; at++) {
    if (doc.resolve(at).parent.isTextblock && doc.textBetween(start, at, "\n", "\ufffc").length >= count) return at;
  }
  return Selection.near(doc.resolve(until), -1).to;
}

/** Makes what is touched paragraphs, headings or quotes. */
export const kindSet = (/** @type {any} */ type) => (/** @type {any} */ state, /** @type {any} */ dispatch) => {
  const { blocks, start, end } = touched(state);
  if (blocks.some((block) => block.isAtom)) return false;
  if (dispatch) replaced(state, dispatch, start, end, linesOf(blocks).map(({ content, key }) => type.create({ key }, content)));
  return true;
};

/** Makes what is touched one list, or paragraphs again where it is one already. */
export const listToggle = (/** @type {any} */ type) => (/** @type {any} */ state, /** @type {any} */ dispatch) => {
  const { blocks, start, end } = touched(state);
  if (blocks.some((block) => block.isAtom)) return false;
  if (blocks.every((block) => block.type === type)) return kindSet(paragraph)(state, dispatch);
  const items = linesOf(blocks).map(({ content }) => item.create(null, content));
  if (dispatch) replaced(state, dispatch, start, end, [type.create({ key: blocks[0].attrs.key }, items)]);
  return true;
};

/** Of which kind what is touched is; "" for several. @returns {string} */
export function kindOf(/** @type {any} */ state) {
  const kinds = new Set(touched(state).blocks.map((block) => block.type.name));
  return kinds.size === 1 ? [...kinds][0] : "";
}

/** Takes an item out of its list as a paragraph, and parts the list there. */
function itemLeave(/** @type {any} */ state, /** @type {any} */ dispatch) {
  const { $from } = state.selection;
  if ($from.depth < 2 || $from.parent.type !== item) return false;
  const list = $from.node(1);
  const at = $from.index(1);
  const start = $from.before(1);
  const parts = /** @type {any[][]} */ ([[], []]);
  list.forEach((/** @type {any} */ one, /** @type {number} */ _, /** @type {number} */ index) => index !== at && parts[index < at ? 0 : 1].push(one));
  const left = paragraph.create({ key: at ? null : list.attrs.key }, $from.parent.content);
  const blocks = [];
  if (parts[0].length) blocks.push(list.type.create(list.attrs, parts[0]));
  blocks.push(left);
  if (parts[1].length) blocks.push(list.type.create({ key: null }, parts[1]));
  if (!dispatch) return true;
  const tr = state.tr.replaceWith(start, $from.after(1), blocks);
  const into = start + (parts[0].length ? blocks[0].nodeSize : 0) + 1 + $from.parentOffset;
  dispatch(tr.setSelection(TextSelection.create(tr.doc, into)).scrollIntoView());
  return true;
}

/** Enter in an empty item ends the list. */
export const emptyItemLeave = (/** @type {any} */ state, /** @type {any} */ dispatch) =>
  state.selection.empty && state.selection.$from.parent.type === item && !state.selection.$from.parent.content.size && itemLeave(state, dispatch);

/** Enter after a heading or a quote begins a paragraph. */
export function plainAfter(/** @type {any} */ state, /** @type {any} */ dispatch) {
  const { $from, empty } = state.selection;
  const isEnd = empty && $from.depth === 1 && $from.parentOffset === $from.parent.content.size;
  if (!isEnd || !["heading", "quote"].includes($from.parent.type.name)) return false;
  if (dispatch) {
    const tr = state.tr.insert($from.after(1), paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, $from.after(1) + 1)).scrollIntoView());
  }
  return true;
}

/** Backspace at the start of an item, a heading or a quote makes it a paragraph first. */
export function plainFirst(/** @type {any} */ state, /** @type {any} */ dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset || !$from.depth) return false;
  if ($from.parent.type === item) return $from.index(1) === 0 && itemLeave(state, dispatch);
  return ["heading", "quote"].includes($from.parent.type.name) && kindSet(paragraph)(state, dispatch);
}

/** Puts a figure or a footnote at the caret, or in place of the one that is chosen. */
export function inlineInsert(/** @type {any} */ view, /** @type {any} */ node) {
  const { state } = view;
  if (!state.selection.$from.parent.inlineContent && !(state.selection instanceof NodeSelection)) return;
  view.dispatch(state.tr.replaceSelectionWith(node, false).scrollIntoView());
  view.focus();
}

/** Puts a block below the one that the caret is in. */
export function blockInsert(/** @type {any} */ view, /** @type {any} */ block) {
  const { end } = touched(view.state);
  view.dispatch(view.state.tr.insert(end, block).scrollIntoView());
  view.focus();
}
