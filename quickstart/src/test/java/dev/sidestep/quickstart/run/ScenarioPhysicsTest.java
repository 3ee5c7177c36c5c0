package dev.sidestep.quickstart.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.DeviceInput;
import dev.sidestep.device.DeviceModel;
import dev.sidestep.device.DeviceReading;
import dev.sidestep.device.DeviceState;
import dev.sidestep.quickstart.scenario.FaultKind;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import dev.sidestep.quickstart.traffic.Request;
import dev.sidestep.quickstart.traffic.SeededTraffic;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scenarios do to the serving device when nobody acts, by its physics alone. */
class ScenarioPhysicsTest {
  private static final int SEEDS = 100;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({"fan-failure,0.65,0.92", "hot-inlet,0.75,0.97", "load-surge,0.35,0.95"})
  void heatComesToMostWorldsAndNotToAll(String scenario, double least, double most) {
    double hot =
        LongStream.rangeClosed(1, SEEDS)
                .filter(seed -> Fate.of(scenario, seed).throttledSeconds() > 60)
                .count()
            / (double) SEEDS;

    assertThat(hot).as("share of the seeds that throttle").isBetween(least, most);
  }

  @ParameterizedTest
  @CsvSource({"quiet", "power-cap", "memory-leak"})
  void noHeatComesToTheOthers(String scenario) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Fate fate = Fate.of(scenario, seed);
      assertThat(fate.throttledSeconds()).as("%s at seed %d", scenario, seed).isZero();
      assertThat(fate.leastMargin()).as("%s at seed %d", scenario, seed).isGreaterThan(3);
    }
  }

  @Test
  void theThrottleComesNeitherAtOnceNorAtTheVeryEnd() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Fate fate = Fate.of("fan-failure", seed);
      if (fate.throttledSeconds() > 60) {
        assertThat(fate.throttledAt()).as("seed %d", seed).isBetween(6 * 60, 32 * 60);
      }
    }
  }

  /**
   * How the serving device fares: its load is the work that arrives and waits, its queue endless.
   *
   * @param throttledAt seconds from the start; the duration where it never does
   */
  private record Fate(int throttledAt, int throttledSeconds, double leastMargin, double load) {
    static Fate of(String scenario, long seed) {
      WorldPlan plan = YamlScenarios.load(scenario).resolve(seed);
      WorldPlan.Device device = plan.serving();
      DeviceModel model = new DeviceModel(device.spec());
      SeededTraffic traffic = new SeededTraffic(plan, Instant.EPOCH);
      Request next = traffic.next();
      DeviceState state = model.settled(DeviceInput.healthy(0.5, device.inletCelsius()));
      double clock = 1;
      double work = 0;
      double served = 0;
      double least = 100;
      int at = (int) plan.duration().toSeconds();
      int seconds = 0;
      int end = at;
      for (int second = 0; second < end; second++) {
        while (next.arrival().getEpochSecond() <= second) {
          work += next.tokens();
          next = traffic.next();
        }
        double capacity = model.tokensPerSecond(clock);
        double done = Math.min(work, capacity);
        work -= done;
        served += done / capacity;
        DeviceInput input = input(plan, second, Math.min(1, done / capacity));
        state = model.step(state, input, SECOND);
        DeviceReading reading = model.read(state, input);
        clock = reading.clockRatio();
        least = Math.min(least, reading.thermalMargin());
        if (reading.throttling()) {
          at = Math.min(at, second);
          seconds++;
        }
      }
      return new Fate(at, seconds, least, served / end);
    }

    private static DeviceInput input(WorldPlan plan, int second, double load) {
      double airflow = 1;
      double inlet = plan.serving().inletCelsius();
      double power = 1;
      for (WorldPlan.Fault fault : plan.faults()) {
        double in = second - fault.at().toSeconds();
        if (!fault.device().equals(plan.model().serving())
            || in < 0
            || in >= fault.lasts().toSeconds()) {
          continue;
        }
        double depth = Math.min(1, in / Math.max(1, fault.ramp().toSeconds()));
        if (fault.kind() == FaultKind.FAN) {
          airflow = 1 + depth * (fault.severity() - 1);
        } else if (fault.kind() == FaultKind.INLET) {
          inlet += depth * fault.severity();
        } else if (fault.kind() == FaultKind.POWER_CAP) {
          power = fault.severity();
        }
      }
      return new DeviceInput(load, inlet, airflow, power);
    }
  }

  /** Not a test: prints how the worlds of a scenario fare. */
  public static void main(String[] args) {
    for (String scenario : YamlScenarios.NAMES) {
      for (long seed = 1; seed <= 20; seed++) {
        WorldPlan plan = YamlScenarios.load(scenario).resolve(seed);
        System.out.println(
            scenario
                + " "
                + seed
                + " "
                + plan.model().serving()
                + " "
                + Fate.of(scenario, seed)
                + " of "
                + plan.duration().toSeconds()
                + " "
                + plan.faults());
      }
    }
  }
}
