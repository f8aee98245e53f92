// Drawn upon the document and not part of it: where each paragraph is, who else is in it, and both sides of a conflict.
import { Decoration, DecorationSet, Plugin, PluginKey } from "../../vendor/prosemirror.js";
import { stored } from "./schema.js";

/**
 * @typedef {{kind: "device" | "saved" | "problem" | "", words: string}} State where a paragraph is
 * @typedef {{states: Map<string, State>, others: Map<string, string[]>, clashes: Map<string, HTMLElement>}} Marks by the keys of paragraphs
 */

export const marksKey = new PluginKey("marks");

/** @param {Marks} marks read anew whenever something is dispatched @param {string} hint */
export const marksPlugin = (marks, hint) =>
  new Plugin({
    key: marksKey,
    props: {
      decorations(/** @type {any} */ state) {
        const isNothing = state.doc.childCount === 1 && state.doc.firstChild.isTextblock && !state.doc.firstChild.content.size;
        const drawn = /** @type {any[]} */ ([]);
        state.doc.forEach((/** @type {any} */ block, /** @type {number} */ at) => {
          drawn.push(Decoration.node(at, at + block.nodeSize, attributes(block.attrs.key, marks, isNothing ? hint : "")));
          const clash = marks.clashes.get(block.attrs.key);
          if (clash) drawn.push(Decoration.widget(at + block.nodeSize, clash, { side: -1, key: `clash-${block.attrs.key}`, stopEvent: () => true, ignoreSelection: true }));
        });
        return DecorationSet.create(state.doc, drawn);
      },
    },
  });

/** @param {string} key @param {Marks} marks @param {string} hint @returns {Record<string, string>} */
function attributes(key, marks, hint) {
  const state = marks.states.get(key);
  const others = marks.others.get(key);
  const classes = ["plumb-write__block"];
  if (state?.kind) classes.push(`plumb-write__block--${state.kind}`);
  if (others) classes.push("plumb-write__block--other");
  return {
    class: classes.join(" "),
    id: `p-${key}`,
    ...(state ? { "data-state": state.words } : {}),
    ...(others ? { "data-others": `${others.join(" and ")} ${others.length > 1 ? "are" : "is"} here` } : {}),
    ...(hint ? { "data-hint": hint } : {}),
  };
}

/**
 * Every block has a key, and no two the same: of a paragraph that was parted, the first that says something keeps it. A
 * box with an example of practice is followed by a line to write in.
 */
export const keysPlugin = new Plugin({
  appendTransaction(/** @type {any[]} */ transactions, /** @type {any} */ _, /** @type {any} */ state) {
    if (!transactions.some((one) => one.docChanged)) return null;
    const keepers = new Map();
    state.doc.forEach((/** @type {any} */ block, /** @type {number} */ at) => {
      const { key } = block.attrs;
      const keeper = keepers.get(key);
      if (key && (!keeper || (!stored(keeper.block) && stored(block)))) keepers.set(key, { block, at });
    });
    const tr = state.tr;
    state.doc.forEach((/** @type {any} */ block, /** @type {number} */ at) => {
      if (keepers.get(block.attrs.key)?.at !== at) tr.setNodeAttribute(at, "key", crypto.randomUUID());
    });
    if (state.doc.lastChild.isAtom) tr.insert(tr.doc.content.size, state.schema.nodes.paragraph.create({ key: crypto.randomUUID() }));
    return tr.docChanged ? tr : null;
  },
});
