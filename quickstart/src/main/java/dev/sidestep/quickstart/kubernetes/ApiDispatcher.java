package dev.sidestep.quickstart.kubernetes;

import static dev.sidestep.quickstart.kubernetes.ApiAnswers.CONTENT_TYPE;
import static dev.sidestep.quickstart.kubernetes.ApiAnswers.answer;
import static dev.sidestep.quickstart.kubernetes.ApiAnswers.json;
import static dev.sidestep.quickstart.kubernetes.ApiAnswers.rebuilt;
import static dev.sidestep.quickstart.kubernetes.ApiAnswers.status;
import static dev.sidestep.quickstart.kubernetes.ApiAnswers.tree;
import static dev.sidestep.quickstart.kubernetes.ApiAnswers.withoutQuery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ApiAnswers requests as the API server would where the library's store does not: discovery,
 * tables, eviction, scale, server-side apply, strategic and RFC 7386 merges, preconditions of
 * deletions, dry runs (refused: the store would persist them).
 */
final class ApiDispatcher extends Dispatcher {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int TRIES = 5;

  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** An object, or all objects of a kind in a namespace. */
  private static final Pattern DELETABLE =
      Pattern.compile("/(api/v1|apis/[^/]+/[^/]+)/(namespaces/[^/]+/[^/]+(/[^/]+)?|[^/]+/[^/]+)");

  private final ApiStore store;
  private final ApiReads reads;
  private final Runnable received;
  private final Runnable changed;

  /**
   * Wraps a store.
   *
   * @param received called for each request
   * @param changed called after a request that changed something, before its answer goes out
   */
  ApiDispatcher(ApiStore store, Runnable received, Runnable changed) {
    this.store = store;
    this.reads = new ApiReads(store);
    this.received = received;
    this.changed = changed;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    received.run();
    if (request.getHeader("Origin") != null) { // no page of any site may speak to the cluster
      return status(403, "Forbidden", "requests from web pages are not served");
    }
    if (!namesThisMachine(request.getHeader("Host"))) { // DNS rebinding: a page with our address
      return status(403, "Forbidden", "this host name is not the cluster's; use 127.0.0.1");
    }
    long before = store.changes();
    MockResponse response = routeReadable(request);
    if (response.header(CONTENT_TYPE) == null && response.getWebSocketListener() == null) {
      response.setHeader(CONTENT_TYPE, "application/json"); // kubectl takes none for protobuf
    }
    if (store.changes() != before) {
      changed.run();
    }
    return response;
  }

