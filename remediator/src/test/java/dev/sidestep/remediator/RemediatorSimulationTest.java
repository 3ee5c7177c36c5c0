package dev.sidestep.remediator;

import static dev.sidestep.remediator.Scene.GPU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Target;
import dev.sidestep.remediator.cluster.FakeCluster.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A quarter of an hour of a warned-of model, with calls that are lost, conflict, are refused or
 * fail as nobody has thought of, pods that do not come, answers that differ, somebody else who
 * writes too, a log that fails, and crashes. The same seed tells the same story. Whatever happens:
 *
 * <ul>
 *   <li>one plan at a time;
 *   <li>no write before its intention is written;
 *   <li>no weight to a variant without a ready pod, never nobody serving;
 *   <li>each intention comes to an end;
 *   <li>an undone plan leaves counts and weights as they were.
 * </ul>
 */
class RemediatorSimulationTest {
  private static final int SEEDS = 60;

  static IntStream seeds() {
    return IntStream.range(0, SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void keepsItsPromises(int seed) {
    Story story = new Story(seed);

    story.play();

    String where = "seed " + seed + ", " + story.stage.cluster.happened;
    assertThat(story.broken).as(where).isEmpty();
    assertThat(story.stage.cluster.violations).as(where).isEmpty();
    assertThat(story.stage.begun()).as(where).allMatch(Outcome::terminal);
  }

  @Test
  void theSameSeedTellsTheSameStory() {
    for (int seed = 0; seed < 5; seed++) {
      Story one = new Story(seed);
      Story two = new Story(seed);
      one.play();
      two.play();
      assertThat(two.stage.log).as("seed " + seed).isEqualTo(one.stage.log);
    }
  }

  /** A simulation that never fails, or never succeeds, tests nothing. */
  @Test
  void theStoriesEndInEveryWay() {
    Map<Status, Integer> ends = new EnumMap<>(Status.class);
    for (int seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed);
      story.play();
      story.stage.begun().forEach(outcome -> ends.merge(outcome.status(), 1, Integer::sum));
    }
    assertThat(ends.keySet()).contains(Status.SUCCEEDED, Status.UNDONE, Status.FAILED);
    assertThat(ends.getOrDefault(Status.SUCCEEDED, 0)).isGreaterThan(SEEDS / 5);
    assertThat(ends.getOrDefault(Status.UNDONE, 0)).isGreaterThan(SEEDS / 10);
  }

  private static final class Story {
    final Stage stage = new Stage(Mode.AUTOMATIC);
    final List<String> broken = new ArrayList<>();

    private final Random random;
    private final double faultRate;
    private final double crashRate;
    private final boolean meddles;
    private final Map<String, Outcome> open = new LinkedHashMap<>();
    private Map<String, String> before = Map.of();
    private boolean meddled;
    private int seen;

    Story(int seed) {
      random = new Random(seed);
      faultRate = random.nextInt(3) * 0.05;
      crashRate = random.nextInt(3) * 0.01;
      meddles = random.nextInt(4) == 0;
      boolean leak = random.nextInt(3) == 0;
      Target pod = stage.firstPod();
      int early = random.nextInt(250);
      stage.predictor =
          tick ->
              !tick.isBefore(Scene.T0.plusSeconds(900))
                  ? null
                  : leak
                      ? Scene.memory(pod, tick, early, early + 60, early + 120)
                      : Scene.thermal(GPU, tick, early, early + 60, early + 120);
      if (random.nextInt(5) == 0) {
        stage.cluster.neverReady.add(leak ? "minilm-gpu" : "minilm-npu");
      }
      if (random.nextInt(5) == 0) {
        stage.probe.spoiled = name -> !name.equals("minilm-gpu-0");
      }
      if (random.nextInt(5) == 0) {
        stage.probe.inFlight.put("minilm-gpu-0", 1);
      }
      stage.cluster.startsIn = Duration.ofSeconds(random.nextInt(40));
    }

    void play() {
      before = state();
      for (int i = 0; i < 1_500; i++) {
        boolean stormy = i < 900;
        stage.cluster.faults = stormy ? this::fault : call -> Fault.NONE;
        stage.logFails = stormy && random.nextDouble() < faultRate / 2;
        try {
          stage.second();
        } catch (IllegalStateException e) {
          if (!stage.logFails) {
            throw e;
          }
        }
        read();
        if (stormy && random.nextDouble() < crashRate) {
          stage.logFails = false;
          stage.crash();
        }
        if (meddles && stormy && random.nextInt(100) == 0) {
          meddle();
        }
      }
    }

    private Fault fault(String call) {
      if (random.nextDouble() >= faultRate) {
        return Fault.NONE;
      }
      boolean write = List.of("scale", "weights", "cost").contains(call);
      Fault[] kinds =
          write
              ? new Fault[] {
                Fault.LOST, Fault.ANSWER_LOST, Fault.CONFLICT, Fault.REFUSED, Fault.UNEXPECTED
              }
              : new Fault[] {Fault.LOST, Fault.UNEXPECTED};
      return kinds[random.nextInt(kinds.length)];
    }

    private void meddle() {
      meddled = true;
      if (random.nextBoolean()) {
        stage.cluster.meddle("minilm-npu", 2);
      } else {
        stage.cluster.meddle("minilm-cpu", random.nextInt(3));
      }
    }

    /** Reads the outcomes that are new. */
    private void read() {
      for (; seen < stage.log.size(); seen++) {
        Outcome outcome = stage.log.get(seen);
        String id = outcome.plan().id();
        if (outcome.status() == Status.INTENDED) {
          if (!open.isEmpty()) {
            broken.add(id + " begins while " + open.keySet() + " runs");
          }
          open.put(id, outcome);
        }
        if (outcome.terminal()) {
          open.remove(id);
        }
        if (outcome.status() == Status.UNDONE && !meddled && !state().equals(before)) {
          broken.add(id + " is undone, yet " + state() + " is not " + before);
        }
        if (outcome.status() == Status.SUCCEEDED) {
          before = state();
        }
      }
      if (open.isEmpty() && !meddled && !stage.logFails && !state().equals(before)) {
        broken.add(at() + ": no plan runs, yet " + state() + " is not " + before);
        before = state();
      }
    }

    private Instant at() {
      return stage.now;
    }

    private Map<String, String> state() {
      var faults = stage.cluster.faults;
      stage.cluster.faults = call -> Fault.NONE;
      Map<String, String> state = new LinkedHashMap<>();
      stage
          .cluster
          .variants()
          .forEach(each -> state.put(each.variant(), each.desired() + "/" + each.weight()));
      stage.cluster.faults = faults;
      return state;
    }
  }
}
