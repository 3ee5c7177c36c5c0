package dev.sidestep.replay.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.sidestep.collector.frame.Aligner;
import dev.sidestep.collector.frame.Alignment;
import dev.sidestep.collector.frame.ClosedTick;
import dev.sidestep.collector.frame.Measurement;
import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * The frames of a CSV file, made by the collector's own alignment. An empty cell is no sample; a
 * cell that is no number or lies outside the signal's range is counted and left out.
 */
public final class CsvFrames {
  /** Where evenly spaced rows begin; any multiple of the tick would do. */
  static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

  private final CsvMapping mapping;
  private final Alignment alignment;
  private long refusedCells;

  public CsvFrames(CsvMapping mapping, Duration tick) {
    this.mapping = mapping;
    this.alignment = new Alignment(tick, Duration.ZERO, 4, 100, 16);
  }

  /** How many cells were no usable value in the last reading. */
  public long refusedCells() {
    return refusedCells;
  }

  /**
   * Reads a file, plain or gzip, and hands over its samples and its ticks in order.
   *
   * @throws IllegalArgumentException when a mapped column is not in the file or an instant is none
   */
  public void read(Path file, Consumer<Sample> onSample, Consumer<ClosedTick> onTick)
      throws IOException {
    refusedCells = 0;
    Aligner aligner = new Aligner(alignment);
    Target target = mapping.target(stem(file));
    try (Reader text = open(file);
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
      long number = 0;
      for (NamedCsvRecord row : rows) {
        if (number == 0) {
          checkColumns(file, row);
        }
        Instant at = instant(file, row, number++);
        for (Sample sample : samples(target, row, at)) {
          onSample.accept(sample);
          aligner.accept(Measurement.of(sample), at);
        }
        aligner.closeDue().forEach(onTick);
      }
    } catch (UncheckedIOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private List<Sample> samples(Target target, NamedCsvRecord row, Instant at) {
    List<Sample> samples = new ArrayList<>();
    for (Map.Entry<String, CsvMapping.Column> column : mapping.columns().entrySet()) {
      String cell = row.getField(column.getKey()).strip();
      if (cell.isEmpty()) {
        continue;
      }
      Signal signal = column.getValue().signal();
      double value = number(cell) * column.getValue().scale();
      if (!signal.accepts(value)) {
        refusedCells++;
        continue;
      }
      samples.add(new Sample(target, signal, at, value, mapping.source()));
      if (signal == Signal.DEVICE_TEMPERATURE) {
        samples.add(
            new Sample(
                target,
                Signal.DEVICE_TEMPERATURE_LIMIT,
                at,
                mapping.limitCelsius(),
                mapping.source()));
        samples.add(
            new Sample(
                target,
                Signal.THERMAL_MARGIN,
                at,
                mapping.limitCelsius() - value,
                mapping.source()));
      }
    }
    return samples;
  }

  private Instant instant(Path file, NamedCsvRecord row, long number) {
    String column = mapping.timeColumn();
    if (column == null) {
      return START.plus(mapping.row().multipliedBy(number));
    }
    String cell = row.getField(column).strip().replace(' ', 'T');
    try {
      return cell.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
          ? OffsetDateTime.parse(cell).toInstant()
          : LocalDateTime.parse(cell).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s line %d: %s is '%s'; give ISO 8601, or leave time-column out and give row-seconds"
              .formatted(file, row.getStartingLineNumber(), column, row.getField(column)),
          e);
    }
  }

  private void checkColumns(Path file, NamedCsvRecord row) {
    List<String> wanted = new ArrayList<>(mapping.columns().keySet());
    String time = mapping.timeColumn();
    if (time != null) {
      wanted.add(time);
    }
    for (String column : wanted) {
      if (row.findField(column).isEmpty()) {
        throw new IllegalArgumentException(
            "%s has no column '%s'; it has %s".formatted(file, column, row.getHeader()));
      }
    }
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Reader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new InputStreamReader(plain, StandardCharsets.UTF_8);
  }

  static String stem(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.csv(\\.gz)?$", "");
  }
}
