package dev.sidestep.predictor.judge;

import dev.sidestep.predictor.network.Heads;
import dev.sidestep.predictor.network.MarginBand;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.run.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Errors of the model and of the rules on runs that nobody learnt from, as a Markdown table. */
final class ErrorTable {
  private final ThermalEngine engine;
  private final List<MarginRule> rules;

  ErrorTable(ThermalEngine engine, List<MarginRule> rules) {
    this.engine = engine;
    this.rules = rules;
  }

  /** One line a horizon; every method is judged on the same ticks. */
  List<String> lines(String data, List<Run> runs) {
    List<Sums> sums = new ArrayList<>();
    for (int h = 0; h < Heads.HORIZONS.size(); h++) {
      sums.add(new Sums(rules.size()));
    }
    for (Run run : runs) {
      add(run, sums);
    }
    List<String> lines = new ArrayList<>();
    for (int h = 0; h < Heads.HORIZONS.size(); h++) {
      if (sums.get(h).rows > 0) {
        lines.add(sums.get(h).line(data, Heads.HORIZONS.get(h)));
      }
    }
    return lines;
  }

  String header() {
    StringBuilder names = new StringBuilder("| data | ahead | model |");
    StringBuilder rule = new StringBuilder("|---|---|---|");
    for (MarginRule one : rules) {
      names.append(' ').append(one.name()).append(" |");
      rule.append("---|");
    }
    return names + " in P10-P90 | Brier | climatology |\n" + rule + "---|---|---|";
  }

  private void add(Run run, List<Sums> sums) {
    List<List<MarginBand>> bands = ModelForecasts.of(engine, run);
    List<double[][]> others = rules.stream().map(rule -> rule.forecast(run)).toList();
    for (int tick = 0; tick < bands.size(); tick++) {
      if (bands.get(tick).isEmpty()) {
        continue;
      }
      int now = run.second(tick);
      for (int h = 0; h < Heads.HORIZONS.size(); h++) {
        int then = now + Heads.HORIZONS.get(h);
        if (then >= run.margins().length) {
          break;
        }
        double truth = run.margins()[then];
        Sums sum = sums.get(h);
        sum.add(bands.get(tick).get(h), truth);
        for (int rule = 0; rule < others.size(); rule++) {
          sum.errors[rule] += Math.abs(others.get(rule)[tick][h] - truth);
        }
        if (run.margins()[now] > 0) {
          sum.addCrossing(
              bands.get(tick).get(h).crossing(), run.crossesWithin(now, Heads.HORIZONS.get(h)));
        }
      }
    }
  }

  private static final class Sums {
    private final double[] errors;
    private long rows;
    private double error;
    private long inside;
    private long chances;
    private long crossings;
    private double brier;

    Sums(int rules) {
      this.errors = new double[rules];
    }

    void add(MarginBand band, double truth) {
      rows++;
      error += Math.abs(band.p50() - truth);
      inside += truth >= band.p10() && truth <= band.p90() ? 1 : 0;
    }

    void addCrossing(double probability, boolean crossed) {
      chances++;
      crossings += crossed ? 1 : 0;
      brier += (probability - (crossed ? 1 : 0)) * (probability - (crossed ? 1 : 0));
    }

    String line(String data, int seconds) {
      StringBuilder line = new StringBuilder("| %s | %d s |".formatted(data, seconds));
      double least = Math.min(error, Arrays.stream(errors).min().orElse(error));
      line.append(cell(error, least));
      for (double one : errors) {
        line.append(cell(one, least));
      }
      double share = (double) crossings / chances;
      line.append(
          String.format(
              Locale.ROOT,
              " %.3f | %.4f | %.4f |",
              (double) inside / rows,
              brier / chances,
              share * (1 - share)));
      return line.toString();
    }

    private String cell(double sum, double least) {
      String format = sum == least ? " **%.3f** |" : " %.3f |";
      return String.format(Locale.ROOT, format, sum / rows);
    }
  }
}
