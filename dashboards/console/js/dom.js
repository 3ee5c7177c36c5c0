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

/** Puts fresh content in place of the old, but keeps the old where nothing has changed. */
export function replace(node, ...children) {
  const fresh = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  const holder = document.createElement("div");
  holder.append(...fresh);
  if (node.dataset.seen === holder.innerHTML) return;
  const seen = holder.innerHTML;
  const open = [...node.querySelectorAll("details[open][data-key]")].map((it) => it.dataset.key);
  const focused = node.contains(document.activeElement) ? document.activeElement.closest("[data-key]")?.dataset.key : null;
  node.replaceChildren(...holder.childNodes);
  node.dataset.seen = seen;
  for (const it of node.querySelectorAll("details[data-key]")) it.open = it.open || open.includes(it.dataset.key);
  if (focused) node.querySelector(`[data-key="${CSS.escape(focused)}"] summary, summary`)?.focus();
}
