package dev.sidestep.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.quickstart.failure.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir Path dir;
  private final List<Object> asked = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Exception thrown = null;
  private int answer = 0;

  static List<String> commands() {
    return List.of(
        "demo",
        "node",
        "collector",
        "predictor",
        "remediator",
        "sandbox",
        "replay",
        "train",
        "evaluate",
        "doctor");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(String command) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: sidestep " + command).contains("--verbose");
    assertThat(err.toString()).isEmpty();
    CommandLine.Model.CommandSpec spec = line().getSubcommands().get(command).getCommandSpec();
    assertThat(spec.options())
        .filteredOn(option -> !option.hidden())
        .allSatisfy(
            option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
  }

  /** Picocli breaks lines within addresses and file names, which nobody can copy then. */
  @ParameterizedTest
  @EmptySource
  @MethodSource("commands")
  void helpBreaksLinesBetweenWords(String command) {
    execute((command + " --help").trim().split(" "));
    CommandLine.Model.CommandSpec spec =
        command.isEmpty()
            ? line().getCommandSpec()
            : line().getSubcommands().get(command).getCommandSpec();
    List<String> said = new ArrayList<>(List.of(spec.usageMessage().description()));
    said.addAll(List.of(spec.usageMessage().footer()));
    spec.subcommands().values().stream()
        .map(sub -> sub.getCommandSpec().usageMessage().description()[0])
        .forEach(said::add);
    spec.options().stream()
        .filter(option -> !option.hidden())
        .forEach(
            option -> {
              said.addAll(List.of(option.description()));
              if (option.arity().max() > 0) {
                said.add(option.longestName() + "=" + option.paramLabel());
              }
            });
    assertThat(said)
        .flatMap(text -> List.of(text.trim().split("\\s+")))
        .allSatisfy(word -> assertThat(out.toString()).contains(word));
  }

  @Test
  void withoutACommandItSaysWhatThereIs() {
    assertThat(execute()).isZero();
    assertThat(out.toString()).contains("./sidestep demo").contains("doctor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "demo --headles|sidestep: unknown option --headles; did you mean --headless?",
        "demo --sed 3|sidestep: unknown option --sed; did you mean --seed?",
        "dmeo|sidestep: unknown command dmeo; did you mean demo?",
        "demo --xyzzyplugh|sidestep: unknown option --xyzzyplugh; see ./sidestep demo --help",
        "demo --seed x|'x' is no seed; give N or N..M, like 1..20",
        "demo --headless --seed 5..2|seeds are 5..2; give N, or N..M with N <= M",
        "demo --seed 1..3|sidestep: --seed is 1..3; several need --headless",
        "demo --speed 0|sidestep: --speed is 0.0; give 0.1 to 100",
        "demo --mode approve|'approve' does not work here, because nobody can approve a plan yet; give observe, advise or automatic",
        "demo --mode recommend|'recommend' is no mode; give observe, advise or automatic",
        "demo --port 99999|sidestep: --port is 99999; give 0 to 65535",
        "demo --port http|'http' is not an int",
        "node|sidestep: missing required option: '--config=FILE.yaml'; see ./sidestep node --help",
        "node --config nowhere.yaml|sidestep: --config is nowhere.yaml, which does not exist",
        "replay --input nowhere|sidestep: --input is nowhere, which does not exist",
      })
  void wrongUseGetsOneLineAndExitCodeTwo(String typed, String line) {
    assertThat(execute(typed.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(line).hasLineCount(1).startsWith("sidestep: ");
    assertThat(out.toString()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void demoGetsItsDefaultsAndWhatWasTyped() {
    assertThat(execute("demo")).isZero();
    assertThat(
            execute(
                "demo",
                "--headless",
                "--seed",
                "1..20",
                "--scenario",
                "x.yaml",
                "--mode",
                "observe"))
        .isZero();
    assertThat(asked)
        .containsExactly(
            new DemoOptions(
                false,
                SeedRange.one(1),
                "fan-failure",
                Outcome.Mode.AUTOMATIC,
                null,
                null,
                null,
                10,
                null,
                false,
                8080,
                false),
            new DemoOptions(
                true,
                new SeedRange(1, 20),
                "x.yaml",
                Outcome.Mode.OBSERVE,
                null,
                null,
                null,
                10,
                null,
                false,
                8080,
                false));
  }

  @Test
  void severalInputsMayFollowOneOption() throws Exception {
    Path a = Files.createDirectory(dir.resolve("a"));
    Path b = Files.createDirectory(dir.resolve("b"));
    assertThat(execute("replay", "--input", a.toString(), b.toString())).isZero();
    assertThat(asked).containsExactly(new ReplayOptions(List.of(a, b), null, null));
  }

  @Test
  void theBodysAnswerIsTheExitCode() {
    answer = 1;
    assertThat(execute("doctor")).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void everyErrorOfABodyIsOneLine() {
    thrown = Failure.couldNotRun("port 8080 is taken; give --port another");
    assertThat(execute("demo")).isEqualTo(3);
    thrown = new IllegalArgumentException("tick is PT0S;\nit must be above 0");
    assertThat(execute("demo")).isEqualTo(2);
    thrown = new IllegalStateException("something broke");
    assertThat(execute("demo")).isEqualTo(3);
    assertThat(err.toString())
        .isEqualTo(
            """
            sidestep: port 8080 is taken; give --port another
            sidestep: tick is PT0S; it must be above 0
            sidestep: something broke (--verbose shows where)
            """);
  }

  @Test
  void tellsTheReasonAtTheRootAndNoPassword() {
    thrown =
        new IllegalStateException(
            "Failed to create new KafkaAdminClient",
            new IllegalStateException(
                new IllegalArgumentException("No LoginModule found for Plain")));
    execute("demo");
    thrown =
        new IllegalStateException(
            "Failed to create new KafkaAdminClient",
            new IllegalArgumentException("Value not specified for key 'hunter2' in JAAS config"));
    execute("demo");
    assertThat(err.toString())
        .isEqualTo(
            """
            sidestep: Failed to create new KafkaAdminClient: No LoginModule found for Plain (--verbose shows where)
            sidestep: Failed to create new KafkaAdminClient: Value not specified for key '...' in JAAS config (--verbose shows where)
            """);
  }

  @Test
  void verboseAddsTheStackWhereverItStands() {
    thrown = new IllegalStateException("something broke");
    execute("demo", "--verbose");
    assertThat(err.toString()).contains("at dev.sidestep.quickstart.command.CommandLineTest");
  }

  private int execute(String... args) {
    return line().execute(args);
  }

  private CommandLine line() {
    Bodies bodies =
        new Bodies(
            this::body,
            this::body,
            this::body,
            this::body,
            this::body,
            this::body,
            this::body,
            this::body,
            this::body,
            this::body);
    return SidestepCommand.of(bodies, session -> {})
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }

  private int body(Object options, dev.sidestep.quickstart.process.Session session)
      throws Exception {
    asked.add(options);
    if (thrown != null) {
      throw thrown;
    }
    return answer;
  }
}
