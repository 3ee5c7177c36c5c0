package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.Times;
import dev.sidestep.contracts.VariantState;
import java.time.Duration;
import java.util.List;

/**
 * Everything that is shown, or what of it has changed. Immutable.
 *
 * @param revision grows with each change of the model
 * @param complete whether this is everything; otherwise {@code targets}, {@code warnings}, {@code
 *     moves} and {@code notices} have only what changed
 * @param timing what the page needs to know of ticks and horizons
 * @param present the keys of all targets that are shown, in order; others have gone
 * @param warnings newest first
 * @param moves newest first
 * @param notices oldest first
 */
public record ConsoleView(
    long revision,
    boolean complete,
    Timing timing,
    RunFacts run,
    Headline headline,
    List<String> present,
    List<TargetView> targets,
    List<WarningView> warnings,
    List<MoveView> moves,
    List<VariantState> placement,
    Score score,
    List<Notice> notices) {

  /**
   * The times that everything shown counts in.
   *
   * @param tick length of a tick
   * @param reach as far as anybody looks ahead: an ETA that is so long means then, later or never
   */
  public record Timing(Duration tick, Duration reach) {
    static final Timing OURS = new Timing(Times.TICK, Times.REACH);
  }

  public ConsoleView {
    present = List.copyOf(present);
    targets = List.copyOf(targets);
    warnings = List.copyOf(warnings);
    moves = List.copyOf(moves);
    placement = List.copyOf(placement);
    notices = List.copyOf(notices);
  }
}
