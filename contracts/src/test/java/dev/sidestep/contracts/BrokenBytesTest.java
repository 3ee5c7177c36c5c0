package dev.sidestep.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.sidestep.contracts.UnreadableRecordException.Reason;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the bytes: a reader says that it cannot read them, in one way, quickly and in little
 * memory.
 */
@Timeout(20)
class BrokenBytesTest {
  private static final long SEED = 20260101;

  @ParameterizedTest
  @EnumSource
  void refusesARecordCutOffAtEachLength(Codec codec) {
    byte[] whole = codec.encode();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(UnreadableRecordException.class)
          .as("%s cut off at %d", codec, length)
          .isThrownBy(() -> codec.decode(cut));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesRandomBytes(Codec codec) {
    Random random = new Random(SEED);
    for (int i = 0; i < 1500; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      assertReadOrRefused(codec, bytes, i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsOrRefusesARecordWithAFewBytesChanged(Codec codec) {
    Random random = new Random(SEED);
    byte[] whole = codec.encode();
    for (int i = 0; i < 1500; i++) {
      byte[] changed = whole.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      assertReadOrRefused(codec, changed, i);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sidestep.contracts.Codec#jsonCodecs")
  void refusesJsonNestedWithoutEnd(Codec codec) {
    int deep = 200_000;
    for (String nesting : new String[] {"[", "{\"a\":"}) {
      String tower = nesting.repeat(deep);
      assertRefused(codec, tower.getBytes(UTF_8));
      String whole = new String(codec.encode(), UTF_8);
      assertRefused(codec, whole.replace("\"data\":", "\"data\":" + tower).getBytes(UTF_8));
      assertRefused(codec, whole.replace("\"data\":{", "\"data\":{\"x\":" + tower).getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sidestep.contracts.Codec#jsonCodecs")
  void refusesDataThatIsNoObject(Codec codec) {
    for (String data : new String[] {"null", "[]", "\"text\"", "5", "{}", "true"}) {
      assertRefused(codec, codec.withEvent(event -> event.putRawValue("data", new RawValue(data))));
    }
    assertRefused(codec, codec.withEvent(event -> event.remove("data")));
    assertRefused(codec, codec.withEvent(event -> event.remove("type")));
    assertRefused(codec, codec.withEvent(event -> event.put("data_base64", "AAAA").remove("data")));
  }

  @ParameterizedTest
  @MethodSource("dev.sidestep.contracts.Codec#jsonCodecs")
  void refusesAFieldThatIsMissing(Codec codec) {
    dataOf(codec)
        .fieldNames()
        .forEachRemaining(
            field -> assertRefused(codec, codec.withEvent(event -> data(event).remove(field))));
  }

  @ParameterizedTest
  @MethodSource("dev.sidestep.contracts.Codec#jsonCodecs")
  void refusesANullWhereSomethingMustBe(Codec codec) {
    dataOf(codec)
        .properties()
        .forEach(
            field -> {
              boolean mayBeNull =
                  field.getKey().equals("verdict") || field.getKey().equals("parity");
              if (!mayBeNull) {
                assertRefused(codec, codec.withEvent(event -> data(event).putNull(field.getKey())));
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "-1e400",
        "1E+2147483647",
        "123456789012345678901234567890",
        "\"NaN\""
      })
  void refusesNumbersBeyondAllMeasure(String number) {
    for (String field : new String[] {"probability", "issuedAt", "expiresAt"}) {
      String whole = new String(WarningCodec.encode(Examples.warning()), UTF_8);
      String changed =
          whole.replaceFirst("\"" + field + "\":[^,}]+", "\"" + field + "\":" + number);
      assertThat(changed).isNotEqualTo(whole);
      assertRefused(Codec.WARNING, changed.getBytes(UTF_8));
    }
    String eta =
        new String(WarningCodec.encode(Examples.warning()), UTF_8)
            .replaceFirst("\"p90\":\"[^\"]+\"", "\"p90\":" + number);
    assertReadOrRefused(Codec.WARNING, eta.getBytes(UTF_8), 0);
  }

  @Test
  void readsOrRefusesAHugeString() {
    String huge = "x".repeat(25_000_000);
    String whole = new String(WarningCodec.encode(Examples.warning()), UTF_8);
    assertRefused(Codec.WARNING, whole.replace("gpu-0", huge).getBytes(UTF_8));
    assertRefused(Codec.WARNING, ("\"" + huge + "\"").getBytes(UTF_8));
  }

  @Test
  void refusesAFrameThatPromisesMoreReadingsThanItHas() {
    byte[] bytes = FrameCodec.encode(Examples.frame());
    int count = bytes.length - 4 * (2 + 1 + 1 + 8) - 2;
    bytes[count] = (byte) 0xff;
    bytes[count + 1] = (byte) 0xff;
    assertRefused(Codec.FRAME, bytes);
  }

  @Test
  void refusesProtobufNestedWithoutEnd() throws IOException {
    // AnyValue.kvlist_value (6) > KeyValueList.values (1) > KeyValue.value (2) > AnyValue ...
    byte[] inner = new byte[0];
    for (int depth = 0; depth < 3000; depth++) {
      inner = field(2, inner);
      inner = field(1, inner);
      inner = field(6, inner);
    }
    byte[] resource = field(1, field(2, inner));
    assertRefused(Codec.TELEMETRY, field(1, field(1, resource)));
  }

  @Test
  void readsAPayloadOfManyPointsAndManyAttributesInLittleMemory() throws IOException {
    ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    for (int i = 0; i < 20_000; i++) {
      byte[] key = ("attribute." + i).getBytes(UTF_8);
      attributes.write(field(1, concat(field(1, key), field(2, field(1, key)))));
    }
    ByteArrayOutputStream points = new ByteArrayOutputStream();
    byte[] point = field(1, new byte[] {0x21, 0, 0, 0, 0, 0, 0, 0, 0});
    for (int i = 0; i < 50_000; i++) {
      points.write(point);
    }
    byte[] metric = concat(field(1, "m".getBytes(UTF_8)), field(5, points.toByteArray()));
    byte[] payload =
        field(1, concat(field(1, attributes.toByteArray()), field(2, field(2, metric))));
    assertThat(ExportMetricsServiceRequest.parseFrom(payload).getResourceMetricsCount()).isOne();
    assertThat(TelemetryCodec.decode(payload)).hasSize(50_000);
  }

  private static byte[] field(int number, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + 12);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeBytes(number, ByteString.copyFrom(content));
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static ObjectNode dataOf(Codec codec) {
    ObjectNode[] data = new ObjectNode[1];
    codec.withEvent(event -> data[0] = data(event));
    return data[0];
  }

  private static ObjectNode data(ObjectNode event) {
    return (ObjectNode) event.get("data");
  }

  private static void assertRefused(Codec codec, byte[] bytes) {
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> codec.decode(bytes))
        .extracting(UnreadableRecordException::reason)
        .isIn(Reason.MALFORMED, Reason.INVALID_VALUE);
  }

  /** By luck a changed record may still be one. */
  private static void assertReadOrRefused(Codec codec, byte[] bytes, int attempt) {
    try {
      codec.decode(bytes);
    } catch (UnreadableRecordException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError other) {
      fail("seed %d, attempt %d of %s: %s".formatted(SEED, attempt, codec, other), other);
    }
  }
}
