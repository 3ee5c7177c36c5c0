package dev.sidestep.quickstart.run;

import dev.sidestep.quickstart.scenario.*;
import java.io.PrintWriter;
import java.nio.file.*;
import java.util.stream.*;

public class Try {
  public static void main(String[] a) throws Exception {
    PrintWriter out = new PrintWriter(System.out, true);
    for (String sc : a[0].split(",")) {
      HeadlessDemo.Settings s =
          new HeadlessDemo.Settings(
              YamlScenarios.load(sc),
              LongStream.rangeClosed(Long.parseLong(a[1]), Long.parseLong(a[2])).boxed().toList(),
              null,
              a.length > 3 ? Path.of(a[3]) : null);
      int rc =
          new HeadlessDemo(
                  s,
                  LineForecaster::new,
                  x -> Recorder.NONE,
                  () ->
                      java.lang.management.ManagementFactory.getRuntimeMXBean().getUptime()
                          / 1000.0,
                  Progress.SILENT)
              .run(out);
      out.println(sc + " rc " + rc);
    }
    System.exit(0);
  }
}
