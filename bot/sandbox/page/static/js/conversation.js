/* The middle of the page: a channel or direct conversation with its messages and the place to write. */

import { act, read } from "./api.js";
import { composer } from "./composer.js";
import { fill, h, icon } from "./dom.js";
import { homeNode } from "./home.js";
import { threadsNode } from "./threads.js";
import { channel, on, others, person, state, tell, title } from "./state.js";
import { Timeline } from "./timeline.js";
import { announce, trying } from "./toast.js";
import { spoken } from "./message.js";

let timeline = null;
/** Why nobody can write in what is shown, or "". */
let closed = "";
let opening = 0;
/** What is told while a place is read, which may be older; null where none is being read. */
let meanwhile = null;
const main = () => document.getElementById("main");

/** Keep the middle up to date with what happens. */
export function watchConversation() {
  on("news:message", (news) => (meanwhile ? meanwhile.push(() => come(news)) : come(news)));
  on("news:gone", (news) => (meanwhile ? meanwhile.push(() => go(news)) : go(news)));
  on("me", () => {
    // nobody acts for a moment on what somebody else saw
    timeline = null;
    meanwhile = null;
    fill(main());
  });
  on("side", () => state.place?.kind === "channel" && follow());
  on("back", () => show(null, true));
}

function come({ message }) {
  if (timeline?.channel !== message.channel || !message.in_channel) return;
  if (timeline.put(message) && message.user !== state.me) announce(`${person(message.user).real_name}: ${spoken(message)}`.slice(0, 200));
}

function go({ channel: id, ts }) {
  if (timeline?.channel === id) timeline.remove(ts);
}

/** Keep the headline true; somebody who joined, or whose channel was archived, gets another place to write. */
function follow() {
  const known = timeline && channel(timeline.channel);
  if (known && known.closed !== closed) show(null, true);
  else headline();
}

/** Show the current place; `focus` is a message to point at. What is shown already stays, unless `anew`. */
export async function show(focus = null, anew = false) {
  const place = state.place;
  if (!anew && place.kind === "channel" && timeline?.channel === place.channel && timeline.node.isConnected) {
    if (!focus || timeline.reveal(focus)) return null;
  }
  const turn = (opening += 1);
  timeline = null;
  meanwhile = null;
  if (place.kind === "home") return appPlace("home");
  if (place.kind === "threads") return fill(main(), head("Threads", "thread"), threadsNode());
  meanwhile = [];
  const found = await trying(() => read("place", { who: state.me, channel: place.channel, since: state.since }));
  if (turn !== opening) return null;
  const told = meanwhile ?? [];
  meanwhile = null;
  if (!found) return null;
  const conversation = found.channel;
  closed = conversation.closed;
  const label = `Messages in ${title(conversation)}`;
  timeline = new Timeline(label);
  const zone = h("div", { class: "conversation" });
  fill(main(), head(), tabs(conversation), found.cut ? h("p", { class: "hint cut" }, "Only the latest messages are shown.") : null, zone);
  fill(zone, timeline.node, writing(conversation, zone));
  headline(conversation);
  timeline.show(conversation.id, found.messages, found.last_read, focus);
  for (const news of told) news();
  return null;
}

/** Point at a message that is on the page already; whether it is. */
export function reveal(ts) {
  return timeline?.reveal(ts) ?? false;
}

function appPlace(tab) {
  fill(main(), head(state.app.name, "home"), appTabs(tab), homeNode());
}

/** The app's two faces: its home, and the direct conversation with it. */
function appTabs(current) {
  const tab = (name, label, go) =>
    h("button", { type: "button", role: "tab", "aria-selected": String(current === name), onclick: go }, label);
  return h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": state.app.name },
    tab("home", "Home", () => tell("go", { at: "home" })),
    tab("messages", "Messages", () => tell("go", { at: `@${state.app.name}` })),
  );
}

function tabs(conversation) {
  const withApp = conversation.kind === "im" && conversation.members.includes(state.app.id);
  return withApp && state.app.home ? appTabs("messages") : null;
}

function head(name = "", symbol = "") {
  return h(
    "header",
    { class: "head" },
    h("button", { type: "button", class: "only-narrow", "aria-label": "Conversations", onclick: () => document.body.classList.toggle("show-sidebar") }, icon("menu")),
    h("h1", {}, symbol ? icon(symbol) : null, h("span", { class: "name" }, name)),
    h("p", { class: "topic" }),
    h("span", { class: "members" }),
  );
}

function headline(conversation = channel(state.place.channel)) {
  if (!conversation) return;
  const direct = conversation.kind === "im" || conversation.kind === "mpim";
  const box = main().querySelector(".head");
  if (!box) return;
  const name = direct ? title(conversation) : conversation.name;
  fill(box.querySelector("h1"), direct ? null : icon(conversation.kind === "private" ? "lock" : "hash"), h("span", { class: "name" }, name));
  fill(box.querySelector(".topic"), direct ? others(conversation).map((each) => each.title).filter(Boolean).join(", ") : conversation.topic);
  const names = conversation.members.map((id) => person(id).real_name).join(", ");
  const pins = direct || !conversation.pins.length ? null : h("button", { type: "button", class: "chip", onclick: () => tell("go", { at: conversation.id, ts: conversation.pins[0] }) }, icon("pin"), `${conversation.pins.length} pinned`);
  fill(box.querySelector(".members"), pins, direct ? null : h("span", { class: "chip", title: names }, icon("people"), String(conversation.members.length)));
}

function writing(conversation, zone) {
  const name = conversation.kind === "im" || conversation.kind === "mpim" ? title(conversation) : `#${conversation.name}`;
  if (conversation.closed === "join") {
    const join = () => trying(async () => (await act({ act: "join", who: state.me, channel: conversation.id }), await show(null, true)));
    return h("div", { class: "closed" }, h("p", {}, `You are looking at ${name}.`), h("button", { type: "button", class: "button primary", onclick: join }, "Join channel"));
  }
  if (conversation.closed) return h("p", { class: "closed" }, conversation.closed);
  return composer(conversation, { label: `Message ${name}`, zone });
}
