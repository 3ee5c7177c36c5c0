package dev.sidestep.quickstart.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.predictor.network.LstmForecaster;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.network.ThermalForecasters;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicTail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop on real Kafka, a real Kubernetes API and the real model, on a virtual clock. */
class HeadlessDemoIT {
  private final StringWriter printed = new StringWriter();
  private final Map<String, Integer> recorded = new TreeMap<>();

  @TempDir Path folder;

  @Test
  void movesBeforeTheThrottleAndTellsTheSameStoryTwice() throws IOException {
    JsonNode reports = run("short-fan", List.of(3L, 3L));

    JsonNode report = reports.get(0);
    assertThat(report.at("/without/throttledSeconds").asDouble())
        .as(report.toString())
        .isGreaterThan(60);
    assertThat(report.at("/with/throttledSeconds").asDouble())
        .as(report.toString())
        .isLessThan(report.at("/without/throttledSeconds").asDouble() / 5);
    assertThat(report.at("/source").asText()).isEqualTo("simulated");
    assertThat(report.at("/with/requests/failed").asInt()).isZero();
    assertThat(report.at("/with/moves")).hasSize(1);
    assertThat(report.at("/with/moves/0/to").asText()).isEqualTo("minilm-npu");
    assertThat(report.at("/with/moves/0/parity/checked").asInt()).isPositive();
    assertThat(report.at("/with/moves/0/parity/equal"))
        .isEqualTo(report.at("/with/moves/0/parity/checked"));
    assertThat(report.at("/with/warnings/0/leadSeconds").asDouble()).isPositive();
    assertThat(report.at("/with/requests/throughRealModel").asDouble())
        .isGreaterThanOrEqualTo(report.at("/with/requests/total").asDouble() / 20 - 1);
    assertThat(withoutTimings(reports.get(1))).isEqualTo(withoutTimings(report));
    assertThat(recorded).containsKeys("telemetry", "frames", "forecasts", "warnings", "outcomes");
    assertThat(printed.toString()).contains("2 seeds", "median");
  }

  /** The others forecast by a line, so that a new network does not change what they show. */
  @Test
  void theNetworkThatShipsWarnsAndTheMoveHelps() throws Exception {
    ThermalEngine engine = new ThermalEngine(ThermalForecasters.committedModel());

    JsonNode report = run("fan-failure", List.of(7L), () -> new LstmForecaster(engine));

    assertThat(report.at("/with/warnings/0/kind").asText()).isEqualTo("thermal-throttle");
    assertThat(report.at("/with/warnings/0/leadSeconds").asDouble()).isPositive();
    assertThat(report.at("/with/moves")).isNotEmpty();
    assertThat(report.at("/with/throttledSeconds").asDouble())
        .as(report.toString())
        .isLessThan(report.at("/without/throttledSeconds").asDouble() / 5);
  }

  @Test
  void replacesAGrowingPodBeforeItIsKilled() throws IOException {
    JsonNode report = run("short-leak", List.of(1L));

    assertThat(report.at("/without/podsKilled").asInt()).as(report.toString()).isPositive();
    assertThat(report.at("/without/requests/failed").asInt()).as(report.toString()).isPositive();
    assertThat(report.at("/with/podsKilled").asInt()).as(report.toString()).isZero();
    assertThat(report.at("/with/requests/failed").asInt()).as(report.toString()).isZero();
    assertThat(report.at("/with/warnings/0/kind").asText()).isEqualTo("memory-exhaustion");
  }

  @Test
  void observesWithoutTouchingAnything() throws IOException {
    JsonNode report =
        run(
            "src/test/resources/run/short-leak.yaml",
            List.of(1L),
            Outcome.Mode.OBSERVE,
            LineForecaster::new);

    assertThat(report.at("/mode").asText()).isEqualTo("observe");
    assertThat(report.at("/with/warnings/0/declined").asText()).contains("observe");
    assertThat(report.at("/with/moves")).isEmpty();
    assertThat(report.at("/with/podsKilled")).isEqualTo(report.at("/without/podsKilled"));
    assertThat(report.at("/with/requests")).isEqualTo(report.at("/without/requests"));
    assertThat(printed.toString()).contains("mode observe");
  }

  private JsonNode run(String scenario, List<Long> seeds) throws IOException {
    return run("src/test/resources/run/" + scenario + ".yaml", seeds, LineForecaster::new);
  }

  private JsonNode run(
      String scenario, List<Long> seeds, Supplier<? extends Forecaster> forecasters)
      throws IOException {
    return run(scenario, seeds, Outcome.Mode.AUTOMATIC, forecasters);
  }

  private JsonNode run(
      String scenario,
      List<Long> seeds,
      Outcome.Mode mode,
      Supplier<? extends Forecaster> forecasters)
      throws IOException {
    Path file = folder.resolve("report.json");
    HeadlessDemo.Settings settings =
        new HeadlessDemo.Settings(YamlScenarios.load(scenario), seeds, mode, null, file);
    int exitCode =
        new HeadlessDemo(settings, forecasters, seed -> this::count, () -> 0, Progress.SILENT)
            .run(new PrintWriter(printed));
    assertThat(exitCode).as(printed.toString()).isZero();
    return new ObjectMapper().readTree(file.toFile());
  }

  private void count(KafkaSettings kafka) {
    try (TopicTail tail = new TopicTail(kafka, "count", kafka.topics().all())) {
      tail.pumpToEnd(
          letter ->
              recorded.merge(
                  letter.topic().substring(kafka.topics().prefix().length()), 1, Integer::sum));
    }
  }

  private static JsonNode withoutTimings(JsonNode report) {
    return ((ObjectNode) report.deepCopy()).without("timings");
  }
}
