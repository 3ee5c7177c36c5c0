package dev.sidestep.quickstart.doctor;

import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.DoctorOptions;
import dev.sidestep.quickstart.doctor.Finding.Level;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** {@code sidestep doctor}: checks in order, each told as it is found. */
public final class Doctor implements Body<DoctorOptions> {
  @Override
  public int run(DoctorOptions options, Session session) {
    return tell(checks(options), session.out());
  }

  static int tell(List<Supplier<Finding>> checks, PrintWriter out) {
    int bad = 0;
    for (Supplier<Finding> check : checks) {
      Finding finding = check.get();
      bad += finding.level() == Level.BAD ? 1 : 0;
      out.println(finding.line());
      out.flush();
    }
    out.println(bad == 0 ? "The demo can run here." : "The demo cannot run here yet.");
    return bad == 0 ? Failure.DONE : Failure.ANSWER_IS_NO;
  }

  private static List<Supplier<Finding>> checks(DoctorOptions options) {
    return List.of(
        () -> MachineChecks.java(Runtime.version()),
        MachineChecks::memory,
        () -> MachineChecks.directory("data", options.data()),
        () -> MachineChecks.directory("temporary", Path.of(System.getProperty("java.io.tmpdir"))),
        () -> MachineChecks.port("page port", options.port()),
        NativeChecks::onnx,
        NativeChecks::nd4j,
        () -> MachineChecks.shared(options.shared()));
  }
}
