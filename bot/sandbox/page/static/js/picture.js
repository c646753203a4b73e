/* A picture: small where it stands, all of it where somebody presses it. */

import { h, icon } from "./dom.js";

/** A picture from this machine that can be enlarged. */
export function picture(address, described) {
  const small = h("img", { src: address, alt: described, loading: "lazy" });
  return h("button", { type: "button", class: "enlarge", title: "Enlarge", onclick: () => enlarge(address, described) }, small);
}

function enlarge(address, described) {
  const close = h("button", { type: "button", class: "close", "aria-label": "Close", title: "Close", onclick: () => dialog.close() }, icon("close"));
  const dialog = h("dialog", { class: "whole", "aria-label": described }, close, h("img", { src: address, alt: described }));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("dialogs").append(dialog);
  dialog.showModal();
}
