/* The app's home tab of the person acted as. */

import { act, read } from "./api.js";
import { fill, h } from "./dom.js";
import { blocks } from "./render/blocks.js";
import { on, state } from "./state.js";
import { Surface } from "./surface.js";
import { trying } from "./toast.js";

let body = null;
let heard = 0;
const surfaces = new Map();

/** Keep an open home up to date. */
export function watchHome() {
  on("news:home", ({ home }) => {
    heard += 1;
    draw(home);
  });
}

/** The home, freshly looked at: the app is told and may publish anew. */
export function homeNode() {
  body = h("div", { class: "home-body", tabindex: "0", role: "region", "aria-label": `${state.app.name} home` }, h("p", { class: "hint" }, "One moment …"));
  const who = state.me;
  trying(async () => {
    const before = heard;
    const { home } = await read("home", { who });
    // what was told meanwhile is newer than what was read
    if (who === state.me && heard === before) draw(home);
    await act({ act: "home", who, tab: "home" });
  });
  return body;
}

function draw(home) {
  if (!body?.isConnected && !body) return;
  if (!home) {
    fill(body, h("p", { class: "empty" }, `${state.app.name} has not made a home for this person yet.`));
    return;
  }
  if (!surfaces.has(home.id)) surfaces.set(home.id, new Surface(`h-${home.id}`, { view: home.id }));
  const surface = surfaces.get(home.id);
  surface.show(home.values, {});
  const top = body.scrollTop;
  const focused = body.contains(document.activeElement) ? document.activeElement.dataset : null;
  fill(body, h("div", { class: "home" }, blocks(home.blocks, surface)));
  body.scrollTop = top;
  if (focused?.action) {
    body.querySelector(`[data-action="${CSS.escape(focused.action)}"][data-block="${CSS.escape(focused.block ?? "")}"]`)?.focus({ preventScroll: true });
  }
}
