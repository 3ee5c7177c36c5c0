package dev.sidestep.predictor.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import dev.sidestep.predictor.Predictor;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.predictor.PredictorStep;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.kafka.TickAssembler.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** One partition's road from frames to what is to be published, with a brain of its own. */
final class KafkaRoad {
  private final Predictor brain;
  private final Duration tickLength;
  private final Duration futureSkew;
  private final Past past;
  private final long resumeAt;
  private final TickAssembler assembler = new TickAssembler();
  private final Bookmark bookmark;

  /**
   * Starts where the partition has been left.
   *
   * @param resumeAt frames before this offset have been worked on and are only rehearsed
   */
  KafkaRoad(PredictorProperties properties, Forecaster forecaster, Past past, long resumeAt) {
    brain = new Predictor(properties, forecaster);
    tickLength = forecaster.tickLength();
    futureSkew = properties.futureSkew();
    bookmark = new Bookmark(properties.rebuild());
    this.past = past;
    this.resumeAt = resumeAt;
    brain.restore(past.takeWarnings());
  }

  void note(Outcome outcome) {
    brain.onOutcome(outcome);
  }

  /** Whether a record is new, and not one that is only read again. */
  boolean fresh(ConsumerRecord<byte[], byte[]> found) {
    return found.offset() >= resumeAt;
  }

  /**
   * Reads a frame. One of the future must not get in: all that comes before its time would be late.
   *
   * @throws UnreadableRecordException when the record is none that can be forecast from
   */
  Frame read(ConsumerRecord<byte[], byte[]> found, Instant now) {
    byte @Nullable [] value = found.value();
    if (value == null) {
      throw new UnreadableRecordException(Reason.MALFORMED, "the record has no payload");
    }
    Frame frame = FrameCodec.decode(value);
    if (frame.target().kind() == Target.Kind.DEVICE && !frame.length().equals(tickLength)) {
      throw new UnreadableRecordException(
          Reason.INVALID_VALUE,
          "frame of %s has length %s; the model was made for %s"
              .formatted(frame.target().key(), frame.length(), tickLength));
    }
    if (frame.tick().isAfter(now.plus(futureSkew))) {
      throw new UnreadableRecordException(
          Reason.FUTURE_TIME,
          "frame of %s is of %s; the clock says %s, and frames may be at most %s ahead"
              .formatted(frame.target().key(), frame.tick(), now, futureSkew));
    }
    return frame;
  }

  boolean late(Frame frame) {
    return assembler.late(frame);
  }

  /** The ticks that are complete with this frame. */
  List<Batch> add(ConsumerRecord<byte[], byte[]> found, Frame frame) {
    return assembler.add(found.offset(), tickSize(found), frame);
  }

  /** Whether a tick has been worked on before, so that it is only rehearsed. */
  boolean known(Batch batch) {
    return batch.next() <= resumeAt || past.leftBehind(batch.tick());
  }

  void rehearse(Batch batch) {
    brain.rehearse(batch.tick(), batch.frames());
    bookmark.turn(batch.tick(), batch.first());
  }

  PredictorStep work(Batch batch) {
    PredictorStep step = brain.onTick(batch.tick(), batch.frames());
    bookmark.turn(batch.tick(), batch.first());
    return step;
  }

  /** The forecasts of a step that have not been published yet. */
  List<Forecast> unpublished(PredictorStep step) {
    return step.forecasts().stream().filter(forecast -> !past.has(forecast)).toList();
  }

  /** The position to commit after a tick. */
  OffsetAndMetadata position(Batch batch) {
    return new OffsetAndMetadata(batch.next(), Optional.empty(), bookmark.text());
  }

  private static OptionalInt tickSize(ConsumerRecord<byte[], byte[]> found) {
    Header header = found.headers().lastHeader(Topics.TICK_SIZE);
    if (header == null) {
      return OptionalInt.empty();
    }
    String text = new String(header.value(), UTF_8);
    return text.matches("[1-9]\\d{0,8}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
