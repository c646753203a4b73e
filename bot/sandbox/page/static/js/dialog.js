/* Small dialogs that ask before something happens. */

import { h } from "./dom.js";
import { mrkdwn } from "./render/mrkdwn.js";

/** Ask; resolves to whether the answer was yes. `text` is a text object of Block Kit, or plain. */
export function ask({ title, text, yes = "Yes", no = "Cancel", danger = false }) {
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "ask", "aria-labelledby": "ask-title" });
    const done = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    dialog.append(
      h("h2", { id: "ask-title" }, title),
      h("div", { class: "said" }, typeof text === "string" ? text : words(text)),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", class: "button", onclick: () => done(false) }, no),
        h("button", { type: "button", class: danger ? "button danger" : "button primary", onclick: () => done(true) }, yes),
      ),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      done(false);
    });
    document.getElementById("dialogs").append(dialog);
    dialog.showModal();
  });
}

/** Ask what an element's `confirm` object says; resolves to null where it has none, else to the answer. */
export function confirmed(element) {
  const said = element.confirm;
  if (!said) return Promise.resolve(null);
  return ask({
    title: said.title.text,
    text: said.text,
    yes: said.confirm.text,
    no: said.deny.text,
    danger: said.style === "danger",
  });
}

function words(text) {
  return text?.type === "mrkdwn" ? mrkdwn(text.text) : (text?.text ?? "");
}
