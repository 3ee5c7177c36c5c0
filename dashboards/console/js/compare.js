// The run beside the same seed without the remediator.
import { byId, el, replace } from "./dom.js";
import { sourceChip } from "./devices.js";
import { clock, count, exactly, fixed } from "./format.js";
import { targets } from "./store.js";

export function showCompare(state) {
  const { with: a, without: b, phase, startedAt } = state.run;
  const worst = Math.max(a.throttledSeconds, b?.throttledSeconds ?? 0, 1);
  const tiles = [
    ["Throttled", (it) => throttled(it, worst), (it) => it.throttledSeconds],
    ["First throttle", (it) => (it.throttledAt === null ? "never" : [figure(clock(it.throttledAt)), it.throttledDevice && el("small", {}, ` ${it.throttledDevice}`)])],
    ["Slow answers", (it) => share(it.slow, it.requests), (it) => it.slow],
    ["Failed requests", (it) => share(it.failed, it.requests), (it) => it.failed],
    a.podsKilled + (b?.podsKilled ?? 0) > 0 && ["Pods killed", (it) => figure(count(it.podsKilled)), (it) => it.podsKilled],
    ["Requests", (it) => figure(count(it.requests))],
    ["By the real model", (it) => share(it.throughRealModel, it.requests)],
  ].filter(Boolean);
  replace(byId("compare-source"), sourceChip(source(state)));
  replace(byId("compare"),
    el("div", { class: "tiles" }, ...tiles.map(([name, shown, cost]) => el("div", { class: "tile" },
      el("h3", {}, name),
      el("dl", {},
        el("dt", {}, "with"), el("dd", { class: better(cost, a, b) }, shown(a)),
        el("dt", {}, "without"), el("dd", { class: b ? null : "missing" }, b ? shown(b) : "not known yet"))))),
    el("details", { "data-key": "compare" },
      el("summary", {}, `${phase === "FINISHED" ? "Final figures" : "So far"}, since ${clock(startedAt)} of demo time. What is compared`),
      el("p", { class: "small" }, b ? "“Without” is a run of the same seed, with the same traffic and the same fault, computed on a virtual clock with device twins; nobody acts in it. Its requests last as long as the twins say; live ones take this machine's time as well, so that slow and failed ones compare less well than throttling. " : "The run without Sidestep has not been made yet. ",
        "Slow: answered later than promised. Failed: no answer. Requests that the real model does not answer last as long as the device twin says and have no answer.")));
}

/** Both runs share one label: measured only where every device is, and no run with twins stands beside them. */
function source(state) {
  const devices = targets(state, "DEVICE");
  return !state.run.without && devices.length > 0 && devices.every((it) => it.source === "MEASURED") ? "MEASURED" : "SIMULATED";
}

/** Green only where the run with Sidestep really cost less. */
function better(cost, a, b) {
  return cost && b && cost(a) < cost(b) ? "good-text" : cost && b && cost(a) > cost(b) ? "bad-text" : null;
}

function throttled(it, worst) {
  return [figure(exactly(it.throttledSeconds)), el("meter", { min: 0, max: worst, value: it.throttledSeconds, "aria-hidden": "true" })];
}

function share(part, whole) {
  if (whole === 0) return figure(count(part));
  const percent = (part / whole) * 100;
  return [figure(count(part)), el("small", {}, ` ${part === 0 ? "0" : percent < 0.1 ? "<0.1" : fixed(percent, 1)} %`)];
}

/** A line breaks before or after a figure, never inside. */
function figure(words) {
  return el("span", { class: "figure" }, words);
}
