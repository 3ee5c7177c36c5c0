package dev.sidestep.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader does with records of writers that know more than it does. */
class SchemaVersionsTest {
  private static final int MAJOR = 1;
  private static final int MINOR = 2;

  @ParameterizedTest
  @MethodSource("dev.sidestep.contracts.Codec#binaryCodecs")
  void refusesANewerMajorVersionOfABinaryRecord(Codec codec) {
    byte[] newer = codec.encode();
    newer[MAJOR] = 2;
    assertRefused(codec, newer, Reason.NEWER_VERSION, "has schema version 2");
    newer[MAJOR] = (byte) 200;
    assertRefused(codec, newer, Reason.NEWER_VERSION, "has schema version 200");
  }

  @ParameterizedTest
  @MethodSource("dev.sidestep.contracts.Codec#binaryCodecs")
  void ignoresWhatANewerMinorVersionHasAddedAtTheEnd(Codec codec) {
    byte[] bytes = codec.encode();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 17);
    longer[MINOR] = 9;
    assertThat(codec.decode(longer)).isEqualTo(codec.example);
  }

  @Test
  void skipsASignalThatIsNotInItsCatalogue() {
    byte[] bytes = FrameCodec.encode(Examples.frame());
    int lastReading = bytes.length - (2 + 1 + 1 + 8);
    bytes[lastReading] = 0x7f;
    Frame frame = FrameCodec.decode(bytes);
    assertThat(frame.readings())
        .hasSize(3)
        .doesNotContainKey(Signal.REQUEST_DURATION_P99)
        .containsAllEntriesOf(
            Map.of(Signal.DEVICE_POWER, Examples.frame().reading(Signal.DEVICE_POWER)));
  }

  @Test
  void refusesAForecastOfASignalThatIsNotInItsCatalogue() {
    byte[] bytes = ForecastCodec.encode(Examples.forecast());
    int target = 3 + 1 + (2 + "lab".length()) + 2 + (2 + "gpu-0".length()) + 2 + 1;
    assertThat(bytes[target + 1]).isEqualTo((byte) Signal.THERMAL_MARGIN.code());
    bytes[target] = 0x7f;
    assertRefused(Codec.FORECAST, bytes, Reason.INVALID_VALUE, "is not in the catalogue");
  }

  @Test
  void anOutcomeFromBeforeItHadAWordForWhyHasNone() {
    Outcome before = Examples.declinedOutcome();
    assertThat(new String(OutcomeCodec.encode(before), UTF_8)).doesNotContain("\"why\"");
    assertThat(OutcomeCodec.decode(OutcomeCodec.encode(before)).why()).isNull();

    Outcome after =
        new Outcome(
            before.plan(),
            before.mode(),
            before.status(),
            before.at(),
            before.steps(),
            before.parity(),
            before.reason(),
            "observe-only");
    assertThat(new String(OutcomeCodec.encode(after), UTF_8)).contains("\"why\":\"observe-only\"");
    assertThat(OutcomeCodec.decode(OutcomeCodec.encode(after))).isEqualTo(after);
  }

  @ParameterizedTest
  @MethodSource("dev.sidestep.contracts.Codec#jsonCodecs")
  void refusesANewerMajorVersionOfAnEvent(Codec codec) {
    byte[] newer =
        codec.withEvent(
            event -> event.put("type", event.get("type").asText().replace(".v1", ".v2")));
    assertRefused(codec, newer, Reason.NEWER_VERSION, "upgrade");
  }

  @ParameterizedTest
  @MethodSource("dev.sidestep.contracts.Codec#jsonCodecs")
  void refusesAnotherTypeOfEvent(Codec codec) {
    assertRefused(
        codec,
        codec.withEvent(event -> event.put("type", "com.example.order.v1")),
        Reason.MALFORMED,
        "com.example.order.v1");
    assertRefused(
        codec,
        codec.withEvent(event -> event.put("type", "dev.sidestep.v1")),
        Reason.MALFORMED,
        "dev.sidestep.v1");
  }

  @ParameterizedTest
  @MethodSource("dev.sidestep.contracts.Codec#jsonCodecs")
  void ignoresFieldsThatItDoesNotKnow(Codec codec) {
    byte[] richer =
        codec.withEvent(
            event -> {
              event.put("traceparent", "00-abc");
              ObjectNode data = (ObjectNode) event.get("data");
              data.putObject("future").putArray("list").add(1).add("two");
              data.properties().forEach(field -> addTo(field.getValue()));
            });
    assertThat(codec.decode(richer)).isEqualTo(codec.example);
  }

  private static void addTo(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.put("alsoNew", true);
    }
  }

  private static void assertRefused(Codec codec, byte[] bytes, Reason reason, String says) {
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> codec.decode(bytes))
        .withMessageContaining(says)
        .extracting(UnreadableRecordException::reason)
        .isEqualTo(reason);
  }
}
