// "Take these cases along" on the page of somebody's cases: before travelling, with one button.
import { clock } from "../review/fields.js";
import { Store } from "../review/store.js";
import { keepUp } from "./contact.js";
import { pinAsk } from "./pin.js";
import { ready } from "./take.js";
import { signedIn } from "./whose.js";

const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-along]"));

const PROBLEMS = { QuotaExceededError: "This device has no room left. Free some, then try again." };

class Along {
  /** @param {HTMLElement} box @param {Store} store */
  constructor(box, store) {
    this.store = store;
    this.state = /** @type {HTMLElement} */ (box.querySelector("[data-say=state]"));
    this.button = /** @type {HTMLButtonElement} */ (box.querySelector("button"));
    this.bar = /** @type {HTMLProgressElement} */ (box.querySelector("progress"));
    this.button.addEventListener("click", () => this.take());
  }

  async say(at = "") {
    const number = (await this.store.stamps()).size;
    const cases = number === 1 ? "1 case lies" : `${number} cases lie`;
    this.state.textContent = number
      ? `${cases} on this device, locked with your PIN${at ? `, as at ${at}` : ""}. Answers typed without a line are sent by themselves.`
      : "Read and answer your cases on a train or in a cellar: take them along on this device, locked with a PIN.";
    this.button.textContent = number ? "Bring them up to date" : "Take these cases along";
  }

  async take() {
    this.button.disabled = true;
    try {
      if (this.store.isLocked && !(await pinAsk(this.store))) return;
      const problem = await ready(this.store);
      if (problem) this.state.textContent = problem;
      else await this.bring();
    } catch (error) {
      const name = error instanceof Error ? error.name : "";
      this.state.textContent = PROBLEMS[name] ?? "Not all cases could be taken along: the line or this browser gave up. Try again.";
    } finally {
      this.button.disabled = false;
      this.bar.hidden = true;
    }
  }

  async bring() {
    this.bar.hidden = false;
    const { cleared } = await keepUp(this.store, {
      tell: (done, all) => {
        this.bar.max = all;
        this.bar.value = done;
        this.state.textContent = `Taking along: ${done} of ${all}`;
      },
    });
    if (cleared) location.reload();
    else await this.say(clock(new Date()));
  }

  /** At each contact the device brings itself up to date, once somebody has taken cases along. */
  async start() {
    await this.say();
    if (!this.store.isLocked && (await this.store.hasPin()) && navigator.onLine) await this.take();
  }
}

async function begin() {
  const person = signedIn();
  if (!box || !person) return;
  const store = await Store.open(person).catch(() => null);
  const along = store && new Along(box, store);
  box.hidden = false;
  if (along) await along.start();
  else /** @type {HTMLElement} */ (box.querySelector("[data-say=state]")).textContent = "This browser keeps nothing, so cases cannot be taken along. Private windows are like that.";
}

begin();
