// Where a judgement and its prompts point different ways, a quiet place asks for a sentence. The server says where.

/** @param {HTMLFormElement} form @param {{target: string, text: string}[]} odd every key question where they do now */
export function nudgesShow(form, odd) {
  const asked = new Map(odd.map(({ target, text }) => [target, text]));
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-nudge]"))) {
    const words = /** @type {HTMLElement} */ (box.querySelector(".plumb-nudge__words"));
    const sentence = /** @type {HTMLTextAreaElement} */ (box.querySelector("textarea"));
    const text = asked.get(box.dataset.nudge ?? "") ?? "";
    if (words.textContent !== text) words.textContent = text;
    // What was said stays in view, and so does what is being said at this moment.
    box.hidden = !text && !sentence.value && document.activeElement !== sentence;
  }
}
