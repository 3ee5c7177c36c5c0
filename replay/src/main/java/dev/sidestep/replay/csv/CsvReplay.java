package dev.sidestep.replay.csv;

import dev.sidestep.collector.frame.ClosedTick;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import dev.sidestep.predictor.Predictor;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.PredictorStep;
import dev.sidestep.predictor.forecast.Forecaster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the predictor over CSV files of real devices, each on its own. Nobody acts on what is warned
 * of, so each warning ends as a hit, false, or without enough data to judge.
 */
public final class CsvReplay {
  /** A limit reached again within this time is the same event. */
  private static final Duration APART = Duration.ofSeconds(60);

  private final PredictorProperties properties;
  private final Supplier<Forecaster> forecasters;
  private final CsvMapping mapping;
  private final Duration tick;

  /**
   * Prepares replays.
   *
   * @param forecasters a fresh one for each file: it keeps a state
   */
  public CsvReplay(
      PredictorProperties properties,
      Supplier<Forecaster> forecasters,
      CsvMapping mapping,
      Duration tick) {
    this.properties = properties;
    this.forecasters = forecasters;
    this.mapping = mapping;
    this.tick = tick;
  }

  /**
   * What came of one file.
   *
   * @param source what its values are, by the mapping
   * @param events the instants at which the limit was reached after a minute below it
   * @param raised for each warning its first and its last issue
   * @param refusedCells cells that held no usable value
   */
  public record FileResult(
      Path file,
      Source source,
      Duration span,
      int ticks,
      List<Instant> events,
      List<Raised> raised,
      List<Forecast> forecasts,
      long refusedCells) {}

  /**
   * A warning as it was raised, and as it ended; the end has no verdict where the file ends.
   *
   * @param event of a hit, when the limit was reached; null of all else
   */
  public record Raised(Warning first, Warning last, @Nullable Instant event) {

    /**
     * A warning with what came of it. The verdict knows only the tick in which its event was seen;
     * where the file has an event in that tick, that is when it came.
     */
    static Raised of(Warning first, Warning last, List<Instant> events, Duration tick) {
      Verdict verdict = last.verdict();
      Duration lead = verdict == null ? null : verdict.lead();
      if (lead == null) {
        return new Raised(first, last, null);
      }
      Instant seen = first.raisedAt().plus(lead);
      Instant event =
          events.stream()
              .filter(at -> at.isAfter(seen.minus(tick)) && !at.isAfter(seen))
              .findFirst()
              .orElse(seen);
      return new Raised(first, last, event);
    }

    /** From raising to the event; empty where there was none. */
    public Optional<Duration> lead() {
      return Optional.ofNullable(event).map(at -> Duration.between(first.raisedAt(), at));
    }

    /** The verdict's name in lower case, "open" where the file ended first. */
    public String verdict() {
      Verdict verdict = last.verdict();
      return verdict == null ? "open" : verdict.result().name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public FileResult run(Path file) throws IOException {
    Predictor predictor = new Predictor(properties, forecasters.get());
    Events events = new Events();
    List<Forecast> forecasts = new ArrayList<>();
    Map<String, Warning> first = new LinkedHashMap<>();
    Map<String, Warning> last = new HashMap<>();
    List<Instant> ticks = new ArrayList<>();
    CsvFrames frames = new CsvFrames(mapping, tick);
    frames.read(
        file,
        events::see,
        closed -> {
          ticks.add(closed.end());
          PredictorStep step = step(predictor, closed);
          forecasts.addAll(step.forecasts());
          for (Warning warning : step.warnings()) {
            first.putIfAbsent(warning.id(), warning);
            last.put(warning.id(), warning);
          }
        });
    return new FileResult(
        file,
        mapping.source(),
        events.span(),
        ticks.size(),
        List.copyOf(events.found),
        first.values().stream()
            .map(
                raised ->
                    Raised.of(raised, last.getOrDefault(raised.id(), raised), events.found, tick))
            .toList(),
        List.copyOf(forecasts),
        frames.refusedCells());
  }

  private static PredictorStep step(Predictor predictor, ClosedTick closed) {
    return predictor.onTick(closed.end(), closed.frames());
  }

  /** The truth: when the margin reached zero after having been above it for a while. */
  private static final class Events {
    private final List<Instant> found = new ArrayList<>();
    private @Nullable Instant first;
    private @Nullable Instant latest;
    private @Nullable Instant lastAtLimit;

    void see(Sample sample) {
      if (sample.signal() != Signal.THERMAL_MARGIN) {
        return;
      }
      first = first == null ? sample.at() : first;
      latest = sample.at();
      if (sample.value() <= 0) {
        if (lastAtLimit == null || lastAtLimit.plus(APART).isBefore(sample.at())) {
          found.add(sample.at());
        }
        lastAtLimit = sample.at();
      }
    }

    Duration span() {
      return first == null || latest == null ? Duration.ZERO : Duration.between(first, latest);
    }
  }
}
