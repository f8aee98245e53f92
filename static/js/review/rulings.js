// Puts each ruling of the lead beside the prompt that it is about; without this they stand at the head of their block.

export function rulingsPlace() {
  for (const ruling of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-ruling]"))) {
    const field = document.querySelector(`input[name="v-${CSS.escape(ruling.dataset.ruling ?? "")}"]`);
    const prompt = field?.closest(".plumb-prompt");
    const fieldset = field?.closest("fieldset");
    if (!prompt || !fieldset) continue;
    ruling.classList.add("plumb-ruling--placed");
    prompt.insertBefore(ruling, prompt.querySelector(":scope > .plumb-tick, :scope > .plumb-note"));
    const described = fieldset.getAttribute("aria-describedby");
    fieldset.setAttribute("aria-describedby", described ? `${described} ${ruling.id}` : ruling.id);
  }
}

rulingsPlace();
