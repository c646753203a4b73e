/* The thread beside the conversation: its messages and the place to reply. */

import { read } from "./api.js";
import { composer } from "./composer.js";
import { fill, h, icon } from "./dom.js";
import { spoken } from "./message.js";
import { on, person, state, tell, title } from "./state.js";
import { Timeline } from "./timeline.js";
import { announce, trying } from "./toast.js";

let timeline = null;
let opening = 0;
/** What is told while a thread is read, which may be older; null where none is being read. */
let meanwhile = null;
const pane = () => document.getElementById("thread");

/** Keep an open thread up to date. */
export function watchThread() {
  on("news:message", (news) => (meanwhile ? meanwhile.push(() => come(news)) : come(news)));
  on("news:gone", (news) => (meanwhile ? meanwhile.push(() => go(news)) : go(news)));
  on("me", () => {
    timeline = null;
    meanwhile = null;
    fill(pane());
  });
  on("back", () => showThread());
}

function come({ message }) {
  if (!state.thread || !timeline || message.channel !== state.thread.channel) return;
  if (message.ts !== state.thread.ts && message.thread_ts !== state.thread.ts) return;
  if (timeline.put(message) && message.user !== state.me) announce(`In the thread, ${person(message.user).real_name}: ${spoken(message)}`.slice(0, 200));
}

function go({ channel, ts }) {
  if (state.thread?.channel !== channel) return;
  if (ts === state.thread.ts) tell("thread", null);
  else timeline?.remove(ts);
}

/** Show the current thread, or nothing; `focus` is a message to point at, `write` puts the cursor into the reply. */
export async function showThread(focus = null, write = false) {
  const turn = (opening += 1);
  timeline = null;
  meanwhile = null;
  pane().hidden = !state.thread;
  document.body.classList.toggle("with-thread", Boolean(state.thread));
  if (!state.thread) return fill(pane());
  const { channel, ts } = state.thread;
  meanwhile = [];
  const found = await trying(() => read("thread", { who: state.me, channel, thread_ts: ts, since: state.since }));
  if (turn !== opening) return null;
  const told = meanwhile ?? [];
  meanwhile = null;
  if (!found) return tell("thread", null);
  const conversation = found.channel;
  const direct = conversation.kind === "im" || conversation.kind === "mpim";
  const name = direct ? title(conversation) : `#${conversation.name}`;
  timeline = new Timeline(`Thread in ${name}`, { thread_ts: found.thread_ts });
  const zone = h("div", { class: "conversation" });
  const closed = conversation.closed === "join" ? "Join the channel to reply." : conversation.closed;
  fill(
    pane(),
    h(
      "header",
      { class: "head" },
      h("h2", {}, "Thread ", h("span", { class: "hint" }, name)),
      h("button", { type: "button", "aria-label": "Close thread", title: "Close thread", onclick: () => tell("thread", null) }, icon("close")),
    ),
    zone,
  );
  fill(zone, timeline.node, closed ? h("p", { class: "closed" }, closed) : composer(conversation, { thread_ts: found.thread_ts, label: "Reply …", zone }));
  timeline.show(conversation.id, found.messages, found.last_read, focus);
  for (const news of told) news();
  if (write) zone.querySelector("textarea")?.focus();
  return null;
}

/** Point at a message of the open thread. */
export function revealInThread(ts) {
  return timeline?.reveal(ts) ?? false;
}
