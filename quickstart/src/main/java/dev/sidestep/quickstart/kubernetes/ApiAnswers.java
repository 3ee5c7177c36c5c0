package dev.sidestep.quickstart.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Map;

/** Requests read, and answers made, as the API server has them. */
final class ApiAnswers {
  static final String CONTENT_TYPE = "Content-Type";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ApiAnswers() {}

  /** An object or a document of discovery. */
  static MockResponse answer(int code, Object body) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader(CONTENT_TYPE, "application/json")
        .setBody(Serialization.asJson(body));
  }

  /** A refusal. */
  static MockResponse status(int code, String reason, String message) {
    return answer(
        code,
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Status",
            "status",
            "Failure",
            "reason",
            reason,
            "message",
            message,
            "code",
            code));
  }

  /** The body of a request; an empty object where there is none. */
  static JsonNode json(RecordedRequest request) {
    String body = request.getUtf8Body();
    if (body == null || body.isBlank()) {
      return MAPPER.createObjectNode();
    }
    // apply patches may be YAML
    return MAPPER.valueToTree(Serialization.unmarshal(body, Map.class));
  }

  /** The body of an answer of the store. */
  static JsonNode tree(MockResponse found) {
    try {
      return MAPPER.readTree(found.getBody().readUtf8());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds something that is no JSON", e);
    }
  }

  /** Another request in place of one that the store would answer wrongly. */
  static RecordedRequest rebuilt(HttpMethod method, String path, JsonNode body) {
    Headers headers = Headers.builder().add("Content-Type", "application/json").build();
    return new RecordedRequest(
        "HTTP/1.1", method, path, headers, new Buffer(body.toString().getBytes(UTF_8)));
  }

  static String withoutQuery(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
