package dev.sidestep.quickstart.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShutdownIT {
  private static final int PATIENCE_SECONDS = 8; // 5 s, and the test machine may be busy

  @TempDir Path dir;

  /** Early in the JVM's life, in the middle of the broker's start, and when all is up. */
  @ParameterizedTest
  @ValueSource(longs = {300, 900, 2500})
  void aSignalEndsItAtAnyStageOfItsStart(long milliseconds) throws Exception {
    try (Processes processes = new Processes(dir)) {
      Process sandbox = sandbox(processes, "0");
      assertThat(sandbox.waitFor(milliseconds, TimeUnit.MILLISECONDS)).isFalse();
      sandbox.destroy(); // SIGTERM, which the JVM treats as it treats Ctrl-C
      assertThat(sandbox.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(processes.said("sandbox")).doesNotContain("Exception").doesNotContain("\tat ");
    }
  }

  @Test
  void itLeavesNoPortAndNoTemporaryDirectory() throws Exception {
    try (Processes processes = new Processes(dir)) {
      Process sandbox = sandbox(processes, "0");
      String line = processes.await("sandbox", "sandbox: broker", 60);
      int broker = Integer.parseInt(line.replaceAll(".*broker 127.0.0.1:(\\d+),.*", "$1"));
      sandbox.destroy();
      assertThat(sandbox.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(processes.temporary("sandbox")).doesNotExist();
      try (ServerSocket again = new ServerSocket()) {
        again.setReuseAddress(true);
        again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), broker));
      }
    }
  }

  @Test
  void aTakenPortIsOneLineAndExitCodeThree() throws Exception {
    try (Processes processes = new Processes(dir);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process sandbox = sandbox(processes, String.valueOf(taken.getLocalPort()));
      assertThat(sandbox.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(sandbox.exitValue()).isEqualTo(3);
      assertThat(processes.said("sandbox").lines().toList())
          .singleElement()
          .asString()
          .startsWith("sidestep: port " + taken.getLocalPort() + " is taken");
    }
  }

  private Process sandbox(Processes processes, String brokerPort) throws Exception {
    return processes.start(
        "sandbox",
        "sandbox",
        "--data",
        dir.resolve("data").toString(),
        "--node-token",
        dir.resolve("token").toString(),
        "--broker-port",
        brokerPort,
        "--kubernetes-port",
        "0",
        "--router-port",
        "0",
        "--ops-port",
        "0");
  }
}
