/* A list of messages that keeps up: days between them, where the new ones begin, and where one has scrolled to. */

import { act } from "./api.js";
import { fill, h } from "./dom.js";
import { messageNode } from "./message.js";
import { state } from "./state.js";
import { day, dayName } from "./time.js";

export class Timeline {
  /** `thread_ts` where it is a thread. */
  constructor(label, { thread_ts = null } = {}) {
    this.thread_ts = thread_ts;
    this.messages = new Map();
    this.lastRead = "0";
    this.list = h("ol", { class: "messages", "aria-label": label });
    this.node = h("div", { class: "timeline", tabindex: "0", role: "region", "aria-label": label, onscroll: () => this.markSoon() }, this.list);
    this.marking = 0;
  }

  /** Show these messages, oldest first; down to the newest, or to `focus`. */
  show(channel, messages, lastRead, focus = null) {
    this.channel = channel;
    this.lastRead = lastRead;
    this.messages = new Map(messages.map((message) => [message.ts, message]));
    this.redraw();
    if (focus && this.reveal(focus)) return;
    this.toEnd();
    requestAnimationFrame(() => this.toEnd());
    this.markSoon();
  }

  /** A message came, or changed. */
  put(message) {
    const before = this.messages.get(message.ts);
    const atEnd = this.atEnd();
    this.messages.set(message.ts, message);
    const newest = !before && [...this.messages.keys()].every((ts) => ts <= message.ts);
    if (newest) this.append(message);
    else if (before) this.replace(message);
    else this.redraw();
    if (atEnd || (!before && message.user === state.me)) this.toEnd();
    this.markSoon();
    return !before;
  }

  /** A message is gone. */
  remove(ts) {
    if (!this.messages.delete(ts)) return;
    this.redraw();
  }

  redraw() {
    const top = this.node.scrollTop;
    const pointed = this.list.querySelector(".message.pointed")?.dataset.ts;
    const nodes = [];
    let previous = null;
    for (const message of this.lines()) {
      nodes.push(...this.between(previous, message), this.draw(message, previous));
      previous = message;
    }
    fill(this.list, nodes.length ? nodes : h("li", { class: "empty" }, "Nothing has been said here yet."));
    this.node.scrollTop = top;
    if (pointed) this.find(pointed)?.classList.add("pointed");
  }

  sorted() {
    return [...this.messages.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  /** As they are drawn: people who join one after another stand in one line. */
  lines() {
    const lines = [];
    for (const message of this.sorted()) {
      const before = lines.at(-1);
      if (before && this.joinsAlong(before, message)) lines[lines.length - 1] = { ...before, along: [...(before.along ?? []), message.user] };
      else lines.push(message);
    }
    return lines;
  }

  joinsAlong(before, message) {
    const both = before.subtype === "channel_join" && message.subtype === "channel_join";
    return both && !message.replies && day(before.ts) === day(message.ts) && !this.beginsNew(before, message);
  }

  draw(message, previous) {
    const inThread = this.thread_ts !== null;
    const first = inThread && message.ts === this.thread_ts;
    const joined = previous && !first && day(previous.ts) === day(message.ts) && !this.beginsNew(previous, message);
    return messageNode(message, { previous: joined && !(inThread && previous.ts === this.thread_ts) ? previous : null, inThread });
  }

  between(previous, message) {
    const found = [];
    if (!previous || day(previous.ts) !== day(message.ts)) found.push(h("li", { class: "day" }, h("span", {}, dayName(message.ts))));
    if (this.beginsNew(previous, message)) found.push(h("li", { class: "new-line" }, h("span", {}, "New")));
    return found;
  }

  beginsNew(previous, message) {
    const unread = message.ts > this.lastRead && message.user !== state.me && !message.ephemeral;
    return unread && previous !== null && previous.ts <= this.lastRead;
  }

  append(message) {
    this.list.querySelector(":scope > .empty")?.remove();
    const previous = this.sorted().at(-2) ?? null;
    if (previous && this.joinsAlong(previous, message)) return this.redraw();
    this.list.append(...this.between(previous, message), this.draw(message, previous));
  }

  replace(message) {
    const old = this.find(message.ts);
    if (!old) return this.redraw();
    const lines = this.lines();
    const at = lines.findIndex((each) => each.ts === message.ts);
    const focused = old.contains(document.activeElement) ? focusKey(document.activeElement) : null;
    const made = this.draw(lines[at], lines[at - 1] ?? null);
    if (old.classList.contains("pointed")) made.classList.add("pointed");
    old.replaceWith(made);
    if (focused) made.querySelector(focused)?.focus({ preventScroll: true });
  }

  find(ts) {
    return this.list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  }

  /** Bring a message into view and point at it; whether it is here. */
  reveal(ts) {
    const found = this.find(ts);
    if (!found) return false;
    // of what does not fit, the beginning
    found.scrollIntoView({ block: found.offsetHeight > this.node.clientHeight ? "start" : "center" });
    for (const before of document.querySelectorAll(".message.pointed")) before.classList.remove("pointed");
    // whichever node shows it by then: a message that changes is drawn anew
    requestAnimationFrame(() => this.find(ts)?.classList.add("pointed"));
    found.focus({ preventScroll: true });
    return true;
  }

  atEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 60;
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** Mark read what is in sight, a moment later. */
  markSoon() {
    clearTimeout(this.marking);
    this.marking = setTimeout(() => this.mark(), 250);
  }

  mark() {
    const newest = this.sorted().filter((message) => !message.ephemeral).at(-1);
    if (!newest || document.hidden || !this.node.isConnected || !this.atEnd() || newest.ts <= (this.marked ?? "0")) return;
    this.marked = newest.ts;
    const thread = this.thread_ts ? { thread_ts: this.thread_ts } : {};
    act({ act: "read", who: state.me, channel: this.channel, ts: newest.ts, ...thread }).catch(() => {});
  }
}

function focusKey(element) {
  const { action, block } = element.dataset;
  return action ? `[data-action="${CSS.escape(action)}"][data-block="${CSS.escape(block ?? "")}"]` : null;
}
