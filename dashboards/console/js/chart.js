// One target's line: what was, what is expected, where the limit is.
import * as echarts from "/vendor/echarts.js";
import { about, fixed, quantity, reach, shortClock, time } from "./format.js";

const BACK = 20 * 60_000;
const LEAST = 5 * 60_000;
/** Labels every five minutes, the step below this: of a short span the axis would label every second one, too near for a small card. */
const LABELS_APART = 6 * 60_000;
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

/** A chart in an element; draw() shows a target, theme() takes the page's colours again. */
export function makeChart(node) {
  const chart = echarts.init(node, null, { renderer: "canvas" });
  let last = null;
  new ResizeObserver(() => chart.resize()).observe(node);
  return {
    draw(target, warning, now, startedAt, again = false) {
      const fresh = [target, warning, now, startedAt];
      if (!again && last && fresh.every((it, i) => it === last[i])) return;
      last = fresh;
      chart.setOption(option(target, warning, now, startedAt, colours(node)), { notMerge: true, lazyUpdate: true });
    },
    theme() {
      if (last) this.draw(...last, true);
    },
    dispose: () => chart.dispose(),
  };
}

function colours(node) {
  const style = getComputedStyle(node);
  const of = (name) => style.getPropertyValue(name).trim();
  return { line: of("--line"), fan: of("--fan"), limit: of("--bad"), limitArea: of("--bad-soft"), eta: of("--eta"), etaLine: of("--alert"), without: of("--without"), text: of("--muted"), grid: of("--rule"), ink: of("--ink"), card: of("--card") };
}

function option(target, warning, now, startedAt, colour) {
  const memory = target.signal === "POD_MEMORY";
  const scale = memory ? 1 / 1048576 : 1;
  const from = Math.min(Math.max(startedAt, now - BACK), now - LEAST), to = now + reach() * 1000;
  const points = (line) => line.filter((it) => it.tick >= from).map((it) => [it.tick, it.value === null ? null : it.value * scale]);
  const history = points(target.history);
  const without = points(target.without);
  const fan = fanOf(target, history, scale);
  const limit = target.limit === null ? null : target.limit * scale;
  const [min, max, interval, splitNumber] = bounds(memory, limit, [...history, ...without], fan);
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: colour.text },
    grid: { left: 8, right: 10, top: 18, bottom: 4, containLabel: true },
    xAxis: {
      type: "time", min: from, max: to, splitNumber: 4, minInterval: LABELS_APART,
      axisLine: { lineStyle: { color: colour.grid } }, axisTick: { lineStyle: { color: colour.grid } },
      axisLabel: { color: colour.text, fontSize: 11, hideOverlap: true, formatter: (at) => shortClock(at) },
    },
    yAxis: {
      type: "value", min, max, interval, splitNumber,
      axisLabel: { color: colour.text, fontSize: 11, formatter: (value) => `${fixed(value, 0)} ${memory ? "MiB" : "K"}` },
      splitLine: { lineStyle: { color: colour.grid, opacity: 0.6 } },
    },
    series: [
      { ...limitSeries(memory, limit, min, max, colour) },
      fan && polygon(fan.band, colour.fan, 1),
      fan && line("expected (P50)", fan.middle, colour.line, { type: [4, 4], width: 1.5 }, 3),
      without.length > 0 && line("without Sidestep", without, colour.without, { type: [3, 3], width: 2.5 }, 2),
      { ...line(memory ? "memory" : "margin", history, colour.line, { width: 2.5 }, 4), ...marks(warning, now, (now - from) / (to - from), colour), ...carried(target) },
    ].filter(Boolean),
    graphic: label(target, colour),
  };
}

/** The label goes into the picture, so that it survives being cut out. */
function label(target, colour) {
  if (!target.source || target.source === "MEASURED") return [];
  return [{ type: "text", left: 46, top: 2, silent: true, style: { text: target.source.toLowerCase(), fill: colour.text, font: `italic 11px ${FONT}` } }];
}

function line(name, data, color, lineStyle, z) {
  return { name, type: "line", data, z, showSymbol: false, connectNulls: false, silent: true, lineStyle: { ...lineStyle, color }, itemStyle: { color } };
}

/** A carried-forward value is a hollow dot: it is the last known one, not a new one. */
function carried(target) {
  const ticks = new Set(target.history.filter((it) => it.state === "CARRIED").map((it) => it.tick));
  return ticks.size === 0 ? {} : { showSymbol: true, showAllSymbol: true, symbol: "emptyCircle", symbolSize: (value) => (ticks.has(value[0]) ? 5 : 0) };
}

