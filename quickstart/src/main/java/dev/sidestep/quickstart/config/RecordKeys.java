package dev.sidestep.quickstart.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The keys that a file may have for a record: its components in kebab case, nested ones below. */
final class RecordKeys {
  private RecordKeys() {}

  /** The components of a record by key. */
  static Map<String, RecordComponent> of(Class<?> type) {
    Map<String, RecordComponent> keys = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      keys.put(kebab(component.getName()), component);
    }
    return keys;
  }

  /** The record that a component holds, itself or as the element of a list; empty for others. */
  static Optional<Class<?>> nested(RecordComponent component) {
    Type type = component.getGenericType();
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      type = list.getActualTypeArguments()[0];
    }
    return type instanceof Class<?> held && held.isRecord() ? Optional.of(held) : Optional.empty();
  }

  /** The record that a component holds by keys of the user's; empty for others. */
  static Optional<Class<?>> mapped(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType map
            && map.getRawType() == Map.class
            && map.getActualTypeArguments()[1] instanceof Class<?> held
            && held.isRecord()
        ? Optional.of(held)
        : Optional.empty();
  }

  /** Whether keys below the component are free. */
  static boolean isFree(RecordComponent component) {
    return Map.class.isAssignableFrom(component.getType());
  }

  /** What a value of the component looks like, as the end of "give ...". */
  static String hint(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class || type == float.class) {
      return "a number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == java.time.Duration.class) {
      return "a duration such as 500ms, 30s or 5m";
    }
    if (type == java.time.Instant.class) {
      return "an instant such as 2026-01-01T00:00:00Z";
    }
    if (type.isEnum()) {
      return "one of "
          + String.join(
              ", ",
              Arrays.stream(type.getEnumConstants())
                  .map(constant -> kebab(((Enum<?>) constant).name()))
                  .toList());
    }
    return "a " + type.getSimpleName();
  }

  /**
   * {@code queueCapacity} and {@code FAN_FAILURE} as {@code queue-capacity} and {@code
   * fan-failure}.
   */
  static String kebab(String name) {
    String spaced = name.contains("_") ? name : name.replaceAll("([a-z0-9])([A-Z])", "$1-$2");
    return spaced.replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
