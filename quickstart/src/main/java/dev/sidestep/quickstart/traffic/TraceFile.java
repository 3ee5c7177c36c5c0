package dev.sidestep.quickstart.traffic;

import dev.sidestep.quickstart.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A recorded trace as Azure/AzurePublicDataset publishes them: a CSV, gzipped or not, with the
 * columns {@code TIMESTAMP,ContextTokens,GeneratedTokens}.
 *
 * @param name the file, for messages
 * @param arrivals in the order of time
 */
public record TraceFile(String name, List<Arrival> arrivals) {
  private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";

  /** One row: seconds since the first one, and the length of its input. */
  public record Arrival(double seconds, int contextTokens) {}

  public TraceFile {
    arrivals = List.copyOf(arrivals);
    if (arrivals.size() < 2 || arrivals.get(arrivals.size() - 1).seconds() <= 0) {
      throw new IllegalArgumentException(
          "trace "
              + name
              + " has "
              + arrivals.size()
              + " requests at one instant; give a longer one");
    }
  }

  /**
   * The trace that a person gave; null where they gave none.
   *
   * @throws Failure when it cannot be read
   */
  public static @Nullable TraceFile given(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      return read(file);
    } catch (IOException e) {
      throw Failure.usedWrongly(
          "--trace " + file + " cannot be read; give a CSV of recorded requests", e);
    }
  }

  /**
   * Reads a trace.
   *
   * @throws IllegalArgumentException when the file is no trace; says which line and what to do
   * @throws IOException when the file cannot be read
   */
  public static TraceFile read(Path file) throws IOException {
    List<Arrival> arrivals = new ArrayList<>();
    try (BufferedReader lines = open(file)) {
      String header = lines.readLine();
      if (header == null || !header.replace("\uFEFF", "").trim().equals(HEADER)) {
        throw new IllegalArgumentException(
            "trace " + file + " starts with '" + header + "'; its first line must be " + HEADER);
      }
      LocalDateTime first = null;
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        String[] columns = line.split(",", -1);
        try {
          LocalDateTime at = LocalDateTime.parse(columns[0].trim().replace(' ', 'T'));
          first = first == null ? at : first;
          double seconds = first.until(at, ChronoUnit.NANOS) / 1e9;
          if (seconds < 0 || (!arrivals.isEmpty() && seconds < last(arrivals).seconds())) {
            throw bad(file, number, line);
          }
          arrivals.add(new Arrival(seconds, Integer.parseInt(columns[1].trim())));
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
          throw bad(file, number, line);
        }
      }
    }
    return new TraceFile(file.toString(), arrivals);
  }

  double requestsPerSecond() {
    return (arrivals.size() - 1) / last(arrivals).seconds();
  }

  private static Arrival last(List<Arrival> arrivals) {
    return arrivals.get(arrivals.size() - 1);
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static IllegalArgumentException bad(Path file, int number, String line) {
    return new IllegalArgumentException(
        "trace %s: line %d is '%s'; give rows like '2023-11-16 18:15:46.68,374,44' in order of time"
            .formatted(file, number, line.length() > 60 ? line.substring(0, 60) + "..." : line));
  }
}
