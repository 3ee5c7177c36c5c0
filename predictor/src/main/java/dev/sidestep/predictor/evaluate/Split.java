package dev.sidestep.predictor.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A split file: which entities there are, and which are open for fitting when which are tested. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Split(
    String suite, Map<String, Group> groups, Map<String, Entity> entities, List<Fold> folds) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Group(@JsonProperty("horizons_s") List<Integer> horizons) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Entity(String group, String file) {}

  record Fold(List<String> train, List<String> test) {
    /** What is open for fitting in full: never what is tested. */
    List<String> open() {
      return train.stream().filter(entity -> !test.contains(entity)).toList();
    }
  }

  /**
   * Reads a split.
   *
   * @throws IllegalArgumentException when the file is no split of that suite
   */
  static Split read(Path file, String suite) {
    Split split;
    try {
      split = new ObjectMapper().readValue(Files.readAllBytes(file), Split.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "split " + file + " cannot be read; give a split file of the protocol with --split", e);
    }
    if (!suite.equals(split.suite())) {
      throw new IllegalArgumentException(
          "split %s is of suite '%s'; give one of '%s'".formatted(file, split.suite(), suite));
    }
    return split;
  }

  /** The horizons of an entity's group; seconds. */
  List<Integer> horizons(String entity) {
    return known("group", group(entity), groups).horizons();
  }

  /** The name of an entity's group. */
  String group(String entity) {
    return known("entity", entity, entities).group();
  }

  /**
   * The entry of a name.
   *
   * @throws IllegalArgumentException when the split has none
   */
  static <T> T known(String kind, String name, Map<String, T> entries) {
    T entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "the split names %s '%s' but does not describe it; it has %s"
              .formatted(kind, name, entries.keySet()));
    }
    return entry;
  }
}
