// Cards of devices, and of pods.
import { byId, el, replace, svg, text } from "./dom.js";
import { inWords, makeChart } from "./chart.js";
import { about, band, fixed, MISSING, percent, quantity, reading, shortClock, signalName, tick, time } from "./format.js";
import { targets, warnings } from "./store.js";

const cards = new Map();
let focus = null;
const POD_COLUMNS = ["memory", "of limit", "requests", "p99", "waiting", "source"];
const STATS = ["DEVICE_TEMPERATURE", "DEVICE_UTILIZATION", "DEVICE_CLOCK_RATIO", "DEVICE_POWER", "DEVICE_POWER_LIMIT_RATIO"];

export function showDevices(state, now) {
  const devices = targets(state, "DEVICE");
  const open = warnings(state).map((it) => it.warning).filter((it) => it.verdict === null);
  const holder = byId("devices");
  if (devices.length === 0) {
    replace(holder, el("p", { class: "empty" }, "No device has reported yet. The first frame comes one tick (" + tick() + " s of demo time) after the start."));
    return;
  }
  holder.querySelector(".empty")?.remove();
  for (const [key, card] of cards) {
    if (devices.some((it) => it.key === key)) continue;
    card.chart.dispose();
    card.root.remove();
    cards.delete(key);
  }
  for (const device of devices) {
    if (!cards.has(device.key)) cards.set(device.key, makeCard(holder, device));
    fill(cards.get(device.key), device, open.find((it) => keyOf(it.target) === device.key) ?? null, state, now);
  }
  const next = focusOf(devices, open, state.placement);
  const inOrder = [...devices.filter((it) => it.key === next), ...devices.filter((it) => it.key !== next)];
  inOrder.forEach(({ key }, i) => {
    const { root } = cards.get(key);
    root.classList.toggle("focus", key === next);
    if (holder.children[i] !== root) holder.insertBefore(root, holder.children[i]);
  });
  byId("k-without").hidden = !devices.some((it) => it.without.length > 0);
}

/** The device that matters most gets the room. It keeps it until another one is in trouble, so that the page is steady. */
function focusOf(devices, open, placement) {
  const trouble = devices.filter((it) => it.throttling || open.some((warning) => keyOf(warning.target) === it.key)).map((it) => it.key);
  if (trouble.length > 0 && !trouble.includes(focus)) focus = trouble[0];
  if (!devices.some((it) => it.key === focus)) {
    const busiest = [...placement].sort((a, b) => b.weight - a.weight)[0]?.device;
    focus = devices.find((it) => it.key === busiest)?.key ?? null;
  }
  return focus;
}

export function retheme() {
  for (const card of cards.values()) card.chart.theme();
}

const keyOf = (target) => [target.kind.toLowerCase(), target.cluster, target.namespace, target.name].filter(Boolean).join("/");

function makeCard(holder, device) {
  const part = { title: el("h3", {}), chips: el("div", { class: "chips" }), value: el("p", { class: "value" }), serves: el("p", { class: "serves" }), picture: el("div", { class: "picture", role: "img" }), stats: el("dl", { class: "stats" }), forecast: el("details", { class: "figures", "data-key": device.key }) };
  const root = el("article", { class: "card device", "data-target": device.key },
    el("div", { class: "card-head" }, el("div", { class: "name" }, part.title, part.chips), part.value),
    part.serves, part.picture, part.stats, part.forecast);
  holder.append(root);
  part.forecast.append(el("summary", {}, "Forecast in figures"), el("div", {}));
  return { root, ...part, chart: makeChart(part.picture) };
}

function fill(card, device, warning, state, now) {
  const value = device.history.at(-1)?.value ?? null;
  card.root.dataset.state = device.throttling ? "bad" : warning ? "alert" : device.blindSince !== null ? "blind" : "calm";
  text(card.title, device.name);
  replace(card.chips, el("span", { class: "chip" }, device.deviceClass ?? ""), sourceChip(device.source), stateChip(device, warning));
  replace(card.value, ...headValue(device, value));
  replace(card.serves, serves(device, state.placement));
  card.picture.setAttribute("aria-label", inWords(device, warning));
  card.chart.draw(device, warning, now, state.run.startedAt);
  replace(card.stats, ...STATS.map((signal) => device.latest.find((it) => it.signal === signal)).filter(Boolean).map((it) => stat(it, device)));
  replace(card.forecast.lastChild, forecastTable(device));
}

function headValue(device, value) {
  if (value === null) return [el("strong", { class: "missing" }, MISSING), el("span", {}, device.blindSince !== null ? `no heat reading since ${shortClock(device.blindSince)}` : "no heat reading so far")];
  return value < 0
    ? [el("strong", {}, `${fixed(-value, 1)} K`), el("span", {}, "over its slowdown limit")]
    : [el("strong", {}, `${fixed(value, 1)} K`), el("span", {}, "below its slowdown limit")];
}

export function sourceChip(source) {
  return source ? el("span", { class: `chip ${source.toLowerCase()}` }, source.toLowerCase()) : null;
}

