/* Nothing is drawn anew under a finger: what comes between pressing and letting go waits, so that no click is lost. */

let held = false;
const waiting = [];

for (const begin of ["pointerdown", "keydown"]) document.addEventListener(begin, hold, true);
for (const end of ["pointerup", "pointercancel", "dragend", "keyup"]) {
  // the click itself comes after the finger is up
  document.addEventListener(end, () => setTimeout(release), true);
}
window.addEventListener("blur", release);
// let go where this page could not see it, such as over another window or a menu of the browser
document.addEventListener("pointermove", (event) => held && event.buttons === 0 && release(), true);

/** Do it now, or as soon as nobody is pressing anything; always in order. */
export function calmly(work) {
  if (held) waiting.push(work);
  else work();
}

/** Of all keys the space bar alone presses a button when it comes up; the others have done their work by then. */
function hold(event) {
  if (event.type === "pointerdown" || event.key === " ") held = true;
}

function release() {
  held = false;
  for (const work of waiting.splice(0)) queueMicrotask(work);
}
