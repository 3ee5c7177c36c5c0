package dev.sidestep.quickstart.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.quickstart.console.RunTotals;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.report.RunResult;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a run has come, as its data folder keeps it: what a process that was killed leaves to the
 * next one.
 *
 * @param world what the run is of; another world is another run
 * @param startedAt demo time at which it began
 * @param at demo time of this record
 * @param finished whether the scenario is over
 * @param totals what it has cost so far
 * @param kills the pods among that, in order
 */
record RunRecord(
    String world,
    Instant startedAt,
    Instant at,
    boolean finished,
    RunTotals totals,
    List<RunResult.Kill> kills) {
  private static final String BETWEEN = "@";

  RunRecord {
    kills = List.copyOf(kills);
  }

  static Optional<RunRecord> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties read = new Properties();
    try {
      read.load(new StringReader(Files.readString(file, UTF_8)));
      return Optional.of(
          new RunRecord(
              text(read, "world"),
              Instant.parse(text(read, "started-at")),
              Instant.parse(text(read, "at")),
              Boolean.parseBoolean(text(read, "finished")),
              totals(read),
              kills(text(read, "kills"))));
    } catch (IOException | RuntimeException e) {
      throw Failure.couldNotRun(
          "run file " + file + " cannot be read; give --fresh to begin anew", e);
    }
  }

  /** Replaces the file as a whole. */
  void write(Path file) {
    Properties kept = new Properties();
    kept.setProperty("world", world);
    kept.setProperty("started-at", startedAt.toString());
    kept.setProperty("at", at.toString());
    kept.setProperty("finished", String.valueOf(finished));
    kept.setProperty("requests", String.valueOf(totals.requests()));
    kept.setProperty("failed", String.valueOf(totals.failed()));
    kept.setProperty("slow", String.valueOf(totals.slow()));
    kept.setProperty("through-real-model", String.valueOf(totals.throughRealModel()));
    kept.setProperty("throttled-seconds", String.valueOf(totals.throttledSeconds()));
    Instant throttledAt = totals.throttledAt();
    if (throttledAt != null) {
      kept.setProperty("throttled-at", throttledAt.toString());
    }
    String device = totals.throttledDevice();
    if (device != null) {
      kept.setProperty("throttled-device", device);
    }
    kept.setProperty(
        "kills",
        kills.stream()
            .map(kill -> kill.pod() + BETWEEN + kill.at())
            .collect(Collectors.joining(" ")));
    try {
      StringWriter text = new StringWriter();
      kept.store(text, null);
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, text.toString(), UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.couldNotRun(
          "run file " + file + " cannot be written; free some disk or give --data elsewhere", e);
    }
  }

  private static RunTotals totals(Properties read) {
    String throttledAt = read.getProperty("throttled-at");
    return new RunTotals(
        Long.parseLong(text(read, "requests")),
        Long.parseLong(text(read, "failed")),
        Long.parseLong(text(read, "slow")),
        Long.parseLong(text(read, "through-real-model")),
        Double.parseDouble(text(read, "throttled-seconds")),
        throttledAt == null ? null : Instant.parse(throttledAt),
        read.getProperty("throttled-device"),
        kills(text(read, "kills")).size());
  }

  private static List<RunResult.Kill> kills(String text) {
    return Stream.of(text.split(" "))
        .filter(kill -> !kill.isEmpty())
        .map(kill -> kill.split(BETWEEN))
        .map(kill -> new RunResult.Kill(kill[0], Instant.parse(kill[1])))
        .toList();
  }

  private static String text(Properties read, String key) {
    String value = read.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + key);
    }
    return value;
  }
}
