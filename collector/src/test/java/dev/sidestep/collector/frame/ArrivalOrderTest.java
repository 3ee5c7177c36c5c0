package dev.sidestep.collector.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.FrameCodec;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the order in which samples come, however often, and wherever the collector is started
 * again between them: as long as none comes after its tick has closed, the frames are the same
 * bytes.
 */
class ArrivalOrderTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(4);
  private static final Alignment RULES = new Alignment(Duration.ofSeconds(15), GRACE, 2, 3, 100);
  private static final Series THROTTLED =
      new Series(Signal.DEVICE_THERMAL_THROTTLING, "throttled_seconds");
  private static final List<Source> SOURCES = List.of(Source.values());
  private static final List<Series> SERIES =
      List.of(
          Series.gauge(Signal.DEVICE_TEMPERATURE),
          Series.gauge(Signal.DEVICE_TEMPERATURE_LIMIT),
          Series.gauge(Signal.DEVICE_POWER),
          Series.gauge(Signal.REQUESTS_WAITING),
          THROTTLED);

  static List<Long> seeds() {
    return new Random(20260101).longs(20).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyArrivalWithinTheGraceGivesTheSameFrames(long seed) {
    Random random = new Random(seed);
    List<Measurement> samples = story(random);
    List<String> inOrder = frames(samples, random, false);
    assertThat(inOrder).hasSizeGreaterThan(10);
    for (int shuffle = 0; shuffle < 2; shuffle++) {
      assertThat(frames(delayed(samples, random), random, true))
          .as("seed %d, shuffle %d", seed, shuffle)
          .isEqualTo(inOrder);
    }
  }

  /** Some targets come late, pause longer than they are remembered, and come again. */
  private static List<Measurement> story(Random random) {
    List<Measurement> samples = new ArrayList<>();
    for (int target = 0; target < 5; target++) {
      Target device = Target.device("lab", "gpu-" + target, DeviceClass.GPU);
      int first = random.nextInt(40);
      int pauseFrom = 20 + random.nextInt(60);
      int pause = random.nextInt(120);
      double total = random.nextInt(1000);
      for (int second = first; second < 240; second++) {
        if (second >= pauseFrom && second < pauseFrom + pause) {
          continue;
        }
        Instant at = START.plusSeconds(second).plusNanos(random.nextInt(1_000_000_000));
        total = random.nextInt(50) == 0 ? 0 : total + random.nextDouble();
        for (Series series : SERIES) {
          double value = series.equals(THROTTLED) ? total : 100 * random.nextDouble();
          samples.add(new Measurement(device, series, at, value, source(random)));
          if (random.nextInt(10) == 0) {
            samples.add(new Measurement(device, series, at, value / 2, source(random)));
          }
        }
      }
    }
    samples.sort(Comparator.comparing(Measurement::at));
    return samples;
  }

  private static List<Measurement> delayed(List<Measurement> samples, Random random) {
    Map<Instant, List<Measurement>> arrivals = new TreeMap<>();
    for (Measurement sample : samples) {
      for (int copies = random.nextInt(8) == 0 ? 2 : 1; copies > 0; copies--) {
        long delay = (long) (random.nextDouble() * GRACE.toNanos());
        arrivals.computeIfAbsent(sample.at().plusNanos(delay), at -> new ArrayList<>()).add(sample);
      }
    }
    return arrivals.values().stream().flatMap(List::stream).toList();
  }

  private static List<String> frames(List<Measurement> arrivals, Random random, boolean restarts) {
    List<String> frames = new ArrayList<>();
    Map<String, byte[]> store = new LinkedHashMap<>();
    Aligner aligner = new Aligner(RULES);
    for (Measurement arrival : arrivals) {
      assertThat(aligner.accept(arrival, arrival.at()))
          .isIn(Acceptance.ACCEPTED, Acceptance.DUPLICATE);
      collect(aligner, frames);
      if (restarts && random.nextInt(20) == 0) {
        save(aligner, store);
      }
      if (restarts && random.nextInt(200) == 0) {
        save(aligner, store);
        aligner = new Aligner(RULES);
        store.forEach(aligner::restore);
      }
    }
    Target sentinel = Target.device("lab", "zz", DeviceClass.CPU);
    aligner.accept(
        Sampled.of(sentinel, Signal.DEVICE_POWER, START.plusSeconds(400), 1, Source.MEASURED),
        START);
    collect(aligner, frames);
    return frames;
  }

  private static void collect(Aligner aligner, List<String> frames) {
    for (ClosedTick tick : aligner.closeDue()) {
      tick.frames().stream()
          .map(frame -> HexFormat.of().formatHex(FrameCodec.encode(frame)))
          .forEach(frames::add);
    }
  }

  private static void save(Aligner aligner, Map<String, byte[]> store) {
    aligner.save(
        (key, state) -> {
          if (state == null) {
            store.remove(key);
          } else {
            store.put(key, state);
          }
        });
  }

  private static Source source(Random random) {
    return SOURCES.get(random.nextInt(SOURCES.size()));
  }
}
