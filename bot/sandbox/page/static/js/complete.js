/* Completion while writing: /commands at the beginning, @people, #channels, :emoji: anywhere. */

import { h } from "./dom.js";
import { place } from "./menu.js";
import { EMOJI } from "./render/emoji.js";
import { state } from "./state.js";

let count = 0;

export class Completion {
  /** For a text area; `commands` gives the slash commands that work there. */
  constructor(area, commands) {
    this.area = area;
    this.commands = commands;
    this.entries = [];
    this.at = 0;
    this.list = null;
    this.id = `complete-${(count += 1)}`;
    area.setAttribute("aria-autocomplete", "list");
    // a click on an entry comes first; whoever is back by then has begun anew
    area.addEventListener("blur", () => setTimeout(() => document.activeElement === area || this.close(), 120));
  }

  /** See what the words before the cursor could become. */
  look() {
    const before = this.area.value.slice(0, this.area.selectionStart);
    this.entries = this.found(before).slice(0, 8);
    this.at = 0;
    if (this.entries.length) this.draw();
    else this.close();
  }

  found(before) {
    const slash = /^\/\S*$/.exec(before);
    if (slash) return this.commandEntries(before);
    const word = /(?:^|[\s(])([@#:])([\p{L}\p{N}_.+-]*)$/u.exec(before);
    if (!word || (word[1] === ":" && word[2].length < 2)) return [];
    return KINDS[word[1]](word[2].toLowerCase()).map((entry) => ({ ...entry, length: word[2].length + 1 }));
  }

  commandEntries(before) {
    return this.commands()
      .filter((each) => each.command.startsWith(before))
      .map((each) => ({ insert: `${each.command} `, label: `${each.command} ${each.usage_hint}`, hint: each.description, length: before.length }));
  }

  draw() {
    this.close();
    this.list = h(
      "div",
      { class: "complete", role: "listbox", id: this.id, "aria-label": "Completions" },
      this.entries.map((entry, n) =>
        h(
          "div",
          { class: "entry", role: "option", id: `${this.id}-${n}`, "aria-selected": String(n === this.at), onpointerdown: (event) => event.preventDefault(), onclick: () => this.take(n) },
          h("span", {}, entry.label),
          entry.hint ? h("span", { class: "hint" }, entry.hint) : null,
        ),
      ),
    );
    document.body.append(this.list);
    place(this.list, this.area);
    this.list.style.top = `${Math.max(8, this.area.getBoundingClientRect().top - this.list.offsetHeight - 6)}px`;
    this.area.setAttribute("aria-controls", this.id);
    this.area.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
  }

  /** Whether a key was for the list. */
  key(event) {
    if (!this.list) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { insert = "", length = 0 } = this.entries[this.at] ?? {};
    const end = this.area.selectionStart;
    const exact = insert.trim() === this.area.value.slice(end - length, end);
    if (step) {
      this.at = (this.at + step + this.entries.length) % this.entries.length;
      this.draw();
    } else if (event.key === "Tab" || (event.key === "Enter" && !exact)) {
      this.take(this.at);
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  take(n) {
    const { insert, length } = this.entries[n];
    const end = this.area.selectionStart;
    this.area.setRangeText(insert, end - length, end, "end");
    this.close();
    this.area.dispatchEvent(new Event("input"));
    this.close();
  }

  close() {
    this.list?.remove();
    this.list = null;
    this.area.removeAttribute("aria-activedescendant");
    this.area.removeAttribute("aria-controls");
  }
}

const KINDS = {
  "@": (words) =>
    [...state.people.values()]
      .filter((each) => !each.deleted && `${each.name} ${each.real_name}`.toLowerCase().includes(words))
      .map((each) => ({ insert: `@${each.name} `, label: each.real_name, hint: `@${each.name}` })),
  "#": (words) =>
    state.side.channels
      .filter((each) => each.name && each.kind !== "mpim" && each.name.includes(words))
      .map((each) => ({ insert: `#${each.name} `, label: `#${each.name}`, hint: each.topic })),
  ":": (words) =>
    Object.entries(EMOJI)
      .filter(([name]) => name.startsWith(words))
      .map(([name, sign]) => ({ insert: `${sign} `, label: `${sign} :${name}:` })),
};
