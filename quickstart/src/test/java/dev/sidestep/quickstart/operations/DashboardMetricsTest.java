package dev.sidestep.quickstart.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boards and code stay in step: a query that names nothing never fires and never shows. */
class DashboardMetricsTest {
  /** What Prometheus adds to what it scrapes. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance");

  @TempDir private static Path dir;
  private static ExposedMetrics exposed;

  @BeforeAll
  static void askTheServices() throws IOException {
    exposed = ExposedMetrics.ofAllServices(dir);
  }

  @Test
  void everyMetricThatRulesAndBoardNameIsExposed() throws IOException {
    Set<String> known = new TreeSet<>(exposed.names());
    known.addAll(OF_PROMETHEUS);
    queries()
        .forEach(
            (place, query) ->
                assertThat(known).as(place).containsAll(new PromQuery(query).metrics()));
  }

  @Test
  void everyLabelValueThatTheyAskForExists() throws IOException {
    List<String> unknown = new ArrayList<>();
    queries()
        .forEach(
            (place, query) -> {
              for (PromQuery.Condition condition : new PromQuery(query).conditions()) {
                if (!LABELS_OF_PROMETHEUS.contains(condition.label())
                    && exposed.startsWithSamples(condition.metric())
                    && !exposed.has(condition.metric(), condition.label(), condition.passes())) {
                  unknown.add(place + ": " + condition);
                }
              }
            });
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyMetricOfThePageAboutDashboardsIsExposedAndNoneIsLeftOut() throws IOException {
    assertThat(OperationsFiles.documentedMetrics())
        .containsExactlyInAnyOrderElementsOf(
            exposed.names().stream()
                .map(name -> name.replaceFirst("_(bucket|sum|count)$", ""))
                .distinct()
                .toList());
  }

  @Test
  void noAlertSendsAnybodyToThePageOfTheDemo() throws IOException {
    assertThat(
            Files.readString(
                OperationsFiles.ROOT.resolve("dashboards/prometheus/rules/sidestep.yml")))
        .doesNotContainIgnoringCase("console");
  }

  @Test
  void panelsDoNotOverlapAndAllSayWhatTheyShow() throws IOException {
    List<JsonNode> panels = new ArrayList<>();
    OperationsFiles.dashboard().get("panels").forEach(panels::add);
    for (JsonNode panel : panels) {
      assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
          .as(panel.get("title").asText())
          .isLessThanOrEqualTo(24);
      if (!panel.get("type").asText().equals("row")) {
        assertThat(panel.path("description").asText()).as(panel.get("title").asText()).isNotBlank();
      }
      for (JsonNode other : panels) {
        assertThat(!panel.equals(other) && overlap(panel.get("gridPos"), other.get("gridPos")))
            .as(panel.get("title") + " over " + other.get("title"))
            .isFalse();
      }
    }
  }

  private static boolean overlap(JsonNode a, JsonNode b) {
    return a.get("x").asInt() < b.get("x").asInt() + b.get("w").asInt()
        && b.get("x").asInt() < a.get("x").asInt() + a.get("w").asInt()
        && a.get("y").asInt() < b.get("y").asInt() + b.get("h").asInt()
        && b.get("y").asInt() < a.get("y").asInt() + a.get("h").asInt();
  }

  private static Map<String, String> queries() throws IOException {
    Map<String, String> queries = new TreeMap<>(OperationsFiles.alerts());
    queries.putAll(OperationsFiles.panels());
    assertThat(queries).hasSizeGreaterThan(50);
    return queries;
  }
}
