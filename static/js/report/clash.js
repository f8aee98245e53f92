// Two texts of one paragraph, side by side at their place, and what may become of them.
import { clock } from "../review/fields.js";

/**
 * @param {{node: any, by: string, at: string | null}} theirs @param {any} mine a block, or null where it was taken out
 * @param {(node: any) => string} words @param {(choice: "mine" | "theirs" | "both") => void} chosen
 */
export function clashBox(theirs, mine, words, chosen) {
  const box = document.createElement("div");
  box.className = "plumb-both plumb-write__clash";
  box.contentEditable = "false";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Two texts of the same paragraph");
  const sides = Object.assign(document.createElement("div"), { className: "plumb-both__sides" });
  const when = theirs.at ? ` at ${clock(theirs.at)}` : "";
  sides.append(
    side(`Saved by ${theirs.by || "somebody else"}${when}`, words(theirs.node) || "Taken out"),
    side("Yours, not saved", words(mine) || "Taken out", "plumb-both__side--yours"),
  );
  const buttons = Object.assign(document.createElement("div"), { className: "govuk-button-group" });
  const add = (/** @type {string} */ label, /** @type {"mine" | "theirs" | "both"} */ choice) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button govuk-button--secondary", textContent: label });
    button.addEventListener("click", () => chosen(choice));
    buttons.append(button);
  };
  add("Keep mine", "mine");
  add(`Keep that of ${theirs.by || "somebody else"}`, "theirs");
  if (theirs.node && mine) add("Keep both", "both");
  box.append(sides, buttons);
  return box;
}

/** @param {string} who @param {string} words @param {string} [more] */
function side(who, words, more = "") {
  const made = Object.assign(document.createElement("div"), { className: `plumb-both__side ${more}` });
  made.append(
    Object.assign(document.createElement("p"), { className: "plumb-both__who", textContent: who }),
    Object.assign(document.createElement("p"), { className: "plumb-both__note", textContent: words }),
  );
  return made;
}
