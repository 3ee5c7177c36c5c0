package dev.sidestep.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.sidestep.collector.naming.NameRule;
import dev.sidestep.collector.naming.TargetRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/** Reads the name map from its data files: an installation's own first, then those that ship. */
final class CsvNameFiles {
  private static final String SHIPPED = "names/";
  private static final List<String> VENDORS =
      List.of(
          "sidestep.csv",
          "otel.csv",
          "dcgm.csv",
          "amd.csv",
          "huawei.csv",
          "node-exporter.csv",
          "cadvisor.csv");

  private CsvNameFiles() {}

  /**
   * Reads all rules.
   *
   * @param own name files of the installation
   * @param ownTargets its files of target rules; a rule of a name that ships is asked before it
   * @throws IllegalArgumentException when a line cannot be used; it names file and line
   */
  static List<NameRule> read(List<Path> own, List<Path> ownTargets) {
    Map<String, List<TargetRule>> targets = new LinkedHashMap<>();
    for (Path file : ownTargets) {
      read(file.toString(), open(file), line -> target(line, targets));
    }
    read("targets.csv", shipped("targets.csv"), line -> target(line, targets));
    List<NameRule> rules = new ArrayList<>();
    for (Path file : own) {
      read(file.toString(), open(file), line -> rules.add(rule(line, targets)));
    }
    for (String file : VENDORS) {
      read(file, shipped(file), line -> rules.add(rule(line, targets)));
    }
    return rules;
  }

  /** Uses one line. */
  private interface Line {
    void use(NamedCsvRecord line);
  }

  private static void read(String name, Reader file, Line line) {
    try (CsvReader<NamedCsvRecord> lines =
        CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(file)) {
      for (NamedCsvRecord next : lines) {
        use(name, next, line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("name file " + name + " cannot be read", e);
    }
  }

  private static void use(String name, NamedCsvRecord next, Line line) {
    try {
      line.use(next);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new IllegalArgumentException(
          "name file " + name + ", line " + next.getStartingLineNumber() + ": " + e.getMessage(),
          e);
    }
  }

  private static void target(NamedCsvRecord line, Map<String, List<TargetRule>> targets) {
    targets
        .computeIfAbsent(line.getField("rule"), r -> new ArrayList<>())
        .add(
            TargetRule.parse(
                line.getField("when"),
                line.getField("kind"),
                line.getField("cluster"),
                line.getField("namespace"),
                line.getField("name"),
                line.getField("uid"),
                line.getField("class")));
  }

  private static NameRule rule(NamedCsvRecord line, Map<String, List<TargetRule>> targets) {
    List<TargetRule> named =
        Arrays.stream(line.getField("targets").split("\\|", -1))
            .flatMap(name -> known(name, targets).stream())
            .toList();
    return NameRule.parse(
        line.getField("metric"),
        line.getField("where"),
        line.getField("signal"),
        line.getField("form"),
        line.getField("scale"),
        named);
  }

  private static List<TargetRule> known(String name, Map<String, List<TargetRule>> targets) {
    List<TargetRule> rules = targets.get(name);
    if (rules == null) {
      throw new IllegalArgumentException(
          "target rule '" + name + "' is not known; use one of " + targets.keySet());
    }
    return rules;
  }

  private static Reader open(Path file) {
    try {
      return Files.newBufferedReader(file, UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "name file " + file + " cannot be opened: " + e + "; check collector.names", e);
    }
  }

  private static Reader shipped(String file) {
    InputStream resource = CsvNameFiles.class.getResourceAsStream(SHIPPED + file);
    return new BufferedReader(new InputStreamReader(Objects.requireNonNull(resource, file), UTF_8));
  }
}
