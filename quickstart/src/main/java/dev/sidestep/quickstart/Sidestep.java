package dev.sidestep.quickstart;

import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.quickstart.command.Bodies;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.DemoOptions;
import dev.sidestep.quickstart.command.SidestepCommand;
import dev.sidestep.quickstart.console.TerminalTable;
import dev.sidestep.quickstart.doctor.Doctor;
import dev.sidestep.quickstart.live.LiveDemo;
import dev.sidestep.quickstart.offline.EvaluateBody;
import dev.sidestep.quickstart.offline.ReplayBody;
import dev.sidestep.quickstart.offline.TrainBody;
import dev.sidestep.quickstart.process.Shutdown;
import dev.sidestep.quickstart.process.TemporaryFiles;
import dev.sidestep.quickstart.run.HeadlessBody;
import dev.sidestep.quickstart.sandbox.Sandbox;
import dev.sidestep.quickstart.service.CollectorProcess;
import dev.sidestep.quickstart.service.NodeProcess;
import dev.sidestep.quickstart.service.PredictorProcess;
import dev.sidestep.quickstart.service.RemediatorProcess;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The program. */
public final class Sidestep {
  /** Where the launcher does not say how wide the terminal is. */
  private static final int USUAL_COLUMNS = 118;

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
    ShippedForecasters forecasters = new ShippedForecasters();
    Clock wall = Clock.systemUTC();
    return new Bodies(
        demo(forecasters, wall),
        new NodeProcess(),
        new CollectorProcess(),
        new PredictorProcess(forecasters),
        new RemediatorProcess(),
        new Sandbox(wall),
        new ReplayBody(),
        new TrainBody(),
        new EvaluateBody(),
        new Doctor());
  }

  private static Body<DemoOptions> demo(Supplier<Forecaster> forecasters, Clock wall) {
    boolean terminal = Boolean.getBoolean("sidestep.terminal"); // a JVM cannot tell, a shell can
    int columns = Integer.getInteger("sidestep.columns", USUAL_COLUMNS);
    DoubleSupplier uptime = () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    Body<DemoOptions> headless = new HeadlessBody(forecasters, uptime, terminal);
    Body<DemoOptions> live =
        new LiveDemo(forecasters, wall, uptime, new TerminalTable(System.out, terminal, columns));
    return (options, session) ->
        options.headless() ? headless.run(options, session) : live.run(options, session);
  }
}
