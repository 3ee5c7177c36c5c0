package dev.sidestep.quickstart.kubernetes;

import static dev.sidestep.quickstart.kubernetes.ApiAnswers.CONTENT_TYPE;
import static dev.sidestep.quickstart.kubernetes.ApiAnswers.answer;
import static dev.sidestep.quickstart.kubernetes.ApiAnswers.status;
import static dev.sidestep.quickstart.kubernetes.ApiAnswers.tree;

import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Answers who only looks, as the API server would where the library's store does not: health,
 * discovery, tables, lists that say what they are lists of.
 */
final class ApiReads {
  private static final Set<String> HEALTH = Set.of("/livez", "/readyz", "/healthz");
  private static final Pattern BELOW_A_VERSION = Pattern.compile("/(api|apis/[^/]+)/[^/]+/.+");

  /** How the store begins a list, of whatever kind. */
  private static final String ANY_LIST = "{\"apiVersion\":\"v1\",\"kind\":\"List\"";

  private final ApiStore store;

  ApiReads(ApiStore store) {
    this.store = store;
  }

  /** The answer to a GET of a path. */
  MockResponse get(String path, RecordedRequest request) {
    if (HEALTH.contains(path)) {
      return new MockResponse().setHeader(CONTENT_TYPE, "text/plain").setBody("ok");
    }
    Optional<Map<String, Object>> document = Discovery.at(path);
    if (document.isPresent()) {
      return answer(200, document.get());
    }
    if (!BELOW_A_VERSION.matcher(path).matches()) { // the store would answer with all it has
      return status(404, "NotFound", "the embedded API has no " + path);
    }
    return ApiKind.of(path)
        .map(kind -> read(kind, request))
        .orElseGet(() -> store.dispatch(request));
  }

  /** An object or a list of a kind that we know, as a table where the client can print one. */
  private MockResponse read(ApiKind kind, RecordedRequest request) {
    if (request.getPath().contains("watch=")) {
      return request.getHeader("Upgrade") != null
          ? store.dispatch(request)
          : status(400, "BadRequest", "the embedded API streams over WebSocket only; ask again");
    }
    MockResponse found = store.dispatch(request);
    if (found.code() != 200) {
      return found;
    }
    if (String.valueOf(request.getHeader("Accept")).contains("as=Table")) {
      return answer(200, ObjectTable.of(kind, tree(found), store.now()));
    }
    String body = found.getBody().readUtf8();
    return found.setBody(
        body.startsWith(ANY_LIST)
            ? "{\"apiVersion\":\"%s\",\"kind\":\"%sList\"".formatted(kind.apiVersion(), kind.kind())
                + body.substring(ANY_LIST.length())
            : body);
  }
}
