package dev.sidestep.quickstart.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.quickstart.failure.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlScenariosTest {
  private static final String GOOD =
      """
      name: mine
      title: A scenario of my own
      duration: [10m, 12m]
      devices:
        - { name: gpu-0, preset: inference-card-70w, tokens-per-second: 480, inlet: [20, 30] }
        - { name: cpu-0, preset: server-cpu-280w, tokens-per-second: 400, inlet: 25 }
      model:
        name: minilm
        serves-on: [gpu-0, cpu-0]
        start: [20s, 40s]
        memory-limit-mib: 512
      traffic:
        requests-per-second: [2, 3]
        swings:
          - { at: 2m, lasts: 3m, factor: 2, ramp: 30s }
      faults:
        - kind: fan
          device: serving
          at: [2m, 4m]
          severity: [1.5, 2.5]
          ramp: 1m
      """;

  @Test
  void readsRangesAndChoices() {
    Scenario scenario = parse(GOOD);

    assertThat(scenario.duration())
        .isEqualTo(new Span(Duration.ofMinutes(10), Duration.ofMinutes(12)));
    assertThat(scenario.devices().get(0).inlet()).isEqualTo(new Range(20, 30));
    assertThat(scenario.model().servesOn()).containsExactly("gpu-0", "cpu-0");
    assertThat(scenario.faults().get(0).choices().get(0).severity()).isEqualTo(new Range(1.5, 2.5));
    assertThat(scenario.faults().get(0).choices().get(0).lasts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "severity: [1.5, 2.5] | severty: [1.5, 2.5] | key 'faults[0].severty' is unknown; did you mean 'severity'; known here are",
        "severity: [1.5, 2.5] | chance: 1 | faults[0].severity is missing; it is needed",
        "kind: fan | knid: fan | key 'faults[0].knid' is unknown; did you mean 'kind'",
        "kind: fan | kind: telemetry-lost | key 'faults[0].severity' is unknown; known here are [kind, device, at, lasts, weight, chance]",
        "kind: fan | kind: fann | faults[0].kind is 'fann'; use one of [fan, ... did you mean 'fan'?",
        "device: serving | device: gpu-1 | faults[0].device is 'gpu-1'; use one or more of [gpu-0, cpu-0 ... did you mean 'gpu-0'?",
        "at: [2m, 4m] | at: soon | faults[0].at is 'soon'; give a duration such as 90s or 5m",
        "at: [2m, 4m] | at: [4m, 2m] | faults[0].at is '[4m, 2m]'; put the shorter duration first",
        "at: [2m, 4m] | at: 11m | faults[0].at is '11m'; ... at most 10m",
        "severity: [1.5, 2.5] | severity: 0.5 | faults[0].severity is '0.5'; ... within 1.0 to 10.0",
        "requests-per-second: [2, 3] | requests-per-second: lots | traffic.requests-per-second is 'lots'; give a number",
        "duration: [10m, 12m] | duration: 5s | duration is '5s'; give at least 1m",
        "preset: server-cpu-280w | preset: datacenter-gpu-500w | devices is '[gpu-0, cpu-0]'; give them presets of different classes",
        "title: A scenario of my own | titel: x | key 'titel' is unknown; did you mean 'title'; known here are [name, title,",
        "title: A scenario of my own | heading: x | key 'heading' is unknown; known here are [name, title,",
        "title: A scenario of my own | # none | title is missing; it is needed",
        "devices: | device: | key 'device' is unknown; did you mean 'devices'",
        "serves-on: | severs-on: | key 'model.severs-on' is unknown; did you mean 'serves-on'",
        "requests-per-second: [2, 3] | request-per-second: 2 | key 'traffic.request-per-second' is unknown; did you mean 'requests-per-second'",
        "preset: server-cpu-280w | prest: server-cpu-280w | key 'devices[1].prest' is unknown; did you mean 'preset'",
        "ramp: 1m | rampe: 1m | key 'faults[0].rampe' is unknown; did you mean 'ramp'; known here are",
        "name: mine | name: mine\\nname: yours | line 2 is no YAML: found duplicate key name",
        "name: mine | name: [mine | is no YAML",
        "faults: | faults: none\\nmachines: | key 'machines' is unknown",
      })
  void refusesWhatIsWrongInOneLine(String right, String wrong, String says) {
    String yaml = GOOD.replace(right, wrong.replace("\\n", "\n"));

    assertThat(yaml).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("scenario mine.yaml")
        .satisfies(e -> assertThat(says.split(" \\.\\.\\. ")).allMatch(e.getMessage()::contains))
        .message()
        .doesNotContain("\n");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThatThrownBy(() -> parse("")).hasMessageContaining("mine.yaml is empty");
  }

  @Test
  void refusesBinaryRubbish() {
    assertThatThrownBy(() -> parse("\u0000\u0001")).hasMessageContaining("is no YAML");
  }

  @Test
  void suggestsTheNameThatWasMeant() {
    assertThatThrownBy(() -> YamlScenarios.load("fan-failur"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("did you mean 'fan-failure'");
  }

  @Test
  void readsAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), GOOD);

    assertThat(YamlScenarios.load(file.toString()).name()).isEqualTo("mine");
  }

  @Test
  void knowsEveryScenarioThatComesWithTheDemo() throws Exception {
    Path folder = Path.of(YamlScenarios.class.getResource("/scenarios").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      List<String> found =
          files.map(file -> file.getFileName().toString().replace(".yaml", "")).toList();
      assertThat(found).containsExactlyInAnyOrderElementsOf(YamlScenarios.NAMES);
    }
  }

  static Scenario parse(String yaml) {
    return YamlScenarios.parse("mine.yaml", new StringReader(yaml));
  }
}
