package dev.sidestep.quickstart.config;

import dev.sidestep.quickstart.failure.Failure;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/**
 * Reads a record from YAML, strictly: a key that the record does not have, or a value that it does
 * not take, ends the run with the place, the key, the value and the remedy. {@code ${NAME}} and
 * {@code ${NAME:default}} stand for variables of the environment.
 */
public final class YamlRecords {
  private YamlRecords() {}

  /**
   * Reads a file.
   *
   * @param prefix the one key at the top of the file, below which the record's keys stand
   * @param defaults what the file leaves out
   * @throws Failure with exit code 2 when the file is not as the record wants it
   */
  public static <T extends Record> T read(Path file, String prefix, T defaults) {
    try {
      return read(file.toString(), Files.readString(file), prefix, defaults);
    } catch (IOException e) {
      throw Failure.usedWrongly(
          "file " + file + " cannot be read; give the path of a readable YAML file", e);
    }
  }

  /** As {@link #read(Path, String, Record)}, from text; {@code name} is how messages call it. */
  @SuppressWarnings("unchecked") // the class of a T is a Class<T>
  public static <T extends Record> T read(String name, String yaml, String prefix, T defaults) {
    Class<T> type = (Class<T>) defaults.getClass();
    MutablePropertySources sources = load(name, yaml);
    sources.forEach(source -> refuseUnknownKeys(name, source, prefix, type));
    sources.addLast(new MapPropertySource("defaults", RecordValues.of(prefix, defaults)));
    return bind(name, sources, prefix, type);
  }

  private static MutablePropertySources load(String name, String yaml) {
    Resource resource = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8), name);
    MutablePropertySources sources = new MutablePropertySources();
    try {
      for (PropertySource<?> source : new YamlPropertySourceLoader().load(name, resource)) {
        sources.addLast(source);
      }
    } catch (IOException | RuntimeException e) {
      throw Failure.usedWrongly(name + " is no YAML: " + oneLine(e.getMessage()), e);
    }
    return sources;
  }

  private static void refuseUnknownKeys(
      String name, PropertySource<?> source, String prefix, Class<?> type) {
    if (!(source instanceof EnumerablePropertySource<?> keys)) {
      return;
    }
    for (String key : keys.getPropertyNames()) {
      List<String> path = List.of(key.replaceAll("\\[\\d+]", "").split("\\."));
      if (!path.get(0).equals(prefix)) {
        throw Failure.usedWrongly(
            place(name, OriginLookup.getOrigin(source, key))
                + "unknown key "
                + path.get(0)
                + "; the file has one key at the top: "
                + prefix);
      }
      refuseUnknownKey(
          place(name, OriginLookup.getOrigin(source, key)),
          prefix,
          path.subList(1, path.size()),
          type);
    }
  }

  private static void refuseUnknownKey(
      String place, String above, List<String> path, Class<?> type) {
    if (path.isEmpty()) {
      return;
    }
    Map<String, RecordComponent> keys = RecordKeys.of(type);
    String wanted = canonical(path.get(0));
    Optional<Map.Entry<String, RecordComponent>> known =
        keys.entrySet().stream().filter(key -> canonical(key.getKey()).equals(wanted)).findFirst();
    if (known.isEmpty()) {
      throw Failure.usedWrongly(
          place + "unknown key " + above + "." + path.get(0) + hint(path.get(0), keys.keySet()));
    }
    RecordComponent component = known.get().getValue();
    Optional<Class<?>> nested = RecordKeys.nested(component);
    if (nested.isPresent()) {
      refuseUnknownKey(
          place, above + "." + path.get(0), path.subList(1, path.size()), nested.get());
    } else if (path.size() > 1 && !RecordKeys.isFree(component)) {
      throw Failure.usedWrongly(
          place
              + above
              + "."
              + String.join(".", path)
              + " is a key too deep; give "
              + above
              + "."
              + path.get(0)
              + " a value: "
              + RecordKeys.hint(component.getType()));
    }
  }

  private static String hint(String typed, Set<String> keys) {
    String suggestion = Closest.suggestion(typed, keys);
    return suggestion.isEmpty() ? "; known are " + String.join(", ", keys) : suggestion;
  }

  private static <T extends Record> T bind(
      String name, MutablePropertySources sources, String prefix, Class<T> type) {
    MutablePropertySources placeholders = new MutablePropertySources(sources);
    new StandardEnvironment().getPropertySources().forEach(placeholders::addLast);
    Binder binder =
        new Binder(
            ConfigurationPropertySources.from(sources),
            new PropertySourcesPlaceholdersResolver(placeholders));
    try {
      return binder.bindOrCreate(prefix, Bindable.of(type));
    } catch (BindException e) {
      throw Failure.usedWrongly(badValue(name, e), e);
    } catch (IllegalArgumentException e) { // a placeholder without a value
      throw Failure.usedWrongly(name + ": " + oneLine(e.getMessage()), e);
    }
  }

  private static String badValue(String name, BindException e) {
    ConfigurationProperty property = e.getProperty();
    String place = place(name, property == null ? null : property.getOrigin());
    Throwable refusal = refusal(e);
    if (refusal != null) {
      return place + oneLine(refusal.getMessage());
    }
    String value = property == null ? "" : " is '" + property.getValue() + "'";
    Class<?> wanted = e.getTarget().getType().resolve(Object.class);
    return place + e.getName() + value + "; give " + RecordKeys.hint(wanted);
  }

  /** What the record's own constructor said: it names key, value and remedy already. */
  private static @Nullable Throwable refusal(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      StackTraceElement[] stack = cause.getStackTrace();
      boolean ours = stack.length > 0 && stack[0].getClassName().startsWith("dev.sidestep.");
      if (cause instanceof IllegalArgumentException && ours) {
        return cause;
      }
    }
    return null;
  }

  private static String place(String name, @Nullable Origin origin) {
    if (origin instanceof TextResourceOrigin text && text.getLocation() != null) {
      return name + ":" + (text.getLocation().getLine() + 1) + ": ";
    }
    return name + ": ";
  }

  private static String canonical(String key) {
    return key.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
