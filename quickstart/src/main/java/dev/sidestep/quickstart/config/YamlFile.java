package dev.sidestep.quickstart.config;

import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.service.Closest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * Reads records from YAML, strictly: a key that the record does not have, or a value that it does
 * not take, ends the run with the place, the key, the value and the remedy. {@code ${NAME}} and
 * {@code ${NAME:default}} stand for variables of the environment.
 */
public final class YamlFile {
  private final String name;
  private final MutablePropertySources sources;

  private YamlFile(String name, MutablePropertySources sources) {
    this.name = name;
    this.sources = sources;
  }

  /**
   * Reads a file.
   *
   * @param sections the keys that may stand at the top of the file; records stand below them
   * @throws Failure with exit code 2 when it cannot be read, is no YAML or has another key at the
   *     top
   */
  public static YamlFile read(Path file, String... sections) {
    try {
      return of(file.toString(), Files.readString(file), sections);
    } catch (IOException e) {
      throw Failure.usedWrongly(
          "file " + file + " cannot be read; give the path of a readable YAML file", e);
    }
  }

  /** As {@link #read}, from text; {@code name} is how messages call it. */
  public static YamlFile of(String name, String yaml, String... sections) {
    MutablePropertySources sources = load(name, yaml);
    for (PropertySource<?> source : sources) {
      for (String key : keys(source)) {
        String top = key.replaceAll("[.\\[].*", "");
        if (!List.of(sections).contains(top)) {
          throw Failure.usedWrongly(
              place(name, OriginLookup.getOrigin(source, key))
                  + "unknown key "
                  + top
                  + hint(top, List.of(sections)));
        }
      }
    }
    return new YamlFile(name, sources);
  }

  /**
   * The record below a section.
   *
   * @param defaults what the file leaves out
   * @throws Failure with exit code 2 when the section is not as the record wants it
   */
  @SuppressWarnings("unchecked") // the class of a T is a Class<T>
  public <T extends Record> T section(String section, T defaults) {
    Class<T> type = (Class<T>) defaults.getClass();
    MutablePropertySources all = new MutablePropertySources(sources);
    sources.forEach(source -> refuseUnknownKeys(source, section, type));
    all.addLast(new MapPropertySource("defaults", RecordValues.of(section, defaults)));
    return bind(all, section, type);
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

  private void refuseUnknownKeys(PropertySource<?> source, String section, Class<?> type) {
    for (String key : keys(source)) {
      List<String> path = List.of(key.replaceAll("\\[\\d+]", "").split("\\."));
      if (path.get(0).equals(section)) {
        refuseUnknownKey(
            place(name, OriginLookup.getOrigin(source, key)),
            section,
            path.subList(1, path.size()),
            type);
      }
    }
  }

  private static String[] keys(PropertySource<?> source) {
    return source instanceof EnumerablePropertySource<?> keys
        ? keys.getPropertyNames()
        : new String[0];
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
    } else if (path.size() > 1 && RecordKeys.mapped(component).isPresent()) {
      refuseUnknownKey(
          place,
          above + "." + path.get(0) + "." + path.get(1),
          path.subList(2, path.size()),
          RecordKeys.mapped(component).get());
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

  private static String hint(String typed, Collection<String> keys) {
    String suggestion = Closest.suggestion(typed, keys);
    return suggestion.isEmpty() ? "; known are " + String.join(", ", keys) : suggestion;
  }

  /** Boot's, but that takes a duration without a unit for milliseconds, which nobody means. */
  private static ConversionService conversions() {
    ApplicationConversionService conversions = new ApplicationConversionService();
    conversions.addConverter(String.class, Duration.class, YamlFile::duration);
    conversions.addConverter(Number.class, Duration.class, value -> duration(value.toString()));
    return conversions;
  }

  private static Duration duration(String text) {
    Duration duration = DurationStyle.detectAndParse(text);
    if (text.matches("[+-]?\\d+") && !duration.isZero()) {
      throw new DateTimeException("duration " + text + " has no unit");
    }
    return duration;
  }

  private <T extends Record> T bind(MutablePropertySources all, String prefix, Class<T> type) {
    MutablePropertySources placeholders = new MutablePropertySources(all);
    new StandardEnvironment().getPropertySources().forEach(placeholders::addLast);
    Binder binder =
        new Binder(
            ConfigurationPropertySources.from(all),
            new PropertySourcesPlaceholdersResolver(
                placeholders, new PropertyPlaceholderHelper("${", "}", ":", '\\', false)),
            conversions());
    try {
      return binder.bindOrCreate(prefix, Bindable.of(type));
    } catch (BindException e) {
      throw Failure.usedWrongly(badValue(name, e), e);
    } catch (IllegalArgumentException e) { // ${NAME} without a value
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
    Origin innermost =
        origin instanceof PropertySourceOrigin wrapped ? wrapped.getOrigin() : origin;
    if (innermost instanceof TextResourceOrigin text && text.getLocation() != null) {
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
