package dev.sidestep.predictor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.ForecastCodec;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Target;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import dev.sidestep.contracts.WarningCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Five devices and five pods live through three random hours with faults, glitches, gaps and plans.
 * Whatever happens: at most one warning of a target stands, it is issued at each tick until its one
 * verdict, and a restart at any point changes not a byte.
 */
class PredictorSimulationTest {
  private static final int TICKS = 600;

  @Test
  void eachWarningStandsAloneAndComesToOneEndAndTheSeedsSeeEachVerdict() {
    Set<Verdict.Result> seen = EnumSet.noneOf(Verdict.Result.class);
    for (long seed = 1; seed <= 6; seed++) {
      Run run = new Run(new World(seed, TICKS));
      run.until(TICKS);
      checkLives(run, seed);
      run.steps.stream()
          .flatMap(step -> step.warnings().stream())
          .filter(w -> !w.open())
          .forEach(w -> seen.add(w.verdict().result()));
    }
    assertThat(seen).containsExactlyInAnyOrder(Verdict.Result.values());
  }

  private static void checkLives(Run run, long seed) {
    Map<String, Warning> last = new HashMap<>();
    Map<Target, String> standing = new HashMap<>();
    for (PredictorStep step : run.steps) {
      for (Warning issue : step.warnings()) {
        Warning before = last.put(issue.id(), issue);
        assertThat(issue.issuedAt()).as("seed %d", seed).isEqualTo(step.tick());
        if (before == null) {
          assertThat(issue.raisedAt()).as("seed %d", seed).isEqualTo(step.tick());
        } else {
          assertThat(before.open()).as("seed %d, %s", seed, issue.id()).isTrue();
          assertThat(before.issuedAt()).as("seed %d", seed).isEqualTo(step.tick().minusSeconds(15));
        }
        String other = standing.put(issue.target(), issue.id());
        assertThat(other).as("seed %d, %s", seed, step.tick()).isIn(null, issue.id());
        if (!issue.open()) {
          standing.remove(issue.target());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aRestartAtAnyPointChangesNotAByte(long seed) {
    World world = new World(seed, TICKS);
    Run steady = new Run(world);
    steady.until(TICKS);
    Run restarted = new Run(world);
    Random when = new Random(seed);
    int tick = 0;
    while (tick < TICKS) {
      tick = Math.min(TICKS, tick + 1 + when.nextInt(160));
      restarted.until(tick);
      restarted.restart();
    }

    for (int i = 0; i < TICKS; i++) {
      assertThat(bytes(restarted.steps.get(i)))
          .as("seed %d, tick %d", seed, i)
          .isEqualTo(bytes(steady.steps.get(i)));
    }
  }

  private static List<String> bytes(PredictorStep step) {
    List<String> records = new ArrayList<>();
    HexFormat hex = HexFormat.of();
    step.forecasts().forEach(f -> records.add(hex.formatHex(ForecastCodec.encode(f))));
    step.warnings().forEach(w -> records.add(new String(WarningCodec.encode(w), UTF_8)));
    return records;
  }

  /** A brain in the world, with what a restarted one finds on the topics. */
  private static final class Run {
    private final World world;
    private final List<PredictorStep> steps = new ArrayList<>();
    private final Map<String, Warning> warningsTopic = new LinkedHashMap<>();
    private final Map<String, Outcome> outcomesTopic = new LinkedHashMap<>();
    private Predictor brain = brain();

    Run(World world) {
      this.world = world;
    }

    private static Predictor brain() {
      return new Predictor(PredictorProperties.defaults(), new TrendForecaster());
    }

    void until(int ticks) {
      while (steps.size() < ticks) {
        int i = steps.size();
        PredictorStep step = brain.onTick(Story.tick(i), world.frames.get(i));
        steps.add(step);
        for (Warning issue : step.warnings()) {
          warningsTopic.put(issue.id(), issue);
          answer(issue);
        }
      }
    }

    /** A third of the warnings get a plan that succeeds, a third one that is declined. */
    private void answer(Warning issue) {
      long age = Duration.between(issue.raisedAt(), issue.issuedAt()).toSeconds() / 15;
      int fate = Math.floorMod(issue.id().hashCode(), 3);
      if (age == 1 && fate == 0) {
        publish(Story.outcome(issue, Outcome.Status.INTENDED, issue.issuedAt().plusSeconds(7)));
      } else if (age == 8 && fate == 0) {
        publish(Story.outcome(issue, Outcome.Status.SUCCEEDED, issue.issuedAt().plusSeconds(7)));
      } else if (age == 2 && fate == 1) {
        publish(Story.outcome(issue, Outcome.Status.DECLINED, issue.issuedAt().plusSeconds(1)));
      }
    }

    private void publish(Outcome outcome) {
      outcomesTopic.put(outcome.plan().id(), outcome);
      brain.onOutcome(outcome);
    }

    /** A new brain reads the last hours again, and the compacted topics. */
    void restart() {
      brain = brain();
      brain.restore(warningsTopic.values());
      outcomesTopic.values().forEach(brain::onOutcome);
      int hours = (int) PredictorProperties.defaults().rebuild().toSeconds() / 15;
      for (int i = Math.max(0, steps.size() - hours); i < steps.size(); i++) {
        brain.rehearse(Story.tick(i), world.frames.get(i));
      }
    }
  }
}
