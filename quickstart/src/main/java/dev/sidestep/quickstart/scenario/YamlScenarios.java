package dev.sidestep.quickstart.scenario;

import dev.sidestep.device.DevicePresets;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.scenario.Scenario.Device;
import dev.sidestep.quickstart.scenario.Scenario.Fault;
import dev.sidestep.quickstart.scenario.Scenario.FaultChoice;
import dev.sidestep.quickstart.scenario.Scenario.Model;
import dev.sidestep.quickstart.scenario.Scenario.Swing;
import dev.sidestep.quickstart.scenario.Scenario.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads scenarios: those that come with the demo by name, others from a YAML file. */
public final class YamlScenarios {
  /** The scenarios that come with the demo. */
  public static final List<String> NAMES =
      List.of(
          "fan-failure",
          "hot-inlet",
          "load-surge",
          "memory-leak",
          "power-cap",
          "telemetry-lost",
          "quiet");

  private static final List<String> FAULT_KEYS =
      List.of("kind", "device", "at", "lasts", "weight", "chance", "severity", "ramp");
  private static final List<String> CHOICE_KEYS =
      Stream.concat(FAULT_KEYS.stream(), Stream.of("one-of")).toList();
  private static final Duration DAY = Duration.ofDays(1);
  private static final Span AT_ONCE = Span.of(Duration.ZERO);

  private YamlScenarios() {}

  /**
   * The scenario of a name or of a file.
   *
   * @throws Failure when there is none, or it has a fault
   */
  public static Scenario load(String nameOrFile) {
    if (NAMES.contains(nameOrFile)) {
      try (InputStream resource =
          YamlScenarios.class.getResourceAsStream("/scenarios/" + nameOrFile + ".yaml")) {
        if (resource == null) {
          throw new IllegalStateException("scenario " + nameOrFile + " is not on the class path");
        }
        return parse(nameOrFile, new InputStreamReader(resource, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw Failure.usedWrongly(
          "scenario '%s' is neither known nor a file%s; known are %s"
              .formatted(nameOrFile, YamlSection.meant(nameOrFile, NAMES).replace("?", ""), NAMES));
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      return parse(nameOrFile, reader);
    } catch (IOException e) {
      throw Failure.usedWrongly(
          "scenario %s cannot be read: %s; give a readable UTF-8 file".formatted(nameOrFile, e));
    }
  }

  static Scenario parse(String file, Reader reader) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object root;
    try {
      root = new Yaml(new SafeConstructor(options)).load(reader);
    } catch (MarkedYAMLException e) {
      throw Failure.usedWrongly(
          "scenario %s: line %d is no YAML: %s; see docs/scenarios.md"
              .formatted(
                  file,
                  e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1,
                  e.getProblem()));
    } catch (YAMLException e) {
      throw Failure.usedWrongly(
          "scenario %s is no YAML: %s; see docs/scenarios.md"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
    if (root == null) {
      throw Failure.usedWrongly("scenario " + file + " is empty; see docs/scenarios.md");
    }
    return scenario(new YamlSection(file, "", root));
  }

  private static Scenario scenario(YamlSection root) {
    root.only(List.of("name", "title", "duration", "devices", "model", "traffic", "faults"));
    String name = root.name("name");
    String title = root.text("title");
    Span duration = root.span("duration", Duration.ofHours(6));
    if (duration.shortest().toSeconds() < 60) {
      throw root.bad("duration", duration.shortest().toSeconds() + "s", "give at least 1m");
    }
    List<Device> devices = root.sections("devices").stream().map(YamlScenarios::device).toList();
    List<String> names = devices.stream().map(Device::name).toList();
    if (devices.size() < 2 || names.stream().distinct().count() != names.size()) {
      throw root.bad("devices", names, "give two or more, each with a name of its own");
    }
    if (devices.stream().map(d -> DevicePresets.byName(d.preset()).deviceClass()).distinct().count()
        != devices.size()) {
      throw root.bad(
          "devices", names, "give them presets of different classes: one CPU, one GPU, one NPU");
    }
    Model model = model(root.section("model"), names);
    Traffic traffic = traffic(root.section("traffic"), duration.shortest());
    List<String> places = new ArrayList<>(names);
    places.add(Scenario.SERVING);
    places.add(Scenario.OTHER);
    List<FaultChoice> faults =
        root.sections("faults").stream()
            .map(section -> choice(section, places, duration.shortest()))
            .toList();
    return new Scenario(name, title, duration, devices, model, traffic, faults);
  }

  private static Device device(YamlSection section) {
    section.only(List.of("name", "preset", "sink-factor", "tokens-per-second", "inlet"));
    return new Device(
        section.name("name"),
        section.oneOf("preset", DevicePresets.names().toArray(String[]::new), preset -> preset),
        section.range("sink-factor", Range.of(1), 0.5, 2),
        section.range("tokens-per-second", 1, 1e6),
        section.range("inlet", -20, 60));
  }

  private static Model model(YamlSection section, List<String> devices) {
    section.only(List.of("name", "serves-on", "start", "memory-limit-mib"));
    return new Model(
        section.name("name"),
        section.names("serves-on", devices),
        section.span("start", Duration.ofMinutes(30)),
        section.range("memory-limit-mib", 16, 1 << 20));
  }

  private static Traffic traffic(YamlSection section, Duration duration) {
    section.only(List.of("requests-per-second", "burstiness", "swings"));
    List<Swing> swings = new ArrayList<>();
    for (YamlSection swing : section.sections("swings")) {
      swing.only(List.of("chance", "at", "lasts", "factor", "ramp"));
      swings.add(
          new Swing(
              swing.number("chance", 1, 0, 1),
              swing.span("at", duration),
              swing.span("lasts", Span.of(DAY), DAY),
              swing.range("factor", 0.01, 100),
              swing.span("ramp", AT_ONCE, duration)));
    }
    return new Traffic(
        section.range("requests-per-second", 0.01, 1000),
        section.range("burstiness", Range.of(1), 0, 3),
        swings);
  }

  private static FaultChoice choice(YamlSection section, List<String> places, Duration duration) {
    section.only(CHOICE_KEYS);
    if (!section.has("one-of")) {
      return new FaultChoice(List.of(fault(section, places, duration)));
    }
    section.only(List.of("one-of"));
    List<Fault> faults =
        section.sections("one-of").stream().map(entry -> fault(entry, places, duration)).toList();
    if (faults.isEmpty()) {
      throw section.bad(section.at("one-of"), faults, "give one or more faults");
    }
    return new FaultChoice(faults);
  }

  private static Fault fault(YamlSection section, List<String> places, Duration duration) {
    section.only(FAULT_KEYS);
    FaultKind kind = section.oneOf("kind", FaultKind.values(), FaultKind::key);
    section.only(keys(kind));
    return new Fault(
        section.number("weight", 1, 0, 1000),
        section.number("chance", 1, 0, 1),
        kind,
        section.names("device", places),
        section.span("at", duration),
        kind.graded() ? section.range("severity", kind.min(), kind.max()) : Range.of(kind.max()),
        kind.ramps() ? section.span("ramp", AT_ONCE, DAY) : AT_ONCE,
        section.has("lasts") ? Optional.of(section.span("lasts", DAY)) : Optional.empty());
  }

  /** A kind that is there or not has no severity, one that comes at once no ramp. */
  private static List<String> keys(FaultKind kind) {
    return FAULT_KEYS.stream()
        .filter(key -> kind.graded() || !key.equals("severity"))
        .filter(key -> kind.ramps() || !key.equals("ramp"))
        .toList();
  }
}
