// Figures as a person reads them. What is not known is never shown as a zero.

const SIGNALS = {
  DEVICE_TEMPERATURE: "temperature",
  DEVICE_TEMPERATURE_LIMIT: "slowdown limit",
  THERMAL_MARGIN: "margin",
  DEVICE_POWER: "power",
  DEVICE_UTILIZATION: "load",
  DEVICE_CLOCK_RATIO: "clock",
  DEVICE_THERMAL_THROTTLING: "throttled share",
  DEVICE_POWER_LIMIT_RATIO: "power limit",
  POD_MEMORY: "memory",
  POD_MEMORY_LIMIT: "memory limit",
  REQUEST_RATE: "requests",
  REQUEST_DURATION_P99: "p99",
  REQUESTS_WAITING: "waiting",
  REQUESTS_FAILED_RATE: "failing",
};

export const signalName = (signal) => SIGNALS[signal] ?? signal.toLowerCase().replaceAll("_", " ");

export const MISSING = "missing";

/** A value with its unit; shares as percent, bytes as MiB. */
export function quantity(value, unit) {
  if (value === null || value === undefined) return MISSING;
  switch (unit) {
    case "K": return `${fixed(value, 1)} K`;
    case "Cel": return `${fixed(value, 1)} °C`;
    case "By": return bytes(value);
    case "W": return `${fixed(value, value < 10 ? 1 : 0)} W`;
    case "s": return value < 1 ? `${fixed(value * 1000, 0)} ms` : `${fixed(value, 2)} s`;
    case "1/s": return `${fixed(value, 1)} /s`;
    default: return fixed(value, 1);
  }
}

const SHARES = new Set(["DEVICE_UTILIZATION", "DEVICE_CLOCK_RATIO", "DEVICE_THERMAL_THROTTLING", "DEVICE_POWER_LIMIT_RATIO"]);

export function reading(signal, value, unit) {
  if (value === null || value === undefined) return MISSING;
  if (SHARES.has(signal)) return `${fixed(value * 100, 0)} %`;
  if (signal === "REQUESTS_WAITING") return fixed(value, 0);
  return quantity(value, unit);
}

export function fixed(value, digits) {
  return value.toFixed(digits).replace(/^-(0(\.0*)?)$/, "$1").replace("-", "−");
}

function bytes(value) {
  const mib = value / 1048576;
  return mib >= 1024 ? `${fixed(mib / 1024, 1)} GiB` : `${fixed(mib, 0)} MiB`;
}

/** Thousands are set apart by a narrow space at which no line breaks. */
export const count = (value) => value.toLocaleString("en-GB").replaceAll(",", "\u202f");

/** A duration in seconds that is only roughly known. */
export function about(seconds) {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${fixed(minutes / 60, 1)} h`;
}

/** What the server says of time, in seconds: the length of a tick, and how far ahead anybody looks. */
let timing = { tick: NaN, reach: NaN };
export const setTiming = (said) => { timing = said; };
export const tick = () => timing.tick;
/** A time to an event that is this long means then, later or never. */
export const reach = () => timing.reach;

/** The time to an event in seconds. */
export const time = (eta) => (eta >= reach() ? `${about(reach())} or later` : about(eta));

/** From P10 to P90 of that time; null where they read the same, which is no band. */
export function band(eta) {
  if (about(eta.p10) === about(eta.p90)) return null;
  return eta.p90 >= reach() ? `${range(eta.p10, reach())} or later` : range(eta.p10, eta.p90);
}

/** From one such duration to another; in one unit where the shorter one is not too short for it. */
function range(from, to) {
  if (from >= 45 && from < 90 && to >= 90) return `${Math.round(from / 60)}–${about(to)}`;
  const first = about(from), last = about(to), unit = last.slice(last.indexOf(" "));
  return first.endsWith(unit) ? `${first.slice(0, -unit.length)}–${last}` : `${first} – ${last}`;
}

export function exactly(seconds) {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Demo time is told in UTC, as the reports do; the bar at the top says so. */
export const clock = (millis) => new Date(millis).toISOString().slice(11, 19);
export const shortClock = (millis) => new Date(millis).toISOString().slice(11, 16);

export const sentence = (words) => words[0].toUpperCase() + words.slice(1);
export const percent = (share) => `${Math.round(share * 100)} %`;
export const lower = (name) => name.toLowerCase().replaceAll("_", " ");
export const shortName = (key) => key.slice(key.lastIndexOf("/") + 1);
