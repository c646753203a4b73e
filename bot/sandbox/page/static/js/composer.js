/* Where people write: text, commands, files by button, drop or paste; completion of names and commands. */

import { act, upload } from "./api.js";
import { Completion } from "./complete.js";
import { fill, h, icon } from "./dom.js";
import { state } from "./state.js";
import { toast, trying } from "./toast.js";

const drafts = new Map();
let count = 0;

/** A composer for a channel, or for a thread of it. `zone` takes dropped files. */
export function composer(conversation, { thread_ts = null, label, zone }) {
  const key = `${state.me}/${conversation.id}/${thread_ts ?? ""}`;
  const files = [];
  const id = thread_ts ? `reply-${(count += 1)}` : "composer";
  const area = h("textarea", {
    id,
    rows: "1",
    dir: "auto",
    "aria-label": label,
    placeholder: label,
    maxlength: "40000",
    value: drafts.get(key) ?? "",
    oninput: () => {
      drafts.set(key, area.value);
      grow();
      completion.look();
    },
    onkeydown: onKey,
    onpaste: (event) => take([...(event.clipboardData?.files ?? [])], event),
  });
  const completion = new Completion(area, () => (thread_ts ? [] : state.app.commands));
  const pending = h("ul", { class: "pending", "aria-label": "Files to send" });
  const chooser = h("input", { type: "file", multiple: true, class: "unseen", tabindex: "-1", "aria-hidden": "true", onchange: () => (take([...chooser.files]), (chooser.value = "")) });
  const broadcast = h("input", { type: "checkbox" });
  const send = h("button", { type: "button", class: "send", "aria-label": "Send", title: "Send (Enter)", onclick: go }, icon("send"));
  const box = h(
    "div",
    { class: "composer" },
    pending,
    area,
    h(
      "div",
      { class: "composer-bar" },
      h("button", { type: "button", "aria-label": "Attach files", title: "Attach files", onclick: () => chooser.click() }, icon("attach")),
      chooser,
      thread_ts && conversation.kind !== "im" ? h("label", { class: "broadcast" }, broadcast, "Also send to the channel") : null,
      send,
    ),
  );
  catchDrops(zone ?? box, take);
  requestAnimationFrame(grow);
  return box;

  function grow() {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, innerHeight / 3)}px`;
  }

  function onKey(event) {
    if (completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      go();
    }
  }

  async function take(chosen, event) {
    if (!chosen.length) return;
    event?.preventDefault();
    for (const file of chosen) {
      const waiting = h("li", { class: "busy" }, icon("file"), file.name || "untitled", " …");
      pending.append(waiting);
      const taken = await trying(() => upload(state.me, file));
      waiting.remove();
      if (taken) files.push(taken);
    }
    redraw();
    area.focus();
  }

  function redraw() {
    fill(
      pending,
      files.map((file) =>
        h("li", {}, icon("file"), h("span", { dir: "auto" }, file.name), h("button", { type: "button", "aria-label": `Remove ${file.name}`, onclick: () => (files.splice(files.indexOf(file), 1), redraw()) }, "×")),
      ),
    );
  }

  async function go() {
    const text = area.value.trim();
    if (!text && !files.length) return;
    completion.close();
    send.disabled = true;
    const done = text.startsWith("/") && !files.length ? await command(text) : await post(text);
    send.disabled = false;
    if (!done) return;
    area.value = "";
    drafts.delete(key);
    files.length = 0;
    broadcast.checked = false;
    redraw();
    grow();
  }

  async function post(text) {
    const deed = { act: "post", who: state.me, channel: conversation.id, text: withChannels(text), thread_ts, broadcast: broadcast.checked, files: files.map((file) => file.id) };
    return (await trying(() => act(deed))) !== null;
  }

  async function command(text) {
    const [, name, rest] = /^(\/\S*)\s*([\s\S]*)$/.exec(text);
    const answer = await trying(() => act({ act: "command", who: state.me, channel: conversation.id, command: name, text: rest, thread_ts }));
    if (answer?.failed) toast(`${state.app.name} did not answer (${answer.failed}). Nothing was done; try again.`, true);
    return answer !== null && !answer.failed;
  }
}

/** "#general" becomes a reference where such a channel is known. */
function withChannels(text) {
  return text.replace(/(^|\s)#([\p{L}\p{N}_-]+)/gu, (all, before, name) => {
    const known = state.side.channels.find((each) => each.name === name && (each.kind === "public" || each.kind === "private"));
    return known ? `${before}<#${known.id}>` : all;
  });
}

function catchDrops(zone, take) {
  zone.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    zone.classList.add("dropping");
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("dropping");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("dropping");
    take([...event.dataTransfer.files]);
  });
}
