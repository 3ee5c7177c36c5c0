package dev.sidestep.collector.frame;

import dev.sidestep.collector.frame.Rollups.Total;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of the aligner as it is stored. Nobody but the collector reads it; a state of another
 * version is refused, since guessing at it could make wrong frames.
 */
final class StateCodec {
  private static final int VERSION = 1;

  private StateCodec() {}

  /** Writes fields. */
  interface Fields {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads fields. */
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  static byte[] encode(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      fields.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static <T> T decode(byte[] bytes, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException(
            "the collector's stored state has version "
                + version
                + "; this one knows "
                + VERSION
                + ": delete its changelog topic to start afresh");
      }
      return reader.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the collector's stored state is cut off", e);
    }
  }

  static void writeTarget(DataOutputStream out, TargetState state) throws IOException {
    write(out, state.target);
    out.writeLong(state.heard);
    out.writeShort(state.last.size());
    for (Map.Entry<Signal, TargetState.Last> entry : state.last.entrySet()) {
      TargetState.Last last = entry.getValue();
      out.writeShort(entry.getKey().code());
      out.writeLong(last.tick());
      write(out, last.value());
    }
    out.writeShort(state.totals.size());
    for (Map.Entry<Series, Total> entry : state.totals.entrySet()) {
      write(out, entry.getKey());
      out.writeLong(entry.getValue().nanos());
      out.writeDouble(entry.getValue().value());
    }
    out.writeShort(state.open.size());
    for (Map.Entry<Long, SortedMap<Series, Points>> entry : state.open.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeShort(entry.getValue().size());
      for (Map.Entry<Series, Points> series : entry.getValue().entrySet()) {
        write(out, series.getKey());
        write(out, series.getValue());
      }
    }
  }

  static TargetState readTarget(DataInputStream in) throws IOException {
    TargetState state = new TargetState(target(in));
    state.heard = in.readLong();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      Signal signal = signal(in);
      long tick = in.readLong();
      state.last.put(signal, new TargetState.Last(value(in), tick));
    }
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      state.totals.put(series(in), new Total(in.readLong(), in.readDouble()));
    }
    for (int ticks = in.readUnsignedShort(); ticks > 0; ticks--) {
      long tick = in.readLong();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        Series series = series(in);
        state.restore(tick, series, points(in, series.signal()));
      }
    }
    return state;
  }

  private static void write(DataOutputStream out, Target target) throws IOException {
    DeviceClass deviceClass = target.deviceClass();
    out.writeUTF(target.kind().name());
    out.writeUTF(target.cluster());
    out.writeUTF(target.namespace());
    out.writeUTF(target.name());
    out.writeUTF(target.uid());
    out.writeUTF(deviceClass == null ? "" : deviceClass.name());
  }

  private static Target target(DataInputStream in) throws IOException {
    return new Target(
        Target.Kind.valueOf(in.readUTF()),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        deviceClass(in.readUTF()));
  }

  private static @Nullable DeviceClass deviceClass(String name) {
    return name.isEmpty() ? null : DeviceClass.valueOf(name);
  }

  private static void write(DataOutputStream out, Series series) throws IOException {
    out.writeShort(series.signal().code());
    out.writeUTF(series.counter());
  }

  private static Series series(DataInputStream in) throws IOException {
    return new Series(signal(in), in.readUTF());
  }

  private static void write(DataOutputStream out, Value value) throws IOException {
    out.writeDouble(value.value());
    out.writeUTF(value.source().name());
  }

  private static Value value(DataInputStream in) throws IOException {
    return new Value(in.readDouble(), Source.valueOf(in.readUTF()));
  }

  private static void write(DataOutputStream out, Points points) throws IOException {
    out.writeShort(points.size());
    for (int i = 0; i < points.size(); i++) {
      out.writeLong(points.nanos(i));
      write(out, new Value(points.value(i), points.source(i)));
    }
  }

  private static Points points(DataInputStream in, Signal signal) throws IOException {
    Points points = new Points(signal);
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      long nanos = in.readLong();
      Value value = value(in);
      points.add(nanos, value.value(), value.source());
    }
    return points;
  }

  private static Signal signal(DataInputStream in) throws IOException {
    int code = in.readUnsignedShort();
    return Signal.byCode(code)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the collector's stored state names signal code "
                        + code
                        + ", which is not in the catalogue: upgrade, or delete its changelog"
                        + " topic"));
  }
}
