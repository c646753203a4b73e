/* A select menu that can be searched: one choice or several, by keyboard or mouse (the combobox pattern of ARIA). */

import { fill, h, icon } from "../dom.js";
import { place } from "../menu.js";

let count = 0;

/** A picker. `offer(query)` gives entries; `changed(values)` may refuse by returning false. */
export function picker({ attributes, many, most, placeholder, chosen, offer, changed }) {
  const listId = `picker-${(count += 1)}`;
  let taken = [...chosen];
  let shown = [];
  let at = -1;
  let list = null;

  const field = h("input", {
    ...attributes,
    type: "text",
    role: "combobox",
    class: "picker-input",
    autocomplete: "off",
    placeholder,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
    onfocus: () => field.select(),
    onclick: open,
    oninput: open,
    onkeydown: key,
    onblur: () => setTimeout(() => close(), 120),
  });
  const tokens = h("span", { class: "tokens" });
  const box = h("div", { class: many ? "picker many" : "picker" }, tokens, field, icon("down"));
  box.addEventListener("pointerdown", (event) => {
    if (event.target === box || event.target === tokens || event.target.closest("svg")) {
      event.preventDefault();
      field.focus();
      open();
    }
  });
  redraw();
  return box;

  function redraw() {
    if (!many) {
      field.value = taken[0]?.label ?? "";
      return;
    }
    field.value = "";
    field.placeholder = taken.length ? "" : placeholder;
    fill(tokens, taken.map((each) => h("span", { class: "token" }, each.label, h("button", { type: "button", "aria-label": `Remove ${each.label}`, onclick: () => drop(each) }, "×"))));
  }

  async function open() {
    const query = many || field.value !== taken[0]?.label ? field.value : "";
    let found;
    try {
      found = await offer(query);
    } catch (problem) {
      found = [];
      return draw([], problem.message);
    }
    draw(found.filter((each) => !many || !taken.some((t) => t.value === each.value)), "Nothing fits.");
  }

  function draw(found, empty) {
    close();
    shown = found.slice(0, 200);
    at = shown.length ? Math.max(0, shown.findIndex((each) => each.value === taken[0]?.value)) : -1;
    let group = "";
    const entries = shown.flatMap((each, n) => {
      const heading = each.group && each.group !== group ? [h("div", { class: "group", role: "presentation" }, (group = each.group))] : [];
      return [
        ...heading,
        h(
          "div",
          { class: "entry", role: "option", id: `${listId}-${n}`, "aria-selected": String(n === at), onpointerdown: (event) => event.preventDefault(), onclick: () => choose(n) },
          h("span", {}, each.label),
          each.hint ? h("span", { class: "hint" }, each.hint) : null,
        ),
      ];
    });
    list = h("div", { class: "picker-list", role: "listbox", id: listId, "aria-label": placeholder }, entries.length ? entries : h("div", { class: "empty" }, empty));
    (box.closest("dialog") ?? document.body).append(list);
    list.style.minWidth = `${box.getBoundingClientRect().width}px`;
    place(list, box);
    field.setAttribute("aria-expanded", "true");
    mark();
  }

  function mark() {
    list?.querySelectorAll(".entry").forEach((entry, n) => {
      entry.setAttribute("aria-selected", String(n === at));
      if (n === at) {
        entry.scrollIntoView({ block: "nearest" });
        field.setAttribute("aria-activedescendant", entry.id);
      }
    });
  }

  function close() {
    list?.remove();
    list = null;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    if (document.activeElement !== field) redraw();
  }

  async function key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!list) return open();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % Math.max(1, shown.length);
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list && at >= 0) await choose(at);
    } else if (event.key === "Escape" && list) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && !field.value && many && taken.length) {
      await drop(taken.at(-1));
    }
  }

  async function choose(n) {
    const each = shown[n];
    close();
    if (many && most && taken.length >= most) return;
    await take(many ? [...taken, each] : [each]);
  }

  async function drop(each) {
    await take(taken.filter((t) => t.value !== each.value));
  }

  async function take(next) {
    const before = taken;
    taken = next;
    redraw();
    if ((await changed(next.map((each) => each.value), box)) === false) taken = before;
    redraw();
  }
}
