/* The conversations of the person acted as: threads, the app, channels, direct conversations, with what is new. */

import { act } from "./api.js";
import { fill, h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { avatar } from "./message.js";
import { me, on, others, person, state, tell, title } from "./state.js";
import { toast, trying } from "./toast.js";

/** Draw it, and again whenever something counts differently. */
export function watchSidebar() {
  on("side", draw);
  on("place", draw);
}

function draw() {
  const focused = document.activeElement?.dataset?.go;
  const channels = state.side.channels;
  const direct = channels.filter((each) => each.kind === "im" || each.kind === "mpim");
  const app = direct.find((each) => each.members.includes(state.app.id) && each.kind === "im");
  const rooms = channels.filter((each) => each.kind === "public" || each.kind === "private");
  const shown = rooms.filter((each) => each.member).sort(byName);
  const more = rooms.filter((each) => !each.member && !each.archived).sort(byName);
  fill(
    document.getElementById("sidebar"),
    h("p", { class: "workspace" }, state.name, whole()),
    h(
      "ul",
      {},
      entry({ go: "threads", symbol: icon("thread"), label: "Threads", count: state.side.threads, bold: state.side.threads > 0 }),
    ),
    section("Apps", [appEntry(app), state.app.home ? entry({ go: "home", symbol: icon("home"), label: `${state.app.name} home` }) : null]),
    section("Channels", shown.map(room)),
    direct.length > (app ? 1 : 0) ? section("Direct messages", direct.filter((each) => each !== app).map(conversation)) : null,
    more.length ? section("More channels", more.map(room)) : null,
  );
  if (focused) document.querySelector(`#sidebar [data-go="${CSS.escape(focused)}"]`)?.focus();
}

function byName(a, b) {
  return a.name.localeCompare(b.name);
}

/** The menu of what can be done from anywhere. */
function whole() {
  const shortcuts = state.app.shortcuts.filter((each) => each.type === "global");
  if (!shortcuts.length) return null;
  const entries = shortcuts.map((each) => ({ label: each.name, hint: each.description || state.app.name, act: () => use(each) }));
  return h("button", { type: "button", "aria-label": "Shortcuts", title: "Shortcuts", "aria-haspopup": "menu", onclick: (event) => openMenu(event.currentTarget, entries, { label: "Shortcuts" }) }, icon("plus"));
}

async function use(shortcut) {
  const answer = await trying(() => act({ act: "shortcut", who: state.me, callback: shortcut.callback_id }));
  if (answer?.failed) toast(`${state.app.name} did not answer (${answer.failed}). Nothing was done; try again.`, true);
}

function section(label, entries) {
  return h("section", {}, h("h2", {}, label), h("ul", {}, entries));
}

function room(each) {
  const symbol = icon(each.kind === "private" ? "lock" : "hash");
  return entry({ go: each.id, symbol, label: each.name, bold: each.unread > 0, count: each.for_me, faint: !each.member || each.archived });
}

function conversation(each) {
  return entry({ go: each.id, symbol: avatar(others(each)[0] ?? me()), label: title(each), bold: each.unread > 0, count: each.unread });
}

function appEntry(app) {
  const bot = person(state.app.id);
  return entry({ go: app?.id ?? `@${bot.name}`, symbol: avatar(bot), label: bot.name, bold: (app?.unread ?? 0) > 0, count: app?.unread ?? 0 });
}

function entry({ go, symbol, label, bold = false, count = 0, faint = false }) {
  const place = state.place;
  const current = place && (place.kind === "channel" ? place.channel === go : place.kind === go);
  const classes = [current && "current", bold && "unread", faint && "faint"].filter(Boolean).join(" ");
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: classes, "data-go": go, title: label, "aria-current": current ? "page" : undefined, onclick: () => tell("go", { at: go, list: true }) },
      symbol,
      h("span", { class: "label", dir: "auto" }, label),
      count ? h("span", { class: "badge", "aria-label": `${count} new` }, String(count)) : null,
    ),
  );
}
