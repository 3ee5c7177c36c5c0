package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.feature.DeviceFeatures;
import dev.sidestep.predictor.network.Dl4jNetwork;
import dev.sidestep.predictor.network.Standardization;
import dev.sidestep.predictor.run.Example;
import dev.sidestep.predictor.run.SimulatedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Teaches networks by a curriculum. The same seed and examples give the same bits. */
final class Teacher {
  private final Curriculum curriculum;
  private final Progress progress;

  Teacher(Curriculum curriculum, Progress progress) {
    this.curriculum = curriculum;
    this.progress = progress;
  }

  /** Simulated devices that only this seed gives. */
  List<Example> simulate(long seed, int devices) {
    List<Example> examples = new ArrayList<>(devices);
    try (Progress.Step step = progress.begin("simulating devices", devices)) {
      for (int i = 0; i < devices; i++) {
        examples.add(Example.of(SimulatedRun.any(seed + i).run()));
        step.done("");
      }
    }
    return examples;
  }

  /** A network taught on simulated devices alone. */
  Pretrained pretrain(long seed, List<Example> simulated) {
    Standardization scales = Scales.of(simulated);
    Dl4jNetwork network =
        Dl4jNetwork.untrained(DeviceFeatures.NAMES.size(), curriculum.units(), seed);
    Lessons lessons = new Lessons(simulated, scales, curriculum.batch());
    teach(
        "simulated devices",
        network,
        List.of(lessons),
        new Random(seed),
        curriculum.simulatedRounds(),
        curriculum.firstRate());
    return new Pretrained(network, scales);
  }

  /** Goes on with other lessons; several kinds take turns within a round. */
  void refine(Pretrained taught, List<List<Example>> kinds, long seed, int rounds, double rate) {
    List<Lessons> lessons =
        kinds.stream()
            .filter(examples -> !examples.isEmpty())
            .map(examples -> new Lessons(examples, taught.scales(), curriculum.batch()))
            .toList();
    teach("refining", taught.network(), lessons, new Random(seed + 1), rounds, rate);
  }

  private void teach(
      String work,
      Dl4jNetwork network,
      List<Lessons> kinds,
      Random random,
      int rounds,
      double rate) {
    try (Progress.Step step = progress.begin(work, rounds)) {
      for (int round = 0; round < rounds; round++) {
        StringBuilder losses = new StringBuilder("loss");
        for (Lessons lessons : kinds) {
          double loss = lessons.teach(network, random, rateOf(round, rounds, rate));
          losses.append(" %.4f".formatted(loss));
        }
        step.done(losses.toString());
      }
    }
  }

  /** Falls along half a cosine. */
  private double rateOf(int round, int rounds, double first) {
    double last = Math.min(first, curriculum.lastRate());
    double way = rounds == 1 ? 0 : (double) round / (rounds - 1);
    return last + (first - last) * (1 + StrictMath.cos(Math.PI * way)) / 2;
  }
}
