package dev.sidestep.predictor.heat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Arrays of numbers that NumPy has written: a zip of .npy files, each a header of text and the
 * values (NEP 1).
 */
final class Npz implements AutoCloseable {
  private static final int FIXED_HEADER = 10;
  private static final Pattern TYPE = Pattern.compile("'descr': '(<[fi][48])'");
  private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

  private final ZipFile zip;

  Npz(Path file) throws IOException {
    this.zip = new ZipFile(file.toFile());
  }

  /** An array in rows; one of three dimensions has its last two in a row. */
  double[][] rows(String name) {
    ByteBuffer bytes = ByteBuffer.wrap(read(name)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = bytes.getShort(FIXED_HEADER - 2);
    String header =
        new String(bytes.array(), FIXED_HEADER, headerLength, StandardCharsets.US_ASCII);
    String type = match(TYPE, header, name);
    int[] shape =
        Arrays.stream(match(SHAPE, header, name).split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    int rows = shape.length < 2 ? 1 : shape[0];
    int columns = Arrays.stream(shape).reduce(1, Math::multiplyExact) / rows;
    bytes.position(FIXED_HEADER + headerLength);
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = next(bytes, type);
      }
    }
    return values;
  }

  double[] values(String name) {
    return Arrays.stream(rows(name)).flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static double next(ByteBuffer bytes, String type) {
    return switch (type) {
      case "<f8" -> bytes.getDouble();
      case "<f4" -> bytes.getFloat();
      case "<i8" -> bytes.getLong();
      default -> bytes.getInt();
    };
  }

  private byte[] read(String name) {
    ZipEntry entry = zip.getEntry(name + ".npy");
    if (entry == null) {
      throw new IllegalArgumentException(zip.getName() + " has no array " + name);
    }
    try {
      return zip.getInputStream(entry).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " of " + zip.getName(), e);
    }
  }

  private static String match(Pattern pattern, String header, String name) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException("array %s is not of numbers: %s".formatted(name, header));
    }
    return matcher.group(1);
  }
}
