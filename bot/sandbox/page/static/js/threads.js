/* All threads a person follows, the latest first, with what is new in each. */

import { read } from "./api.js";
import { fill, h } from "./dom.js";
import { messageNode } from "./message.js";
import { channel, on, state, tell, title } from "./state.js";
import { trying } from "./toast.js";

let body = null;
let soon = 0;

/** Keep an open list up to date. */
export function watchThreads() {
  on("news:message", () => {
    if (state.place?.kind !== "threads") return;
    clearTimeout(soon);
    soon = setTimeout(draw, 300);
  });
}

/** The list. */
export function threadsNode() {
  body = h("div", { class: "home-body", tabindex: "0", role: "region", "aria-label": "Threads" });
  draw();
  return body;
}

async function draw() {
  const who = state.me;
  const found = await trying(() => read("threads", { who }));
  if (!found || who !== state.me || state.place?.kind !== "threads") return;
  const empty = h("p", { class: "empty" }, "Threads you wrote in or were named in appear here.");
  fill(body, found.threads.length ? found.threads.map(card) : empty);
}

function card({ channel: id, parent, last, unread }) {
  const place = channel(id);
  const more = (parent.replies?.count ?? 0) - last.length;
  return h(
    "section",
    { class: unread ? "thread-card unread" : "thread-card" },
    h(
      "header",
      {},
      h("strong", {}, place ? (place.name ? `#${place.name}` : title(place)) : ""),
      unread ? h("span", { class: "badge" }, `${unread} new`) : null,
      h("button", { type: "button", class: "button", onclick: () => tell("go", { at: id, thread: `${id}/${parent.ts}` }) }, "Open thread"),
    ),
    h("ol", { class: "messages" }, messageNode(parent, { inThread: true }), more > 0 ? h("li", { class: "hint more" }, `${more} more`) : null, last.map((message) => messageNode(message, { inThread: true }))),
  );
}
