package dev.sidestep.quickstart.service;

import dev.sidestep.quickstart.Sidestep;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Sidesteps in processes of their own, from the class path of the test; what is left is killed. */
final class Processes implements AutoCloseable {
  private final Path directory;
  private final Map<String, Process> started = new LinkedHashMap<>();

  Processes(Path directory) {
    this.directory = directory;
  }

  /** Starts one; its output goes to a file. */
  Process start(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + Files.createDirectories(temporary(name)),
            "-cp",
            System.getProperty("java.class.path"),
            Sidestep.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output(name).toFile())
            .start();
    started.put(name, process);
    return process;
  }

  /** The directory for temporary files that a process was given; it removes it at its end. */
  Path temporary(String name) {
    return directory.resolve("sidestep-tmp-" + name);
  }

  /** What a process has said so far. */
  String said(String name) throws IOException {
    return Files.exists(output(name)) ? Files.readString(output(name)) : "";
  }

  /**
   * Waits for a line that contains the words; fails with the process's output when it ends first.
   */
  String await(String name, String words, int seconds) throws Exception {
    Process process = started.get(name);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < deadline) {
      try (BufferedReader lines = Files.newBufferedReader(output(name))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.contains(words)) {
            return line;
          }
        }
      }
      if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            name + " ended with " + process.exitValue() + " and said: " + said(name));
      }
    }
    throw new AssertionError(
        name + " did not say '" + words + "' in " + seconds + " s but: " + said(name));
  }

  /** Fails with the output of the first that has ended. */
  void assertAllRun() throws IOException {
    for (Map.Entry<String, Process> one : started.entrySet()) {
      if (!one.getValue().isAlive()) {
        throw new AssertionError(
            one.getKey()
                + " ended with "
                + one.getValue().exitValue()
                + " and said: "
                + said(one.getKey()));
      }
    }
  }

  /** One that has ended as it should. */
  void forget(String name) {
    started.remove(name);
  }

  /** Asks one to end, as a person does with Ctrl-C; says whether it did, in time and quietly. */
  boolean end(String name, int seconds) throws Exception {
    started.get(name).destroy();
    return started.get(name).waitFor(seconds, TimeUnit.SECONDS) && !said(name).contains("\tat ");
  }

  @Override
  public void close() {
    List<Process> lastFirst = new ArrayList<>(started.values());
    java.util.Collections.reverse(lastFirst);
    lastFirst.forEach(Process::destroyForcibly);
    lastFirst.forEach(process -> process.onExit().join());
  }

  private Path output(String name) {
    return directory.resolve(name + ".log");
  }
}
