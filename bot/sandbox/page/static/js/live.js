/* The live connection: news from the sandbox, and coming back after it was away. */

import { state, tell } from "./state.js";

let socket = null;
let delay = 0;
let everOpen = false;

/** Connect, and stay connected. */
export function connect() {
  socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/page/live`);
  socket.addEventListener("open", () => {
    delay = 0;
    follow();
    if (everOpen) tell("back");
    everOpen = true;
    tell("connection", true);
  });
  socket.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  socket.addEventListener("close", () => {
    tell("connection", false);
    delay = Math.min(delay + 500, 4000);
    setTimeout(connect, delay);
  });
}

/** Say whose news is wanted. */
export function follow() {
  if (socket?.readyState === WebSocket.OPEN && state.me) socket.send(JSON.stringify({ who: state.me }));
}

/** News for somebody else came too late to matter. */
function hear(news) {
  if (news.who === undefined || news.who === state.me) tell(`news:${news.type}`, news);
}
