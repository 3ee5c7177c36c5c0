package dev.sidestep.quickstart.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sidestep.quickstart.scenario.WorldPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {
  private static final String ROWS =
      """
      TIMESTAMP,ContextTokens,GeneratedTokens
      2023-11-16 18:15:46.6805900,160,44
      2023-11-16 18:15:47.6805900,320,109
      2023-11-16 18:15:50.6805900,1600,55
      """;

  @TempDir Path folder;

  @Test
  void readsPlainAndZippedFiles() throws IOException {
    Path plain = Files.writeString(folder.resolve("trace.csv"), ROWS);
    Path zipped = folder.resolve("trace.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(ROWS.getBytes(StandardCharsets.UTF_8));
    }

    List<TraceFile.Arrival> expected =
        List.of(
            new TraceFile.Arrival(0, 160),
            new TraceFile.Arrival(1, 320),
            new TraceFile.Arrival(4, 1600));
    assertThat(TraceFile.read(plain).arrivals()).isEqualTo(expected);
    assertThat(TraceFile.read(zipped).arrivals()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TIMESTAMP,ContextTokens,GeneratedTokens | time,tokens | its first line must be TIMESTAMP",
        "320,109 | many,109 | line 3 is '2023-11-16 18:15:47.6805900,many,109'",
        "2023-11-16 18:15:50.6805900 | 2023-11-16 18:15:40 | line 4 is '2023-11-16 18:15:40,1600,55'",
        "2023-11-16 18:15:46.6805900 | yesterday | line 2 is 'yesterday,160,44'",
      })
  void namesTheLineThatIsWrong(String right, String wrong, String says) throws IOException {
    Path file = Files.writeString(folder.resolve("trace.csv"), ROWS.replace(right, wrong));

    assertThatThrownBy(() -> TraceFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trace.csv")
        .hasMessageContaining(says);
  }

  @Test
  void refusesATraceOfOneInstant() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("trace.csv"), ROWS.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));

    assertThatThrownBy(() -> TraceFile.read(file))
        .hasMessageContaining("1 requests at one instant");
  }

  @Test
  void aReplayedTraceHasTheLoadOfThePlan() throws IOException {
    TraceFile trace = TraceFile.read(Files.writeString(folder.resolve("trace.csv"), ROWS));
    WorldPlan.Swing doubled =
        new WorldPlan.Swing(Duration.ofSeconds(500), Duration.ofDays(1), 2, Duration.ZERO);
    TraceTraffic traffic =
        new TraceTraffic(
            trace, Plans.with(1, new WorldPlan.Traffic(4, 1, List.of(doubled))), Instant.EPOCH);

    List<TraceFile.Arrival> requests = TraceShape.take(traffic, 6_000);

    assertThat(requests.stream().filter(r -> r.seconds() < 500).count())
        .isCloseTo(2_000, within(20L));
    assertThat(requests.get(5_999).seconds()).isCloseTo(1_000, within(10.0));
  }

  /**
   * Says whether {@link TraceFit} still fits; needs the trace itself, which is not ours to copy.
   */
  @Test
  void theFitFollowsTheRecordedTrace() throws IOException {
    Path file = recordedTrace();
    if (!Files.exists(file)) {
      System.out.println("SKIPPED: the fit of the traffic is not checked, there is no " + file);
    }
    assumeThat(file).exists();

    TraceShape trace = TraceShape.of(TraceFile.read(file).arrivals());

    assertThat(trace.requestsPerSecond()).isCloseTo(TraceFit.REQUESTS_PER_SECOND, within(0.01));
    assertThat(trace.dispersion1()).isCloseTo(1.39, within(0.01));
    assertThat(trace.dispersion10()).isCloseTo(3.86, within(0.01));
    assertThat(trace.dispersion60()).isCloseTo(16.1, within(0.1));
    assertThat(trace.autocorrelation10()).isCloseTo(0.69, within(0.01));
    assertThat(trace.autocorrelation60()).isCloseTo(0.59, within(0.01));
    assertThat(trace.tokensP10P50P90()).containsExactly(207.0, 1020.0, 2735.0);
  }

  /** Beside the repository, or beside a folder that holds it. */
  private static Path recordedTrace() {
    Path trace = Path.of("shared/data/azure-llm-2023/AzureLLMInferenceTrace_conv.csv.gz");
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(trace))) {
        return at.resolve(trace);
      }
    }
    return trace;
  }
}
