/* What the page knows, and who wants to hear when it changes. No drawing here. */

export const state = {
  name: "",
  app: { id: "", name: "", home: true, commands: [], shortcuts: [] },
  people: new Map(),
  groups: new Map(),
  panels: [],
  /** The moment this page was loaded, as a message ts: ephemerals before it are gone. */
  since: "0",
  /** The id of the person acted as. */
  me: "",
  /** What the middle shows: {kind: "channel" | "home" | "threads", channel?}. */
  place: null,
  /** The thread beside it: {channel, ts} or null. */
  thread: null,
  side: { channels: [], threads: 0, people: {} },
};

const listeners = new Map();

/** Call `listener` whenever `name` is told. */
export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, []);
  listeners.get(name).push(listener);
}

/** Tell everybody who listens to `name`. */
export function tell(name, detail) {
  for (const listener of listeners.get(name) ?? []) listener(detail);
}

/** A person by id or handle; a stand-in for who is not known. */
export function person(who) {
  const found = state.people.get(who);
  if (found) return found;
  const handle = String(who).replace(/^@/, "");
  for (const each of state.people.values()) if (each.name === handle) return each;
  return { id: who, name: who, real_name: who === "USLACKBOT" ? "Slackbot" : who, tz: "UTC", unknown: true };
}

/** The person acted as. */
export function me() {
  return person(state.me);
}

/** A channel of the sidebar by id or name. */
export function channel(which) {
  const name = String(which).replace(/^#/, "");
  return state.side.channels.find((each) => each.id === which || (each.name && each.name === name));
}

/** The other people of a direct conversation. */
export function others(conversation) {
  return conversation.members.filter((id) => id !== state.me).map(person);
}

/** What a conversation is called. */
export function title(conversation) {
  if (conversation.kind === "im" || conversation.kind === "mpim") {
    return others(conversation).map((each) => each.real_name).join(", ") || me().real_name;
  }
  return conversation.name;
}
