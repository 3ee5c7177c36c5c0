package dev.sidestep.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.sidestep.contracts.Forecast;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Quantiles;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what a replay made as tables that pandas and SQL read, and its verdict as JSON. */
public final class ReplayTables {
  private ReplayTables() {}

  /**
   * Writes {@code forecasts.csv}, {@code warnings.csv}, {@code decisions.csv} and {@code
   * replay.json}.
   *
   * @throws IOException when the folder cannot be written
   */
  public static void write(Path folder, ReplayResult result) throws IOException {
    Files.createDirectories(folder);
    Source source = result.manifest().simulated() ? Source.SIMULATED : Source.MEASURED;
    try (CsvWriter table = CsvWriter.builder().build(folder.resolve("forecasts.csv"), UTF_8)) {
      table.writeRecord("target", "issued_at", "horizon_s", "p10", "p50", "p90", "model", "source");
      result.forecasts().forEach(forecast -> write(table, forecast, source));
    }
    try (CsvWriter table = CsvWriter.builder().build(folder.resolve("warnings.csv"), UTF_8)) {
      table.writeRecord(
          "id",
          "kind",
          "target",
          "issued_at",
          "probability",
          "eta_p10_s",
          "eta_p50_s",
          "eta_p90_s",
          "verdict",
          "source");
      result.warnings().forEach(warning -> write(table, warning, source));
    }
    try (CsvWriter table = CsvWriter.builder().build(folder.resolve("decisions.csv"), UTF_8)) {
      table.writeRecord(
          "plan",
          "warning",
          "decided_at",
          "status",
          "kind",
          "from",
          "to",
          "why",
          "reason",
          "end",
          "ended_at",
          "end_reason");
      result
          .decisions()
          .forEach(decision -> write(table, decision, result.ends().get(decision.plan().id())));
    }
    JsonMapper json = new JsonMapper();
    ObjectNode summary = json.createObjectNode();
    summary.put("title", result.manifest().title());
    summary.put("seed", result.manifest().seed());
    summary.put("simulated", result.manifest().simulated());
    summary.put("ticks", result.ticks());
    summary.put("equal", result.equal());
    summary.set("comparisons", json.valueToTree(result.comparisons()));
    json.writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve("replay.json").toFile(), summary);
  }

  private static void write(CsvWriter table, Forecast forecast, Source source) {
    for (Quantiles at : forecast.horizons()) {
      table.writeRecord(
          forecast.target().key(),
          forecast.issuedAt().toString(),
          Long.toString(at.horizon().toSeconds()),
          Double.toString(at.p10()),
          Double.toString(at.p50()),
          Double.toString(at.p90()),
          forecast.model(),
          lower(source));
    }
  }

  private static void write(CsvWriter table, Warning warning, Source source) {
    Verdict verdict = warning.verdict();
    table.writeRecord(
        warning.id(),
        warning.kind().word(),
        warning.target().key(),
        warning.issuedAt().toString(),
        Double.toString(warning.probability()),
        Long.toString(warning.eta().p10().toSeconds()),
        Long.toString(warning.eta().p50().toSeconds()),
        Long.toString(warning.eta().p90().toSeconds()),
        verdict == null ? "" : lower(verdict.result()),
        lower(source));
  }

  private static void write(CsvWriter table, Outcome decision, @Nullable Outcome end) {
    table.writeRecord(
        decision.plan().id(),
        decision.plan().warningId(),
        decision.plan().decidedAt().toString(),
        lower(decision.status()),
        lower(decision.plan().kind()),
        known(decision.plan().from()),
        known(decision.plan().to()),
        known(decision.why()),
        decision.reason(),
        end == null ? "" : lower(end.status()),
        end == null || !end.terminal() ? "" : end.at().toString(),
        end == null ? "" : end.reason());
  }

  private static String known(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
