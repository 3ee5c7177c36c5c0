package dev.sidestep.predictor.warn;

import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Evidence;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Verdict.Result;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.expert.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One kind of event of one target: at most one warning stands, and each event gets exactly one
 * record, be it a hit, averted or missed.
 *
 * <pre>
 *            two hot looks, inside the budget                verdict
 *   nothing ---------------------------------> standing ---------------> nothing
 *      |                                        ^     | issued again at each tick
 *      +----------------------------------------+     +
 *            the event begins: issued late, to be judged MISSED
 * </pre>
 */
final class Case {
  private static final String BLIND = "sidestep.blind";

  private final Warning.Kind kind;
  private final Target target;
  private final WarningSettings settings;
  private final Streaks streaks;
  private final Judge judge;
  private @Nullable Warning standing;
  private Instant closedAt = Instant.MIN;
  private Instant barredUntil = Instant.MIN;

  Case(Warning.Kind kind, Target target, WarningSettings settings, PlanLedger plans) {
    this.kind = kind;
    this.target = target;
    this.settings = settings;
    streaks = new Streaks(settings);
    judge = new Judge(settings, plans);
  }

  /** Takes over the last issue of a warning from before a restart. */
  void restore(Warning last) {
    if (last.open()) {
      standing = last;
    } else {
      closed(last);
    }
  }

  /** Keeps a look in mind without doing anything. */
  void note(Look look) {
    streaks.note(look);
  }

  boolean stands() {
    return standing != null;
  }

  /** Keeps a look in mind and says what follows from it. */
  Ruling decide(Look look, Supplier<List<Evidence>> evidence, WarningBudget budget) {
    streaks.note(look);
    Warning open = standing;
    if (open != null) {
      return look.tick().isAfter(open.issuedAt()) ? again(open, look, evidence) : Ruling.NOTHING;
    }
    if (!look.tick().isAfter(closedAt)) {
      return Ruling.NOTHING;
    }
    if (streaks.eventBegan()) {
      return late(look, evidence, budget);
    }
    return raise(look, evidence, budget);
  }

  private Ruling again(Warning open, Look look, Supplier<List<Evidence>> evidence) {
    Warning issue = renewed(open, look, evidence);
    Verdict verdict = judge.judge(issue, look, streaks);
    return verdict == null ? stand(issue) : close(issue.judged(verdict));
  }

  private Ruling raise(Look look, Supplier<List<Evidence>> evidence, WarningBudget budget) {
    Chance chance = look.chance();
    boolean due =
        chance != null
            && streaks.hot()
            && !streaks.eventGoesOn()
            && !look.tick().isBefore(barredUntil);
    if (chance == null || !due) {
      return Ruling.NOTHING;
    }
    if (!budget.allows(kind, target, look.tick())) {
      return new Ruling(null, true);
    }
    Warning first = first(look, chance, evidence);
    budget.spend(first);
    return stand(first);
  }

  /**
   * The event is here and nothing stood: issued for those who can still act, and a miss for good.
   */
  private Ruling late(Look look, Supplier<List<Evidence>> evidence, WarningBudget budget) {
    Warning first = first(look, Chance.NOW, evidence);
    Verdict verdict = judge.judge(first, look, streaks);
    if (verdict != null) {
      return close(first.judged(verdict));
    }
    if (!budget.allows(kind, target, look.tick())) {
      return close(first.judged(judge.missed(look.tick())));
    }
    budget.spend(first);
    return stand(first);
  }

  private Warning first(Look look, Chance chance, Supplier<List<Evidence>> evidence) {
    return new Warning(
        kind.word() + ":" + target.key() + ":" + look.tick(),
        kind,
        target,
        look.tick(),
        look.tick(),
        chance.probability(),
        chance.eta(),
        evidence.get(),
        look.tick().plus(chance.eta().p90()).plus(settings.slack()),
        remedy(),
        null);
  }

  private Warning.Remedy remedy() {
    return switch (kind) {
      case THERMAL_THROTTLE -> Warning.Remedy.MOVE_TO_OTHER_DEVICE_CLASS;
      case MEMORY_EXHAUSTION -> Warning.Remedy.REPLACE_POD;
    };
  }

  /** The next issue. Only a look that speaks for the warning prolongs it. */
  private Warning renewed(Warning open, Look look, Supplier<List<Evidence>> evidence) {
    Chance chance = look.chance();
    if (chance == null) {
      return issue(open, look.tick(), aged(open, look), blindly(open, look), open.expiresAt());
    }
    Instant expiry = look.tick().plus(chance.eta().p90()).plus(settings.slack());
    boolean prolong =
        chance.probability() >= settings.raiseAt()
            && look.ruledOut() == null
            && expiry.isAfter(open.expiresAt());
    return issue(open, look.tick(), chance, evidence.get(), prolong ? expiry : open.expiresAt());
  }

  private static Warning issue(
      Warning open, Instant tick, Chance chance, List<Evidence> evidence, Instant expiry) {
    return new Warning(
        open.id(),
        open.kind(),
        open.target(),
        open.raisedAt(),
        tick,
        chance.probability(),
        chance.eta(),
        evidence,
        expiry,
        open.remedy(),
        null);
  }

  /** Nothing new is known: the old chance, with the time that has passed taken off its ETA. */
  private static Chance aged(Warning open, Look look) {
    Duration passed = Duration.between(open.issuedAt(), look.tick());
    Eta eta = open.eta();
    return new Chance(
        open.probability(),
        new Eta(less(eta.p10(), passed), less(eta.p50(), passed), less(eta.p90(), passed)));
  }

  private static Duration less(Duration eta, Duration passed) {
    return eta.compareTo(passed) <= 0 ? Duration.ZERO : eta.minus(passed);
  }

  private static List<Evidence> blindly(Warning open, Look look) {
    List<Evidence> evidence = new ArrayList<>(open.evidence());
    double before = 0;
    Source source = Source.MEASURED;
    for (Evidence one : open.evidence()) {
      source = Source.leastReal(source, one.source());
      if (one.name().equals(BLIND)) {
        evidence.remove(one);
        before = one.value();
      }
    }
    double seconds = before + Duration.between(open.issuedAt(), look.tick()).toSeconds();
    String says =
        String.format(Locale.ROOT, "Nothing new is known for %.0f s; the rest is older", seconds);
    evidence.add(0, new Evidence(BLIND, seconds, "s", says, source));
    return evidence;
  }

  private Ruling stand(Warning warning) {
    standing = warning;
    return Ruling.issue(warning);
  }

  private Ruling close(Warning judged) {
    standing = null;
    closed(judged);
    return Ruling.issue(judged);
  }

  private void closed(Warning judged) {
    Verdict verdict = judged.verdict();
    if (verdict != null && verdict.at().isAfter(closedAt)) {
      closedAt = verdict.at();
      barredUntil =
          verdict.result() == Result.FALSE ? closedAt.plus(settings.cooldown()) : Instant.MIN;
    }
  }
}
