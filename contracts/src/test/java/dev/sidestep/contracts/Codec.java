package dev.sidestep.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Each codec with an example and the golden file that its schema version 1.0 wrote. */
@SuppressWarnings("ImmutableEnumChecker") // the fields are values and pure functions
enum Codec {
  FRAME(
      "frame-1.0.bin",
      Examples.frame(),
      () -> FrameCodec.encode(Examples.frame()),
      FrameCodec::decode),
  FORECAST(
      "forecast-1.0.bin",
      Examples.forecast(),
      () -> ForecastCodec.encode(Examples.forecast()),
      ForecastCodec::decode),
  TELEMETRY(
      "telemetry-1.0.bin",
      Examples.points(),
      () -> TelemetryCodec.encode(Examples.samples()),
      TelemetryCodec::decode),
  WARNING(
      "warning-1.0.json",
      Examples.warning(),
      () -> WarningCodec.encode(Examples.warning()),
      WarningCodec::decode),
  JUDGED_WARNING(
      "warning-judged-1.0.json",
      Examples.judgedWarning(),
      () -> WarningCodec.encode(Examples.judgedWarning()),
      WarningCodec::decode),
  OUTCOME(
      "outcome-1.0.json",
      Examples.outcome(),
      () -> OutcomeCodec.encode(Examples.outcome()),
      OutcomeCodec::decode),
  DECLINED_OUTCOME(
      "outcome-declined-1.0.json",
      Examples.declinedOutcome(),
      () -> OutcomeCodec.encode(Examples.declinedOutcome()),
      OutcomeCodec::decode);

  final String goldenFile;
  final Object example;
  private final Supplier<byte[]> encode;
  private final Function<byte[], ?> decode;

  Codec(String goldenFile, Object example, Supplier<byte[]> encode, Function<byte[], ?> decode) {
    this.goldenFile = goldenFile;
    this.example = example;
    this.encode = encode;
    this.decode = decode;
  }

  byte[] encode() {
    return encode.get();
  }

  Object decode(byte[] bytes) {
    return decode.apply(bytes);
  }

  boolean json() {
    return goldenFile.endsWith(".json");
  }

  static List<Codec> jsonCodecs() {
    return Arrays.stream(values()).filter(Codec::json).toList();
  }

  static List<Codec> binaryCodecs() {
    return List.of(FRAME, FORECAST);
  }

  /** The example's event with something about it changed. */
  byte[] withEvent(Consumer<ObjectNode> change) {
    try {
      ObjectNode event = (ObjectNode) EventRecord.JSON.readTree(encode());
      change.accept(event);
      return event.toString().getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
