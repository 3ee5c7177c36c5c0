package dev.sidestep.quickstart.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a patch changes an object: RFC 7386, and Kubernetes' way of merging lists by a key. */
final class JsonMerge {
  /** The lists that Kubernetes merges entry by entry, with the field that names an entry. */
  private static final Map<String, String> LIST_KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "env", "name",
          "volumes", "name",
          "conditions", "type",
          "ownerReferences", "uid");

  private JsonMerge() {}

  /** RFC 7386: null removes, objects merge, everything else is replaced. */
  static JsonNode merge(@Nullable JsonNode target, JsonNode patch) {
    return merge(target, patch, false);
  }

  /** As {@link #merge}, but lists of named entries merge by name. */
  static JsonNode mergeByKey(@Nullable JsonNode target, JsonNode patch) {
    return merge(target, patch, true);
  }

  private static JsonNode merge(@Nullable JsonNode target, JsonNode patch, boolean byKey) {
    if (!(patch instanceof ObjectNode)) {
      return patch.deepCopy();
    }
    ObjectNode merged =
        target instanceof ObjectNode object
            ? object.deepCopy()
            : patch.<ObjectNode>deepCopy().removeAll();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      JsonNode old = merged.get(name);
      if (field.getValue().isNull()) {
        merged.remove(name);
      } else if (byKey && old instanceof ArrayNode list && field.getValue() instanceof ArrayNode) {
        merged.set(name, mergeList(name, list, (ArrayNode) field.getValue()));
      } else {
        merged.set(name, merge(old, field.getValue(), byKey));
      }
    }
    return merged;
  }

  private static ArrayNode mergeList(String name, ArrayNode old, ArrayNode patch) {
    String key = LIST_KEYS.get(name);
    if (key == null) {
      return patch.deepCopy();
    }
    ArrayNode merged = old.deepCopy();
    for (JsonNode entry : patch) {
      int at = indexOf(merged, key, entry.path(key));
      boolean removed = entry.path("$patch").asText().equals("delete");
      if (at < 0 && !removed) {
        merged.add(entry.deepCopy());
      } else if (at >= 0 && removed) {
        merged.remove(at);
      } else if (at >= 0) {
        merged.set(at, merge(merged.get(at), entry, true));
      }
    }
    return merged;
  }

  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }
}
