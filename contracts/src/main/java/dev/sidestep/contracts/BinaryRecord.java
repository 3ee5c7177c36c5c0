package dev.sidestep.contracts;

import dev.sidestep.contracts.UnreadableRecordException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;

/**
 * The envelope of the compact binary records: one byte for the noun, one for the major and one for
 * the minor schema version, then the fields. A reader refuses a newer major version and ignores
 * what a newer minor version has added at the end.
 */
final class BinaryRecord {
  private final byte noun;
  private final int major;
  private final int minor;
  private final String name;

  BinaryRecord(String name, char noun, int major, int minor) {
    this.name = name;
    this.noun = (byte) noun;
    this.major = major;
    this.minor = minor;
  }

  /** Writes the fields after the envelope. */
  interface Fields {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads the fields after the envelope. */
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  byte[] encode(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(noun);
      out.writeByte(major);
      out.writeByte(minor);
      fields.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  <T> T decode(byte[] bytes, Reader<T> reader) {
    if (bytes.length < 3 || bytes[0] != noun) {
      throw new UnreadableRecordException(
          Reason.MALFORMED,
          bytes.length + " bytes are no " + name + ": the first byte is not '" + (char) noun + "'");
    }
    if ((bytes[1] & 0xff) > major) {
      throw new UnreadableRecordException(
          Reason.NEWER_VERSION,
          name
              + " has schema version "
              + (bytes[1] & 0xff)
              + "; this reader knows "
              + major
              + ", upgrade it");
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, 3, bytes.length - 3))) {
      return reader.read(in);
    } catch (IOException e) {
      throw new UnreadableRecordException(
          Reason.MALFORMED,
          name + " of " + bytes.length + " bytes ends too early or is garbled",
          e);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new UnreadableRecordException(Reason.INVALID_VALUE, name + ": " + e.getMessage(), e);
    }
  }

  static void writeTarget(DataOutputStream out, Target target) throws IOException {
    writeConstant(out, target.kind());
    out.writeUTF(target.cluster());
    out.writeUTF(target.namespace());
    out.writeUTF(target.name());
    out.writeUTF(target.uid());
    DeviceClass deviceClass = target.deviceClass();
    if (deviceClass == null) {
      out.writeByte(-1);
    } else {
      writeConstant(out, deviceClass);
    }
  }

  static Target readTarget(DataInputStream in) throws IOException {
    Target.Kind kind = constant(Target.Kind.values(), in.readByte(), "target kind");
    String cluster = in.readUTF();
    String namespace = in.readUTF();
    String name = in.readUTF();
    String uid = in.readUTF();
    byte deviceClass = in.readByte();
    return new Target(
        kind,
        cluster,
        namespace,
        name,
        uid,
        deviceClass == -1 ? null : constant(DeviceClass.values(), deviceClass, "device class"));
  }

  /** The place in the enum is part of the wire format: the golden files pin it. */
  @SuppressWarnings("EnumOrdinal")
  static void writeConstant(DataOutputStream out, Enum<?> constant) throws IOException {
    out.writeByte(constant.ordinal());
  }

  static <T> T constant(T[] constants, int ordinal, String what) {
    if (ordinal < 0 || ordinal >= constants.length) {
      throw new IllegalArgumentException(
          what + " is " + ordinal + "; known are 0 to " + (constants.length - 1));
    }
    return constants[ordinal];
  }
}
