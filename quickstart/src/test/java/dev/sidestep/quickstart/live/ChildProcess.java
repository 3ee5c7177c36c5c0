package dev.sidestep.quickstart.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process of ours with the class path of the test, and what it has said. */
final class ChildProcess implements AutoCloseable {
  private final Process process;

  @SuppressWarnings("JdkObsolete") // one thread writes, others read
  private final StringBuffer said = new StringBuffer();

  private ChildProcess(Process process) {
    this.process = process;
    Thread listening = new Thread(this::listen, "child-output");
    listening.setDaemon(true);
    listening.start();
  }

  /**
   * Starts one.
   *
   * @param temporary its directory for temporary files
   * @param arguments of the command line
   */
  static ChildProcess start(Path temporary, Map<String, String> environment, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-Dvertx.disableFileCPResolving=true",
                "-Dvertx.disableFileCaching=true",
                "-Dvertx.disableDnsResolver=true",
                "-Djava.io.tmpdir=" + temporary,
                SidestepChild.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(temporary);
      return new ChildProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for words like these, or until it has ended without them. */
  void awaitSaying(String pattern) {
    Pattern words = Pattern.compile(pattern);
    Waiting.until(() -> words.matcher(said).find() || !process.isAlive());
    if (!words.matcher(said).find()) {
      throw new AssertionError("it ended without saying '" + pattern + "': " + said);
    }
  }

  String said() {
    return said.toString();
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(20));
  }

  /** Asks it to end, as Ctrl-C does, and says how long it took. */
  Duration end(Duration atMost) {
    long start = System.nanoTime();
    process.destroy();
    await(atMost);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void await(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("process has not ended within " + atMost + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the end of a process", e);
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
      }
    } catch (IOException e) {
      said.append(e).append('\n');
    }
  }
}
