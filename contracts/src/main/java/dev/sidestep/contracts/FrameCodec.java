package dev.sidestep.contracts;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@link Frame} as compact binary, schema version 1: target, tick (ms since the epoch), length
 * (ms), then for each reading its signal's code, state, source and value. A signal that this reader
 * does not know is skipped.
 */
public final class FrameCodec {
  private static final BinaryRecord ENVELOPE = new BinaryRecord("frame", 'F', 1, 0);

  private FrameCodec() {}

  public static byte[] encode(Frame frame) {
    return ENVELOPE.encode(
        out -> {
          BinaryRecord.writeTarget(out, frame.target());
          out.writeLong(frame.tick().toEpochMilli());
          out.writeLong(frame.length().toMillis());
          out.writeShort(frame.readings().size());
          for (Map.Entry<Signal, Reading> entry : frame.readings().entrySet()) {
            Reading reading = entry.getValue();
            out.writeShort(entry.getKey().code());
            BinaryRecord.writeConstant(out, reading.state());
            BinaryRecord.writeConstant(out, reading.source());
            out.writeDouble(reading.value());
          }
        });
  }

  /**
   * Reads what {@link #encode} writes.
   *
   * @throws UnreadableRecordException when the bytes are no frame of a version known here
   */
  public static Frame decode(byte[] bytes) {
    return ENVELOPE.decode(bytes, FrameCodec::read);
  }

  private static Frame read(DataInputStream in) throws IOException {
    Target target = BinaryRecord.readTarget(in);
    Instant tick = Instant.ofEpochMilli(in.readLong());
    Duration length = Duration.ofMillis(in.readLong());
    int count = in.readUnsignedShort();
    Map<Signal, Reading> readings = new EnumMap<>(Signal.class);
    for (int i = 0; i < count; i++) {
      Optional<Signal> signal = Signal.byCode(in.readUnsignedShort());
      Reading.State state =
          BinaryRecord.constant(Reading.State.values(), in.readByte(), "reading state");
      Source source = BinaryRecord.constant(Source.values(), in.readByte(), "reading source");
      double value = in.readDouble();
      signal.ifPresent(known -> readings.put(known, new Reading(state, value, source)));
    }
    return new Frame(target, tick, length, readings);
  }
}
