package dev.sidestep.collector.naming;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the attributes must be for a rule to apply: {@code name=value}, {@code name=one|other},
 * {@code name=*part*} or {@code !name} (absent); several are joined by {@code ;}, all must hold.
 */
record Condition(List<Clause> clauses) {

  /** One attribute; without a pattern it must be absent. */
  record Clause(String attribute, Optional<Pattern> value) {
    boolean holds(Attributes attributes) {
      Optional<String> found = attributes.get(attribute);
      return value
          .map(pattern -> found.isPresent() && pattern.matcher(found.get()).matches())
          .orElse(found.isEmpty());
    }
  }

  static Condition parse(String text) {
    return new Condition(
        Arrays.stream(text.split(";", -1))
            .map(String::strip)
            .filter(clause -> !clause.isEmpty())
            .map(Condition::clause)
            .toList());
  }

  boolean holds(Attributes attributes) {
    return clauses.stream().allMatch(clause -> clause.holds(attributes));
  }

  private static Clause clause(String text) {
    if (text.startsWith("!")) {
      return new Clause(text.substring(1), Optional.empty());
    }
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "condition is '" + text + "'; write name=value, name=one|other or !name");
    }
    String anyOf =
        Arrays.stream(text.substring(equals + 1).split("\\|", -1))
            .map(Condition::glob)
            .collect(Collectors.joining("|"));
    return new Clause(text.substring(0, equals), Optional.of(Pattern.compile(anyOf)));
  }

  private static String glob(String value) {
    return Arrays.stream(value.split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }
}
