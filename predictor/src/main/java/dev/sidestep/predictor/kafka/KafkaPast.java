package dev.sidestep.predictor.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.ForecastCodec;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.UnreadableRecordException;
import dev.sidestep.contracts.Warning;
import dev.sidestep.contracts.WarningCodec;
import dev.sidestep.service.TopicReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the predictor has published before: all warnings (the topic is compacted) and the last
 * forecasts. Each record says in a header from which partition of frames it came, because keys tell
 * it only to those who know how the frames were spread.
 */
final class KafkaPast {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPast.class);
  private static final String PARTITION = "sidestep.frames-partition";

  /** Of a forecasts partition; beyond, a tick's forecasts may come twice, with the same bytes. */
  private static final long FORECASTS = 4096;

  private KafkaPast() {}

  static Headers headers(int framesPartition) {
    return new RecordHeaders().add(PARTITION, String.valueOf(framesPartition).getBytes(UTF_8));
  }

  /**
   * The past of each partition of frames that has one.
   *
   * @param back judged warnings count for so long after their last issue
   * @param horizon what was issued after it is passed over: no tick before would be worked on
   */
  static Map<Integer, Past> read(
      Consumer<byte[], byte[]> consumer, Topics topics, Duration back, Instant horizon) {
    List<TopicPartition> warnings = TopicReading.partitions(consumer, topics.warnings());
    List<TopicPartition> forecasts = TopicReading.partitions(consumer, topics.forecasts());
    List<TopicPartition> both = new ArrayList<>(warnings);
    both.addAll(forecasts);
    consumer.assign(both);
    consumer.seekToBeginning(warnings);
    Map<TopicPartition, Long> ends = consumer.endOffsets(forecasts);
    consumer
        .beginningOffsets(forecasts)
        .forEach(
            (at, begin) ->
                consumer.seek(at, Math.max(begin, ends.getOrDefault(at, begin) - FORECASTS)));
    Map<Integer, Past> pasts = new HashMap<>();
    TopicReading.toEnd(consumer, found -> add(pasts, found, topics, back, horizon));
    return pasts;
  }

  private static void add(
      Map<Integer, Past> pasts,
      ConsumerRecord<byte[], byte[]> found,
      Topics topics,
      Duration back,
      Instant horizon) {
    Header header = found.headers().lastHeader(PARTITION);
    byte @Nullable [] value = found.value();
    if (header == null || value == null) {
      return;
    }
    try {
      int partition = Integer.parseInt(new String(header.value(), UTF_8));
      Past past = pasts.computeIfAbsent(partition, p -> new Past(back));
      if (found.topic().equals(topics.warnings())) {
        Warning warning = WarningCodec.decode(value);
        if (!warning.issuedAt().isAfter(horizon)) {
          past.add(warning);
        }
      } else {
        Forecast forecast = ForecastCodec.decode(value);
        if (!forecast.issuedAt().isAfter(horizon)) {
          past.add(forecast);
        }
      }
    } catch (UnreadableRecordException | NumberFormatException e) {
      // not ours to bury: its consumers do
      LOG.debug("{}/{}/{} is not ours", found.topic(), found.partition(), found.offset(), e);
    }
  }
}
