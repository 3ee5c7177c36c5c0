package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Target;
import dev.sidestep.quickstart.console.Headline.Mood;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence what is going on. What hurts comes before what is foreseen, that before what
 * cannot be seen, and that before what is well.
 */
final class HeadlineWriter {
  /** So long a finished move is still news. */
  private static final Duration NEWS = Duration.ofMinutes(5);

  /** From this share on, failing requests are told before all that is well. */
  private static final double MANY = 0.05;

  /** From so many percent on, slow answers are told before all that is well. */
  private static final int SLOW = 20;

  private HeadlineWriter() {}

  static Headline write(
      RunFacts run, List<TargetView> targets, List<WarningView> warnings, List<MoveView> moves) {
    if (run.phase() == RunFacts.Phase.FINISHED) {
      return new Headline(
          failing(run)
              .map(text -> text + ". The comparison says nothing.")
              .orElse(Sentences.finished(run)),
          Mood.DONE);
    }
    Optional<MoveView> moving = moves.stream().filter(MoveView::inProgress).findFirst();
    Optional<TargetView> throttling = targets.stream().filter(TargetView::throttling).findFirst();
    Optional<WarningView> standing =
        warnings.stream()
            .filter(view -> view.warning().open())
            .filter(view -> view.warning().expiresAt().isAfter(run.now()))
            .min(
                Comparator.comparing((WarningView view) -> status(view) == Status.SUCCEEDED)
                    .thenComparing(view -> view.warning().eta().p50()));
    if (moving.isPresent()) {
      String cause =
          throttling
              .map(Sentences::throttles)
              .or(() -> warned(moving.get(), warnings).map(Sentences::warns))
              .map(sentence -> sentence + "; ")
              .orElse("");
      boolean undoing = moving.get().status() == Status.UNDOING;
      return new Headline(
          Sentences.capital(cause + Sentences.moves(moving.get())),
          undoing || throttling.isPresent() ? Mood.BAD : Mood.ACTING);
    }
    if (throttling.isPresent()) {
      return new Headline(hurts(throttling.get(), standing, moves), Mood.BAD);
    }
    if (standing.isPresent()) {
      return warned(standing.get(), moves);
    }
    return late(run)
        .or(() -> failing(run).map(text -> text + " so far."))
        .map(text -> new Headline(text, Mood.BAD))
        .orElseGet(() -> quiet(run, targets, moves));
  }

  private static Optional<String> failing(RunFacts run) {
    RunTotals totals = run.with();
    return totals.failed() <= totals.requests() * MANY
        ? Optional.empty()
        : Optional.of(
            "%d %% of requests have failed"
                .formatted(Math.round(100.0 * totals.failed() / totals.requests())));
  }

  /** Percent of the answers that were slow. */
  private static int slow(RunTotals totals) {
    long answers = totals.requests() - totals.failed();
    return answers <= 0 ? 0 : (int) (100L * totals.slow() / answers);
  }

  /** Demo time does not wait for a machine that is too slow for it. */
  static Optional<String> late(RunFacts run) {
    return Optional.ofNullable(run.behind())
        .map(
            behind ->
                "This machine does not keep up with %s: what is shown is %d s of demo time old, and"
                        .formatted(speed(run), behind.toSeconds())
                    + " warnings and moves come late.");
  }

  private static String speed(RunFacts run) {
    return run.speed() == 1
        ? "real time"
        : "--speed " + BigDecimal.valueOf(run.speed()).stripTrailingZeros().toPlainString();
  }

  private static String hurts(
      TargetView target, Optional<WarningView> standing, List<MoveView> moves) {
    String outcome =
        standing
            .filter(view -> view.warning().target().key().equals(target.key()))
            .flatMap(view -> aftermath(view, moves))
            .map(sentence -> "; " + sentence)
            .orElse(".");
    return Sentences.throttles(target) + outcome;
  }

