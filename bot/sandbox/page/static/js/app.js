/* The page's beginning, and the way from place to place. Everything else is a part with a subject of its own. */

import { read } from "./api.js";
import { watchBanner } from "./banner.js";
import { reveal, show, watchConversation } from "./conversation.js";
import { fill, h } from "./dom.js";
import { watchEditing } from "./edit.js";
import { watchHome } from "./home.js";
import { connect, follow } from "./live.js";
import { closeMenu } from "./menu.js";
import { watchModals } from "./modal.js";
import { watchPanels } from "./panels.js";
import { watchPeople } from "./people.js";
import { readAddress, writeAddress } from "./route.js";
import { watchSidebar } from "./sidebar.js";
import { channel, on, person, state, tell } from "./state.js";
import { wearTheme } from "./theme.js";
import { revealInThread, showThread, watchThread } from "./thread.js";
import { watchThreads } from "./threads.js";
import { trying } from "./toast.js";

wearTheme();
begin().catch((problem) => {
  fill(document.getElementById("main"), h("p", { class: "closed" }, problem.message));
});

async function begin() {
  const wanted = readAddress();
  const start = await read("start");
  learn(start);
  document.title = state.name;
  for (const watch of [watchSidebar, watchPeople, watchConversation, watchThread, watchThreads, watchModals, watchHome, watchBanner, watchEditing]) watch();
  on("news:side", ({ side }) => take(side));
  on("news:people", ({ people }) => learnPeople(people));
  on("go", (where) => go(where));
  on("switch", ({ who, ...where }) => become(who, where));
  on("thread", (where) => openThread(where));
  window.addEventListener("popstate", () => {
    const where = readAddress();
    become(where.who ?? state.me, where, false);
  });
  const first = [...state.people.values()].find((each) => !each.bot && !each.deleted);
  const who = wanted.who ? person(wanted.who) : first;
  await connect();
  await become(who.unknown ? first.id : who.id, wanted, false);
  watchPanels();
}

function learn(start) {
  state.name = start.name;
  state.app = start.app;
  state.since = start.now;
  state.now = Number.parseFloat(start.now);
  state.nowAt = performance.now();
  state.panels = start.panels;
  state.groups = new Map(start.groups.map((group) => [group.id, group.handle]));
  learnPeople(start.people);
}

function learnPeople(people) {
  state.people = new Map(people.map((each) => [each.id, each]));
}

function take(side) {
  state.side = side;
  state.now = side.now;
  state.nowAt = performance.now();
  tell("side");
}

/** Be somebody, and go where they are wanted; without a place, stay in a channel both can see. */
async function become(who, where = {}, push = true) {
  const id = person(who).id;
  if (id !== state.me) {
    closeMenu();
    state.me = id;
    tell("me");
    await follow();
    const side = await trying(() => read("side", { who: id }));
    if (!side || state.me !== id) return;
    take(side);
    if (!where.at && !where.thread) await stay();
  }
  if (where.at || where.thread) await go(where, push);
  else writeAddress(push);
}

async function stay() {
  const place = state.place;
  const here = place?.kind === "channel" ? channel(place.channel) : place;
  const direct = here?.kind === "im" || here?.kind === "mpim";
  if (here && !direct) {
    const thread = state.thread && channel(state.thread.channel) ? state.thread : null;
    await arrive(place, thread, {});
  } else await go({ at: firstPlace() }, false);
}

/** The channel somebody sees first. */
function firstPlace() {
  const own = state.side.channels.filter((each) => each.member && each.name);
  return (own.find((each) => each.name === "general") ?? own[0])?.id ?? "home";
}

/** Go to a place: {at: a channel or "@app" or "home" or "threads", ts, thread: a ts or "channel/ts", write: to write there}. */
async function go(where, push = true) {
  document.body.classList.remove("show-sidebar");
  const at = where.at || firstPlace();
  const place = at === "home" || at === "threads" ? { kind: at } : { kind: "channel", channel: at };
  if (place.kind === "channel") {
    const known = channel(at) ?? (await opened(at));
    if (!known) return go({ at: firstPlace() }, push);
    place.channel = known.id;
  }
  let thread = null;
  if (where.thread) {
    const [before, ts] = where.thread.includes("/") ? where.thread.split("/") : [place.channel, where.thread];
    thread = { channel: before, ts };
  } else if (!where.list && !where.ts && state.thread && state.thread.channel === place.channel) thread = state.thread;
  await arrive(place, thread, where, push);
}

/** A conversation that is not in the sidebar yet, such as the first one with the app. */
async function opened(at) {
  const found = await trying(() => read("place", { who: state.me, channel: at, since: state.since }));
  if (!found) return null;
  if (!channel(found.channel.id)) take({ ...state.side, channels: [...state.side.channels, found.channel] });
  return found.channel;
}

async function arrive(place, thread, where, push = false) {
  const inThread = thread && where.ts && where.ts !== thread.ts;
  state.place = place;
  state.thread = thread;
  writeAddress(push);
  tell("place");
  await Promise.all([show(inThread ? thread.ts : (where.ts ?? thread?.ts ?? null)), showThread(where.ts && inThread ? where.ts : null)]);
  if (where.ts && inThread) revealInThread(where.ts);
  else if (where.ts) reveal(where.ts);
  else if (where.write) document.getElementById("composer")?.focus();
}

function openThread(where) {
  state.thread = where ? { channel: where.channel, ts: where.ts } : null;
  writeAddress(true);
  showThread(null, Boolean(where?.focus));
  if (!where) document.getElementById("composer")?.focus();
}
