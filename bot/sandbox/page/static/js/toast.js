/* Short words at the edge of the page: what went wrong, what was done. */

import { h } from "./dom.js";

/** Show a sentence for a while; `bad` where something failed. */
export function toast(text, bad = false) {
  const shown = h("div", { class: bad ? "toast bad" : "toast" }, text);
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), bad ? 9000 : 5000);
}

/** Do something; a refusal is shown and swallowed. Returns what came of it, or null. */
export async function trying(work) {
  try {
    return await work();
  } catch (problem) {
    toast(problem.message, true);
    return null;
  }
}

/** Words for people who listen to the page. */
export function announce(text) {
  const region = document.getElementById("announcer");
  region.append(h("p", {}, text));
  while (region.children.length > 5) region.firstChild.remove();
}
