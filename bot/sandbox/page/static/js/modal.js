/* The app's modals: the top one of the person acted as, kept with what is typed in it until it is submitted. */

import { act } from "./api.js";
import { fill, h, icon } from "./dom.js";
import { closeMenu } from "./menu.js";
import { blocks } from "./render/blocks.js";
import { on, state } from "./state.js";
import { Surface } from "./surface.js";
import { toast, trying } from "./toast.js";

let dialog = null;
let shown = null;
const surfaces = new Map();

/** Listen for modals. They come with the live connection alone: what was read a moment ago could be closed by now. */
export function watchModals() {
  on("news:modals", ({ modals }) => show(modals));
  on("me", () => show([]));
}

/** Show what lies on top of these, or nothing. */
function show(modals) {
  const top = modals.at(-1) ?? null;
  if (!top) return closeDialog();
  const stamp = JSON.stringify([top.id, top.hash, top.error, top.errors, modals.length]);
  if (shown === stamp) return;
  shown = stamp;
  for (const id of [...surfaces.keys()]) if (!modals.some((each) => each.id === id)) surfaces.delete(id);
  draw(top, modals.length);
}

function closeDialog() {
  shown = null;
  surfaces.clear();
  closeMenu();
  dialog?.close();
  dialog?.remove();
  dialog = null;
}

function draw(view, depth) {
  const fresh = dialog?.dataset.view !== view.id;
  const focused = fresh ? null : focusOf(dialog);
  if (!surfaces.has(view.id)) surfaces.set(view.id, new Surface(`v-${view.id}`, { view: view.id }));
  const surface = surfaces.get(view.id);
  surface.keep(view.blocks);
  surface.show(withDrafts(view.values, surface), view.errors);
  if (!dialog) {
    dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      leave(false);
    });
    document.getElementById("dialogs").append(dialog);
    dialog.showModal();
  }
  dialog.dataset.view = view.id;
  const scroll = fresh ? 0 : dialog.querySelector(".modal-body")?.scrollTop;
  const body = h("div", { class: "modal-body" }, blocks(view.blocks, surface));
  fill(
    dialog,
    h(
      "header",
      {},
      depth > 1 ? h("button", { type: "button", class: "back", "aria-label": "Back", onclick: () => leave(false) }, "‹") : null,
      h("span", { class: "avatar bot small", "aria-hidden": "true" }, "✓"),
      h("h2", { id: "modal-title", tabindex: "-1" }, view.title),
      h("button", { type: "button", class: "close", "aria-label": "Close everything", onclick: () => leave(true) }, icon("close")),
    ),
    view.error ? h("p", { class: "form-error", role: "alert" }, icon("warn"), view.error) : null,
    body,
    h(
      "footer",
      {},
      h("button", { type: "button", class: "button", onclick: () => leave(false) }, view.close || "Cancel"),
      view.submit ? h("button", { type: "button", class: "button primary", disabled: view.submit_disabled, onclick: (event) => submit(view, surface, event.currentTarget) }, view.submit) : null,
    ),
  );
  body.scrollTop = scroll ?? 0;
  focus(view, fresh, focused);
}

/** What was typed and not told stays in sight when the modal is drawn again. */
function withDrafts(values, surface) {
  const merged = structuredClone(values);
  for (const { block_id, action_id, given } of surface.inputs()) {
    const held = merged[block_id]?.[action_id];
    if (held && "value" in held) held.value = given;
  }
  return merged;
}

function focus(view, fresh, focused) {
  const wrong = dialog.querySelector(".block.input.wrong [data-action]");
  const again = focused && dialog.querySelector(focused.key);
  if (Object.keys(view.errors).length && wrong) wrong.focus();
  else if (again) {
    again.focus({ preventScroll: true });
    if (focused.at !== null && again.setSelectionRange && again.type !== "date") again.setSelectionRange(focused.at, focused.at);
  } else if (fresh) (dialog.querySelector("[autofocus]") ?? dialog.querySelector("h2")).focus();
}

function focusOf(container) {
  const element = document.activeElement;
  if (!container.contains(element) || !element.dataset.action) return null;
  const value = element.type === "radio" || element.type === "checkbox" ? `[value="${CSS.escape(element.value)}"]` : "";
  const key = `[data-block="${CSS.escape(element.dataset.block ?? "")}"][data-action="${CSS.escape(element.dataset.action)}"]${value}`;
  return { key, at: "selectionStart" in element ? element.selectionStart : null };
}

async function submit(view, surface, button) {
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  const answer = await trying(() => act({ act: "submit", who: state.me, view: view.id, inputs: surface.inputs() }));
  button.disabled = false;
  button.removeAttribute("aria-busy");
  if (answer?.failed) toast(`${state.app.name} did not answer (${answer.failed}). What you typed is still here; try again.`, true);
}

async function leave(everything) {
  await trying(() => act({ act: "close", who: state.me, everything }));
}
