/* Making elements. Data reaches the page only as text nodes and attributes: there is no innerHTML anywhere. */

/** An element. Attributes: `class`, `on…` (listeners), properties in `PROPERTIES`, everything else as an attribute. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) set(element, name, value);
  add(element, children);
  return element;
}

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "multiple", "required", "open"]);

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (PROPERTIES.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** Append what there is: nodes, texts, lists of them; nothing for null and false. */
export function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Replace everything inside. */
export function fill(element, ...children) {
  element.replaceChildren();
  return add(element, children);
}

/** A small drawing from a path on a grid of 20, as the page's icons are. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const ICONS = {
  hash: "M8 3 6 17M14 3l-2 14M4 7.5h13M3 12.5h13",
  plus: "M10 4.5v11M4.5 10h11",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  thread: "M4 4h12v9H9l-4 3.5V13H4zM7 7.5h6M7 10h4",
  home: "M3 9.5 10 4l7 5.5M5 8.5V16h10V8.5",
  smile: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M7.5 8v.5M12.5 8v.5M6.8 11.5c1.6 2.4 4.8 2.4 6.4 0",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  close: "M5 5l10 10M15 5 5 15",
  send: "M3 4l14 6-14 6 2.5-6zM5.5 10H11",
  attach: "M14.5 9.5 9.7 14.3a3 3 0 0 1-4.2-4.2l5.6-5.6a2 2 0 0 1 2.9 2.9l-5.5 5.5a1 1 0 0 1-1.5-1.4l4.8-4.8",
  file: "M5 3h7l3.5 3.5V17H5zM12 3v4h3.5",
  pin: "M7 3h6l-1 5 2.5 3h-9L8 8zM10 11v6",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v2M10 16v2M2 10h2M16 10h2M4.4 4.4l1.4 1.4M14.2 14.2l1.4 1.4M4.4 15.6l1.4-1.4M14.2 5.8l1.4-1.4",
  panel: "M3 4h14v12H3zM12 4v12",
  down: "M5.5 8l4.5 4.5L14.5 8",
  people: "M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4M2.5 16c0-3 2-4.7 5-4.7s5 1.7 5 4.7M13 9.3a2.3 2.3 0 1 0-.5-4.6M14.5 11.5c2 .4 3 2 3 4.5",
  warn: "M10 3.5 17.5 16h-15zM10 8v4M10 14v.01",
  eye: "M2.5 10s2.8-5 7.5-5 7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
};
