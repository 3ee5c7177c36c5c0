// A move as it happens: planned steps, done steps with their times, and what was taken back.
import { byId, el, replace } from "./dom.js";
import { clock, exactly, fixed, lower, percent } from "./format.js";
import { moves } from "./store.js";

const STATUS = { INTENDED: ["begins", "acting"], RUNNING: ["under way", "acting"], UNDOING: ["being undone", "bad"], SUCCEEDED: ["done", "good"], UNDONE: ["undone", "bad"], FAILED: ["failed", "bad"], DECLINED: ["declined", ""] };

export function showMoves(state) {
  const all = moves(state);
  byId("moves-section").hidden = all.length === 0;
  replace(byId("moves"), ...all.map(card));
}

function card(move) {
  const [word, mood] = STATUS[move.status];
  const going = ["INTENDED", "RUNNING", "UNDOING"].includes(move.status);
  const title = move.kind === "REPLACE" ? `Replace a pod of ${move.model}` : `${move.model}: ${move.fromDevice} → ${move.toDevice}`;
  return el("article", { class: "card move", "data-state": mood, "data-plan": move.planId },
    el("div", { class: "card-head" }, el("h3", {}, title), el("span", { class: `chip ${mood}` }, word)),
    el("p", { class: "small" }, `began ${clock(move.startedAt)}`, going ? "" : `, ${word} ${clock(move.at)} after ${exactly((move.at - move.startedAt) / 1000)}`, move.expectedMargin === null ? "" : `; ${move.toDevice} is expected to keep at least ${fixed(move.expectedMargin, 1)} K`),
    steps(move, going),
    move.parity ? el("p", { class: move.parity.equal === move.parity.checked ? "parity good-text" : "parity bad-text" }, `Answers compared on golden inputs: ${move.parity.equal}/${move.parity.checked} equal`) : null,
    mood === "bad" ? el("p", { class: "bad-text" }, move.reason) : null,
    el("details", { "data-key": move.planId }, el("summary", {}, "Why this way"),
      el("p", {}, move.planReason),
      move.rejected.length === 0 ? null : el("ul", { class: "evidence" }, ...move.rejected.map((it) => el("li", {}, el("b", {}, it.option), `: not taken, ${it.reason}`)))));
}

function steps(move, going) {
  const tried = move.steps.map((step) => el("li", { class: step.undo ? "undo" : step.ok ? "ok" : "failed" },
    el("span", { class: "what" }, step.undo ? `take back: ${doing(step.action, move)}` : doing(step.action, move)),
    el("span", { class: "when" }, `${clock(step.startedAt)} · ${exactly((step.finishedAt - step.startedAt) / 1000)}`),
    el("span", { class: "detail" }, step.detail)));
  const waits = going && move.status !== "UNDOING" ? move.planned.slice(move.done) : [];
  const ahead = waits.map((action, i) => el("li", { class: i === 0 ? "current" : "ahead", "aria-current": i === 0 ? "step" : null },
    el("span", { class: "what" }, doing(action, move)), el("span", { class: "when" }, i === 0 ? "now" : "")));
  return el("ol", { class: "steps" }, ...tried, ...ahead);
}

function doing(action, { routeWeight, toDevice }) {
  const on = action.subject;
  switch (action.type) {
    case "SCALE": return action.value === 0 ? `stop ${on}` : `start ${on} (${action.value} replica${action.value === 1 ? "" : "s"})`;
    case "AWAIT_READY": return `${on} ready`;
    case "WARM": return `${on} warm`;
    case "CHECK_PARITY": return "compare answers";
    case "SHIFT_TRAFFIC": return `shift traffic: ${routeWeight > 0 ? percent(action.value / routeWeight) : `weight ${action.value}`} to ${toDevice}`;
    case "DRAIN": return `drain ${on}`;
    default: return `${lower(action.type)} ${on}`;
  }
}
