/* Where the page is, in its address: who is acted as, the conversation, the thread. Reloading keeps it. */

import { state } from "./state.js";

/** What the address says: {who, at, thread, ts}. `/archives/C…/p…` leads to a message, as in Slack. */
export function readAddress() {
  const hash = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  return { ...archive(location.href), ...hash };
}

/** Write it down without a new entry in the history for the key. */
export function writeAddress(push = false) {
  const words = new URLSearchParams({ who: state.people.get(state.me)?.name ?? "" });
  if (state.place) words.set("at", state.place.kind === "channel" ? state.place.channel : state.place.kind);
  if (state.thread) {
    words.set("at", state.place?.kind === "channel" ? state.place.channel : (state.place?.kind ?? ""));
    words.set("thread", `${state.thread.channel}/${state.thread.ts}`);
  }
  const address = `/#${words}`;
  if (address === location.pathname + location.hash) return;
  if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

/** The place of a message's address in this workspace, or null: {at, ts, thread}. */
export function archive(address) {
  let parsed;
  try {
    parsed = new URL(address, location.href);
  } catch {
    return null;
  }
  const found = /^\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?$/.exec(parsed.pathname);
  if (!found || !["127.0.0.1", "localhost"].includes(parsed.hostname)) return null;
  const ts = found[2] ? `${found[2]}.${found[3]}` : undefined;
  const thread = parsed.searchParams.get("thread_ts") ?? undefined;
  return { at: found[1], ts, thread: thread ? `${found[1]}/${thread}` : undefined };
}
