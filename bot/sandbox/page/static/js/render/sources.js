/* Where select menus take their entries from: the element's own options, people, conversations, or the app. */

import { others, person, state, title } from "../state.js";

/** An entry: {value, label, hint, group}. */
function entry(option, group = "") {
  return { value: option.value, label: option.text.text, hint: option.description?.text ?? "", group };
}

function fixed(element) {
  const grouped = (element.option_groups ?? []).flatMap((group) => group.options.map((option) => entry(option, group.label.text)));
  return [...(element.options ?? []).map((option) => entry(option)), ...grouped];
}

function people() {
  const known = [...state.people.values()].filter((each) => !each.bot && !each.deleted);
  return known.map((each) => ({ value: each.id, label: each.real_name, hint: `@${each.name}` }));
}

function conversations(element) {
  const include = element.filter?.include;
  const known = state.side.channels.filter((each) => !include || include.includes(each.kind));
  const withoutBots = known.filter(
    (each) => !(element.filter?.exclude_bot_users && each.kind === "im" && others(each).some((other) => other.bot)),
  );
  return withoutBots.filter((each) => !each.archived).map(named);
}

function named(each) {
  const direct = each.kind === "im" || each.kind === "mpim";
  return { value: each.id, label: direct ? title(each) : `#${each.name}`, hint: each.kind === "private" ? "private" : "" };
}

function place(id) {
  const known = state.side.channels.find((each) => each.id === id);
  return known ? named(known) : { value: id, label: "a conversation you cannot see", hint: "" };
}

function matching(entries, query) {
  const words = query.toLowerCase().trim();
  return entries.filter((each) => `${each.label} ${each.hint}`.toLowerCase().includes(words));
}

const KINDS = {
  static: {
    noun: "option",
    read: (option) => entry(option),
    offer: async (element, query) => matching(fixed(element), query),
    placeholder: "Choose",
  },
  external: {
    noun: "option",
    read: (option) => ({ ...entry(option), value: option.text.text }),
    offer: async (element, query, ask) => {
      if (query.length < (element.min_query_length ?? 3)) return [];
      return (await ask(query)).map((option) => ({ ...entry(option), value: option.text.text }));
    },
    placeholder: "Type to search",
  },
  users: {
    noun: "user",
    read: (id) => ({ value: id, label: person(id).real_name, hint: `@${person(id).name}` }),
    offer: async (element, query) => matching(people(), query),
    placeholder: "Choose a person",
  },
  conversations: {
    noun: "conversation",
    read: place,
    offer: async (element, query) => matching(conversations(element), query),
    placeholder: "Choose a conversation",
  },
  channels: {
    noun: "channel",
    read: place,
    offer: async (element, query) => matching(conversations({ filter: { include: ["public"] } }), query),
    placeholder: "Choose a channel",
  },
};

/** By the type of a select: how it is read, what it offers, whether it takes several. */
export const SOURCES = Object.fromEntries(
  Object.entries(KINDS).flatMap(([kind, source]) => [
    [`${kind}_select`, { ...source, many: false, key: `selected_${source.noun}` }],
    [`multi_${kind}_select`, { ...source, many: true, key: `selected_${source.noun}s` }],
  ]),
);
