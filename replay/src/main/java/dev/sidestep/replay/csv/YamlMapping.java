package dev.sidestep.replay.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.service.Closest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@link CsvMapping} from a YAML file; unknown keys and signals are refused by name. */
public final class YamlMapping {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private static final List<String> FILE_KEYS = keys(FileForm.class);
  private static final List<String> COLUMN_KEYS = keys(ColumnForm.class);

  private YamlMapping() {}

  private record FileForm(
      @Nullable String device,
      DeviceClass deviceClass,
      Double limitCelsius,
      @Nullable Source source,
      @Nullable String timeColumn,
      @Nullable Double rowSeconds,
      Map<String, ColumnForm> columns) {}

  private record ColumnForm(String signal, @Nullable Double scale) {}

  /**
   * Reads a mapping file.
   *
   * @throws IllegalArgumentException when the file does not say what it must, in one line
   * @throws IOException when the file cannot be read
   */
  public static CsvMapping read(Path file) throws IOException {
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      if (!root.isObject()) {
        throw new IllegalArgumentException("holds no keys with values; see docs/replay.md");
      }
      refuseUnknownKeys(root);
      demandKeys(root);
      return mapping(YAML.treeToValue(root, FileForm.class));
    } catch (JsonMappingException e) {
      String where =
          e.getPath().stream()
              .map(step -> String.valueOf(step.getFieldName()))
              .collect(Collectors.joining("."));
      throw refused(file, (where.isEmpty() ? "" : where + ": ") + fault(e), e);
    } catch (JsonProcessingException e) {
      throw refused(file, "is no YAML: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw refused(file, String.valueOf(e.getMessage()), e);
    }
  }

  /** Before anything is missed: a key that is misspelt leaves one that is missing. */
  private static void refuseUnknownKeys(JsonNode root) {
    refuseUnknownKeys("", root, FILE_KEYS);
    JsonNode columns = root.path("columns");
    columns
        .fieldNames()
        .forEachRemaining(
            name -> refuseUnknownKeys("columns." + name + ".", columns.path(name), COLUMN_KEYS));
  }

  private static void refuseUnknownKeys(String above, JsonNode node, List<String> known) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                String meant =
                    Closest.to(key, known).map(near -> "; did you mean '" + near + "'").orElse("");
                throw new IllegalArgumentException(
                    "key '%s' is unknown%s; known here are %s"
                        .formatted(above + key, meant, known));
              }
            });
  }

  private static void demandKeys(JsonNode root) {
    demand(root, "device-class", "give one of " + choice(DeviceClass.class));
    demand(root, "limit-celsius", "give the device's own slowdown temperature");
    demand(root, "columns", "name those that are used and the signal that each holds");
    root.path("columns")
        .properties()
        .forEach(
            column ->
                demand(
                    column.getValue(),
                    "signal",
                    "say what column '" + column.getKey() + "' holds; docs/signals.md lists them"));
  }

  private static void demand(JsonNode above, String key, String remedy) {
    JsonNode value = above.path(key);
    boolean blank = value.isTextual() && value.asText().isBlank();
    if (blank || value.isMissingNode() || value.isNull()) {
      throw new IllegalArgumentException(key + " is missing; " + remedy);
    }
  }

  private static String choice(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static String fault(JsonMappingException e) {
    if (!(e instanceof InvalidFormatException format)) {
      return e.getOriginalMessage();
    }
    Class<?> type = format.getTargetType();
    return "is '%s'; give %s"
        .formatted(format.getValue(), type.isEnum() ? "one of " + choice(type) : "a number");
  }

  private static List<String> keys(Class<? extends Record> form) {
    return YAML
        .getSerializationConfig()
        .introspect(YAML.constructType(form))
        .findProperties()
        .stream()
        .map(BeanPropertyDefinition::getName)
        .toList();
  }

  private static CsvMapping mapping(FileForm form) {
    Map<String, CsvMapping.Column> columns = new LinkedHashMap<>();
    form.columns().forEach((name, column) -> columns.put(name, column(name, column)));
    return new CsvMapping(
        form.device() == null ? "" : form.device(),
        form.deviceClass(),
        form.limitCelsius(),
        form.source() == null ? Source.MEASURED : form.source(),
        form.timeColumn(),
        form.rowSeconds() == null ? 1 : form.rowSeconds(),
        columns);
  }

  private static CsvMapping.Column column(String name, ColumnForm column) {
    Signal signal =
        Signal.byName(column.signal().toLowerCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "column '%s' holds '%s', which is no signal; docs/signals.md lists them"
                            .formatted(name, column.signal())));
    return new CsvMapping.Column(signal, column.scale() == null ? 1 : column.scale());
  }

  private static IllegalArgumentException refused(Path file, String why, Exception cause) {
    String line = why.lines().findFirst().orElse("unreadable");
    return new IllegalArgumentException("mapping " + file + ": " + line, cause);
  }
}
