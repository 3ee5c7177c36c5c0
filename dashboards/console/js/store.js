// What the page knows: the last snapshot with all changes since.

export function emptyState() {
  return { revision: 0, run: null, headline: null, present: [], targets: new Map(), warnings: new Map(), moves: new Map(), placement: [], score: null, notices: [] };
}

const KEPT = { points: 480, warnings: 50, moves: 20, notices: 50 };

/** Applies a view of the server; a complete one replaces all. */
export function apply(state, view) {
  const next = view.complete ? emptyState() : state;
  next.revision = view.revision;
  next.run = view.run;
  next.headline = view.headline;
  next.present = view.present;
  next.placement = view.placement;
  next.score = view.score;
  for (const fresh of view.targets) {
    const known = next.targets.get(fresh.key);
    next.targets.set(fresh.key, {
      ...fresh,
      history: merge(known?.history, fresh.history),
      without: merge(known?.without, fresh.without),
    });
  }
  for (const key of next.targets.keys()) if (!view.present.includes(key)) next.targets.delete(key);
  for (const it of view.warnings) next.warnings.set(it.warning.id, it);
  for (const it of view.moves) next.moves.set(it.planId, it);
  trim(next.warnings, KEPT.warnings, (it) => it.warning.raisedAt);
  trim(next.moves, KEPT.moves, (it) => it.startedAt);
  next.notices = [...next.notices, ...view.notices].slice(-KEPT.notices);
  return next;
}

export const targets = (state, kind) => state.present.map((key) => state.targets.get(key)).filter((it) => it && it.kind === kind);
export const warnings = (state) => [...state.warnings.values()].sort((a, b) => b.warning.raisedAt - a.warning.raisedAt);
export const moves = (state) => [...state.moves.values()].sort((a, b) => b.startedAt - a.startedAt);

/** Points by tick; a later word on a tick replaces the earlier. */
function merge(known = [], fresh) {
  if (fresh.length === 0) return known;
  const byTick = new Map(known.map((point) => [point.tick, point]));
  for (const point of fresh) byTick.set(point.tick, point);
  return [...byTick.values()].sort((a, b) => a.tick - b.tick).slice(-KEPT.points);
}

function trim(map, size, age) {
  while (map.size > size) {
    const [oldest] = [...map.entries()].reduce((a, b) => (age(a[1]) <= age(b[1]) ? a : b));
    map.delete(oldest);
  }
}
