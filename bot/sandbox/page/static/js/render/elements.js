/* Interactive elements: buttons, menus, boxes, fields. Each tells its surface what was pressed or filled. */

import { confirmed } from "../dialog.js";
import { h, icon } from "../dom.js";
import { openMenu } from "../menu.js";
import { filePicker } from "./filefield.js";
import { mrkdwn } from "./mrkdwn.js";
import { picker } from "./picker.js";
import { SOURCES } from "./sources.js";

/** Whether something is one of them. */
export function isControl(element) {
  return Object.hasOwn(MADE, element.type) || Object.hasOwn(SOURCES, element.type);
}

/** The control of an element. `about` carries the ids of label, hint and error where it is an input. */
export function control(block, element, surface, about = {}) {
  if (Object.hasOwn(SOURCES, element.type)) return select(block, element, surface, about);
  return MADE[element.type](block, element, surface, about);
}

/** What an element holds now, as the sandbox keeps it. */
function held(block, element, surface) {
  return surface.values?.[block.block_id]?.[element.action_id] ?? {};
}

/** Attributes that every field has. */
function named(block, element, { id, described, invalid, label }) {
  return {
    id,
    "data-block": block.block_id,
    "data-action": element.action_id,
    "aria-describedby": described || undefined,
    "aria-invalid": invalid ? "true" : undefined,
    "aria-label": label ? undefined : (element.placeholder?.text ?? element.action_id),
    autofocus: element.focus_on_load ? true : undefined,
  };
}

const MADE = {
  button,
  workflow_button: button,
  overflow,
  checkboxes: (block, element, surface, about) => boxes(block, element, surface, about, "checkbox"),
  radio_buttons: (block, element, surface, about) => boxes(block, element, surface, about, "radio"),
  plain_text_input: textField,
  email_text_input: (...given) => typed("email", ...given),
  url_text_input: (...given) => typed("url", ...given),
  number_input: (...given) => typed("text", ...given),
  datepicker: (...given) => typed("date", ...given, "selected_date"),
  timepicker: (...given) => typed("time", ...given, "selected_time"),
  datetimepicker: moment,
  file_input: (block, element, surface, about) =>
    filePicker(named(block, element, about), element, held(block, element, surface).files ?? [], (files) =>
      surface.filled(block, element, files.length ? { files } : null),
    ),
};

function button(block, element, surface) {
  const leads = element.url && /^https?:\/\//.test(element.url);
  const pressed = async (event) => {
    const made = event.currentTarget;
    const answer = await confirmed(element);
    if (answer === false) return;
    if (leads) surface.follow?.(element.url);
    await surface.pressed(block, element, undefined, answer, made);
  };
  const style = element.style ? `button ${element.style}` : "button";
  return h(
    "button",
    { type: "button", class: style, "data-action": element.action_id, "data-block": block.block_id, "aria-label": element.accessibility_label, onclick: pressed },
    element.text?.text ?? "",
  );
}

function overflow(block, element, surface) {
  const choose = async (option, anchor) => {
    const answer = await confirmed(element);
    if (answer !== false) await surface.pressed(block, element, option.value, answer, anchor);
  };
  const open = (event) => {
    const anchor = event.currentTarget;
    const entries = element.options.map((option) => ({
      label: option.text.text,
      hint: option.description?.text,
      act: () => choose(option, anchor),
    }));
    openMenu(anchor, entries, { label: "More actions" });
  };
  return h(
    "button",
    { type: "button", class: "button square", "data-action": element.action_id, "data-block": block.block_id, "aria-label": "More actions", "aria-haspopup": "menu", onclick: open },
    icon("more"),
  );
}

function boxes(block, element, surface, about, type) {
  const many = type === "checkbox";
  const now = held(block, element, surface);
  const chosen = new Set((many ? (now.selected_options ?? []) : [now.selected_option]).filter(Boolean).map((o) => o.value));
  const name = `${surface.key}-${block.block_id}-${element.action_id}`;
  const changed = async (event) => {
    const group = event.currentTarget.closest(".boxes");
    const ticked = [...group.querySelectorAll("input:checked")].map((box) => box.value);
    const answer = await confirmed(element);
    if (answer === false) event.target.checked = !event.target.checked;
    else await surface.filled(block, element, many ? ticked : (ticked[0] ?? null), answer, group);
  };
  const box = (option, n) =>
    h(
      "label",
      { class: "box" },
      h("input", {
        type,
        name,
        value: option.value,
        checked: chosen.has(option.value),
        id: n === 0 ? about.id : undefined,
        "data-block": block.block_id,
        "data-action": element.action_id,
        onchange: changed,
      }),
      h("span", {}, words(option.text), option.description ? h("span", { class: "hint" }, words(option.description)) : null),
    );
  return h("div", { class: "boxes" }, element.options.map(box));
}

function words(text) {
  return text.type === "mrkdwn" ? mrkdwn(text.text) : text.text;
}

function textField(block, element, surface, about) {
  const area = h(element.multiline ? "textarea" : "input", {
    ...named(block, element, about),
    type: element.multiline ? undefined : "text",
    rows: element.multiline ? "5" : undefined,
    class: "field-input",
    dir: "auto",
    autocomplete: "off",
    placeholder: element.placeholder?.text,
    maxlength: String(element.max_length ?? 3000),
    value: held(block, element, surface).value ?? "",
  });
  return noted(block, element, surface, area);
}

function typed(type, block, element, surface, about, key = "value") {
  const field = h("input", {
    ...named(block, element, about),
    type,
    class: "field-input",
    autocomplete: "off",
    inputmode: element.type === "number_input" ? "decimal" : undefined,
    placeholder: element.placeholder?.text,
    value: held(block, element, surface)[key] ?? "",
  });
  return noted(block, element, surface, field);
}

function moment(block, element, surface, about) {
  const seconds = held(block, element, surface).selected_date_time;
  const local = seconds ? new Date(seconds * 1000).toISOString().slice(0, 16) : "";
  const field = h("input", { ...named(block, element, about), type: "datetime-local", class: "field-input", value: local });
  field.addEventListener("change", () =>
    surface.filled(block, element, field.value ? Date.parse(`${field.value}Z`) / 1000 : null, undefined, field),
  );
  return field;
}

/** Typing is noted as it happens, and told once it is over. */
function noted(block, element, surface, field) {
  field.addEventListener("input", () => surface.typed(block, element, field.value || null));
  field.addEventListener("change", () => surface.filled(block, element, field.value || null, undefined, field));
  return field;
}

function select(block, element, surface, about) {
  const source = SOURCES[element.type];
  const now = held(block, element, surface)[source.key];
  const chosen = (source.many ? (now ?? []) : [now]).filter(Boolean).map(source.read);
  return picker({
    attributes: named(block, element, about),
    many: source.many,
    most: element.max_selected_items,
    placeholder: element.placeholder?.text ?? source.placeholder,
    chosen,
    offer: (query) => source.offer(element, query, (words) => surface.suggested(block, element, words)),
    async changed(values, anchor) {
      const answer = await confirmed(element);
      if (answer === false) return false;
      await surface.filled(block, element, source.many ? values : (values[0] ?? null), answer, anchor);
      return true;
    },
  });
}
