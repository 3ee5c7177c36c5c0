package dev.sidestep.quickstart.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Objects as the table that kubectl prints. Ages are of the cluster's own time: a client that
 * reckons them with the wall clock gets nonsense where demo time runs faster.
 */
final class ObjectTable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ObjectTable() {}

  /**
   * The table of an object, or of the items of a list.
   *
   * @param now the cluster's time
   */
  static ObjectNode of(ApiKind kind, JsonNode found, Instant now) {
    ObjectNode table = MAPPER.createObjectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table
        .withObject("/metadata")
        .put("resourceVersion", found.at("/metadata/resourceVersion").asText());
    ArrayNode columns = table.putArray("columnDefinitions");
    column(columns, "Name", "name");
    kind.columns().forEach(column -> column(columns, column.getKey(), ""));
    column(columns, "Age", "");
    ArrayNode rows = table.putArray("rows");
    if (found.has("items")) {
      found.get("items").forEach(object -> row(rows, kind, object, now));
    } else {
      row(rows, kind, found, now);
    }
    return table;
  }

  private static void column(ArrayNode columns, String name, String format) {
    columns
        .addObject()
        .put("name", name)
        .put("type", "string")
        .put("format", format)
        .put("description", "")
        .put("priority", 0);
  }

  private static void row(ArrayNode rows, ApiKind kind, JsonNode object, Instant now) {
    ObjectNode row = rows.addObject();
    ArrayNode cells = row.putArray("cells");
    cells.add(object.at("/metadata/name").asText());
    kind.columns().forEach(column -> cells.add(column.getValue().apply(object)));
    cells.add(age(object.at("/metadata/creationTimestamp").asText(), now));
    ObjectNode partial = row.putObject("object");
    partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    partial.set("metadata", object.path("metadata"));
  }

  private static String age(String since, Instant now) {
    Duration age;
    try {
      age = Duration.between(Instant.parse(since), now);
    } catch (DateTimeException e) {
      return "<unknown>";
    }
    if (age.toMinutes() < 2) {
      return Math.max(0, age.toSeconds()) + "s";
    }
    if (age.toHours() < 2) {
      return age.toMinutes() + "m";
    }
    return age.toDays() < 2 ? age.toHours() + "h" : age.toDays() + "d";
  }
}