function limitSeries(memory, limit, min, max, colour) {
  const series = { type: "line", data: [], silent: true, z: 0 };
  if (limit === null) return series;
  return {
    ...series,
    markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colour.limit, width: 1.5, type: "solid" }, data: [{ yAxis: limit }] },
    markArea: { silent: true, itemStyle: { color: colour.limitArea }, data: [[{ yAxis: memory ? limit : min }, { yAxis: memory ? max : limit }]] },
  };
}

function marks(warning, now, place, colour) {
  // early in a run the source's label stands to the left of the line
  const right = place < 0.35 && !warning;
  const data = [{ xAxis: now, lineStyle: { color: colour.text, type: "solid", width: 1, opacity: 0.5 }, label: { formatter: right ? " now" : "now ", align: right ? "left" : "right", color: colour.text, position: "end", distance: 2, fontSize: 11 } }];
  const result = { markLine: { silent: true, symbol: "none", data } };
  if (warning) {
    const at = (seconds) => warning.issuedAt + seconds * 1000;
    const last = now + reach() * 1000;
    const late = Math.min(at(warning.eta.p90), last);
    data.push({ xAxis: Math.min(at(warning.eta.p50), last), lineStyle: { color: colour.etaLine, type: "dashed", width: 1.5 }, label: { formatter: ` in ${time(warning.eta.p50)}`, align: "left", color: colour.etaLine, fontWeight: "bold", position: "end", distance: 2, fontSize: 11 } });
    result.markArea = { silent: true, itemStyle: { color: colour.eta }, data: [[{ xAxis: at(warning.eta.p10) }, { xAxis: late }]] };
  }
  return result;
}

/** The fan starts at the value that the forecast was made on. */
function fanOf(target, history, scale) {
  if (!target.forecast) return null;
  const { issuedAt, horizons } = target.forecast;
  const start = history.find(([tick, value]) => tick === issuedAt && value !== null);
  const at = (it) => issuedAt + it.horizon * 1000;
  const lower = horizons.map((it) => [at(it), it.p10 * scale]);
  const upper = horizons.map((it) => [at(it), it.p90 * scale]);
  const root = start ? [start] : [];
  return {
    band: [...root, ...upper, ...lower.reverse()],
    middle: [...root, ...horizons.map((it) => [at(it), it.p50 * scale])],
  };
}

function polygon(corners, color, z) {
  return {
    name: "forecast P10–P90", type: "custom", silent: true, z, clip: true, data: [corners[0]],
    renderItem: (params, api) => ({
      type: "polygon",
      shape: { points: corners.map((corner) => api.coord(corner)) },
      style: { fill: color },
    }),
  };
}

function bounds(memory, limit, lines, fan) {
  const values = [...lines, ...(fan?.band ?? [])].map(([, value]) => value).filter((value) => value !== null);
  if (limit !== null) values.push(limit);
  if (values.length === 0) return memory ? [0, 128, 32] : [-10, 30, 10];
  const low = Math.min(...values), high = Math.max(...values), room = Math.max((high - low) * 0.12, memory ? 8 : 3);
  const interval = (memory ? [16, 32, 64, 128, 256, 512, 1024, 4096] : [2, 5, 10, 20, 50]).find((it) => (high - low + 2 * room) / it <= 5) ?? 100;
  // little of what lies below the limit is worth drawing; a half step there wants the axis to find its own ticks
  const half = !memory && interval >= 10 && low - room / 2 > -interval / 2;
  const down = memory ? 0 : half ? -interval / 2 : Math.floor((low - room / 2) / interval) * interval;
  const up = Math.ceil((high + room) / interval) * interval;
  return half ? [down, up, undefined, Math.round((up - down) / interval)] : [down, up, interval];
}

/** The same in words, for those who cannot see the picture. */
export function inWords(target, warning) {
  const parts = [`${target.name}: ${target.signal === "POD_MEMORY" ? "memory" : "margin"} ${quantity(target.history.at(-1)?.value, target.unit)} now`];
  for (const it of target.forecast?.horizons ?? []) parts.push(`in ${about(it.horizon)} expected ${quantity(it.p50, target.unit)}, ${quantity(it.p10, target.unit)} to ${quantity(it.p90, target.unit)}`);
  if (warning) parts.push(`a failure is foreseen in ${time(warning.eta.p50)}`);
  if (target.source) parts.push(target.source.toLowerCase());
  return parts.join("; ");
}
