// What the modules of the editor ask of their page: named here, because a module that names the page's would go in a circle.

/**
 * @typedef {object} WritingPage
 * @property {string} figures the address of the pickers
 * @property {Map<string, string>} said how figures read, by "source|form"
 * @property {Map<number, string>} examples their titles
 * @property {{say: (source: string, form: string) => string, exampleTitle: (id: number) => string}} sayings
 * @property {{focus: () => void}} toolbar
 * @property {{view: any}} part the one that was written in last
 * @property {(part: any) => any} keys
 * @property {(part: any) => void} typed
 * @property {(part: any) => void} chosen
 * @property {(part: any) => void} entered
 * @property {() => void} left
 * @property {(key: string) => boolean} isUnsaved
 * @property {(part: any, key: string, kind: any, words: string) => void} mark
 * @property {(at: any) => string} clock
 * @property {() => void} comment
 * @property {() => void} history
 */
export {};
