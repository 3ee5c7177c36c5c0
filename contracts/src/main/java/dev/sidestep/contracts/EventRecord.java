package dev.sidestep.contracts;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A noun as a CloudEvents 1.0 event in structured JSON. The schema version is the end of the type:
 * {@code dev.sidestep.warning.v1}. Instants are ISO 8601, durations ISO 8601 ({@code PT1M30S}).
 */
final class EventRecord<T> {
  private static final Pattern TYPE = Pattern.compile("(.+)\\.v(\\d{1,6})");
  private static final JsonFormat FORMAT = new JsonFormat();

  /** One mapper: property order is the records' own, so equal values are equal bytes. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .annotationIntrospector(new NoSilentNulls())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Class<T> noun;
  private final String type;
  private final int major;
  private final List<String> added;

  /**
   * An event type.
   *
   * @param added fields that the first records of this major version do not have; where they are
   *     null they do not travel
   */
  EventRecord(Class<T> noun, String type, int major, String... added) {
    this.added = List.of(added);
    this.noun = noun;
    this.type = type;
    this.major = major;
  }

  byte[] encode(String id, URI source, String subject, Instant at, T value) {
    ObjectNode fields = JSON.valueToTree(value);
    added.stream().filter(field -> fields.path(field).isNull()).forEach(fields::remove);
    CloudEvent event =
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(source)
            .withType(type + ".v" + major)
            .withSubject(subject)
            .withTime(at.atOffset(ZoneOffset.UTC))
            .withData("application/json", JsonCloudEventData.wrap(fields))
            .build();
    return FORMAT.serialize(event);
  }

  T decode(byte[] bytes) {
    JsonNode data = data(bytes);
    if (!(data instanceof ObjectNode fields)) {
      throw new UnreadableRecordException(
          Reason.MALFORMED, type + " has data that is " + data.getNodeType() + ", not an object");
    }
    added.stream().filter(field -> !fields.has(field)).forEach(fields::putNull);
    try {
      return JSON.treeToValue(fields, noun);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableRecordException(
          Reason.INVALID_VALUE, type + ": " + firstLine(e.getMessage()), e);
    }
  }

  private JsonNode data(byte[] bytes) {
    CloudEvent event;
    try {
      event = FORMAT.deserialize(bytes);
    } catch (RuntimeException e) {
      throw new UnreadableRecordException(
          Reason.MALFORMED,
          bytes.length + " bytes are no CloudEvents JSON: " + firstLine(e.getMessage()),
          e);
    }
    checkType(event.getType());
    CloudEventData data = event.getData();
    if (data == null) {
      throw new UnreadableRecordException(Reason.MALFORMED, event.getType() + " has no data");
    }
    try {
      return data instanceof JsonCloudEventData json
          ? json.getNode()
          : JSON.readTree(data.toBytes());
    } catch (IOException | RuntimeException e) {
      throw new UnreadableRecordException(
          Reason.MALFORMED, event.getType() + " has data that is no JSON", e);
    }
  }

  private void checkType(String found) {
    Matcher matcher = TYPE.matcher(found);
    if (!matcher.matches() || !matcher.group(1).equals(type)) {
      throw new UnreadableRecordException(
          Reason.MALFORMED, "event type is '" + found + "'; expected " + type + ".v" + major);
    }
    if (Integer.parseInt(matcher.group(2)) > major) {
      throw new UnreadableRecordException(
          Reason.NEWER_VERSION,
          found + " is newer than this reader, which knows v" + major + "; upgrade it");
    }
  }

  private static String firstLine(@Nullable String message) {
    return String.valueOf(message).lines().findFirst().orElse("no message");
  }
}
