package dev.sidestep.replay.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;

/** Writes replayed files as tables that pandas and SQL read: UTF-8, header line, comma. */
public final class CsvTables {
  private CsvTables() {}

  /**
   * Writes {@code warnings.csv}, {@code events.csv} and {@code forecasts.csv}.
   *
   * @throws IOException when the folder cannot be written
   */
  public static void write(Path folder, Collection<CsvReplay.FileResult> results)
      throws IOException {
    Files.createDirectories(folder);
    try (CsvWriter warnings = CsvWriter.builder().build(folder.resolve("warnings.csv"), UTF_8);
        CsvWriter events = CsvWriter.builder().build(folder.resolve("events.csv"), UTF_8);
        CsvWriter forecasts = CsvWriter.builder().build(folder.resolve("forecasts.csv"), UTF_8)) {
      warnings.writeRecord(
          "file",
          "target",
          "kind",
          "raised_at",
          "probability",
          "eta_p10_s",
          "eta_p50_s",
          "eta_p90_s",
          "lead_s",
          "verdict",
          "reason",
          "source");
      events.writeRecord("file", "at");
      forecasts.writeRecord(
          "file", "target", "issued_at", "horizon_s", "p10", "p50", "p90", "source");
      for (CsvReplay.FileResult result : results) {
        String file = String.valueOf(result.file().getFileName());
        String source = result.source().name().toLowerCase(Locale.ROOT);
        result.raised().forEach(raised -> write(warnings, file, raised, source));
        result.events().forEach(at -> events.writeRecord(file, at.toString()));
        result.forecasts().forEach(forecast -> write(forecasts, file, forecast, source));
      }
    }
  }

  private static void write(CsvWriter table, String file, CsvReplay.Raised raised, String source) {
    Warning first = raised.first();
    Eta eta = first.eta();
    Verdict verdict = raised.last().verdict();
    table.writeRecord(
        file,
        first.target().key(),
        first.kind().word(),
        first.raisedAt().toString(),
        number(first.probability()),
        Long.toString(eta.p10().toSeconds()),
        Long.toString(eta.p50().toSeconds()),
        Long.toString(eta.p90().toSeconds()),
        raised.lead().map(lead -> Long.toString(lead.toSeconds())).orElse(""),
        raised.verdict(),
        verdict == null ? "the file ended first" : verdict.reason(),
        source);
  }

  private static void write(CsvWriter table, String file, Forecast forecast, String source) {
    for (Quantiles at : forecast.horizons()) {
      table.writeRecord(
          file,
          forecast.target().key(),
          forecast.issuedAt().toString(),
          Long.toString(at.horizon().toSeconds()),
          number(at.p10()),
          number(at.p50()),
          number(at.p90()),
          source);
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
