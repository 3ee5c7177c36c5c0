package dev.sidestep.quickstart.service;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A record as lines of YAML with full keys, the way a test writes a configuration file. */
final class YamlKeys {
  private YamlKeys() {}

  static String of(String prefix, Record values) throws ReflectiveOperationException {
    StringBuilder lines = new StringBuilder();
    add(lines, prefix, values);
    return lines.toString();
  }

  private static void add(StringBuilder lines, String key, Object value)
      throws ReflectiveOperationException {
    if (value instanceof Record held) {
      for (RecordComponent component : held.getClass().getRecordComponents()) {
        String name =
            component.getName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        add(lines, key + "." + name, component.getAccessor().invoke(held));
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        add(lines, key + "[" + i + "]", list.get(i));
      }
    } else if (value != null && !(value instanceof Map)) {
      lines.append('"').append(key).append("\": \"").append(value).append("\"\n");
    }
  }
}
