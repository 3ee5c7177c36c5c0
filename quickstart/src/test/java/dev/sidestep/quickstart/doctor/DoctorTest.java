package dev.sidestep.quickstart.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.quickstart.doctor.Finding.Level;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path dir;
  private final StringWriter out = new StringWriter();

  @Test
  void saysNoOnlyWhenSomethingIsBad() {
    assertThat(tell(Finding.good("java", "17"), Finding.lacking("data", "gone", "get it")))
        .isZero();
    assertThat(out.toString()).contains("The demo can run here.").contains("-> get it");
    assertThat(tell(Finding.bad("port", "8080 is taken", "give another"))).isEqualTo(1);
    assertThat(out.toString()).contains("BAD").contains("cannot run here yet");
  }

  @Test
  void findsAnOldJavaATakenPortAndAnUnusableDirectory() throws Exception {
    assertThat(MachineChecks.java(Runtime.Version.parse("11.0.2")).level()).isEqualTo(Level.BAD);
    assertThat(MachineChecks.java(Runtime.Version.parse("25")).level()).isEqualTo(Level.GOOD);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(MachineChecks.port("page", taken.getLocalPort()).level()).isEqualTo(Level.BAD);
    }
    Path file = Files.createFile(dir.resolve("file"));
    assertThat(MachineChecks.directory("data", file.resolve("below")).level()).isEqualTo(Level.BAD);
    assertThat(MachineChecks.directory("data", dir.resolve("a/b/c")).level())
        .as("its nearest parent can be written")
        .isNotEqualTo(Level.BAD);
    assertThat(MachineChecks.shared(dir).level()).isEqualTo(Level.LACKING);
  }

  private int tell(Finding... findings) {
    return Doctor.tell(
        List.of(findings).stream()
            .<java.util.function.Supplier<Finding>>map(finding -> () -> finding)
            .toList(),
        new PrintWriter(out, true));
  }
}
