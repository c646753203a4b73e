/* Changing an own message. */

import { act } from "./api.js";
import { h } from "./dom.js";
import { asTyped } from "./message.js";
import { on, state } from "./state.js";
import { trying } from "./toast.js";

/** Offer it when a message's menu asks. */
export function watchEditing() {
  on("edit", edit);
}

function edit(message) {
  const area = h("textarea", { class: "field-input", rows: "4", dir: "auto", value: asTyped(message), "aria-label": "Text of the message" });
  const dialog = h("dialog", { class: "ask", "aria-labelledby": "edit-title" });
  const leave = () => {
    dialog.close();
    dialog.remove();
  };
  const save = async () => {
    const done = await trying(() => act({ act: "edit", who: state.me, channel: message.channel, ts: message.ts, text: area.value }));
    if (done) leave();
  };
  dialog.append(
    h("h2", { id: "edit-title" }, "Edit message"),
    area,
    h("div", { class: "buttons" }, h("button", { type: "button", class: "button", onclick: leave }, "Cancel"), h("button", { type: "button", class: "button primary", onclick: save }, "Save")),
  );
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave();
  });
  document.getElementById("dialogs").append(dialog);
  dialog.showModal();
  area.focus();
}
