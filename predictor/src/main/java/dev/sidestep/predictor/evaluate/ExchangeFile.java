package dev.sidestep.predictor.evaluate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes the rows that the outside scorer reads. */
final class ExchangeFile implements AutoCloseable {
  private final BufferedWriter rows;
  private final Path file;

  ExchangeFile(Path file, String header) {
    this.file = file;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      this.rows =
          new BufferedWriter(
              new OutputStreamWriter(
                  new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
      line(header);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void row(String entity, int row, int horizon, double... values) {
    StringBuilder line = new StringBuilder(entity).append(',').append(row).append(',');
    line.append(horizon);
    for (double value : values) {
      line.append(',').append(String.format(Locale.ROOT, "%.5f", value));
    }
    try {
      line(line.toString());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void line(String text) throws IOException {
    rows.write(text);
    rows.write('\n');
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        "cannot write " + file + "; give a writable folder with --out", e);
  }
}
