package dev.sidestep.predictor.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.predictor.run.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds each stage against the values that the Python study wrote out ({@code thermal.py --dump}),
 * on its own draws. Needs -Devaluation.thermal-dump=FILE.npz and -Devaluation.shared=DIR, which
 * {@code .ci/run} gives.
 */
@Tag("evaluation")
class HeatReferenceIT {
  private static final double LIMIT = RecordedRun.PI_LIMIT_CELSIUS;

  /** The study works in single precision. */
  private static final Offset<Double> FLOATS = within(2e-4);

  private static final Map<String, List<Integer>> HORIZONS =
      Map.of("random", List.of(60, 300, 900), "cycling", List.of(60, 120));

  private Npz dump;

  @BeforeEach
  void open() throws IOException {
    dump = new Npz(Path.of(System.getProperty("evaluation.thermal-dump")));
  }

  @AfterEach
  void close() throws IOException {
    dump.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "cycling"})
  void theLawIsLearntAlike(String group) throws IOException {
    HeatFit fit = fit(group);
    double[] mean = dump.values(group + "/prior_mean");
    mean[0] -= LIMIT;
    assertThat(fit.prior().mean()).containsExactly(mean, within(1e-6));
    assertThat(fit.habits().meanLoad())
        .isCloseTo(dump.values(group + "/mean_load")[0], within(1e-12));

    HeatTrace tested = tested(group);
    HeatTracker tracker = new HeatTracker(HeatLaw.SECONDS, fit.prior());
    double[][] rows = dump.rows(group + "/features");
    double[][] coefficients = dump.rows(group + "/coef");
    double[] biases = dump.values(group + "/bias");
    for (int step = 0; step < tested.length(); step++) {
      tracker.add(tested.excess(step), tested.load(step));
      Heat heat = tracker.now();
      double[] expected = coefficients[step].clone();
      expected[0] -= LIMIT;
      assertThat(heat.row()).as("row %d", step).containsExactly(rows[step], within(1e-9));
      assertThat(heat.coefficients()).as("row %d", step).containsExactly(expected, within(1e-6));
      assertThat(heat.bias()).as("row %d", step).isCloseTo(biases[step], within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "cycling"})
  void phasesOfTheLoadAreToldAlike(String group) {
    HeatTrace tested = tested(group);
    double[] sides = dump.values(group + "/side");
    double[] starts = dump.values(group + "/start");
    Phases phases = new Phases();
    for (int step = 0; step < tested.length(); step++) {
      phases.add(tested.load(step));
      assertThat(phases.high()).as("row %d", step).isEqualTo(sides[step] == 1);
      assertThat(phases.since()).as("row %d", step).isEqualTo((int) starts[step]);
    }
  }

  /** On cycling loads the product follows the device's own rhythm, which the study did not. */
  @Test
  void theSameDrawsGiveTheSameForecasts() throws IOException {
    HeatFit fit = fit("random");
    HeatForecaster.Watch watch =
        new HeatForecaster(
                fit,
                List.of(
                    drawn(fit, new PathOutcomes(List.of(60), 500, 2)),
                    drawn(fit, new PathOutcomes(List.of(300, 900), 200, 3))))
            .watch();
    HeatTrace tested = tested("random");
    double[] keys = dump.values("random/key");
    LoadSense sense = new LoadSense(fit.habits());
    for (int step = 0; step < tested.length() - 900; step++) {
      watch.add(tested.excess(step), tested.load(step));
      sense.add(tested.load(step));
      assertThat(DrawnFutures.state(sense)).as("row %d", step).isEqualTo((int) keys[step]);
      if (step >= 120 && step % 7 == 0) {
        compare(watch.forecast(), step);
      }
    }
  }

  private void compare(List<HeatOutcome> outcomes, int step) {
    for (HeatOutcome outcome : outcomes) {
      String at = "random/%s_" + outcome.seconds();
      double[] quantiles = dump.rows(at.formatted("q"))[step];
      double middle = dump.values(at.formatted("p50"))[step] - LIMIT;
      double low = Math.min(quantiles[0] - LIMIT, middle - 0.05);
      double high = Math.max(quantiles[2] - LIMIT, middle + 0.05);
      double chance = dump.values(at.formatted("p"))[step];
      assertThat(outcome.p50()).as("row %d", step).isCloseTo(middle, FLOATS);
      assertThat(outcome.p10()).as("row %d", step).isCloseTo(low, FLOATS);
      assertThat(outcome.p90()).as("row %d", step).isCloseTo(high, FLOATS);
      assertThat(outcome.reaching()).as("row %d", step).isCloseTo(chance, FLOATS);
    }
  }

  private DrawnFutures drawn(HeatFit fit, PathOutcomes plan) {
    List<List<DrawnFutures.Pick>> picks = new ArrayList<>();
    for (double[] state : dump.rows("random/future_picks_" + plan.longest())) {
      List<DrawnFutures.Pick> drawn = new ArrayList<>();
      for (int path = 0; path < plan.count() && state[0] >= 0; path++) {
        drawn.add(new DrawnFutures.Pick((int) state[2 * path], (int) state[2 * path + 1]));
      }
      picks.add(drawn);
    }
    return fit.drawn(plan, picks, dump.rows("random/noise_" + plan.longest()));
  }

  private HeatTrace tested(String group) {
    double[] excess = dump.values(group + "/temp");
    double[] load = dump.values(group + "/usage");
    for (int i = 0; i < excess.length; i++) {
      excess[i] -= LIMIT;
      load[i] /= 100;
    }
    return new HeatTrace("tested", excess, load);
  }

  /** The fit of the split's first fold, which the dump is of. */
  private static HeatFit fit(String group) throws IOException {
    Path shared = Path.of(System.getProperty("evaluation.shared"));
    JsonNode split =
        new ObjectMapper()
            .readTree(Files.readAllBytes(shared.resolve("evaluation/splits/s3a.json")));
    List<HeatTrace> all = new ArrayList<>();
    List<HeatTrace> alike = new ArrayList<>();
    for (JsonNode name : split.get("folds").get(0).get("train")) {
      JsonNode entity = split.get("entities").get(name.asText());
      RecordedRun run =
          RecordedRun.read(shared.resolve("data").resolve(entity.get("file").asText()));
      all.add(run.heat());
      if (entity.get("group").asText().equals(group)) {
        alike.add(run.heat());
      }
    }
    return new HeatFit(all, alike, HORIZONS.get(group));
  }
}
