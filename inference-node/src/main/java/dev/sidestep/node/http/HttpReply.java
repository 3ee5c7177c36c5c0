package dev.sidestep.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies in and out of the JDK's HTTP server. */
final class HttpReply {
  static final ObjectMapper JSON = new ObjectMapper();

  private HttpReply() {}

  /** A refusal that becomes a JSON error of one line. */
  static final class HttpRefusal extends RuntimeException {
    final int status;
    final String type;
    final Map<String, String> headers;

    HttpRefusal(int status, String type, String message) {
      this(status, type, message, Map.of());
    }

    HttpRefusal(int status, String type, String message, Map<String, String> headers) {
      super(message);
      this.status = status;
      this.type = type;
      this.headers = Map.copyOf(headers);
    }
  }

  /**
   * Reads the whole body.
   *
   * @throws HttpRefusal 413 when it is longer than allowed
   */
  static byte[] body(HttpExchange exchange, int limit) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new HttpRefusal(
          413, "invalid_request_error", "body is longer than " + limit + " bytes; send less");
    }
    return bytes;
  }

  static void allow(HttpExchange exchange, String method) {
    if (!exchange.getRequestMethod().equals(method)) {
      throw new HttpRefusal(
          405,
          "invalid_request_error",
          exchange.getRequestMethod() + " is not allowed here; use " + method,
          Map.of("Allow", method));
    }
  }

  static void json(HttpExchange exchange, int status, Object value) throws IOException {
    send(exchange, status, "application/json", JSON.writeValueAsBytes(value));
  }

  static void text(HttpExchange exchange, int status, String type, String value)
      throws IOException {
    send(exchange, status, type, value.getBytes(UTF_8));
  }

  static void error(HttpExchange exchange, HttpRefusal refusal) throws IOException {
    refusal.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", refusal.getMessage());
    error.put("type", refusal.type);
    error.put("code", refusal.status);
    send(exchange, refusal.status, "application/json", bytes(Map.of("error", error)));
  }

  private static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
