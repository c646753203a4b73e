/* Slack's mrkdwn as nodes: bold, italic, strike, code, quotes, mentions, links, dates, emoji. */

import { add, h } from "../dom.js";
import { archive } from "../route.js";
import { channel, person, state, tell } from "../state.js";
import { dateToken } from "../time.js";
import { emoji } from "./emoji.js";

const INLINE = new RegExp(
  [
    "<(?<token>[^<>\\n]+)>",
    "`(?<code>[^`\\n]+)`",
    ...["*b", "_i", "~s"].map(([sign, name]) => {
      const s = sign === "*" ? "\\*" : sign;
      return `(?<![\\p{L}\\p{N}${s}])${s}(?<${name}>\\S|\\S[^${s}\\n]*[^${s}\\s])${s}(?![\\p{L}\\p{N}${s}])`;
    }),
    ":(?<emoji>[a-z0-9_'+-]+(?:::[a-z0-9-]+)?):",
  ].join("|"),
  "gu",
);
const WRAPS = { b: "strong", i: "em", s: "s" };
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Slack's three entities resolved, in one pass. */
export function unescape(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/** A text of Slack's as nodes. */
export function mrkdwn(text) {
  const root = h("div", { class: "mrkdwn", dir: "auto" });
  String(text ?? "").split("```").forEach((part, n, parts) => {
    if (n % 2 === 1 && n < parts.length - 1) root.append(h("pre", {}, h("code", {}, unescape(part.replace(/^\n/, "")))));
    else lines(root, (n % 2 === 1 ? "```" : "") + part);
  });
  return root;
}

/** Lines, with those that begin with > gathered into quotes. */
function lines(root, text) {
  let quote = null;
  let started = false;
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    if (quoted) {
      if (quote) quote.append(h("br"));
      else root.append((quote = h("blockquote")));
      add(quote, inline(line.slice(quoted[0].length)));
    } else {
      if (started && !quote) root.append(h("br"));
      add(root, inline(line));
      quote = null;
    }
    started = true;
  }
}

/** What stands within a line. */
export function inline(text) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) nodes.push(unescape(text.slice(at, match.index)));
    nodes.push(piece(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) nodes.push(unescape(text.slice(at)));
  return nodes;
}

function piece(match) {
  const { token, code, emoji: name } = match.groups;
  if (token !== undefined) return reference(token);
  if (code !== undefined) return h("code", {}, unescape(code));
  if (name !== undefined) return emoji(name) ? emojiNode(name) : match[0];
  const wrap = Object.keys(WRAPS).find((key) => match.groups[key] !== undefined);
  return h(WRAPS[wrap], {}, inline(match.groups[wrap]));
}

/** An emoji with its name for those who do not see it. */
export function emojiNode(name) {
  return h("span", { class: "emoji", role: "img", "aria-label": String(name).replaceAll("_", " "), title: `:${name}:` }, emoji(name) ?? `:${name}:`);
}

/** What stands between < and >: a mention, a date, a link. */
function reference(token) {
  const [target, label] = split(token);
  if (target.startsWith("@")) return userNode(target.slice(1));
  if (target.startsWith("#")) return channelNode(target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label);
  return link(unescape(target), label === null ? null : inline(label));
}

function split(token) {
  const bar = token.indexOf("|");
  return bar < 0 ? [token, null] : [token.slice(0, bar), token.slice(bar + 1)];
}

function special(target, label) {
  if (target.startsWith("date^")) {
    const [, seconds, tokens = "", address] = target.split("^");
    const shown = dateToken(seconds, unescape(tokens), unescape(label ?? ""));
    return address ? link(unescape(address), shown) : h("time", {}, shown);
  }
  if (target.startsWith("subteam^")) return h("span", { class: "mention" }, `@${state.groups.get(target.slice(8)) ?? label ?? "group"}`);
  return h("span", { class: "mention me" }, `@${unescape(label ?? target).replace(/^@/, "")}`);
}

/** Somebody's name; one's own stands out. */
export function userNode(id) {
  return h("span", { class: id === state.me ? "mention me" : "mention" }, `@${person(id).name}`);
}

/** A channel's name that leads there, where this person can see it. */
export function channelNode(id, label = null) {
  const known = channel(id);
  if (!known) return h("span", { class: "mention" }, `#${label ? unescape(label) : "private channel"}`);
  return h("button", { type: "button", class: "mention link", onclick: () => tell("go", { at: id }) }, `#${known.name}`);
}

/** A link: to a place in this workspace, to the web in a tab of its own, or just text where it leads elsewhere. */
export function link(address, label = null) {
  const shown = label ?? address;
  const place = archive(address);
  if (place) {
    const go = (event) => {
      event.preventDefault();
      tell("go", place);
    };
    return h("a", { href: address, onclick: go }, shown);
  }
  if (!/^(?:https?:\/\/|mailto:)/i.test(address)) return h("span", {}, shown);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, shown);
}
