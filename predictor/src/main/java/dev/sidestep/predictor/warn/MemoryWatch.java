package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Evidence;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.expert.Chance;
import dev.sidestep.predictor.expert.GrowthExpert;
import dev.sidestep.predictor.expert.TrailingWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at one pod for memory that grows into its limit. */
final class MemoryWatch {
  private static final Warning.Kind KIND = Warning.Kind.MEMORY_EXHAUSTION;

  /** A change by more than this share of the limit within a tick is a step, not growth. */
  private static final double STEP = 0.1;

  /** A fall by more than this share of the limit is a collection or a restart. */
  private static final double FALL = 0.05;

  /** More than this many times its limit no pod can use: the reading is wrong. */
  private static final double POSSIBLE = 1.1;

  /** From this share of the limit on a pod that vanishes is taken for killed. */
  private static final double AT_LIMIT = 0.97;

  /** Below this share of the level before, a new one has fallen far. */
  private static final double LARGE_FALL = 0.8;

  /** Below this many times the least ever seen, a level is that of a pod that has just begun. */
  private static final double AS_LITTLE = 1.1;

  /** So long a height from which memory came down by itself is no reason to worry. */
  private static final Duration PEAK_COUNTS = Duration.ofMinutes(30);

  private static final double PEAK_SLACK = 1.02;
  private static final int SILENT_LOOKS = 2;

  private final Target target;
  private final MemorySettings settings;
  private final TrailingWindow levels;
  private Source source = Source.MEASURED;
  private double limit;
  private double level;
  private double growth;
  private double least = Double.MAX_VALUE;
  private double peak;
  private Instant peakAt = Instant.MIN;
  private int silent;
  private Instant silentSince = Instant.MIN;
  private @Nullable GrowthExpert expert;

  MemoryWatch(Target target, MemorySettings settings) {
    this.target = target;
    this.settings = settings;
    levels = new TrailingWindow(settings.window());
  }

  /** Looks at the frame of a tick; null where the tick has none of this pod. */
  Look look(Instant tick, @Nullable Frame frame) {
    Optional<Reading> used =
        Sight.valid(frame, Signal.POD_MEMORY).filter(reading -> plausible(frame, reading));
    if (used.isEmpty() || frame == null) {
      return unseen(tick);
    }
    source = used.get().source();
    boolean away = silent > 0;
    silent = 0;
    boolean restarted = take(tick, used.get().value(), away);
    if (restarted) {
      return Look.killed(target, tick, true, tick);
    }
    return new Look(KIND, target, tick, true, false, chance(), null, ruledOut(tick));
  }

  /** The limit seldom changes, so that a carried one will do; a pod without one has no event. */
  private boolean plausible(@Nullable Frame frame, Reading used) {
    Reading bound = frame == null ? Reading.missing() : frame.reading(Signal.POD_MEMORY_LIMIT);
    if (!bound.present() || bound.value() <= 0 || used.value() > POSSIBLE * bound.value()) {
      return false;
    }
    limit = bound.value();
    return true;
  }

  private Look unseen(Instant tick) {
    if (silent == 0) {
      silentSince = tick;
    }
    silent++;
    boolean gone = silent >= SILENT_LOOKS;
    return gone && atLimit()
        ? Look.killed(target, tick, false, silentSince)
        : Look.blind(KIND, target, tick, gone);
  }

  /** Whether the pod would have passed its limit before it could have been seen again. */
  private boolean atLimit() {
    return limit > 0 && level + Math.max(0, growth) >= AT_LIMIT * limit;
  }

  /**
   * Takes in a level; says whether the pod was killed at its limit and started anew in place.
   *
   * @param away whether nothing was seen of it in the ticks just before
   */
  private boolean take(Instant tick, double now, boolean away) {
    boolean killed = levels.size() > 0 && atLimit() && startedAnew(now, away);
    least = Math.min(least, now);
    double change = levels.size() == 0 ? 0 : now - level;
    if (change < -FALL * limit) {
      peak = killed ? 0 : Math.max(level, standingPeak(tick));
      peakAt = tick;
      levels.clear();
    } else if (change > STEP * limit) {
      levels.clear();
    }
    levels.add(tick, now);
    growth = levels.size() > 1 ? change : 0;
    level = now;
    expert = fit();
    return killed;
  }

  /**
   * Whether a level is one to begin with. A model that has just been loaded may fill more than half
   * of a tight limit; but a collection, too, takes a pod back to what it had at first, though
   * without its being away for a tick.
   */
  private boolean startedAnew(double now, boolean away) {
    return now < level / 2 || (away && now < LARGE_FALL * level && now < AS_LITTLE * least);
  }

  private @Nullable GrowthExpert fit() {
    boolean enough =
        level >= settings.floorShare() * limit
            && levels.size() >= settings.minimumSamples()
            && levels.span().compareTo(settings.minimumSpan()) >= 0;
    return enough ? GrowthExpert.of(levels, limit) : null;
  }

  /** Little memory or too short a record shows no danger, which is more than showing nothing. */
  private Chance chance() {
    return expert == null ? MemoryEvidence.UNKNOWN : expert.chance();
  }

  private @Nullable String ruledOut(Instant tick) {
    return level <= PEAK_SLACK * standingPeak(tick)
        ? "memory has been here before and came down by itself"
        : null;
  }

  private double standingPeak(Instant tick) {
    return tick.isAfter(peakAt) && peakAt.plus(PEAK_COUNTS).isAfter(tick) ? peak : 0;
  }

  /** What the last look rests on. */
  List<Evidence> evidence() {
    return limit == 0 ? List.of() : MemoryEvidence.of(level, limit, levels, expert, source);
  }
}
