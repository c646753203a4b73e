/* Blocks as nodes. `surface` is where they stand: it holds values and errors, and hears what is pressed and filled. */

import { h } from "../dom.js";
import { control, isControl } from "./elements.js";
import { markdown } from "./markdown.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./richtext.js";

/** A list of blocks. */
export function blocks(list, surface) {
  return list.map((block) => (DRAWN[block.type] ?? unknown)(block, surface));
}

/** A text object, or a bare string. */
export function text(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  return value.type === "mrkdwn" ? mrkdwn(value.text) : h("span", { class: "plain", dir: "auto" }, value.text);
}

const DRAWN = {
  section: (block, surface) =>
    h(
      "div",
      { class: block.accessory ? "block section with-accessory" : "block section" },
      h(
        "div",
        { class: "body" },
        block.text ? text(block.text) : null,
        block.fields ? h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field" }, text(field)))) : null,
      ),
      block.accessory ? h("div", { class: "accessory" }, element(block, block.accessory, surface)) : null,
    ),
  header: (block) => h("h3", { class: "block header" }, block.text.text),
  divider: () => h("hr", { class: "block divider" }),
  context: (block, surface) =>
    h("div", { class: "block context" }, block.elements.map((each) => (each.type === "image" ? image(each) : h("div", {}, text(each, surface))))),
  actions: (block, surface) =>
    h("div", { class: "block actions" }, block.elements.map((each) => element(block, each, surface))),
  context_actions: (block, surface) =>
    h("div", { class: "block actions" }, block.elements.map((each) => element(block, each, surface))),
  image: (block) =>
    h("figure", { class: "block image" }, block.title ? h("figcaption", {}, text(block.title)) : null, image(block)),
  rich_text: (block) => h("div", { class: "block" }, richText(block)),
  markdown: (block) => h("div", { class: "block" }, markdown(block.text)),
  table: (block) => h("div", { class: "block table" }, table(block)),
  input: (block, surface) => input(block, surface),
};

function unknown(block) {
  return h("div", { class: "block unknown" }, `(a block of type ${block.type})`);
}

/** Pictures come from this machine only: others are named, not fetched. */
function image(block) {
  const address = block.image_url ?? "";
  const own = address.startsWith("data:image/") || address.startsWith(`${location.origin}/`);
  if (own) return h("img", { src: address, alt: block.alt_text ?? "" });
  return h("span", { class: "picture", title: address }, `🖼 ${block.alt_text || "picture"}`);
}

function element(block, each, surface) {
  if (each.type === "image") return image(each);
  return isControl(each) ? control(block, each, surface) : h("span", { class: "unknown" }, `(${each.type})`);
}

function table(block) {
  const aligned = (n) => (block.column_settings?.[n]?.align === "right" ? "right" : undefined);
  const row = (cells, tag) => h("tr", {}, cells.map((cell, n) => h(tag, { class: aligned(n) }, tableCell(cell))));
  const [head, ...rest] = block.rows ?? [];
  return h("table", {}, head ? h("thead", {}, row(head, "th")) : null, h("tbody", {}, rest.map((cells) => row(cells, "td"))));
}

function tableCell(cell) {
  return cell.type === "rich_text" ? richText(cell) : (cell.text ?? String(cell.value ?? ""));
}

/** An input with its label, hint and error. Groups of boxes get a legend instead of a label. */
function input(block, surface) {
  const error = surface.errors?.[block.block_id];
  const id = `${surface.key}-${block.block_id}`;
  const grouped = ["checkboxes", "radio_buttons"].includes(block.element.type);
  const described = [block.hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const label = [block.label.text, block.optional ? h("span", { class: "optional" }, " (optional)") : null];
  const made = control(block, block.element, surface, { id, described, invalid: Boolean(error), label: block.label.text });
  return h(
    grouped ? "fieldset" : "div",
    { class: error ? "block input wrong" : "block input", "data-block": block.block_id, "aria-describedby": grouped && described ? described : undefined },
    grouped ? h("legend", {}, label) : h("label", { for: id }, label),
    made,
    error ? h("p", { class: "error", id: `${id}-error` }, error) : null,
    block.hint ? h("p", { class: "hint", id: `${id}-hint` }, text(block.hint)) : null,
  );
}
