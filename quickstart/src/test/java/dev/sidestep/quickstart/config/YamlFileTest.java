package dev.sidestep.quickstart.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.quickstart.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
  enum Mode {
    OBSERVE,
    FULLY_AUTOMATIC
  }

  record Device(String name, double loadFactor) {}

  record Limits(int movesAtOnce, Duration coolDown) {
    public Limits {
      if (movesAtOnce < 1) {
        throw new IllegalArgumentException(
            "thing.limits.moves-at-once is " + movesAtOnce + "; it must be 1 or more");
      }
    }
  }

  record Thing(
      Mode mode,
      Limits limits,
      List<Device> devices,
      Path stateDir,
      Map<String, String> properties) {
    static Thing defaults() {
      return new Thing(
          Mode.OBSERVE,
          new Limits(1, Duration.ofMinutes(10)),
          List.of(new Device("cpu-0", 1)),
          Path.of("state"),
          Map.of());
    }
  }

  @Test
  void takesWhatTheFileSaysAndDefaultsForTheRest() {
    Thing thing =
        read(
            """
            thing:
              mode: fully-automatic
              limits: { cool-down: 90s }
              devices:
                - { name: gpu-0, load-factor: 0.5 }
                - { name: gpu-1, load-factor: 1 }
              properties: { security.protocol: SSL }
            """);
    assertThat(thing)
        .isEqualTo(
            new Thing(
                Mode.FULLY_AUTOMATIC,
                new Limits(1, Duration.ofSeconds(90)),
                List.of(new Device("gpu-0", 0.5), new Device("gpu-1", 1)),
                Path.of("state"),
                Map.of("security.protocol", "SSL")));
  }

  @Test
  void anEmptyFileIsAllDefaults() {
    assertThat(read("").limits()).isEqualTo(Thing.defaults().limits());
    assertThat(read("").devices()).isEqualTo(Thing.defaults().devices());
    assertThat(read("").mode()).isEqualTo(Mode.OBSERVE);
  }

  @Test
  void takesVariablesOfTheEnvironment() {
    String home = System.getenv("PATH");
    Thing thing = read("thing:\n  properties:\n    path: ${PATH}\n    other: ${NOT_THERE_7:x}\n");
    assertThat(thing.properties()).containsEntry("path", home).containsEntry("other", "x");
    assertThatThrownBy(() -> read("thing:\n  state-dir: ${NOT_THERE_7}\n"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("NOT_THERE_7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "thing:\\n  mod: observe|f.yaml:2: unknown key thing.mod; did you mean mode?",
        "thing:\\n  limits:\\n    moves-at-onec: 2|f.yaml:3: unknown key thing.limits.moves-at-onec; did you mean moves-at-once?",
        "thing:\\n  zzzzzzzzzz: 2|unknown key thing.zzzzzzzzzz; known are mode, limits, devices, state-dir, properties",
        "thing:\\n  devices:\\n    - nmae: x|f.yaml:3: unknown key thing.devices.nmae; did you mean name?",
        "thign:\\n  mode: observe|f.yaml:2: unknown key thign; did you mean thing?",
        "thing:\\n  mode: sometimes|f.yaml:2: thing.mode is 'sometimes'; give one of observe, fully-automatic",
        "thing:\\n  limits:\\n    moves-at-once: many|f.yaml:3: thing.limits.moves-at-once is 'many'; give a whole number",
        "thing:\\n  limits:\\n    cool-down: soon|f.yaml:3: thing.limits.cool-down is 'soon'; give a duration such as 500ms, 30s or 5m",
        "thing:\\n  limits:\\n    cool-down: 90|f.yaml:3: thing.limits.cool-down is '90'; give a duration such as 500ms, 30s or 5m",
        "thing:\\n  limits:\\n    cool-down: '90'|thing.limits.cool-down is '90'; give a duration such as 500ms, 30s or 5m",
        "thing:\\n  limits:\\n    moves-at-once: 0|thing.limits.moves-at-once is 0; it must be 1 or more",
        "thing:\\n  mode:\\n    deep: 1|thing.mode.deep is a key too deep; give thing.mode a value: one of observe, fully-automatic",
        "thing: [}|f.yaml is no YAML",
      })
  void saysWhereAndWhatIsWrongInOneLine(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  record Kinds(Map<String, Limits> perKind) {}

  @Test
  void refusesAnUnknownKeyBelowAKeyOfTheUsersOwn() {
    YamlFile file =
        YamlFile.of("f.yaml", "kinds:\n  per-kind:\n    gpu: {moves: 3}\n", "kinds", "kafka");

    assertThatThrownBy(() -> file.section("kinds", new Kinds(Map.of())))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("f.yaml:3: unknown key kinds.per-kind.gpu.moves");
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThatThrownBy(() -> YamlFile.read(Path.of("nowhere.yaml"), "thing"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("file nowhere.yaml cannot be read");
  }

  private static Thing read(String yaml) {
    return YamlFile.of("f.yaml", yaml, "thing", "kafka").section("thing", Thing.defaults());
  }
}
