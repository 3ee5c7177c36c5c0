package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Verdict.Result;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.warn.PlanLedger.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what became of a standing warning, once that can be said. */
final class Judge {
  private final WarningSettings settings;
  private final PlanLedger plans;

  Judge(WarningSettings settings, PlanLedger plans) {
    this.settings = settings;
    this.plans = plans;
  }

  /** The verdict after a look; null while it is too early. */
  @Nullable Verdict judge(Warning warning, Look look, Streaks streaks) {
    Instant since = streaks.eventSeenAfter(warning.raisedAt());
    if (since != null) {
      boolean removed = look.gone() && plans.drained(warning.id(), look.tick());
      return removed ? averted(look.tick()) : afterEvent(warning, since, look, streaks);
    }
    return withoutEvent(warning, look, streaks);
  }

  /** A miss that is not issued for longer. */
  Verdict missed(Instant tick) {
    return new Verdict(Result.MISSED, tick, null, "the event came and no warning stood");
  }

  private @Nullable Verdict afterEvent(Warning warning, Instant since, Look look, Streaks streaks) {
    Instant tick = look.tick();
    boolean nothingLeftToSave = look.gone();
    boolean waits = streaks.eventGoesOn() && tick.isBefore(since.plus(settings.eventHold()));
    if (waits && !nothingLeftToSave) {
      return null;
    }
    if (!warning.raisedAt().isBefore(since)) {
      return missed(tick);
    }
    Duration lead = Duration.between(warning.raisedAt(), since);
    return new Verdict(
        Result.HIT,
        tick,
        lead,
        String.format(Locale.ROOT, "the event was seen %d s after the warning", lead.toSeconds()));
  }

  private @Nullable Verdict withoutEvent(Warning warning, Look look, Streaks streaks) {
    Instant tick = look.tick();
    Standing standing = plans.standing(warning.id(), tick);
    if (look.gone() && standing == Standing.DONE) {
      return averted(tick);
    }
    boolean longest = !tick.isBefore(warning.raisedAt().plus(settings.longestStanding()));
    if (standing == Standing.UNDER_WAY && !longest) {
      return null;
    }
    if (!streaks.calm() && !longest && tick.isBefore(warning.expiresAt())) {
      return null;
    }
    if (streaks.stale(tick)) {
      return new Verdict(
          Result.EXPIRED, tick, null, "no valid reading since " + streaks.lastSeen());
    }
    if (standing == Standing.DONE) {
      Instant calmSince = streaks.calmSince();
      Instant passed = streaks.calm() && calmSince != null ? calmSince : tick;
      return plans.relievedBefore(warning.id(), passed)
          ? averted(tick)
          : new Verdict(
              Result.FALSE,
              tick,
              null,
              "the danger passed before the plan took any load away and the event did not come");
    }
    String reason =
        streaks.calm()
            ? "the danger passed, nobody acted and the event did not come"
            : "the time ran out, nobody acted and the event did not come";
    return new Verdict(Result.FALSE, tick, null, reason);
  }

  private static Verdict averted(Instant tick) {
    return new Verdict(
        Result.AVERTED, tick, null, "a plan was carried out and the event did not come");
  }
}
