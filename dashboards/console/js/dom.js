// The few lines of DOM work that the page needs.

/** Makes an element: el("p", {class: "x", onclick: f}, "text", child, null). */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Sets text only where it differs, so that a screen reader or a selection is not disturbed. */
export function text(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

const shown = new WeakMap();

/**
 * Puts fresh content in place of the old, and leaves the old alone where nothing has changed. What a person has opened or
 * closed stays so, and the keyboard's place too, where its <details> has a data-key.
 */
export function replace(node, ...children) {
  const fresh = document.createElement("div");
  fresh.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  const html = fresh.innerHTML;
  if (shown.get(node) === html) return;
  const open = new Map([...node.querySelectorAll("details[data-key]")].map((it) => [it.dataset.key, it.open]));
  const focused = node.contains(document.activeElement) ? document.activeElement.closest("details[data-key]")?.dataset.key : undefined;
  node.replaceChildren(...fresh.childNodes);
  shown.set(node, html);
  for (const it of node.querySelectorAll("details[data-key]")) {
    if (open.has(it.dataset.key)) it.open = open.get(it.dataset.key);
    if (it.dataset.key === focused) it.querySelector("summary").focus();
  }
}
