package dev.sidestep.node.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.sidestep.node.http.HttpReply.HttpRefusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of {@code POST /v1/embeddings} as OpenAI has it.
 *
 * @param model empty where the client names none
 */
record EmbeddingsRequest(List<String> inputs, String model, boolean base64) {
  static final int MAX_INPUTS = 64;
  private static final ObjectReader READER =
      HttpReply.JSON
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /**
   * Reads it.
   *
   * @throws HttpRefusal 400 with the field and the rule when it is not one
   */
  static EmbeddingsRequest read(byte[] body) throws IOException {
    JsonNode json;
    try {
      json = READER.readTree(body);
    } catch (JsonProcessingException e) {
      throw bad("body is no JSON: " + e.getOriginalMessage().replaceAll("\\s+", " "));
    }
    if (json == null || !json.isObject()) {
      throw bad("body is no JSON object; send {\"input\": \"text\"}");
    }
    JsonNode model = json.path("model");
    if (!model.isMissingNode() && !model.isNull() && !model.isTextual()) {
      throw bad("model is no text; name the model or leave it out");
    }
    String format = json.path("encoding_format").asText("float");
    if (!format.equals("float") && !format.equals("base64")) {
      throw bad("encoding_format is '" + shortened(format) + "'; use float or base64");
    }
    return new EmbeddingsRequest(
        inputs(json.path("input")),
        model.isTextual() ? model.asText() : "",
        format.equals("base64"));
  }

  private static List<String> inputs(JsonNode input) {
    List<String> texts = new ArrayList<>();
    if (input.isTextual()) {
      texts.add(input.asText());
    } else if (input.isArray()) {
      for (JsonNode text : input) {
        if (!text.isTextual()) {
          throw bad("input holds " + text.getNodeType() + "; it must be a text or a list of texts");
        }
        texts.add(text.asText());
      }
    } else {
      throw bad(
          "input is "
              + (input.isMissingNode() ? "missing" : input.getNodeType())
              + "; it must be a text or a list of texts");
    }
    if (texts.isEmpty() || texts.size() > MAX_INPUTS) {
      throw bad("input holds " + texts.size() + " texts; send 1 to " + MAX_INPUTS);
    }
    return texts;
  }

  static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  private static HttpRefusal bad(String message) {
    return new HttpRefusal(400, "invalid_request_error", message);
  }
}
