/* The live connection: news from the sandbox, and coming back after it was away. */

import { read } from "./api.js";
import { calmly } from "./calm.js";
import { state, tell } from "./state.js";

let socket = null;
let delay = 0;
let followed = () => {};

/** Connect, and stay connected. Resolves once it is known whether the workspace is there. */
export function connect(again = false) {
  socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/page/live`);
  socket.addEventListener("message", (event) => calmly(() => hear(JSON.parse(event.data))));
  return new Promise((known) => {
    socket.addEventListener("open", async () => {
      delay = 0;
      known();
      if (again) {
        await follow();
        tell("back");
      }
      tell("connection", true);
    });
    socket.addEventListener("close", () => {
      known();
      followed();
      tell("connection", false);
      // a socket does not say why it was refused
      read("side", { who: state.me }).catch((problem) => tell("refused", problem.message));
      delay = Math.min(delay + 500, 4000);
      setTimeout(() => connect(true), delay);
    });
  });
}

/** Say whose news is wanted. Whatever is read once this has resolved, no news after it is missed. */
export function follow() {
  if (socket?.readyState !== WebSocket.OPEN || !state.me) return Promise.resolve();
  return new Promise((done) => {
    followed();
    followed = done;
    socket.send(JSON.stringify({ who: state.me }));
  });
}

/** News for somebody else came too late to matter. */
function hear(news) {
  if (news.who !== undefined && news.who !== state.me) return;
  if (news.type === "following") followed();
  else tell(`news:${news.type}`, news);
}
