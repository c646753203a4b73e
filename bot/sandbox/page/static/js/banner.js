/* The line across the page when the app, or the workspace itself, is not there. It goes away when they are back. */

import { act } from "./api.js";
import { fill, h, icon } from "./dom.js";
import { on, state } from "./state.js";
import { trying } from "./toast.js";

let connected = true;
let refused = "";
let status = { listening: true, waiting: 0 };

/** Keep the banner true. */
export function watchBanner() {
  on("connection", (is) => {
    connected = is;
    if (is) refused = "";
    draw();
  });
  on("refused", (why) => ((refused = why), draw()));
  on("news:status", (news) => ((status = news), draw()));
}

function draw() {
  const banner = document.getElementById("banner");
  const said = words();
  banner.hidden = !said;
  fill(banner, said);
}

function words() {
  if (!connected) return [icon("warn"), refused || "The workspace does not answer. This page goes on by itself once it runs again."];
  const waiting = status.waiting === 1 ? "1 message is" : `${status.waiting} messages are`;
  if (!status.listening) {
    const kept = status.waiting ? ` ${waiting} kept and will be delivered then.` : " What you write is kept and delivered then.";
    return [icon("warn"), `${state.app.name || "The app"} is not connected. Buttons and commands fail until it is back.${kept}`];
  }
  if (status.waiting) {
    const now = () => trying(() => act({ act: "hurry", who: state.me }));
    return [icon("warn"), `${waiting} waiting to be delivered again.`, h("button", { type: "button", class: "button", onclick: now }, "Deliver now")];
  }
  return null;
}