  /** None is what a browser never sends. */
  private static boolean namesThisMachine(@Nullable String host) {
    return host == null || host.matches("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
  }

  /**
   * The library throws, in many ways, where a body is cut off or of another shape; whoever asked
   * would then wait for ever.
   */
  private MockResponse routeReadable(RecordedRequest request) {
    if (String.valueOf(request.getHeader(CONTENT_TYPE)).contains("protobuf")) {
      return status(
          415,
          "UnsupportedMediaType",
          "the embedded API reads JSON and YAML, not protobuf; with kubectl use"
              + " create --validate=false -f FILE");
    }
    try {
      return route(request);
    } catch (RuntimeException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return status(400, "BadRequest", "the body is no object of the cluster: " + why);
    }
  }

  private MockResponse route(RecordedRequest request) {
    String path = withoutQuery(request.getPath());
    String method = request.getMethod();
    if (method.equals("GET")) {
      return path.endsWith("/scale") ? scale(path, request) : reads.get(path, request);
    }
    if (!WRITES.contains(method)) {
      return status(405, "MethodNotAllowed", "the embedded API does not answer " + method);
    }
    if (request.getPath().contains("dryRun=")) {
      return status(400, "BadRequest", "dry runs are not supported by the embedded API");
    }
    if (path.endsWith("/eviction") && method.equals("POST")) {
      return evict(path, request);
    }
    if (path.endsWith("/scale")) {
      return scale(path, request);
    }
    if (method.equals("PATCH")) {
      return patch(path, request);
    }
    if (method.equals("DELETE")) {
      if (!DELETABLE.matcher(path).matches()) { // the store deletes all that is below a path
        return status(404, "NotFound", path + " is neither an object nor a namespace's collection");
      }
      MockResponse refused = unmetPrecondition(path, json(request).path("preconditions"));
      return refused != null ? refused : store.dispatch(request);
    }
    return store.dispatch(request);
  }

  private MockResponse evict(String path, RecordedRequest request) {
    String pod = path.substring(0, path.length() - "/eviction".length());
    MockResponse found = store.handleGet(pod);
    if (found.code() != 200) {
      return found;
    }
    MockResponse refused =
        unmetPrecondition(pod, json(request).path("deleteOptions").path("preconditions"));
    if (refused != null) {
      return refused;
    }
    store.handleDelete(pod);
    return answer(
        201, Map.of("apiVersion", "v1", "kind", "Status", "status", "Success", "code", 201));
  }

  /**
   * The scale of a Deployment is a view of it: the store would put it in the Deployment's place.
   */
  private MockResponse scale(String path, RecordedRequest request) {
    String owner = path.substring(0, path.length() - "/scale".length());
    if (!request.getMethod().equals("GET")) {
      JsonNode asked = json(request);
      JsonNode replicas = asked.path("spec").path("replicas");
      if (!replicas.canConvertToInt() || replicas.asInt() < 0) {
        return status(422, "Invalid", "spec.replicas is " + replicas + "; give 0 or more");
      }
      ObjectNode change = MAPPER.createObjectNode();
      change.withObject("/spec").set("replicas", replicas);
      JsonNode version = asked.path("metadata").path("resourceVersion");
      if (version.isTextual()) {
        change.withObject("/metadata").set("resourceVersion", version);
      }
      MockResponse written = mergeInto(owner, change, false);
      if (written.code() >= 300) {
        return written;
      }
    }
    MockResponse found = store.handleGet(owner);
    return found.code() == 200 ? answer(200, scaleOf(tree(found))) : found;
  }

  private static ObjectNode scaleOf(JsonNode owner) {
    ObjectNode scale = MAPPER.createObjectNode();
    scale.put("apiVersion", "autoscaling/v1").put("kind", "Scale");
    for (String field : new String[] {"name", "namespace", "uid", "resourceVersion"}) {
      scale.withObject("/metadata").set(field, owner.path("metadata").get(field));
    }
    scale.withObject("/spec").put("replicas", owner.path("spec").path("replicas").asInt(1));
    scale.withObject("/status").put("replicas", owner.path("status").path("replicas").asInt(0));
    return scale;
  }

  private MockResponse patch(String path, RecordedRequest request) {
    String type = String.valueOf(request.getHeader("Content-Type"));
    if (type.contains("json-patch+json")) {
      return store.dispatch(request);
    }
    JsonNode change = json(request);
    if (type.contains("apply-patch") && store.handleGet(path).code() == 404) {
      String collection = path.substring(0, path.lastIndexOf('/'));
      return store.dispatch(rebuilt(HttpMethod.POST, collection, change));
    }
    return mergeInto(path, change, !type.contains("merge-patch") || type.contains("strategic"));
  }

  /** Reads, merges and writes under the version that was read; again when another was faster. */
  private MockResponse mergeInto(String path, JsonNode change, boolean byKey) {
    MockResponse written = status(409, "Conflict", path + " changes too fast");
    boolean pinned = change.path("metadata").has("resourceVersion");
    for (int attempt = 0; attempt < TRIES; attempt++) {
      MockResponse found = store.handleGet(path);
      if (found.code() != 200) {
        return found;
      }
      JsonNode current = tree(found);
      JsonNode merged =
          byKey ? JsonMerge.mergeByKey(current, change) : JsonMerge.merge(current, change);
      written = store.dispatch(rebuilt(HttpMethod.PUT, path, merged));
      if (written.code() == 200 && written.getBody() == null) { // its last finalizer is gone
        return answer(200, merged);
      }
      if (written.code() != 409 || pinned) {
        return written;
      }
    }
    return written;
  }

  private @Nullable MockResponse unmetPrecondition(String path, JsonNode preconditions) {
    if (preconditions.isMissingNode() || preconditions.isNull()) {
      return null;
    }
    MockResponse found = store.handleGet(path);
    if (found.code() != 200) {
      return found;
    }
    JsonNode metadata = tree(found).path("metadata");
    for (String field : new String[] {"uid", "resourceVersion"}) {
      String wanted = preconditions.path(field).asText("");
      if (!wanted.isEmpty() && !wanted.equals(metadata.path(field).asText())) {
        return status(
            409,
            "Conflict",
            "precondition failed: " + field + " is " + metadata.path(field) + ", not " + wanted);
      }
    }
    return null;
  }
}
