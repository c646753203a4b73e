/* Acting as: everybody in a row, one click to be somebody else, with what waits for each. */

import { fill, h, icon } from "./dom.js";
import { avatar } from "./message.js";
import { me, on, state, tell } from "./state.js";
import { switchTheme } from "./theme.js";
import { clock } from "./time.js";

/** Draw the row, and again whenever a count changes. */
export function watchPeople() {
  on("side", draw);
  on("me", draw);
  on("news:people", draw);
  on("panel-shown", draw);
}

function draw() {
  const focused = document.activeElement?.dataset?.person;
  const cast = [...state.people.values()].filter((each) => !each.bot && !each.deleted);
  fill(
    document.getElementById("top"),
    h("span", { class: "acting", id: "acting-as" }, "Acting as"),
    h("div", { class: "cast", role: "group", "aria-labelledby": "acting-as" }, cast.map(chip)),
    h("p", { class: "whoami" }, whoami()),
    h("button", { type: "button", class: "tool", "aria-label": "Light or dark", title: "Light or dark", onclick: switchTheme }, icon("sun")),
    state.panels.length
      ? h("button", { type: "button", class: "tool", "aria-label": "Show or hide the guide", title: "Show or hide the guide", "aria-pressed": String(!document.body.classList.contains("no-panel")), onclick: () => tell("panel") }, icon("panel"))
      : null,
  );
  if (focused) document.querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
  const current = document.querySelector('.cast [aria-pressed="true"]');
  if (current && current.dataset.person !== lastShown) {
    lastShown = current.dataset.person;
    current.scrollIntoView({ block: "nearest", inline: "center" });
  }
}

let lastShown = "";

function chip(someone) {
  const waits = state.side.people[someone.id] ?? 0;
  const current = someone.id === state.me;
  const unread = waits ? `, ${waits} unread` : "";
  return h(
    "button",
    {
      type: "button",
      "data-person": someone.name,
      "aria-pressed": String(current),
      // the label is not shown in a narrow window, and a picture says nothing
      "aria-label": `${someone.real_name}${unread}`,
      title: `${someone.real_name} (@${someone.name}), ${someone.tz}${unread}`,
      onclick: () => tell("switch", { who: someone.id }),
    },
    avatar(someone),
    h("span", { class: "label" }, someone.real_name),
    waits ? h("span", { class: "badge" }, waits > 99 ? "99+" : String(waits)) : null,
  );
}

function whoami() {
  const someone = me();
  const parts = [someone.title, someone.tz.replaceAll("_", " ").split("/").at(-1), clock(String(now()))];
  return parts.filter(Boolean).join(" · ");
}

/** The workspace's present moment: its clock may run ahead of this machine's. */
function now() {
  return state.now + (performance.now() - state.nowAt) / 1000;
}
