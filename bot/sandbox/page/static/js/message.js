/* One message: who, when, what; files, reactions, its thread, and what can be done with it. */

import { act, fileAddress } from "./api.js";
import { ask } from "./dialog.js";
import { h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { picture } from "./picture.js";
import { blocks } from "./render/blocks.js";
import { QUICK, symbol } from "./render/emoji.js";
import { emojiNode, mrkdwn, unescape } from "./render/mrkdwn.js";
import { person, state, tell } from "./state.js";
import { Surface } from "./surface.js";
import { clock, dayName, exact } from "./time.js";
import { toast, trying } from "./toast.js";

const SYSTEM = new Set(["channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive"]);
const surfaces = new Map();

/** A message as a list item. `inThread`: it stands in the thread beside, where its own thread needs no link. */
export function messageNode(message, { previous = null, inThread = false } = {}) {
  const author = person(message.user);
  const system = SYSTEM.has(message.subtype) || message.subtype === "tombstone";
  const compact = !system && previous && follows(previous, message);
  const classes = ["message", compact && "compact", system && "system", message.ephemeral && "ephemeral"];
  return h(
    "li",
    { class: classes.filter(Boolean).join(" "), "data-ts": message.ts, "data-channel": message.channel, tabindex: "-1" },
    compact ? h("time", { class: "when", title: exact(message.ts) }, clock(message.ts)) : avatar(author),
    h(
      "div",
      { class: "what" },
      message.ephemeral ? h("p", { class: "only-you" }, icon("eye"), "Only visible to you") : null,
      message.pinned ? h("p", { class: "pinned" }, icon("pin"), "Pinned") : null,
      compact ? null : byline(author, message),
      body(message),
      message.files.length ? h("ul", { class: "files", "aria-label": "Files" }, message.files.map(fileNode)) : null,
      reactions(message),
      message.replies && !inThread ? threadLink(message) : null,
    ),
    system || message.ephemeral ? null : tools(message, inThread),
  );
}

/** Whether a message stands under the one before without a new byline. */
function follows(previous, message) {
  const near = Number.parseFloat(message.ts) - Number.parseFloat(previous.ts) < 300;
  return near && previous.user === message.user && !previous.subtype && !message.ephemeral && !previous.ephemeral && !message.pinned;
}

/** A square with somebody's initials. */
export function avatar(someone) {
  const words = someone.real_name.split(/[\s-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const initials = words.length > 1 ? words[0][0] + words.at(-1)[0] : someone.real_name.slice(0, 2);
  const hue = Math.max(0, [...state.people.keys()].indexOf(someone.id)) % 12;
  return h("span", { class: someone.bot ? "avatar bot" : `avatar hue-${hue}`, "aria-hidden": "true" }, someone.bot ? "✓" : initials.toUpperCase());
}

function byline(author, message) {
  return h(
    "p",
    { class: "byline" },
    h("span", { class: "author" }, author.bot ? author.name : author.real_name),
    author.bot ? h("span", { class: "app" }, "APP") : null,
    h("time", { class: "when", title: exact(message.ts) }, clock(message.ts)),
  );
}

function body(message) {
  const plain = message.blocks.length === 0;
  const edited = message.edited ? h("span", { class: "edited" }, "(edited)") : null;
  if (plain) return h("div", { class: "text" }, message.text ? mrkdwn(message.text) : null, along(message.along), edited);
  const made = blocks(message.blocks, surfaceOf(message));
  const end = edited && lastLine(made.at(-1));
  end?.append(edited);
  return h("div", { class: "text" }, made, end ? null : edited);
}

/** Who else joined, one after another. */
function along(users) {
  if (!users) return null;
  const names = users.map((user) => person(user).real_name);
  return h("span", { title: names.join(", ") }, users.length < 3 ? `, also ${names.join(" and ")}` : `, also ${users.length} others`);
}

/** The end of the words of a block, where it ends with words. */
function lastLine(block) {
  if (!block.matches(".section:not(.with-accessory), .context")) return null;
  let end = block;
  while (end.lastElementChild?.matches("div, p")) end = end.lastElementChild;
  return end;
}

function surfaceOf(message) {
  const key = `m-${message.channel}-${message.ts}-${state.me}`;
  if (!surfaces.has(key)) surfaces.set(key, new Surface(key, { channel: message.channel, ts: message.ts }));
  const surface = surfaces.get(key);
  surface.show(message.values ?? {});
  return surface;
}

function fileNode(file) {
  const size = file.size < 1024 ? `${file.size} bytes` : file.size < 1048576 ? `${Math.round(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
  const save = fileAddress(state.me, file.id, true);
  const shown = file.image ? picture(fileAddress(state.me, file.id), file.alt || file.name) : null;
  const card = h(
    "a",
    { class: "file", href: save, download: file.name },
    h("span", { class: "file-type", "aria-hidden": "true" }, icon("file")),
    h("span", {}, h("strong", { dir: "auto" }, file.name), h("span", { class: "hint" }, `${file.type} · ${size}`)),
  );
  return h("li", {}, card, shown);
}

function reactions(message) {
  if (!message.reactions.length) return null;
  const one = ({ name, users }) => {
    const mine = users.includes(state.me);
    const who = users.map((user) => (user === state.me ? "you" : person(user).real_name)).join(", ");
    return h(
      "button",
      {
        type: "button",
        class: mine ? "reaction mine" : "reaction",
        title: `${who} reacted with :${name}:`,
        "aria-pressed": String(mine),
        "aria-label": `${name.replaceAll("_", " ")}, ${users.length}: ${who}`,
        onclick: () => react(message, name, !mine),
      },
      emojiNode(name),
      String(users.length),
    );
  };
  return h("div", { class: "reactions" }, message.reactions.map(one));
}

function react(message, name, on) {
  return trying(() => act({ act: "react", who: state.me, channel: message.channel, ts: message.ts, name, on }));
}

function threadLink(message) {
  const { count, users, last, unread } = message.replies;
  return h(
    "button",
    { type: "button", class: unread ? "thread-link unread" : "thread-link", onclick: () => openThread(message) },
    h("span", { class: "faces", "aria-hidden": "true" }, users.map((user) => avatar(person(user)))),
    h("strong", {}, count === 1 ? "1 reply" : `${count} replies`),
    unread ? h("span", { class: "badge" }, `${unread} new`) : null,
    h("span", { class: "hint" }, `Last reply ${dayName(last)} at ${clock(last)}`),
  );
}

function openThread(message) {
  tell("thread", { channel: message.channel, ts: message.thread_ts ?? message.ts, focus: true });
}

function tools(message, inThread) {
  const button = (name, label, act_) => h("button", { type: "button", "aria-label": label, title: label, onclick: act_ }, icon(name));
  return h(
    "div",
    { class: "tools", role: "group", "aria-label": "Message" },
    button("smile", "React", (event) => chooseReaction(message, event.currentTarget)),
    inThread ? null : button("thread", "Reply in thread", () => openThread(message)),
    button("more", "More actions", (event) => openMenu(event.currentTarget, menuOf(message), { label: "Message actions" })),
  );
}

function chooseReaction(message, anchor) {
  const entries = QUICK.map((name) => ({ label: name.replaceAll("_", " "), symbol: symbol(name), hint: `:${name}:`, act: () => react(message, name, true) }));
  openMenu(anchor, entries, { label: "Reactions", grid: true });
}

function menuOf(message) {
  const shortcuts = state.app.shortcuts.filter((each) => each.type === "message");
  const own = message.user === state.me;
  return [
    ...shortcuts.map((each) => ({ label: each.name, hint: state.app.name, act: () => shortcut(message, each) })),
    { label: "Copy link", act: () => copyLink(message) },
    ...(own ? [{ label: "Edit message", act: () => tell("edit", message) }] : []),
    ...(own || (person(state.me).admin && !person(message.user).bot) ? [{ label: "Delete message", danger: true, act: () => remove(message) }] : []),
  ];
}

async function shortcut(message, each) {
  const answer = await trying(() =>
    act({ act: "shortcut", who: state.me, callback: each.callback_id, channel: message.channel, ts: message.ts }),
  );
  if (answer?.failed) toast(`${state.app.name} did not answer (${answer.failed}). Nothing was done; try again.`, true);
}

async function copyLink(message) {
  const below = message.thread_ts ? `?thread_ts=${message.thread_ts}&cid=${message.channel}` : "";
  const address = `${location.origin}/archives/${message.channel}/p${message.ts.replace(".", "")}${below}`;
  await trying(() => navigator.clipboard.writeText(address));
  toast("The link is copied.");
}

async function remove(message) {
  const sure = await ask({ title: "Delete message", text: "It is gone for everybody. Sure?", yes: "Delete", danger: true });
  if (sure) await trying(() => act({ act: "delete", who: state.me, channel: message.channel, ts: message.ts }));
}

/** What a message says, in words: for whoever hears it. */
export function spoken(message) {
  const said = mrkdwn(message.text);
  for (const sign of said.querySelectorAll(".emoji")) sign.replaceWith(sign.getAttribute("aria-label"));
  for (const end of said.querySelectorAll("br, blockquote, pre")) (end.before(" "), end.after(" "));
  return said.textContent.replace(/\s+/g, " ").trim();
}

/** A message's text as it was typed: mentions by name, links bare, entities resolved. */
export function asTyped(message) {
  const text = message.text.replace(/<([@#!]?)([^>|]*)(?:\|([^>]*))?>/g, (all, sigil, target, label) => {
    if (sigil === "@") return `@${person(target).name}`;
    if (sigil === "#") return `<#${target}>`;
    if (sigil === "!") return `@${target.startsWith("subteam^") ? (state.groups.get(target.slice(8)) ?? label) : target}`;
    return target;
  });
  return unescape(text);
}
