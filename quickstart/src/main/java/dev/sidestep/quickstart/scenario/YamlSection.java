package dev.sidestep.quickstart.scenario;

import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.service.Closest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a scenario file. Each question about a key names the file, the key, the value and
 * the remedy when the answer is bad; {@link #only} comes first, so that a misspelt key is not told
 * as one that is missing.
 */
final class YamlSection {
  private static final Pattern DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

  private final String file;
  private final String path;
  private final Map<?, ?> values;

  YamlSection(String file, String path, Object values) {
    this.file = file;
    this.path = path;
    if (!(values instanceof Map<?, ?> map)) {
      throw bad(path.isEmpty() ? "the file" : path, values, "give keys with values");
    }
    this.values = map;
  }

  /** Refuses keys other than these. */
  YamlSection only(Collection<String> known) {
    for (Object key : values.keySet()) {
      String name = String.valueOf(key);
      if (!known.contains(name)) {
        throw Failure.usedWrongly(
            "scenario %s: key '%s' is unknown%s; known here are %s"
                .formatted(file, at(name), meant(name, known).replace("?", ""), known));
      }
    }
    return this;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key) {
    Object value = value(key);
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw bad(at(key), value, "give a text");
  }

  String name(String key) {
    String name = text(key);
    if (!name.matches("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?")) {
      throw bad(at(key), name, "use 1 to 32 small letters, digits and '-'");
    }
    return name;
  }

  <E> E oneOf(String key, E[] constants, Function<E, String> named) {
    String text = text(key);
    List<String> known = Arrays.stream(constants).map(named).toList();
    int place = known.indexOf(text);
    if (place < 0) {
      throw bad(at(key), text, "use one of " + known + meant(text, known));
    }
    return constants[place];
  }

  /** One name or a list of them, each one of the known. */
  List<String> names(String key, List<String> known) {
    List<String> names = new ArrayList<>();
    Object value = value(key);
    for (Object name : value instanceof List<?> list ? list : List.of(value)) {
      if (!(name instanceof String text) || !known.contains(text)) {
        String word = String.valueOf(name);
        throw bad(at(key), name, "use one or more of " + known + meant(word, known));
      }
      names.add(text);
    }
    if (names.isEmpty()) {
      throw bad(at(key), value, "use one or more of " + known);
    }
    return names;
  }

  double number(String key, double missing, double min, double max) {
    return has(key) ? range(key, min, max).low() : missing;
  }

  Range range(String key, Range missing, double min, double max) {
    return has(key) ? range(key, min, max) : missing;
  }

  Range range(String key, double min, double max) {
    Object value = value(key);
    List<Double> ends =
        ends(key, value, "a number or [lowest, highest]").stream()
            .map(end -> end instanceof Number n ? n.doubleValue() : Double.NaN)
            .toList();
    double low = ends.get(0);
    double high = ends.get(ends.size() - 1);
    if (!(low >= min && high <= max && low <= high)) {
      throw bad(at(key), value, "give a number or [lowest, highest] within " + min + " to " + max);
    }
    return new Range(low, high);
  }

  Span span(String key, Span missing, Duration max) {
    return has(key) ? span(key, max) : missing;
  }

  Span span(String key, Duration max) {
    Object value = value(key);
    List<Duration> ends =
        ends(key, value, "a duration such as 90s or 5m, or [shortest, longest]").stream()
            .map(
                end ->
                    duration(end)
                        .filter(duration -> duration.compareTo(max) <= 0)
                        .orElseThrow(
                            () ->
                                bad(
                                    at(key),
                                    value,
                                    "give a duration such as 90s or 5m, or [shortest, longest], at most "
                                        + max.toMinutes()
                                        + "m")))
            .toList();
    if (ends.get(0).compareTo(ends.get(ends.size() - 1)) > 0) {
      throw bad(at(key), value, "put the shorter duration first");
    }
    return new Span(ends.get(0), ends.get(ends.size() - 1));
  }

  YamlSection section(String key) {
    return new YamlSection(file, at(key), value(key));
  }

  /** A list of mappings; empty where the key is missing. */
  List<YamlSection> sections(String key) {
    if (!has(key)) {
      return List.of();
    }
    Object value = value(key);
    if (!(value instanceof List<?> list)) {
      throw bad(at(key), value, "give a list, each entry with '- ' before it");
    }
    List<YamlSection> sections = new ArrayList<>();
    for (Object entry : list) {
      sections.add(new YamlSection(file, at(key) + "[" + sections.size() + "]", entry));
    }
    return sections;
  }

  Failure bad(String key, @Nullable Object value, String remedy) {
    return Failure.usedWrongly(
        "scenario %s: %s is %s; %s".formatted(file, key, shown(value), remedy));
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Object value(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw bad(at(key), null, "it is needed");
    }
    return value;
  }

  /** "; did you mean 'x'?" where a known word is close, otherwise nothing. */
  static String meant(String typed, Collection<String> known) {
    return Closest.to(typed, known).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  private List<?> ends(String key, Object value, String expected) {
    if (!(value instanceof List<?> list)) {
      return List.of(value);
    }
    if (list.size() != 2 || list.contains(null)) {
      throw bad(at(key), value, "give " + expected);
    }
    return list;
  }

  private static Optional<Duration> duration(Object value) {
    String text = value.equals(0) ? "0s" : String.valueOf(value);
    Matcher parts = DURATION.matcher(text);
    if (text.isEmpty() || text.length() > 12 || !parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofHours(part(parts, 1)).plusMinutes(part(parts, 2)).plusSeconds(part(parts, 3)));
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }

  private static String shown(@Nullable Object value) {
    String text = value == null ? "missing" : "'" + value + "'";
    String line = text.replaceAll("\\s+", " ");
    return line.length() > 80 ? line.substring(0, 80) + "...'" : line;
  }
}
