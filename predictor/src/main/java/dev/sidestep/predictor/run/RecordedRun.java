package dev.sidestep.predictor.run;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.sidestep.predictor.feature.DeviceTick;
import dev.sidestep.predictor.heat.HeatTrace;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A logged device: temperature and use in every second.
 *
 * @param celsius one a second
 * @param load 0..1, one a second; a blank carries the last value on
 * @param limitCelsius where the device slows down
 */
@SuppressWarnings("ArrayRecordComponent") // long series, read only
public record RecordedRun(String name, double[] celsius, double[] load, double limitCelsius) {
  /** The soft limit of the Raspberry Pi 3B, of which the recorded runs are. */
  public static final double PI_LIMIT_CELSIUS = 80;

  /**
   * Reads a gzipped CSV with columns {@code temp} (°C) and {@code usage} (%).
   *
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when a column is missing or holds no number
   */
  public static RecordedRun read(Path file) {
    String name = String.valueOf(file.getFileName()).replace(".csv.gz", "");
    List<Double> celsius = new ArrayList<>();
    List<Double> load = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .ofNamedCsvRecord(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      double last = 0;
      for (NamedCsvRecord row : rows) {
        String usage = field(row, "usage", file);
        last = usage.isBlank() ? last : number(usage, "usage", row, file) / 100;
        celsius.add(number(field(row, "temp", file), "temp", row, file));
        load.add(last);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + file + "; give a gzipped CSV with columns temp and usage", e);
    }
    return new RecordedRun(name, array(celsius), array(load), PI_LIMIT_CELSIUS);
  }

  /** The same run by another name: files of different folders may share theirs. */
  public RecordedRun named(String other) {
    return new RecordedRun(other, celsius, load, limitCelsius);
  }

  /** The run, second by second, as a heat law sees it. */
  public HeatTrace heat() {
    double[] excess = new double[celsius.length];
    for (int i = 0; i < excess.length; i++) {
      excess[i] = celsius[i] - limitCelsius;
    }
    return new HeatTrace(name, excess, load);
  }

  /** The run as fifteen runs of ticks, each beginning a second later, so that all rows are used. */
  public List<Run> phases() {
    double[] margins = new double[celsius.length];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = limitCelsius - celsius[i];
    }
    return IntStream.range(0, Run.TICK_SECONDS)
        .map(phase -> phase + Run.TICK_SECONDS - 1)
        .filter(first -> first < margins.length)
        .mapToObj(first -> new Run(name, ticks(first, margins), first, margins))
        .toList();
  }

  private List<DeviceTick> ticks(int first, double[] margins) {
    List<DeviceTick> ticks = new ArrayList<>();
    for (int end = first; end < margins.length; end += Run.TICK_SECONDS) {
      double sum = 0;
      for (int second = end - Run.TICK_SECONDS + 1; second <= end; second++) {
        sum += load[second];
      }
      ticks.add(
          new DeviceTick(
              margins[end],
              limitCelsius,
              Math.min(1, sum / Run.TICK_SECONDS),
              Double.NaN,
              Double.NaN,
              Double.NaN,
              Double.NaN,
              true));
    }
    return ticks;
  }

  private static String field(NamedCsvRecord row, String column, Path file) {
    return row.findField(column)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    file + " has no column '" + column + "'; it needs temp and usage"));
  }

  private static double number(String text, String column, NamedCsvRecord row, Path file) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s, line %d: %s is '%s'; it must be a number"
              .formatted(file, row.getStartingLineNumber(), column, text),
          e);
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
