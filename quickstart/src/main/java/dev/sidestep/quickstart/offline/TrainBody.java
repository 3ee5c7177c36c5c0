package dev.sidestep.quickstart.offline;

import dev.sidestep.predictor.learn.Progress;
import dev.sidestep.predictor.learn.ThermalTraining;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.TrainOptions;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code sidestep train}: makes a model and its card. */
public final class TrainBody implements Body<TrainOptions> {
  @Override
  public int run(TrainOptions options, Session session) {
    if (!options.task().equals(ThermalTraining.TASK)) {
      throw Failure.usedWrongly(
          "--task is '" + options.task() + "'; known is " + ThermalTraining.TASK);
    }
    Path data = options.data();
    if (data != null && !Files.isDirectory(data)) {
      throw Failure.usedWrongly("--data " + data + " is no folder; leave it out to do without");
    }
    try {
      new ThermalTraining(progress(session), log(session))
          .train(
              ThermalTraining.Request.product(
                  Optional.ofNullable(data), options.out(), options.seed()));
    } catch (IllegalArgumentException e) {
      throw Failure.usedWrongly(String.valueOf(e.getMessage()), e);
    }
    return Failure.DONE;
  }

  static Progress progress(Session session) {
    return Boolean.getBoolean("sidestep.terminal") // a JVM cannot tell, the launcher can
        ? Progress.onTerminal()
        : Progress.asLines(log(session));
  }

  static Consumer<String> log(Session session) {
    return line -> {
      session.out().println(line);
      session.out().flush();
    };
  }
}
