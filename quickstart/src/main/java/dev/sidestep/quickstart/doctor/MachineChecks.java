package dev.sidestep.quickstart.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of the machine: Java, memory, disk, ports, directories. */
final class MachineChecks {
  private static final long MIB = 1L << 20;
  private static final long MEMORY_NEEDED =
      1200 * MIB; // 1 GiB for the demo, some for the page cache
  private static final long DISK_NEEDED = 1024 * MIB;

  private MachineChecks() {}

  static Finding java(Runtime.Version version) {
    String found = version + " on " + System.getProperty("os.name") + " " + arch();
    return version.feature() >= 17
        ? Finding.good("java", found)
        : Finding.bad("java", found, "install a JDK 17 or newer and set JAVA_HOME to it");
  }

  static Finding memory() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long all = system.getTotalMemorySize();
    String found = all / MIB + " MiB in the machine, " + system.getAvailableProcessors() + " cores";
    return all >= MEMORY_NEEDED
        ? Finding.good("memory", found)
        : Finding.bad("memory", found, "the demo needs " + MEMORY_NEEDED / MIB + " MiB");
  }

  /** Room and the right to write, at a directory or its nearest parent that is there. */
  static Finding directory(String subject, Path directory) {
    Path there = directory.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String found = directory + ", " + free / MIB + " MiB free";
      if (!Files.isDirectory(there) || !Files.isWritable(there)) {
        return Finding.bad(
            subject, there + " cannot be written", "make it writable or give another directory");
      }
      return free >= DISK_NEEDED
          ? Finding.good(subject, found)
          : Finding.lacking(subject, found, "free " + DISK_NEEDED / MIB + " MiB");
    } catch (IOException e) {
      return Finding.bad(subject, there + " cannot be looked at", "give another directory");
    }
  }

  static Finding port(String subject, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Finding.good(subject, port + " is free");
    } catch (IOException e) {
      return Finding.bad(
          subject, port + " is taken", "end its user, or give demo another with --port");
    }
  }

  static Finding shared(Path shared) {
    Path data = shared.resolve("data");
    return Files.isDirectory(data)
        ? Finding.good("data sets", data.toString())
        : Finding.lacking(
            "data sets",
            data + " is not there",
            "train and evaluate need it: give --shared; the demo does not");
  }

  private static String arch() {
    return System.getProperty("os.arch");
  }
}
