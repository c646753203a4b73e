/* A menu that opens beneath a button: overflow menus, a message's menu, reactions. */

import { h } from "./dom.js";

let open = null;

/** Open a menu at `anchor` with these entries: {label, hint, act, danger, symbol}. `grid` lays them out as a board. */
export function openMenu(anchor, entries, { label = "Menu", grid = false } = {}) {
  closeMenu();
  const items = entries.map((entry) =>
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: entry.danger ? "item danger" : "item",
        tabindex: "-1",
        title: entry.hint,
        "aria-label": entry.symbol ? entry.label : undefined,
        onclick: () => {
          closeMenu(true);
          entry.act();
        },
      },
      entry.symbol ?? entry.label,
      !grid && entry.hint ? h("span", { class: "hint" }, entry.hint) : null,
    ),
  );
  const menu = h("div", { class: grid ? "menu grid" : "menu", role: "menu", "aria-label": label }, items);
  (anchor.closest("dialog") ?? document.body).append(menu);
  place(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  open = { menu, anchor };
  menu.addEventListener("keydown", (event) => step(event, items));
  items[0]?.focus();
  setTimeout(() => document.addEventListener("pointerdown", outside), 0);
}

/** Close whatever menu is open. */
export function closeMenu(focus = false) {
  if (!open) return;
  document.removeEventListener("pointerdown", outside);
  open.menu.remove();
  open.anchor.setAttribute("aria-expanded", "false");
  if (focus) open.anchor.focus();
  open = null;
}

function outside(event) {
  if (!open?.menu.contains(event.target)) closeMenu();
}

function step(event, items) {
  const at = items.indexOf(document.activeElement);
  const moves = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu(true);
  } else if (moves[event.key]) {
    event.preventDefault();
    items[(at + moves[event.key] + items.length) % items.length].focus();
  }
}

/** Beneath the anchor, or above where there is no room; always within the window. */
export function place(floating, anchor) {
  const at = anchor.getBoundingClientRect();
  const size = floating.getBoundingClientRect();
  const above = at.bottom + size.height + 8 > innerHeight && at.top > size.height;
  floating.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  floating.style.top = `${Math.max(8, above ? at.top - size.height - 4 : Math.min(at.bottom + 4, innerHeight - size.height - 8))}px`;
}
