package dev.sidestep.quickstart.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as flat properties: {@code prefix.component.nested[0]} and its value. */
final class RecordValues {
  private RecordValues() {}

  /**
   * Components that are null are left out. Empty lists and maps are values: else they bind to null.
   */
  static Map<String, Object> of(String prefix, Record root) {
    Map<String, Object> values = new LinkedHashMap<>();
    add(values, prefix, root);
    return values;
  }

  private static void add(Map<String, Object> values, String key, @Nullable Object value) {
    if (value == null) {
      return;
    }
    boolean empty = List.of().equals(value) || Map.of().equals(value);
    if (empty) {
      values.put(key, value);
    } else if (value instanceof Record held) {
      RecordKeys.of(held.getClass())
          .forEach((name, component) -> add(values, key + "." + name, read(component, held)));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        add(values, key + "[" + i + "]", list.get(i));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, entry) -> add(values, key + "[" + name + "]", entry));
    } else {
      values.put(key, value);
    }
  }

  private static @Nullable Object read(RecordComponent component, Record held) {
    try {
      component.getAccessor().setAccessible(true); // records of other packages may be private
      return component.getAccessor().invoke(held);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record component " + component + " cannot be read", e);
    }
  }
}