  /** What became of the attempt to act on a warning, where that is bad news. */
  private static Optional<String> aftermath(WarningView view, List<MoveView> moves) {
    WarningView.Decision decision = view.decision();
    if (decision == null) {
      return Optional.empty();
    }
    return switch (decision.status()) {
      case DECLINED -> Optional.of("nothing is moved: " + decision.reason());
      case UNDONE, FAILED -> move(decision, moves).map(Sentences::ended);
      default -> Optional.empty();
    };
  }

  private static Optional<MoveView> move(WarningView.Decision decision, List<MoveView> moves) {
    return moves.stream().filter(it -> it.planId().equals(decision.planId())).findFirst();
  }

  private static Headline warned(WarningView view, List<MoveView> moves) {
    WarningView.Decision decision = view.decision();
    Status status = status(view);
    if (decision == null) {
      return new Headline(Sentences.warns(view) + "; no remedy is decided yet.", Mood.ALERT);
    }
    Optional<MoveView> move = move(decision, moves);
    if (status == Status.SUCCEEDED && move.isPresent()) {
      return new Headline(
          Sentences.capital(
              "%s is done; the warning on %s stands until it is judged."
                  .formatted(Sentences.noun(move.get()), view.targetName())),
          Mood.ACTING);
    }
    boolean bad = status == Status.UNDONE || status == Status.FAILED;
    String sentence = aftermath(view, moves).orElse("nothing is moved: " + decision.reason());
    return new Headline(Sentences.warns(view) + "; " + sentence, bad ? Mood.BAD : Mood.ALERT);
  }

  private static @Nullable Status status(WarningView view) {
    return view.decision() == null ? null : view.decision().status();
  }

  private static Headline quiet(RunFacts run, List<TargetView> targets, List<MoveView> moves) {
    Optional<MoveView> news =
        moves.stream().filter(move -> move.at().isAfter(run.now().minus(NEWS))).findFirst();
    if (news.isPresent()) {
      boolean well = news.get().status() == Status.SUCCEEDED;
      return new Headline(
          Sentences.capital(Sentences.ended(news.get())), well ? Mood.CALM : Mood.BAD);
    }
    for (TargetView target : targets) {
      Instant since = target.blindSince();
      if (target.kind() == Target.Kind.DEVICE && since != null) {
        String gap = Words.about(Duration.between(since, target.tick()));
        return new Headline(
            "%s has said nothing about its heat for %s; nothing is moved on missing data."
                .formatted(target.name(), gap),
            Mood.ALERT);
      }
    }
    return calm(run, targets);
  }

  private static Headline calm(RunFacts run, List<TargetView> targets) {
    if (slow(run.with()) >= SLOW) {
      return new Headline(
          "No warning is in force, but %d %% of the answers so far were slow%s."
              .formatted(
                  slow(run.with()),
                  run.without() == null || run.without().requests() == 0
                      ? ""
                      : ", %d %% without Sidestep".formatted(slow(run.without()))),
          Mood.ALERT);
    }
    List<TargetView> known =
        targets.stream()
            .filter(target -> target.kind() == Target.Kind.DEVICE && target.value() != null)
            .toList();
    if (known.isEmpty()) {
      return new Headline(
          run.phase() == RunFacts.Phase.STARTING
              ? "Starting: broker, cluster and models are coming up."
              : "Nothing to show yet: no device has reported its heat.",
          Mood.WAITING);
    }
    TargetView closest = Collections.min(known, Comparator.comparing(HeadlineWriter::margin));
    return new Headline(
        "All is well: no warning is in force; closest to its limit is %s with %s left."
            .formatted(closest.name(), Words.kelvin(margin(closest))),
        Mood.CALM);
  }

  private static Optional<WarningView> warned(MoveView move, List<WarningView> warnings) {
    return warnings.stream()
        .filter(view -> view.warning().id().equals(move.warningId()))
        .findFirst();
  }

  private static double margin(TargetView target) {
    Double value = target.value();
    return value == null ? Double.MAX_VALUE : value;
  }
}
