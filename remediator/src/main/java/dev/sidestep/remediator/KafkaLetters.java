package dev.sidestep.remediator;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.ForecastCodec;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import dev.sidestep.contracts.Warning;
import dev.sidestep.contracts.WarningCodec;
import dev.sidestep.service.DeadLetterCounter;
import dev.sidestep.service.DeadLetters;
import dev.sidestep.service.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the records of the remediator's topics, and buries those that cannot be used. */
final class KafkaLetters {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaLetters.class);

  private final Topics topics;
  private final Duration futureSkew;
  private final DeadLetters deadLetters;
  private final RemediatorMetrics metrics;

  /** A warning, and the record that it came in. */
  record Read(Warning warning, ConsumerRecord<byte[], byte[]> letter) {}

  /**
   * The letters of a remediator.
   *
   * @param futureSkew how far a frame or a forecast may lie ahead of the clock
   */
  KafkaLetters(
      Topics topics,
      Duration futureSkew,
      TopicWriter writer,
      DeadLetterCounter counter,
      RemediatorMetrics metrics) {
    this.topics = topics;
    this.futureSkew = futureSkew;
    this.deadLetters = new DeadLetters(writer, topics, counter);
    this.metrics = metrics;
    counter.watch(topics.warnings());
    counter.watch(topics.forecasts());
  }

  /** The warnings of a batch, in its order. */
  List<Read> warnings(ConsumerRecords<byte[], byte[]> batch) {
    List<Read> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> letter : batch) {
      if (letter.value() != null) {
        try {
          read.add(new Read(WarningCodec.decode(letter.value()), letter));
        } catch (UnreadableRecordException e) {
          deadLetters.bury(letter, e);
        }
      }
    }
    return read;
  }

  /** A warning that can be read, and not be decided on, now or ever. */
  void undecidable(Read read, RuntimeException why) {
    LOG.warn("warning {} cannot be decided on", read.warning().id(), why);
    deadLetters.bury(
        read.letter(),
        new UnreadableRecordException(Reason.INVALID_VALUE, "cannot be decided on: " + why, why));
  }

  /**
   * Tells the remediator what a frame or a forecast says. One of the future must not get in: only
   * so many are kept of a target, and those that come in time would be the oldest.
   */
  void learn(ConsumerRecord<byte[], byte[]> letter, Instant now, Remediator remediator) {
    boolean frame = letter.topic().equals(topics.frames());
    if (letter.value() == null) {
      return;
    }
    try {
      if (frame) {
        Frame read = FrameCodec.decode(letter.value());
        notAhead("frame", read.target(), read.tick(), now);
        remediator.accept(read);
      } else {
        Forecast read = ForecastCodec.decode(letter.value());
        notAhead("forecast", read.target(), read.issuedAt(), now);
        remediator.accept(read);
      }
    } catch (UnreadableRecordException e) {
      if (frame) {
        metrics.unreadable("frame"); // the predictor buries it
      } else {
        deadLetters.bury(letter, e);
      }
    }
  }

  private void notAhead(String noun, Target target, Instant at, Instant now) {
    if (at.isAfter(now.plus(futureSkew))) {
      throw new UnreadableRecordException(
          Reason.FUTURE_TIME,
          "%s of %s is of %s; the clock says %s, and it may be at most %s ahead"
              .formatted(noun, target.key(), at, now, futureSkew));
    }
  }
}
