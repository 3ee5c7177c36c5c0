package dev.sidestep.quickstart;

import dev.sidestep.predictor.network.ThermalForecasters;
import dev.sidestep.quickstart.command.Bodies;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.SidestepCommand;
import dev.sidestep.quickstart.doctor.Doctor;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.offline.EvaluateBody;
import dev.sidestep.quickstart.offline.ReplayBody;
import dev.sidestep.quickstart.offline.TrainBody;
import dev.sidestep.quickstart.process.Shutdown;
import dev.sidestep.quickstart.process.TemporaryFiles;
import dev.sidestep.quickstart.sandbox.Sandbox;
import dev.sidestep.quickstart.service.CollectorProcess;
import dev.sidestep.quickstart.service.NodeProcess;
import dev.sidestep.quickstart.service.PredictorProcess;
import dev.sidestep.quickstart.service.RemediatorProcess;
import java.nio.file.Path;
import java.time.Clock;

/** The program. */
public final class Sidestep {
  private Sidestep() {}

  /** Runs the command that the arguments name and leaves with its exit code. */
  public static void main(String[] args) {
    // one thread for BLAS and no file cache of Vert.x, before either is loaded
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    System.setProperty("vertx.disableFileCPResolving", "true");
    System.setProperty("vertx.disableFileCaching", "true");
    System.setProperty("vertx.disableDnsResolver", "true");
    Shutdown shutdown =
        Shutdown.install(
            TemporaryFiles.take(Path.of(System.getProperty("java.io.tmpdir")), Clock.systemUTC()));
    System.exit(SidestepCommand.of(bodies(), shutdown::watch).execute(args));
  }

  private static Bodies bodies() {
    return new Bodies(
        missing("demo"),
        new NodeProcess(),
        new CollectorProcess(),
        new PredictorProcess(ThermalForecasters::committed),
        new RemediatorProcess(),
        new Sandbox(Clock.systemUTC()),
        new ReplayBody(),
        new TrainBody(),
        new EvaluateBody(),
        new Doctor());
  }

  /** Until the body is merged. */
  private static <O> Body<O> missing(String command) {
    return (options, session) -> {
      throw Failure.couldNotRun("command " + command + " is not in this build");
    };
  }
}
