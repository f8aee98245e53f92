// Brings the page of a section to life: what the browser keeps is opened, then every paragraph saves itself.
import { pinAsk } from "../device/pin.js";
import { session } from "../review/door.js";
import { Store } from "../review/store.js";
import { besideListen } from "./beside.js";
import { Page } from "./page.js";

const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-prose]"));

async function begin() {
  if (!root) return;
  const store = await Store.open(Number(root.dataset.person)).catch(() => null);
  if (store?.isLocked) await pinAsk(store);
  const page = new Page(root, store?.isLocked ? null : store);
  if (!store) page.unkept("");
  else if (store.isLocked) page.unkept("locked");
  await page.start();
  besideListen(root, page);
  session(page.person).catch(() => {}); // a token of before the last sign-in is renewed before it is needed
}

begin();