function stateChip(device, warning) {
  if (device.throttling) return el("span", { class: "chip bad" }, "throttling");
  if (warning) return el("span", { class: "chip alert" }, `warned: ${time(warning.eta.p50)}`);
  if (device.blindSince !== null) return el("span", { class: "chip alert" }, "blind");
  return null;
}

function serves(device, placement) {
  const here = placement.filter((it) => it.device === device.key && it.desired + it.ready > 0);
  const whole = (model) => placement.filter((it) => it.model === model).reduce((sum, it) => sum + it.weight, 0);
  if (placement.length === 0) return [];
  if (here.length === 0) return ["serves nothing now"];
  return [`serves ${here.map((it) => `${it.model} with ${percent(it.weight / Math.max(1, whole(it.model)))} of its traffic (${it.ready} of ${it.desired} ready)`).join(", ")}`];
}

/** A figure says its own source where it is another than the card's. */
function stat(cell, device) {
  const own = cell.value !== null && cell.source !== device.source ? el("small", {}, ` ${cell.source.toLowerCase()}`) : null;
  const kept = cell.state === "CARRIED" ? el("small", {}, " carried forward") : null;
  const limit = cell.signal === "DEVICE_TEMPERATURE" ? device.latest.find((it) => it.signal === "DEVICE_TEMPERATURE_LIMIT" && it.value !== null) : null;
  return el("div", {}, el("dt", {}, signalName(cell.signal)),
    el("dd", { class: cell.value === null ? "missing" : null }, el("span", { class: "nowrap" }, reading(cell.signal, cell.value, cell.unit)), limit ? el("small", {}, ` of ${fixed(limit.value, 0)}`) : null, own, kept));
}

function forecastTable(device) {
  if (!device.forecast) return el("p", { class: "empty" }, "No forecast now: it needs an unbroken stretch of readings.");
  const { issuedAt, model, horizons } = device.forecast;
  return el("div", {}, el("table", {},
    el("thead", {}, el("tr", {}, ...["in", "P10", "P50", "P90"].map((it) => el("th", { scope: "col" }, it)))),
    el("tbody", {}, ...horizons.map((it) => el("tr", {}, el("th", { scope: "row" }, about(it.horizon)), ...[it.p10, it.p50, it.p90].map((value) => el("td", {}, quantity(value, device.unit))))))),
  el("p", { class: "small" }, `made at ${shortClock(issuedAt)} by ${model}`));
}

export function showPods(state) {
  const pods = targets(state, "POD");
  byId("pods-section").hidden = pods.length === 0;
  if (pods.length === 0) return;
  const open = warnings(state).map((it) => it.warning).filter((it) => it.verdict === null);
  // the roles stay where a narrow screen lays the rows out as blocks, which takes a table's own away
  replace(byId("pods"), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Pods" }, el("table", { class: "pods", role: "table" },
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...["pod", ...POD_COLUMNS].map((it) => el("th", { scope: "col", role: "columnheader" }, it)))),
    el("tbody", { role: "rowgroup" }, ...pods.map((pod) => podRow(pod, open.find((it) => keyOf(it.target) === pod.key)))))));
}

function podRow(pod, warning) {
  const figure = (signal) => { const it = pod.latest.find((cell) => cell.signal === signal); return it?.value == null ? null : reading(signal, it.value, it.unit); };
  const memory = pod.history.at(-1)?.value ?? null;
  const share = memory !== null && pod.limit ? memory / pod.limit : null;
  const cells = [
    memory === null ? null : el("div", { class: "memory" }, sparkline(pod), quantity(memory, "By")),
    share === null ? null : percent(share),
    figure("REQUEST_RATE"), figure("REQUEST_DURATION_P99"), figure("REQUESTS_WAITING"),
    sourceChip(pod.source)];
  return el("tr", { "data-state": warning ? "alert" : null, role: "row" },
    el("th", { scope: "row", role: "rowheader" }, pod.name, pod.deviceClass ? el("span", { class: "chip" }, pod.deviceClass) : null, warning ? el("span", { class: "chip alert" }, `full in ${band(warning.eta) ?? time(warning.eta.p50)}`) : null),
    ...cells.map((cell, i) => el("td", { role: "cell", "data-label": POD_COLUMNS[i], class: cell === null ? "missing" : null }, cell ?? MISSING)));
}

/** Memory over the last ticks up to its limit; a missing tick breaks the line. */
function sparkline(pod) {
  const shown = pod.history.slice(-60), top = pod.limit ?? Math.max(...shown.map((it) => it.value ?? 0), 1);
  const runs = [[]];
  shown.forEach((it, i) => (it.value === null ? runs.push([]) : runs.at(-1).push(`${(i / 59) * 78 + 1},${25 - Math.min(1, it.value / top) * 22}`)));
  return svg("svg", { viewBox: "0 0 80 26", width: 80, height: 26, "aria-hidden": "true", class: "spark" },
    svg("line", { x1: 0, x2: 80, y1: 3, y2: 3, class: "limit" }),
    ...runs.filter((run) => run.length > 1).map((run) => svg("polyline", { points: run.join(" "), class: "line" })));
}
