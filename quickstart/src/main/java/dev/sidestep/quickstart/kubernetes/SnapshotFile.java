package dev.sidestep.quickstart.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.kubernetes.ApiStore.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The cluster on disk. It is replaced as a whole after each change, before the change is answered:
 * what a client saw written is there after a kill -9.
 */
final class SnapshotFile {
  private static final int VERSION = 1;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Path file;

  SnapshotFile(Path file) {
    this.file = file;
  }

  /** Puts the objects of the file, if there is one, into the store. */
  void load(ApiStore store) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      JsonNode root = mapper.readTree(file.toFile());
      if (root.path("version").asInt() != VERSION) {
        throw new IOException("it has version " + root.path("version") + ", not " + VERSION);
      }
      List<Stored> objects = new ArrayList<>();
      for (JsonNode entry : root.path("objects")) {
        objects.add(new Stored(entry.path("collection").asText(), entry.path("object").toString()));
      }
      store.restore(objects, root.path("resourceVersion").asLong(), root.path("starts").asInt());
    } catch (IOException | RuntimeException e) {
      throw Failure.couldNotRun(
          "cluster file %s cannot be read (%s); move it away to start with a fresh cluster"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  /** Writes all objects. */
  synchronized void save(ApiStore store) {
    ObjectNode root = mapper.createObjectNode();
    root.put("version", VERSION).put("starts", store.starts());
    root.put("resourceVersion", store.version());
    ArrayNode objects = root.putArray("objects");
    try {
      for (Stored stored : store.objects()) {
        objects
            .addObject()
            .put("collection", stored.collection())
            .set("object", mapper.readTree(stored.json()));
      }
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, mapper.writeValueAsString(root));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.couldNotRun(
          "cluster file " + file + " cannot be written; free some disk or give --data elsewhere",
          e);
    }
  }
}
