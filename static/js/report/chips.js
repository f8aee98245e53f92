// Figures, footnotes and examples as they are drawn in the editor: small, and chosen as one.

/** @typedef {{say: (source: string, form: string) => string, exampleTitle: (id: number) => string}} Sayings */

/** @param {any} sayings how figures read now @returns {Record<string, (node: any) => any>} */
export const chips = (sayings) => ({
  figure: (node) => ({ dom: figureChip(node.attrs.source, node.attrs.form, sayings) }),
  note: (node) => ({ dom: noteChip(node.attrs.content, sayings) }),
  example: (node) => ({ dom: exampleBox(node.attrs.id, sayings) }),
});

/** @param {string} source @param {string} form @param {Sayings} sayings */
export function figureChip(source, form, sayings) {
  const chip = document.createElement("span");
  chip.className = "plumb-chip";
  chip.dataset.source = source;
  chip.dataset.form = form;
  figureSay(chip, sayings);
  return chip;
}

/** Says how the figure reads now. @param {HTMLElement} chip @param {Sayings} sayings */
export function figureSay(chip, sayings) {
  const words = sayings.say(chip.dataset.source ?? "", chip.dataset.form ?? "");
  if (chip.textContent !== words) chip.textContent = words;
  chip.title = `Live figure: ${(chip.dataset.source ?? "").split(":").slice(-1)[0]}`;
}

/** @param {any[]} content @param {Sayings} sayings */
function noteChip(content, sayings) {
  const chip = document.createElement("sup");
  chip.className = "plumb-chip plumb-chip--note";
  chip.textContent = "note";
  chip.title = content.map((piece) => piece.text ?? sayings.say(piece.attrs.source, piece.attrs.form)).join("");
  return chip;
}

/** @param {number} id @param {Sayings} sayings */
function exampleBox(id, sayings) {
  const box = document.createElement("div");
  box.className = "plumb-chip plumb-chip--box";
  box.textContent = sayings.exampleTitle(id);
  return box;
}
