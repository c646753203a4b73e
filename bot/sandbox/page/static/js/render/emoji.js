/* Emoji by Slack's short names: those people and apps use most. Others are shown by name, as Slack shows unknown ones. */

export const EMOJI = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", heart: "❤️", tada: "🎉", eyes: "👀", pray: "🙏", clap: "👏",
  raised_hands: "🙌", wave: "👋", ok_hand: "👌", muscle: "💪", point_right: "👉", point_up: "☝️", point_down: "👇",
  smile: "😄", slightly_smiling_face: "🙂", simple_smile: "🙂", grin: "😁", joy: "😂", laughing: "😆", wink: "😉",
  blush: "😊", thinking_face: "🤔", neutral_face: "😐", confused: "😕", disappointed: "😞", cry: "😢", sob: "😭",
  open_mouth: "😮", scream: "😱", rage: "😡", sunglasses: "😎", sweat_smile: "😅", face_with_rolling_eyes: "🙄",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", no_entry: "⛔",
  no_entry_sign: "🚫", warning: "⚠️", exclamation: "❗", grey_exclamation: "❕", question: "❓", grey_question: "❔",
  bangbang: "‼️", information_source: "ℹ️", bell: "🔔", no_bell: "🔕", lock: "🔒", unlock: "🔓", key: "🔑", mag: "🔍",
  link: "🔗", pushpin: "📌", round_pushpin: "📍", paperclip: "📎", memo: "📝", pencil: "📝", pencil2: "✏️",
  page_facing_up: "📄", page_with_curl: "📃", clipboard: "📋", bookmark: "🔖", books: "📚", book: "📖",
  open_file_folder: "📂", file_folder: "📁", card_index: "📇", chart_with_upwards_trend: "📈", bar_chart: "📊",
  calendar: "📅", date: "📅", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", stopwatch: "⏱️",
  clock3: "🕒", rocket: "🚀", fire: "🔥", boom: "💥", bulb: "💡", star: "⭐", sparkles: "✨", zap: "⚡", bug: "🐛",
  wrench: "🔧", hammer: "🔨", gear: "⚙️", shield: "🛡️", robot_face: "🤖", gift: "🎁", trophy: "🏆", medal: "🏅",
  checkered_flag: "🏁", triangular_flag_on_post: "🚩", construction: "🚧", rotating_light: "🚨", speech_balloon: "💬",
  thought_balloon: "💭", mega: "📣", loudspeaker: "📢", envelope: "✉️", email: "✉️", inbox_tray: "📥",
  outbox_tray: "📤", package: "📦", scales: "⚖️", balance_scale: "⚖️", ballot_box_with_ballot: "🗳️", ballot_box: "🗳️",
  mailbox: "📫", globe_with_meridians: "🌐", earth_africa: "🌍", house: "🏠", office: "🏢", coffee: "☕", pizza: "🍕",
  red_circle: "🔴", large_orange_circle: "🟠", large_yellow_circle: "🟡", large_green_circle: "🟢",
  large_blue_circle: "🔵", white_circle: "⚪", black_circle: "⚫", large_green_square: "🟩", white_large_square: "⬜",
  black_large_square: "⬛", small_blue_diamond: "🔹", small_orange_diamond: "🔸", arrow_right: "➡️", arrow_left: "⬅️",
  arrow_up: "⬆️", arrow_down: "⬇️", arrow_forward: "▶️", double_vertical_bar: "⏸️", repeat: "🔁", recycle: "♻️",
  arrows_counterclockwise: "🔄", one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣", six: "6️⃣",
  100: "💯", hugging_face: "🤗", partying_face: "🥳", saluting_face: "🫡", handshake: "🤝", writing_hand: "✍️",
};

/** Offered first where somebody wants to react. */
export const QUICK = ["+1", "white_check_mark", "eyes", "tada", "heart", "pray", "clap", "thinking_face", "x", "warning", "rocket", "wave"];

/** The character of a name (skin tones aside), or null. */
export function emoji(name) {
  const plain = String(name).split("::")[0];
  return Object.hasOwn(EMOJI, plain) ? EMOJI[plain] : null;
}

/** What stands for a name: its character, or ":name:". */
export function symbol(name) {
  return emoji(name) ?? `:${name}:`;
}
