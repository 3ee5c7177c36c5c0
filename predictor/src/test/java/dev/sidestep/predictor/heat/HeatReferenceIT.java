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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds each stage against the values that the Python study wrote out ({@code thermal.py --dump}),
 * on its own draws. {@code .ci/run} makes the file and gives it.
 */
@EnabledIfSystemProperty(named = "sidestep.thermal-dump", matches = ".+")
class HeatReferenceIT {
  private static final double LIMIT = RecordedRun.PI_LIMIT_CELSIUS;
  private static final Map<String, List<Integer>> HORIZONS =
      Map.of("random", List.of(60, 300, 900), "cycling", List.of(60, 120));

  private Npz dump;

  @BeforeEach
  void open() throws IOException {
    dump = new Npz(Path.of(System.getProperty("sidestep.thermal-dump")));
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
    assertThat(fit.meanLoad()).isCloseTo(dump.values(group + "/mean_load")[0], within(1e-12));

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
  void momentsOfTheLoadAreToldAlike(String group) throws IOException {
    HeatTrace tested = tested(group);
    LoadKind kind = fit(group).kind();
    double[] keys = dump.values(group + "/key");
    LoadSense sense = new LoadSense();
    for (int step = 0; step < tested.length(); step++) {
      sense.add(tested.load(step));
      assertThat(kind.state(LoadKind.Moment.of(sense)))
          .as("row %d", step)
          .isEqualTo((int) keys[step]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "cycling"})
  void theSameDrawsGiveTheSameForecasts(String group) throws IOException {
    HeatFit fit = fit(group);
    List<Futures> futures = new ArrayList<>();
    if (group.equals("random")) {
      futures.add(futures(fit, group, new Futures.Plan(List.of(60), 500, 2)));
      futures.add(futures(fit, group, new Futures.Plan(List.of(300, 900), 200, 3)));
    } else {
      futures.add(futures(fit, group, new Futures.Plan(List.of(60, 120), 100, 2)));
    }
    HeatForecaster.Watch watch = new HeatForecaster(fit, futures).watch();
    HeatTrace tested = tested(group);
    for (int step = 0; step < tested.length() - 900; step++) {
      watch.add(tested.excess(step), tested.load(step));
      if (step < 120 || step % 7 != 0) {
        continue;
      }
      for (HeatOutcome outcome : watch.forecast()) {
        String at = group + "/%s_" + outcome.seconds();
        double[] quantiles = dump.rows(at.formatted("q"))[step];
        double middle = dump.values(at.formatted("p50"))[step] - LIMIT;
        assertThat(outcome.p50()).as("row %d", step).isCloseTo(middle, within(2e-4));
        assertThat(outcome.p10())
            .as("row %d", step)
            .isCloseTo(Math.min(quantiles[0] - LIMIT, middle - 0.05), within(2e-4));
        assertThat(outcome.p90())
            .as("row %d", step)
            .isCloseTo(Math.max(quantiles[2] - LIMIT, middle + 0.05), within(2e-4));
        assertThat(outcome.reaching())
            .as("row %d", step)
            .isCloseTo(dump.values(at.formatted("p"))[step], within(2e-4));
      }
    }
  }

  private Futures futures(HeatFit fit, String group, Futures.Plan plan) {
    int count = plan.count();
    double[][] flat = dump.rows(group + "/future_picks_" + plan.longest());
    List<List<Futures.Pick>> picks = new ArrayList<>();
    for (double[] state : flat) {
      List<Futures.Pick> drawn = new ArrayList<>();
      for (int path = 0; path < count && state[0] >= 0; path++) {
        drawn.add(new Futures.Pick((int) state[2 * path], (int) state[2 * path + 1]));
      }
      picks.add(drawn);
    }
    return fit.futures(plan, picks, dump.rows(group + "/noise_" + plan.longest()));
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
    Path shared = Path.of(System.getProperty("sidestep.shared"));
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
