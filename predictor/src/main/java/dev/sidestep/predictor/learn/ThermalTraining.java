package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.judge.HeldBackFigures;
import dev.sidestep.predictor.network.Calibration;
import dev.sidestep.predictor.network.ThermalEngine;
import dev.sidestep.predictor.network.ThermalModel;
import dev.sidestep.predictor.network.ThermalModelFile;
import dev.sidestep.predictor.run.Example;
import dev.sidestep.predictor.run.Run;
import dev.sidestep.predictor.run.SimulatedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Trains the thermal margin model: simulated devices first, recorded runs after, bands calibrated
 * on what neither saw. The same request gives the same bytes on the same kind of processor.
 */
public final class ThermalTraining {
  /** The name under which the command line knows this task. */
  public static final String TASK = "thermal-margin";

  public static final String MODEL_FILE = "thermal-margin.zip";
  public static final String CARD_FILE = "thermal-margin.md";

  private final Progress progress;
  private final Consumer<String> log;

  /**
   * Training that says how it goes.
   *
   * @param log gets a line for each stage, what it used and what came out
   */
  public ThermalTraining(Progress progress, Consumer<String> log) {
    this.progress = progress;
    this.log = log;
  }

  /**
   * What to train from.
   *
   * @param data folder with recorded runs; empty for simulated devices alone
   * @param out folder for the model and its card; made where it is missing
   * @param heldBackDevices simulated for each line of the card's tables
   */
  public record Request(
      Optional<Path> data, Path out, long seed, Curriculum curriculum, int heldBackDevices) {

    /** The product's curriculum. */
    public static Request product(Optional<Path> data, Path out, long seed) {
      return new Request(data, out, seed, Curriculum.product(), 200);
    }
  }

  /** Trains and writes model and card; gives the model. */
  public ThermalModel train(Request request) {
    RecordedRuns recorded = request.data().map(RecordedRuns::in).orElse(RecordedRuns.NONE);
    log.accept(
        "training %s, seed %d, %s, recorded runs to learn from: %s"
            .formatted(
                TASK,
                request.seed(),
                request.curriculum(),
                RecordedRuns.names(recorded.training())));
    ThermalModel model = learn(request, recorded);
    log.accept("trained " + model.name() + "; judging it on what was held back");
    ModelCard card = card(request, recorded, model);
    write(request.out(), ThermalModelFile.write(model), card.text());
    log.accept("wrote " + MODEL_FILE + " and " + CARD_FILE + " to " + request.out());
    return model;
  }

  private ThermalModel learn(Request request, RecordedRuns recorded) {
    Curriculum curriculum = request.curriculum();
    Teacher teacher = new Teacher(curriculum, progress);
    List<Example> simulated =
        teacher.simulate(Seeds.training(request.seed()), curriculum.devices());
    Pretrained taught = teacher.pretrain(request.seed(), simulated);
    List<Example> real = RecordedRuns.examples(recorded.training());
    if (curriculum.mixedRounds() > 0) {
      teacher.refine(
          taught,
          List.of(simulated, real),
          request.seed(),
          curriculum.mixedRounds(),
          Teacher.REFINING_RATE);
    }
    List<Example> unseen =
        new ArrayList<>(
            teacher.simulate(
                Seeds.calibration(request.seed()), Math.max(1, curriculum.devices() / 10)));
    unseen.addAll(RecordedRuns.examples(recorded.calibration()));
    Calibration calibration = BandFit.of(taught.network(), taught.scales(), unseen);
    return ThermalModelFile.versioned(
        new ThermalModel(TASK, taught.scales(), calibration, taught.network()));
  }

  private static ModelCard card(Request request, RecordedRuns recorded, ThermalModel model) {
    List<Run> rulesLearnFrom = new ArrayList<>(RecordedRuns.phases(recorded.training()));
    long first = Seeds.training(request.seed());
    LongStream.range(
            first, first + Math.min(request.heldBackDevices(), request.curriculum().devices()))
        .forEach(seed -> rulesLearnFrom.add(SimulatedRun.any(seed).run()));
    HeldBackFigures figures =
        new HeldBackFigures(new ThermalEngine(model), request.heldBackDevices());
    return new ModelCard(
        model,
        request,
        recorded,
        figures.errors(rulesLearnFrom, RecordedRuns.phases(recorded.heldBack())),
        figures.warnings());
  }

  private static void write(Path out, byte[] model, String card) {
    try {
      Files.createDirectories(out);
      Files.write(out.resolve(MODEL_FILE), model);
      Files.write(out.resolve(CARD_FILE), card.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the model to " + out + "; give a writable folder with --out", e);
    }
  }
}
