/* The side panel: whatever the workspace's surroundings show there, as sections, rows and buttons. */

import { act, read } from "./api.js";
import { calmly } from "./calm.js";
import { fill, h, icon } from "./dom.js";
import { mrkdwn } from "./render/mrkdwn.js";
import { on, state, tell } from "./state.js";
import { toast, trying } from "./toast.js";

let current = "";
let drawn = "";
let again = false;
let scrolled = 0;
let busy = false;
const folded = new Map();
/** What was pressed and is being done: whatever is drawn meanwhile says so, too. */
const underWay = new Set();
const pane = () => document.getElementById("panel");

/** Show panels where there are any. */
export function watchPanels() {
  if (!state.panels.length) return;
  current = sessionStorage.getItem("panel") ?? state.panels[0].name;
  if (!state.panels.some((each) => each.name === current)) current = state.panels[0].name;
  pane().hidden = false;
  document.body.classList.add("with-panel");
  document.body.classList.toggle("no-panel", sessionStorage.getItem("panel-hidden") === "yes");
  on("news:panels", refresh);
  on("me", () => {
    // nobody presses for a moment what was meant for somebody else
    const body = document.getElementById("panel-body");
    scrolled = body.scrollTop;
    drawn = "";
    fill(body);
    refresh();
  });
  on("place", refresh);
  on("back", refresh);
  on("panel", () => hide(!document.body.classList.contains("no-panel")));
  pane().addEventListener("click", (event) => event.target.closest("a") && makeRoom());
  document.getElementById("frame").addEventListener("focusin", (event) => event.target.closest(".composer") && calmly(makeRoom));
  frame();
}

/** Hide it, or show it again; a reload keeps that. */
function hide(hidden) {
  document.body.classList.toggle("no-panel", hidden);
  sessionStorage.setItem("panel-hidden", hidden ? "yes" : "no");
  tell("panel-shown");
}

/** Where it stands above the conversation, it folds away for what is shown or written there. */
function makeRoom() {
  if (matchMedia("(max-width: 48rem)").matches) hide(true);
}

function frame() {
  const tab = (each) =>
    h("button", { type: "button", role: "tab", id: `tab-${each.name}`, "aria-selected": String(each.name === current), "aria-controls": "panel-body", onclick: () => choose(each.name) }, each.title);
  fill(
    pane(),
    h(
      "div",
      { class: "panel-head" },
      h("div", { class: "tabs", role: "tablist", "aria-label": "Panels" }, state.panels.map(tab)),
      h("button", { type: "button", class: "close", "aria-label": "Hide", title: "Hide", onclick: () => tell("panel") }, icon("close")),
    ),
    h("div", { id: "panel-body", role: "tabpanel", tabindex: "0", "aria-labelledby": `tab-${current}` }),
  );
  drawn = "";
  scrolled = 0;
  refresh();
}

function choose(name) {
  current = name;
  sessionStorage.setItem("panel", name);
  frame();
  document.getElementById(`tab-${name}`)?.focus();
}

/** Read the panel anew; news during a reading lead to one more. */
async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  do {
    again = false;
    const [name, who] = [current, state.me];
    const found = await read(`panel/${name}`, { who }).catch(() => null);
    if (found) calmly(() => name === current && who === state.me && draw(found));
  } while (again);
  busy = false;
}

function draw(content) {
  const stamp = JSON.stringify([current, content]);
  if (stamp === drawn) return;
  drawn = stamp;
  const body = document.getElementById("panel-body");
  const top = body.scrollTop || scrolled;
  scrolled = 0;
  const focused = body.contains(document.activeElement) ? document.activeElement.dataset.label : null;
  fill(body, content.sections.map(section));
  body.scrollTop = top;
  if (focused) body.querySelector(`[data-label="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function section(each) {
  const inside = [
    each.text ? h("div", { class: "words" }, mrkdwn(each.text)) : null,
    buttons(each.buttons),
    each.rows.length ? h("ul", { class: "rows" }, each.rows.map(row)) : null,
  ];
  const classes = `section tone-${each.tone}`;
  if (!each.folded) return h("section", { class: classes }, each.title ? h("h3", {}, each.title) : null, inside);
  const key = `${current}/${each.title}`;
  return h(
    "details",
    { class: classes, open: folded.get(key) ?? false, ontoggle: (event) => folded.set(key, event.currentTarget.open) },
    h("summary", {}, each.title),
    inside,
  );
}

function row(each) {
  const line = [each.mark ? h("span", { class: "mark", "aria-hidden": "true" }, each.mark) : null, h("div", { class: "words" }, mrkdwn(each.text))];
  const key = `${current}/row/${each.text}`;
  const told = each.more
    ? h("details", { open: folded.get(key) ?? false, ontoggle: (event) => folded.set(key, event.currentTarget.open) }, h("summary", {}, line), h("pre", { tabindex: "0" }, each.more))
    : h("div", { class: "line" }, line);
  return h("li", { class: `tone-${each.tone}` }, told, buttons(each.buttons));
}

function buttons(list) {
  return list.length ? h("div", { class: "buttons" }, list.map(button)) : null;
}

function button(each) {
  const classes = each.style === "primary" ? "button primary" : "button";
  const busy = underWay.has(pressed(each));
  return h(
    "button",
    { type: "button", class: classes, title: each.hint || undefined, disabled: each.disabled, "aria-busy": busy ? "true" : undefined, "aria-disabled": busy ? "true" : undefined, "data-label": each.label, onclick: () => press(each) },
    each.label,
  );
}

function go({ person, channel, ts, thread_ts, home }) {
  makeRoom();
  const write = !home && !ts && !thread_ts;
  tell("switch", { who: person || state.me, at: home ? "home" : channel || undefined, ts: ts || undefined, thread: thread_ts || undefined, write });
}

function pressed({ does: { action, argument } }) {
  return action === undefined ? "" : JSON.stringify([current, action, argument]);
}

async function press(each) {
  const { action, argument } = each.does;
  if (action === undefined) return go(each.does);
  const wish = pressed(each);
  if (underWay.has(wish)) return;
  underWay.add(wish);
  drawn = "";
  refresh();
  const answer = await trying(() => act({ act: "run", who: state.me, panel: current, action, argument }));
  underWay.delete(wish);
  if (answer?.said) toast(answer.said);
  if (answer?.go) go(answer.go);
  drawn = "";
  refresh();
}
