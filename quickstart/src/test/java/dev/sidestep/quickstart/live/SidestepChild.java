package dev.sidestep.quickstart.live;

import dev.sidestep.quickstart.command.Bodies;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.SidestepCommand;
import dev.sidestep.quickstart.console.TerminalTable;
import dev.sidestep.quickstart.doctor.Doctor;
import dev.sidestep.quickstart.process.Shutdown;
import dev.sidestep.quickstart.process.TemporaryFiles;
import dev.sidestep.quickstart.run.LineForecaster;
import dev.sidestep.quickstart.sandbox.Sandbox;
import dev.sidestep.quickstart.service.CollectorProcess;
import dev.sidestep.quickstart.service.NodeProcess;
import dev.sidestep.quickstart.service.PredictorProcess;
import dev.sidestep.quickstart.service.RemediatorProcess;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;

/** The program as tests start it: with a forecaster of theirs, whose story does not change. */
public final class SidestepChild {
  private SidestepChild() {}

  public static void main(String[] args) {
    Clock wall = Clock.systemUTC();
    Shutdown shutdown =
        Shutdown.install(TemporaryFiles.take(Path.of(System.getProperty("java.io.tmpdir")), wall));
    System.exit(SidestepCommand.of(bodies(wall), shutdown::watch).execute(args));
  }

  private static Bodies bodies(Clock wall) {
    return new Bodies(
        new LiveDemo(
            LineForecaster::new,
            wall,
            () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0,
            new TerminalTable(System.out, false, 120)),
        new NodeProcess(),
        new CollectorProcess(),
        new PredictorProcess(LineForecaster::new),
        new RemediatorProcess(),
        new Sandbox(wall),
        none(),
        none(),
        none(),
        new Doctor());
  }

  private static <O> Body<O> none() {
    return (options, session) -> 3;
  }
}
