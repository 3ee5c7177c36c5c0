package dev.sidestep.quickstart.offline;

import dev.sidestep.predictor.evaluate.ThermalEvaluation;
import dev.sidestep.predictor.learn.Curriculum;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.EvaluateOptions;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;

/** {@code sidestep evaluate}: writes the exchange files that an outside scorer judges. */
public final class EvaluateBody implements Body<EvaluateOptions> {
  @Override
  public int run(EvaluateOptions options, Session session) {
    try {
      new ThermalEvaluation(TrainBody.progress(session), TrainBody.log(session))
          .write(
              new ThermalEvaluation.Request(
                  options.suite(),
                  options.data(),
                  options.split(),
                  options.out(),
                  options.members(),
                  options.seeds().seeds(),
                  Curriculum.evaluation()));
    } catch (IllegalArgumentException e) {
      throw Failure.usedWrongly(String.valueOf(e.getMessage()), e);
    }
    return Failure.DONE;
  }
}
