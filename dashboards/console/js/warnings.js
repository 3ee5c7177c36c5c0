// Warnings, what they rest on, what became of them; and the record of earlier ones.
import { byId, el, replace } from "./dom.js";
import { sourceChip } from "./devices.js";
import { about, band, clock, count, exactly, lower, percent, REACH, time } from "./format.js";
import { moves, warnings } from "./store.js";

const WILL = { THERMAL_THROTTLE: "will throttle for heat", MEMORY_EXHAUSTION: "will run out of memory" };
const VERDICT = {
  HIT: ["hit", "it came as announced"],
  AVERTED: ["averted", "the model was moved away and it did not come"],
  FALSE: ["false", "it did not come"],
  MISSED: ["missed", "it came and no warning stood"],
  EXPIRED: ["expired", "there was too little data to judge"],
};
const REMEDY = { MOVE_TO_OTHER_DEVICE_CLASS: "move the model to another device class", REPLACE_POD: "replace the pod" };

export function showWarnings(state) {
  const all = warnings(state);
  replace(byId("warnings"), ...(all.length === 0 ? [el("p", { class: "empty" }, "None so far.")] : all.map((it) => card(it, state))));
  replace(byId("score"), all.length === 0 ? null : scoreLine(state.score));
}

function card({ warning, targetName, firstEta, decision }, state) {
  const open = warning.verdict === null;
  const [word, means] = open ? ["open", ""] : VERDICT[warning.verdict.result];
  return el("article", { class: "card warning", "data-state": open ? "alert" : word, "data-warning": warning.id },
    el("div", { class: "card-head" },
      el("h3", {}, `${targetName} ${WILL[warning.kind]}`),
      el("span", { class: `chip verdict ${open ? "alert" : word}` }, word)),
    warning.verdict?.result === "MISSED" ? null : chance(warning, open),
    el("p", { class: "small" }, `raised ${clock(warning.raisedAt)}`, firstEta ? `; ETA then ${etaInWords(firstEta)}` : "", open ? `; stands until ${clock(warning.expiresAt)}` : ""),
    open ? null : verdict(warning.verdict, means),
    decided(decision, moves(state)),
    warning.evidence.length === 0 ? null : evidence(warning));
}

/** The probability is that of the next 15 minutes, and an ETA at their end means then, later or never. */
function chance(warning, open) {
  const { eta } = warning, between = band(eta);
  const when = eta.p50 >= REACH ? [` within ${about(REACH)}, else later or never`] : eta.p50 === 0 ? [" sure, ", el("strong", {}, "now")] : [" sure, in about ", el("strong", {}, time(eta.p50))];
  return el("p", { class: "chance" }, el("strong", {}, percent(warning.probability)),
    ...(open ? [...when, between && el("span", { class: "band" }, ` (${between}, P10–P90)`)] : [" sure at its last issue"]));
}

function etaInWords(eta) {
  const between = band(eta);
  return (eta.p50 === 0 ? "now" : time(eta.p50)) + (between ? ` (${between})` : "");
}

function verdict(it, means) {
  return el("p", { class: "judged" }, `${means[0].toUpperCase()}${means.slice(1)}`, it.lead === null ? "" : `, ${exactly(it.lead)} after the warning was raised`, `: ${it.reason}`);
}

const DECIDED = {
  DECLINED: "Nothing is moved", INTENDED: "Move begins", RUNNING: "Being moved", UNDOING: "Move is being undone",
  SUCCEEDED: "Moved", UNDONE: "Move undone", FAILED: "Move failed",
};

function decided(decision, moves) {
  if (!decision) return el("p", { class: "decision" }, "No decision yet.");
  const move = moves.find((it) => it.planId === decision.planId);
  const what = !move ? "" : move.kind === "REPLACE" ? `a pod of ${move.model}, ` : `${move.model} from ${move.fromDevice} to ${move.toDevice}, `;
  const bad = ["UNDOING", "UNDONE", "FAILED"].includes(decision.status);
  return el("div", { class: bad ? "decision bad-text" : "decision" }, el("strong", {}, DECIDED[decision.status]), ` (${lower(decision.mode)} mode): ${what}${decision.reason}`,
    decision.refused.length === 0 ? null : el("ul", { class: "evidence" }, ...decision.refused.map((it) => el("li", {}, it))));
}

function evidence(warning) {
  return el("details", { "data-key": warning.id + (warning.verdict === null ? "" : "/judged"), open: warning.verdict === null },
    el("summary", {}, `Evidence (${warning.evidence.length})`),
    el("ul", { class: "evidence" }, ...warning.evidence.map((it) => el("li", {}, it.says, " ", sourceChip(it.source)))),
    el("p", { class: "small" }, `Proposed: ${REMEDY[warning.remedy]}.`));
}

function scoreLine(score) {
  const judged = score.hit + score.averted + score.falseAlarms + score.missed + score.expired;
  if (judged === 0) return el("p", { class: "small" }, "No warning has been judged yet.");
  const right = score.hit + score.averted, called = right + score.falseAlarms;
  const part = (n, word, cls) => el("span", { class: `chip ${cls}` }, `${count(n)} ${word}`);
  return el("div", { class: "score" },
    el("div", { class: "chips" }, part(score.averted, "averted", "averted"), part(score.hit, "hit", "hit"), part(score.falseAlarms, "false", "false"), part(score.missed, "missed", "missed"), score.expired > 0 ? part(score.expired, "expired", "expired") : null),
    el("p", { class: "small" }, called === 0 ? "No warning came in time to be right or wrong" : `${right} of ${called} judged warnings were right`, score.medianTimeToEvent === null ? "." : `; the hits came ${exactly(score.medianTimeToEvent)} after they were raised (median).`));
}
