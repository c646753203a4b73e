/* rich_text blocks as nodes: what people typed, and what apps build by hand. */

import { h } from "../dom.js";
import { dateToken } from "../time.js";
import { emoji } from "./emoji.js";
import { channelNode, emojiNode, link, userNode } from "./mrkdwn.js";
import { state } from "../state.js";

/** A rich_text block. */
export function richText(block) {
  return h("div", { class: "rich", dir: "auto" }, (block.elements ?? []).map(part));
}

function part(element) {
  const inside = () => (element.elements ?? []).map(piece);
  switch (element.type) {
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, inside()));
    case "rich_text_quote":
      return h("blockquote", {}, inside());
    case "rich_text_list":
      return h(
        element.style === "ordered" ? "ol" : "ul",
        { class: `indent-${Math.min(Number(element.indent) || 0, 5)}`, start: element.offset ? element.offset + 1 : undefined },
        (element.elements ?? []).map((item) => h("li", {}, (item.elements ?? []).map(piece))),
      );
    default:
      return h("div", { class: "line" }, inside());
  }
}

function piece(element) {
  switch (element.type) {
    case "text":
      return styled(element.text, element.style);
    case "link":
      return styled(link(element.url, element.text ?? null), element.style);
    case "user":
      return userNode(element.user_id);
    case "channel":
      return channelNode(element.channel_id);
    case "usergroup":
      return h("span", { class: "mention" }, `@${state.groups.get(element.usergroup_id) ?? "group"}`);
    case "broadcast":
      return h("span", { class: "mention me" }, `@${element.range}`);
    case "emoji":
      return emoji(element.name) ? emojiNode(element.name) : `:${element.name}:`;
    case "date":
      return dateToken(String(element.timestamp), element.format ?? "{date}", element.fallback ?? "");
    default:
      return String(element.text ?? element.value ?? "");
  }
}

function styled(content, style = {}) {
  let node = content;
  for (const [key, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"]]) {
    if (style?.[key]) node = h(tag, {}, node);
  }
  return node;
}
