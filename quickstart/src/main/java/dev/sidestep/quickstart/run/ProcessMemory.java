package dev.sidestep.quickstart.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process as the operating system counts it. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private ProcessMemory() {}

  /** Resident set in MiB; where the system does not tell, what the JVM has taken for its heap. */
  public static long residentMib() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElseGet(ProcessMemory::heapMib);
    } catch (IOException e) {
      return heapMib();
    }
  }

  private static long heapMib() {
    return Runtime.getRuntime().totalMemory() >> 20;
  }
}
