/* The file input of a modal: choose or drop, see what is there, take it away again. */

import { fill, h, icon } from "../dom.js";
import { upload } from "../api.js";
import { state } from "../state.js";
import { trying } from "../toast.js";

/** A file field. `files` are those it holds; `changed` gets their ids. */
export function filePicker(attributes, element, files, changed) {
  const most = element.max_files ?? 10;
  const types = element.filetypes ?? [];
  let kept = [...files];
  const list = h("ul", { class: "picked-files" });
  const input = h("input", {
    ...attributes,
    type: "file",
    class: "unseen",
    multiple: most > 1,
    accept: types.length ? types.map((type) => `.${type}`).join(",") : undefined,
    onchange: () => take([...input.files]),
  });
  const zone = h(
    "div",
    { class: "file-zone" },
    h("label", { class: "button", for: attributes.id }, icon("attach"), most > 1 ? "Choose files" : "Choose a file"),
    h("span", { class: "hint" }, "or drop it here"),
    input,
    list,
  );
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    take([...event.dataTransfer.files]);
  });
  redraw();
  return zone;

  async function take(chosen) {
    for (const file of chosen) {
      const taken = await trying(() => upload(state.me, file));
      if (taken) kept = [...kept, taken].slice(-most);
    }
    input.value = "";
    told();
  }

  function told() {
    redraw();
    changed(kept.map((file) => file.id));
  }

  function redraw() {
    fill(
      list,
      kept.map((file) =>
        h(
          "li",
          {},
          icon("file"),
          file.name,
          h("button", { type: "button", class: "link", onclick: () => ((kept = kept.filter((k) => k.id !== file.id)), told()) }, "Remove"),
        ),
      ),
    );
  }
}
