// Warnings, what they rest on, what became of them; and the record of earlier ones.
import { byId, el, replace } from "./dom.js";
import { sourceChip } from "./devices.js";
import { about, band, clock, count, exactly, lower, percent, reach, sentence, tick, time } from "./format.js";
import { moves, warnings } from "./store.js";

const EVENT = { THERMAL_THROTTLE: "throttle for heat", MEMORY_EXHAUSTION: "run out of memory" };
const DOES = { THERMAL_THROTTLE: "throttles now", MEMORY_EXHAUSTION: "runs out of memory now" };
const DID = { THERMAL_THROTTLE: "throttled", MEMORY_EXHAUSTION: "ran out of memory" };
const VERDICTS = { HIT: "hit", AVERTED: "averted", FALSE: "false", MISSED: "missed", EXPIRED: "expired" };
const REMEDY = { MOVE_TO_OTHER_DEVICE_CLASS: "move the model to another device class", REPLACE_POD: "replace the pod" };

export function showWarnings(state) {
  const all = warnings(state);
  replace(byId("warnings"), ...(all.length === 0 ? [el("p", { class: "empty" }, "None so far.")] : all.map((it) => card(it, state))));
  replace(byId("score"), all.length === 0 ? null : scoreLine(state.score));
}

function card({ warning, targetName, firstEta, decision }, state) {
  const open = warning.verdict === null;
  const word = open ? "open" : VERDICTS[warning.verdict.result];
  const missed = word === "missed", here = open && warning.eta.p90 === 0 && warning.probability === 1;
  return el("article", { class: "card warning", "data-state": open ? "alert" : word, "data-warning": warning.id },
    el("div", { class: "card-head" },
      el("h3", {}, missed ? notWarnedOf({ warning, targetName }) : here ? `${targetName} ${DOES[warning.kind]}` : `${targetName} ${open ? "will" : "was expected to"} ${EVENT[warning.kind]}`),
      el("span", { class: `chip verdict ${open ? "alert" : word}` }, word)),
    missed || here ? null : chance(warning, open),
    missed ? null : el("p", { class: "small" }, `raised ${clock(warning.raisedAt)}`, firstEta ? `; ETA then ${etaInWords(firstEta)}` : "", open ? `; stands until ${clock(warning.expiresAt)}` : ""),
    open || missed ? null : verdict(warning),
    decision || open ? decided(decision, moves(state)) : null,
    warning.evidence.length === 0 ? null : evidence(warning));
}

/** The record of an event that nobody foresaw is no forecast: its raising is when the event was seen. */
export function notWarnedOf({ warning, targetName }) {
  return `${targetName} was not warned of: ${DID[warning.kind]} at ${clock(warning.raisedAt)}`;
}

/** The probability is that of the time in reach, and an ETA at their end means then, later or never. */
function chance(warning, open) {
  const { eta } = warning, between = band(eta);
  const when = eta.p50 >= reach() ? [` within ${about(reach())}, else later or never`] : eta.p50 === 0 ? [" sure, ", el("strong", {}, "now")] : [" sure, in about ", el("strong", {}, time(eta.p50))];
  return el("p", { class: "chance" }, el("strong", {}, percent(warning.probability)),
    ...(open ? [...when, between && el("span", { class: "band" }, ` (${between}, P10–P90)`)] : [" sure at its last issue"]));
}

function etaInWords(eta) {
  const between = band(eta);
  return (eta.p50 === 0 ? "now" : time(eta.p50)) + (between ? ` (${between})` : "");
}

/** The reason says by itself what came; the chip beside the name says the verdict. */
function verdict({ verdict: it }) {
  return el("p", { class: "judged" }, it.result === "EXPIRED" ? `Too little data to judge: ${it.reason}` : sentence(it.reason));
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
    el("summary", {}, `Evidence (${warning.evidence.length}) at its last issue, ${clock(warning.issuedAt)}`),
    el("ul", { class: "evidence" }, ...warning.evidence.map((it) => el("li", {}, it.says, " ", sourceChip(it.source)))),
    warning.verdict === null ? el("p", { class: "small" }, `Proposed: ${REMEDY[warning.remedy]}.`) : null);
}

function scoreLine(score) {
  const judged = score.hit + score.averted + score.falseAlarms + score.missed + score.expired;
  if (judged === 0) return el("p", { class: "small" }, "No warning has been judged yet.");
  const right = score.hit + score.averted, called = right + score.falseAlarms;
  const part = (n, word, cls) => el("span", { class: `chip ${cls}` }, `${count(n)} ${word}`);
  const seen = score.medianTimeToEvent;
  return el("div", { class: "score" },
    el("div", { class: "chips" }, part(score.averted, "averted", "averted"), part(score.hit, "hit", "hit"), part(score.falseAlarms, "false", "false"), part(score.missed, "missed", "missed"), score.expired > 0 ? part(score.expired, "expired", "expired") : null),
    el("p", { class: "small" }, called === 0 ? "No warning came in time to be right or wrong" : `${right} of ${called} judged warnings were right`, seen === null ? "." : `; the events of the hits were seen ${exactly(seen)} after the raising (median, to a tick of ${tick()} s).`));
}
