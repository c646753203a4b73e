/* markdown blocks: the part of Markdown that Slack draws. */

import { add, h } from "../dom.js";
import { link } from "./mrkdwn.js";

const INLINE = /`([^`\n]+)`|\*\*([^*\n]+)\*\*|__([^_\n]+)__|\*([^*\s][^*\n]*)\*|_([^_\s][^_\n]*)_|~~([^~\n]+)~~|\[([^\]\n]+)\]\(([^()\s]+)\)|(https?:\/\/[^\s<>()]+)/g;

/** A markdown text as nodes. */
export function markdown(text) {
  const root = h("div", { class: "markdown", dir: "auto" });
  let list = null;
  let fence = null;
  for (const line of String(text ?? "").split("\n")) {
    if (fence) {
      if (line.startsWith("```")) fence = null;
      else fence.append(`${line}\n`);
      continue;
    }
    const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/.exec(line);
    if (item) {
      const kind = item[1] ? "OL" : "UL";
      if (list?.tagName !== kind) root.append((list = h(kind.toLowerCase())));
      list.append(add(h("li"), inline(item[2])));
      continue;
    }
    list = null;
    if (line.startsWith("```")) root.append(h("pre", {}, (fence = h("code"))));
    else block(root, line);
  }
  return root;
}

function block(root, line) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) root.append(add(h("p", { class: `heading level-${heading[1].length}` }), inline(heading[2])));
  else if (/^\s*(?:-{3,}|\*{3,})\s*$/.test(line)) root.append(h("hr"));
  else if (line.startsWith(">")) root.append(add(h("blockquote"), inline(line.replace(/^> ?/, ""))));
  else if (line.trim()) root.append(add(h("p"), inline(line)));
}

function inline(text) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(at, match.index), piece(match));
    at = match.index + match[0].length;
  }
  nodes.push(text.slice(at));
  return nodes;
}

function piece([, code, strong, strong2, em, em2, strike, label, address, bare]) {
  if (code) return h("code", {}, code);
  if (strong ?? strong2) return h("strong", {}, strong ?? strong2);
  if (em ?? em2) return h("em", {}, em ?? em2);
  if (strike) return h("s", {}, strike);
  return link(address ?? bare, label ?? null);
}
