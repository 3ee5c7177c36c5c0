package dev.sidestep.quickstart.config;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the keys of a record as a table: names and defaults from the class, words from its source.
 */
final class ConfigurationPage {
  private static final Pattern JAVADOC_OF_RECORD =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public )?record (\\w+)\\(", Pattern.DOTALL);
  private static final Pattern PARAM =
      Pattern.compile("@param (\\w+) ((?:(?!@param|@throws).)*)", Pattern.DOTALL);

  private final StringBuilder text = new StringBuilder();
  private final Path repository;

  ConfigurationPage(Path repository) {
    this.repository = repository;
  }

  void paragraph(String words) {
    text.append(words.strip()).append("\n\n");
  }

  void section(String name, String words, Record defaults) throws IOException {
    text.append("## `").append(name).append("`\n\n").append(words).append("\n\n");
    text.append("| key | default | |\n|---|---|---|\n");
    rows(name, defaults.getClass(), Optional.of(defaults));
    text.append("\n");
  }

  @Override
  public String toString() {
    return text.toString().strip() + "\n";
  }

  private void rows(String above, Class<?> type, Optional<Record> defaults) throws IOException {
    Map<String, String> words = words(type);
    for (Map.Entry<String, RecordComponent> key : RecordKeys.of(type).entrySet()) {
      RecordComponent component = key.getValue();
      String name = above + "." + key.getKey();
      Object value = defaults.isEmpty() ? null : value(component, defaults.get());
      Optional<Class<?>> nested = RecordKeys.nested(component);
      if (nested.isPresent()) {
        boolean list = component.getType() == List.class;
        rows(
            list ? name + "[]" : name,
            nested.get(),
            !list && value instanceof Record held ? Optional.of(held) : Optional.empty());
      } else {
        String said = words.getOrDefault(component.getName(), "");
        text.append("| `%s` | %s | %s |%n".formatted(name, shown(value), cell(component, said)));
      }
    }
  }

  private static String shown(Object value) {
    if (value == null || value.toString().isEmpty() || value instanceof Map) {
      return "";
    }
    String plain =
        value instanceof Enum<?> constant ? RecordKeys.kebab(constant.name()) : "" + value;
    return "`" + plain.replaceFirst("^PT", "").toLowerCase(java.util.Locale.ROOT) + "`";
  }

  private static String cell(RecordComponent component, String said) {
    if (component.getType().isEnum()) {
      String choice = RecordKeys.hint(component.getType());
      return said.isEmpty() ? choice : said + " (" + choice + ")";
    }
    return said;
  }

  private static Object value(RecordComponent component, Record held) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(held);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.toString(), e);
    }
  }

  /** The {@code @param} lines of the record's source, by component. */
  private Map<String, String> words(Class<?> type) throws IOException {
    String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
    Map<String, String> words = new HashMap<>();
    try (Stream<Path> modules = Files.list(repository)) {
      Optional<Path> source =
          modules
              .map(module -> module.resolve("src/main/java").resolve(file))
              .filter(Files::exists)
              .findFirst();
      if (source.isEmpty()) {
        return words;
      }
      Matcher record = JAVADOC_OF_RECORD.matcher(Files.readString(source.get()));
      while (record.find()) {
        if (record.group(2).equals(type.getSimpleName())) {
          Matcher param = PARAM.matcher(record.group(1).replaceAll("\\n\\s*\\*", " "));
          while (param.find()) {
            words.put(param.group(1), plain(param.group(2)));
          }
        }
      }
    }
    return words;
  }

  private static String plain(String javadoc) {
    return javadoc
        .replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`")
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .strip();
  }
}
