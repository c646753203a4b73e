/* Times, in the zone of the person acted as, and Slack's date tokens. */

import { me } from "./state.js";

const formats = new Map();

function format(options) {
  const zone = me().tz || "UTC";
  const key = JSON.stringify([zone, options]);
  if (!formats.has(key)) {
    let made;
    try {
      made = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
    } catch {
      made = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
    }
    formats.set(key, made);
  }
  return formats.get(key);
}

function moment(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

/** "14:05" */
export function clock(ts) {
  return format({ hour: "2-digit", minute: "2-digit" }).format(moment(ts));
}

/** A key that is the same for messages of one day. */
export function day(ts) {
  return format({ year: "numeric", month: "2-digit", day: "2-digit" }).format(moment(ts));
}

/** "Monday, 3 March" */
export function dayName(ts) {
  return format({ weekday: "long", day: "numeric", month: "long" }).format(moment(ts));
}

/** The whole moment, for hovering. */
export function exact(ts) {
  return format({ dateStyle: "full", timeStyle: "medium" }).format(moment(ts));
}

/** Slack's `<!date^seconds^tokens|fallback>`. */
export function dateToken(seconds, tokens, fallback) {
  if (!/^\d{1,12}$/.test(seconds)) return fallback;
  const parts = {
    "{date_num}": { year: "numeric", month: "2-digit", day: "2-digit" },
    "{date_short}": { day: "numeric", month: "short", year: "numeric" },
    "{date_short_pretty}": { day: "numeric", month: "short", year: "numeric" },
    "{date_long}": { weekday: "long", day: "numeric", month: "long", year: "numeric" },
    "{date_long_pretty}": { weekday: "long", day: "numeric", month: "long", year: "numeric" },
    "{date}": { day: "numeric", month: "long", year: "numeric" },
    "{date_pretty}": { day: "numeric", month: "long", year: "numeric" },
    "{time}": { hour: "2-digit", minute: "2-digit" },
    "{time_secs}": { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  };
  return tokens.replace(/\{[a-z_]+\}/g, (token) => (parts[token] ? format(parts[token]).format(moment(seconds)) : token));
}
