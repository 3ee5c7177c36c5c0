package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.network.Calibration;
import dev.sidestep.predictor.network.ThermalModel;
import dev.sidestep.predictor.run.Example;
import dev.sidestep.predictor.run.RecordedRun;
import java.util.ArrayList;
import java.util.List;

/**
 * One network taught on simulated devices, and copies of it that go on with chosen runs: what a
 * fold of an evaluation needs.
 */
public final class FoldTraining {
  /** Every so many runs one is kept for the bands. */
  private static final int CALIBRATES = 4;

  private final Teacher teacher;
  private final Curriculum curriculum;
  private final Pretrained pretrained;
  private final long seed;

  /** Teaches the network that all folds start from. */
  public FoldTraining(Curriculum curriculum, long seed, Progress progress) {
    this.teacher = new Teacher(curriculum, progress);
    this.curriculum = curriculum;
    this.seed = seed;
    this.pretrained =
        teacher.pretrain(seed, teacher.simulate(Seeds.training(seed), curriculum.devices()));
  }

  /** A model that also learnt from these runs, in their order, and from no other. */
  public ThermalModel model(List<RecordedRun> open) {
    List<Example> learnFrom = new ArrayList<>();
    List<Example> calibrateOn = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      List<Example> examples = open.get(i).phases().stream().map(Example::of).toList();
      (i % CALIBRATES == 1 ? calibrateOn : learnFrom).addAll(examples);
    }
    Pretrained copy = pretrained.copy();
    teacher.refine(copy, List.of(learnFrom), seed, curriculum.mixedRounds(), Teacher.REFINING_RATE);
    Calibration calibration = BandFit.of(copy.network(), copy.scales(), calibrateOn);
    return new ThermalModel("fold", copy.scales(), calibration, copy.network());
  }
}
