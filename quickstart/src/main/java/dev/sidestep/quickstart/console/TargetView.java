package dev.sidestep.quickstart.console;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One device or pod as it is shown.
 *
 * @param signal the one that is drawn: thermal margin of a device, memory of a pod
 * @param limit what the signal must not cross, in its unit; null while it is not known
 * @param source the least real source among the latest readings that are there; null while none was
 * @param blindSince the first tick of the gap that still lasts; null where the signal is there or
 *     has never been
 * @param throttling whether the device slows itself down for heat now
 * @param history oldest first; in a change, only the points that changed
 * @param without the same target in the run without Sidestep, up to the present
 * @param forecast null where none was made or the last one is out of date
 */
public record TargetView(
    String key,
    Target.Kind kind,
    String name,
    @Nullable DeviceClass deviceClass,
    Signal signal,
    String unit,
    @Nullable Double limit,
    @Nullable Source source,
    Instant tick,
    @Nullable Instant blindSince,
    boolean throttling,
    List<Cell> latest,
    List<Point> history,
    List<Point> without,
    @Nullable Fan forecast) {

  /**
   * The drawn signal at one tick.
   *
   * @param value null where it is missing: a gap, never a zero
   */
  public record Point(Instant tick, @Nullable Double value, Reading.State state) {}

  /** The latest reading of one signal. A missing one has no value. */
  public record Cell(
      Signal signal, String unit, @Nullable Double value, Reading.State state, Source source) {}

  /** A forecast of the drawn signal. */
  public record Fan(Instant issuedAt, String model, List<Quantiles> horizons) {
    public Fan {
      horizons = List.copyOf(horizons);
    }
  }

  public TargetView {
    latest = List.copyOf(latest);
    history = List.copyOf(history);
    without = List.copyOf(without);
  }

  /** The drawn signal at the newest tick; null where it is missing. */
  public @Nullable Double value() {
    return history.isEmpty() ? null : history.get(history.size() - 1).value();
  }

  /** The latest reading of a signal; null where it is missing. */
  public @Nullable Double value(Signal of) {
    for (Cell cell : latest) {
      if (cell.signal() == of) {
        return cell.value();
      }
    }
    return null;
  }
}
