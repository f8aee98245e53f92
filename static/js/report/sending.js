// Prose that waits on a device: in the same store as answers, under the address of its door instead of a review.

/** @typedef {import("../review/store.js").Store} Store */
/** @typedef {import("../review/store.js").Change} Change */

/** The page on which it was written. @param {number | string} address */
export const pageOf = (address) => String(address).replace(/prose\/$/, "edit/");

/** A change as the door for prose takes it (docs/prose.md): its value holds part, node and place. @param {Change} change */
export const asProse = ({ id, target, seen, value }) => ({ id, paragraph: target, seen, ...JSON.parse(value ?? "{}") });

/** The store as the queue of a section's prose uses it: receipts and cases taken along are those of reviews alone. @param {Store} store */
export const proseStore = (store) =>
  /** @type {Store} */ (
    /** @type {unknown} */ ({
      get isLocked() {
        return store.isLocked;
      },
      changes: (/** @type {any} */ address) => store.changes(address),
      changeKeep: (/** @type {Change} */ change, /** @type {boolean} */ ifUnsent) => store.changeKeep(change, ifUnsent),
      changesSent: (/** @type {string[]} */ ids) => store.changesSent(ids),
      changeForget: (/** @type {string} */ id) => store.changeForget(id),
      receiptsKeep: async () => {},
      reviewUpdate: async () => {},
    })
  );
