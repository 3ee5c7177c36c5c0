// The run beside the same seed without the remediator.
import { byId, el, replace } from "./dom.js";
import { clock, count, exactly, fixed } from "./format.js";

export function showCompare(state) {
  const { with: a, without: b, phase, startedAt } = state.run;
  const worst = Math.max(a.throttledSeconds, b?.throttledSeconds ?? 0, 1);
  const rows = [
    ["throttled", (it) => throttled(it, worst)],
    ["first throttle", (it) => (it.throttledAt === null ? "never" : `${clock(it.throttledAt)}${it.throttledDevice ? `, ${it.throttledDevice}` : ""}`)],
    ["requests", (it) => count(it.requests)],
    ["slow", (it) => share(it.slow, it.requests), "answered later than promised"],
    ["failed", (it) => share(it.failed, it.requests), "no answer"],
    ["through the real model", (it) => share(it.throughRealModel, it.requests), "the others last as long as the twin says, and have no answer"],
    a.podsKilled + (b?.podsKilled ?? 0) > 0 && ["pods killed", (it) => count(it.podsKilled), "at their memory limit"],
  ].filter(Boolean);
  replace(byId("compare"),
    el("div", { class: "card" }, el("table", { class: "versus" },
      el("thead", {}, el("tr", {}, el("td", {}), el("th", { scope: "col" }, "with Sidestep", el("small", {}, phase === "FINISHED" ? " final" : " so far")), el("th", { scope: "col" }, "without", el("small", {}, b ? ` same seed${phase === "FINISHED" ? "" : ""}` : "")))),
      el("tbody", {}, ...rows.map(([name, value, means]) => el("tr", {},
        el("th", { scope: "row" }, name, means ? el("small", {}, means) : null),
        el("td", {}, value(a)),
        el("td", { class: b ? null : "missing" }, b ? value(b) : "not known yet"))))),
    el("p", { class: "small" }, `Since ${clock(startedAt)} of demo time. `, b ? "The run without Sidestep has the same seed, the same traffic and the same fault; only nobody acts." : "The run without Sidestep has not been made yet.")));
}

function throttled(it, worst) {
  return [el("span", { class: "amount" }, exactly(it.throttledSeconds)), el("meter", { min: 0, max: worst, value: it.throttledSeconds, "aria-hidden": "true" })];
}

function share(part, whole) {
  if (whole === 0) return count(part);
  const percent = (part / whole) * 100;
  return [count(part), el("small", {}, ` ${part === 0 ? "0" : percent < 0.1 ? "<0.1" : fixed(percent, 1)} %`)];
}
