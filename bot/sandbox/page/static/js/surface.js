/* Where blocks stand and who hears of them: a message, a modal, the home. Keeps what was typed and not yet told. */

import { act } from "./api.js";
import { h } from "./dom.js";
import { state } from "./state.js";
import { toast } from "./toast.js";

export class Surface {
  /** `place` is {view} or {channel, ts}, as the sandbox names it. */
  constructor(key, place) {
    this.key = key;
    this.place = place;
    this.values = {};
    this.errors = {};
    this.drafts = new Map();
  }

  /** Take over what the sandbox holds now; what was typed here and not told yet stays. */
  show(values = {}, errors = {}) {
    this.values = structuredClone(values);
    this.errors = errors;
  }

  /** Forget what was typed into inputs that are not there any more. */
  keep(blocks) {
    const there = new Set(blocks.map((block) => block.block_id));
    for (const [key, { block_id }] of this.drafts) if (!there.has(block_id)) this.drafts.delete(key);
  }

  /** Everything that was put in here, for a click or a submission that must carry it. */
  inputs() {
    return [...this.drafts.values()];
  }

  /** A letter was typed. */
  typed(block, element, given) {
    const ids = { block_id: block.block_id, action_id: element.action_id };
    this.drafts.set(JSON.stringify(ids), { ...ids, given });
    if ("value" in (this.values[block.block_id]?.[element.action_id] ?? {})) this.values[block.block_id][element.action_id].value = given;
  }

  /** Something was put in: kept, and told to the app where it wants to know at once. */
  async filled(block, element, given, confirmed, anchor) {
    const ids = { block_id: block.block_id, action_id: element.action_id };
    if (block.type !== "input" || block.dispatch_action) {
      await this.pressed(block, element, given, confirmed, anchor);
      return;
    }
    this.drafts.set(JSON.stringify(ids), { ...ids, given });
    await this.send(anchor, { act: "fill", ...ids, given });
  }

  /** A button was pressed, or a choice made that the app hears of. */
  async pressed(block, element, given, confirmed, anchor) {
    const ids = { block_id: block.block_id, action_id: element.action_id };
    const own = JSON.stringify(ids);
    const inputs = this.inputs().filter((each) => JSON.stringify({ block_id: each.block_id, action_id: each.action_id }) !== own);
    await this.send(anchor, { act: "press", ...ids, given: given ?? null, confirmed: confirmed ?? null, inputs });
  }

  /** What the app offers in an external menu. */
  async suggested(block, element, query) {
    const ids = { block_id: block.block_id, action_id: element.action_id };
    return (await act({ act: "suggest", who: state.me, place: this.place, ...ids, query })).options;
  }

  /** Do it; where the app does not answer, that is said beside what was pressed. */
  async send(anchor, deed) {
    anchor?.parentElement?.querySelector(":scope > .not-taken")?.remove();
    anchor?.setAttribute("aria-busy", "true");
    try {
      const answer = await act({ who: state.me, place: this.place, ...deed });
      if (answer.failed) this.fail(anchor, `${state.app.name} did not answer (${answer.failed}). Nothing was done; try again.`);
    } catch (problem) {
      this.fail(anchor, problem.message);
    } finally {
      anchor?.removeAttribute("aria-busy");
    }
  }

  fail(anchor, said) {
    toast(said, true);
    anchor?.after(h("span", { class: "not-taken", role: "alert" }, `⚠ ${said}`));
  }
}
