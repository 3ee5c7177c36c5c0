package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.ForecastCodec;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.OutcomeCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.Warning;
import dev.sidestep.contracts.WarningCodec;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.report.RunResult.Raised;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What went over the topics, for the page while it comes and for the report when it is over.
 * Thread-safe.
 */
final class Story {
  private final Topics topics;
  private final ConsoleModel page;
  private final Instant begin;
  private final List<Frame> frames = new ArrayList<>();
  private final Map<String, Raised> warnings = new LinkedHashMap<>();
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private Instant newestForecast = Instant.MIN;
  private Instant newestTick = Instant.EPOCH;

  /**
   * Of a run.
   *
   * @param begin of the run; whoever wrote warnings and plans of before did not mean it
   */
  Story(Topics topics, ConsoleModel page, Instant begin) {
    this.topics = topics;
    this.page = page;
    this.begin = begin;
  }

  /** The topics that a story is made of. */
  static List<String> of(Topics topics) {
    return List.of(topics.frames(), topics.forecasts(), topics.warnings(), topics.outcomes());
  }

  /** Takes in a record; what cannot be read is in the dead-letter topic and no part of it. */
  synchronized void accept(ConsumerRecord<byte[], byte[]> letter) {
    String topic = letter.topic();
    if (topic.equals(topics.frames())) {
      decoded(letter, FrameCodec::decode).ifPresent(this::add);
    } else if (topic.equals(topics.forecasts())) {
      decoded(letter, ForecastCodec::decode).ifPresent(this::add);
    } else if (topic.equals(topics.warnings())) {
      decoded(letter, WarningCodec::decode).ifPresent(this::add);
    } else if (topic.equals(topics.outcomes())) {
      decoded(letter, OutcomeCodec::decode).ifPresent(this::add);
    }
  }

  synchronized List<Frame> frames() {
    return List.copyOf(frames);
  }

  /** First and last issue of each warning, in the order of their raising. */
  synchronized List<Raised> warnings() {
    return List.copyOf(warnings.values());
  }

  /** The last record of each plan, in the order of the plans. */
  synchronized List<Outcome> outcomes() {
    return List.copyOf(outcomes.values());
  }

  /** The newest tick of which a frame has come; the epoch before the first. */
  synchronized Instant newestTick() {
    return newestTick;
  }

  /** Whether a forecast has been made since an instant. */
  synchronized boolean forecastSince(Instant from) {
    return !newestForecast.isBefore(from);
  }

  /** Plans that somebody has begun and not ended, as far as the records tell. */
  synchronized List<Outcome> unfinished() {
    return outcomes.values().stream().filter(outcome -> !outcome.terminal()).toList();
  }

  /** The last event of the story; empty before the first. */
  synchronized Optional<Instant> last() {
    List<Instant> ends = new ArrayList<>();
    frames.stream().map(Frame::tick).max(Instant::compareTo).ifPresent(ends::add);
    outcomes.values().stream().map(Outcome::at).max(Instant::compareTo).ifPresent(ends::add);
    return ends.stream().max(Instant::compareTo);
  }

  private void add(Frame frame) {
    frames.add(frame);
    newestTick = frame.tick().isAfter(newestTick) ? frame.tick() : newestTick;
    page.accept(frame);
  }

  private void add(Forecast forecast) {
    if (forecast.issuedAt().isAfter(newestForecast)) {
      newestForecast = forecast.issuedAt();
    }
    page.accept(forecast);
  }

  private void add(Warning issue) {
    if (issue.raisedAt().isBefore(begin)) {
      return;
    }
    warnings.merge(
        issue.id(),
        new Raised(issue, issue),
        (before, now) -> new Raised(before.first(), now.last()));
    page.accept(issue);
  }

  private void add(Outcome outcome) {
    if (outcome.plan().decidedAt().isBefore(begin)) {
      return;
    }
    outcomes.put(outcome.plan().id(), outcome);
    page.accept(outcome);
  }

  private static <T> Optional<T> decoded(
      ConsumerRecord<byte[], byte[]> letter, Function<byte[], T> decode) {
    if (letter.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(decode.apply(letter.value()));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }
}
