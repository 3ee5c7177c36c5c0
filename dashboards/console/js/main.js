import { byId, el, replace, text } from "./dom.js";
import { clock, fixed, setTiming } from "./format.js";
import { apply, emptyState, moves, warnings } from "./store.js";
import { follow } from "./stream.js";
import { retheme, showDevices, showPods } from "./devices.js";
import { notWarnedOf, showWarnings } from "./warnings.js";
import { showMoves } from "./moves.js";
import { showCompare } from "./compare.js";

let state = emptyState();
let heardAt = 0;
let drawing = false;
let link = "connecting";
const announced = new Map();

follow(
  (view) => {
    const first = state.revision === 0;
    state = apply(state, view);
    setTiming(view.timing);
    heardAt = performance.now();
    announce(first || view.complete);
    if (!drawing) {
      drawing = true;
      requestAnimationFrame(() => {
        drawing = false;
        show();
      });
    }
  },
  (now, lastWord) => {
    link = now;
    showLink(now, lastWord);
  },
);
setInterval(() => state.run && showRun(), 1_000);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => requestAnimationFrame(retheme));

function show() {
  showHeadline();
  showRun();
  showBehind();
  showMoves(state);
  showWarnings(state);
  showDevices(state, newestTick());
  showPods(state);
  showCompare(state);
  document.body.dataset.revision = state.revision;
  byId("notices-section").hidden = state.notices.length === 0;
  replace(byId("notices"), ...[...state.notices].reverse().map((it) => el("li", { class: it.level.toLowerCase() }, el("time", {}, clock(it.at)), ` ${it.text}`)));
}

const MOODS = { WAITING: "waiting", CALM: "calm", ALERT: "alert", ACTING: "acting", BAD: "trouble", DONE: "finished" };

function showHeadline() {
  byId("headline").dataset.mood = state.headline.mood.toLowerCase();
  text(byId("mood"), MOODS[state.headline.mood]);
  text(byId("sentence"), state.headline.text);
  document.title = `${state.headline.mood === "CALM" ? "" : `${MOODS[state.headline.mood]}: `}Sidestep`;
}

function showRun() {
  const run = state.run;
  const running = run.phase === "RUNNING" && link === "live";
  const now = running ? run.now + Math.min(performance.now() - heardAt, 5_000) * run.speed : run.now;
  const pair = (name, value, id) => el("div", {}, el("dt", {}, name), el("dd", { id }, value));
  replace(byId("run"),
    pair("scenario", run.scenario), pair("seed", String(run.seed)),
    pair("demo time", `${clock(now)} UTC`, "demo-time"),
    pair("speed", run.speed === 1 ? "real time" : `${fixed(run.speed, run.speed % 1 ? 1 : 0)}× real time`),
    pair("mode", run.mode.toLowerCase()),
    pair("phase", run.phase.toLowerCase()));
}

/** Demo time does not wait for a machine that is too slow for it. */
function showBehind() {
  const { behind, speed } = state.run, node = byId("behind");
  node.hidden = behind === null;
  if (behind !== null) text(node, `This machine does not keep up with ${speed === 1 ? "real time" : `--speed ${fixed(speed, speed % 1 ? 1 : 0)}`}: what is shown is ${fixed(behind, 0)} s of demo time old, and warnings and moves come late.`);
}

function showLink(now, lastWord) {
  const node = byId("link");
  node.dataset.state = now;
  text(node, now === "live" ? "live" : now === "connecting" ? "connecting…" : "not connected");
  const stale = byId("stale");
  stale.hidden = now !== "stale";
  if (now === "stale") {
    const since = new Date(lastWord).toLocaleTimeString("en-GB");
    text(stale, state.run?.phase === "FINISHED"
      ? `The run is finished and the console has stopped; these are the final figures, received until ${since} (your clock).`
      : `The console has stopped answering. Everything below is as of ${since} (your clock); trying again every 2 s.`);
  }
  document.body.classList.toggle("is-stale", now === "stale");
}

/** Charts end at the newest tick, so that they move once a tick and not with each byte. */
function newestTick() {
  let newest = 0;
  for (const target of state.targets.values()) newest = Math.max(newest, target.tick);
  return newest;
}

/** Says new warnings and turns of moves to those who listen; silent about what stood already at the start. */
function announce(quietly) {
  const say = (id, words) => {
    if (announced.get(id) === words) return;
    announced.set(id, words);
    if (quietly) return;
    const log = byId("announcer");
    log.append(el("p", {}, words));
    while (log.children.length > 5) log.firstChild.remove();
  };
  for (const { warning, targetName } of warnings(state)) {
    say(warning.id, warning.verdict === null
      ? `New warning: ${targetName}, ${warning.kind === "MEMORY_EXHAUSTION" ? "memory" : "heat"}`
      : warning.verdict.result === "MISSED" ? notWarnedOf({ warning, targetName })
      : `Warning on ${targetName} judged: ${warning.verdict.result.toLowerCase()}`);
  }
  for (const move of moves(state)) say(move.planId, `Move of ${move.model} to ${move.toDevice}: ${move.status.toLowerCase()}`);
}
