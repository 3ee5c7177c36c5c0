package dev.sidestep.replay.csv;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a CSV file mean.
 *
 * @param device the name of the device; empty: the file's name
 * @param limitCelsius the device's own slowdown temperature
 * @param source what the values are; real recordings are measured
 * @param timeColumn the column with the instant; null: rows are evenly spaced
 * @param rowSeconds the distance of two rows where there is no time column
 * @param columns for each column that is used, the signal it holds
 */
public record CsvMapping(
    String device,
    DeviceClass deviceClass,
    double limitCelsius,
    Source source,
    @Nullable String timeColumn,
    double rowSeconds,
    Map<String, Column> columns) {

  /**
   * The meaning of a column.
   *
   * @param scale what a cell is multiplied with to get the signal's unit
   */
  public record Column(Signal signal, double scale) {
    public Column {
      if (!Double.isFinite(scale) || scale == 0) {
        throw new IllegalArgumentException("scale is " + scale + "; give a number other than 0");
      }
    }
  }

  public CsvMapping {
    if (!Signal.DEVICE_TEMPERATURE_LIMIT.accepts(limitCelsius)) {
      throw new IllegalArgumentException(
          "limit-celsius is " + limitCelsius + "; give the device's slowdown temperature in C");
    }
    if (!(rowSeconds > 0 && rowSeconds <= 3600)) {
      throw new IllegalArgumentException(
          "row-seconds is " + rowSeconds + "; give the distance of two rows, 0 to 3600");
    }
    columns = Map.copyOf(columns);
    if (columns.values().stream().noneMatch(c -> c.signal() == Signal.DEVICE_TEMPERATURE)) {
      throw new IllegalArgumentException(
          "columns name no hw.temperature; map the column that holds the temperature");
    }
  }

  Duration row() {
    return Duration.ofNanos(Math.round(rowSeconds * 1e9));
  }

  Target target(String fileStem) {
    return Target.device("replay", device.isEmpty() ? fileStem : device, deviceClass);
  }
}
