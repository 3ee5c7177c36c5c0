package dev.sidestep.node.probe;

import dev.sidestep.contracts.Signal;
import dev.sidestep.node.device.DeviceProbe;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Temperature, its limit and the clock, from Linux' {@code /sys}: thermal zones of the processor
 * first, then its hwmon chip. Virtual machines and containers mostly show none of it.
 */
public final class LinuxCpuProbe implements DeviceProbe {
  private static final Pattern ZONE = Pattern.compile("x86_pkg_temp|cpu-thermal|cpu_thermal|soc.*");
  private static final Pattern CHIP = Pattern.compile("coretemp|k10temp|zenpower");
  private static final Pattern SLOWDOWN = Pattern.compile("passive|hot");

  private final Path sys;

  /** Reads below a root, usually {@code /sys}. */
  public LinuxCpuProbe(Path sys) {
    this.sys = sys;
  }

  @Override
  public String name() {
    return "linux-sys";
  }

  @Override
  public Map<Signal, Double> read(Instant at) {
    Map<Signal, Double> known = new EnumMap<>(Signal.class);
    temperature(known);
    Path clock = sys.resolve("devices/system/cpu/cpu0/cpufreq");
    OptionalDouble current = number(clock.resolve("scaling_cur_freq"));
    OptionalDouble highest = number(clock.resolve("cpuinfo_max_freq"));
    if (current.isPresent() && highest.isPresent() && highest.getAsDouble() > 0) {
      known.put(Signal.DEVICE_CLOCK_RATIO, current.getAsDouble() / highest.getAsDouble());
    }
    return known;
  }

  private void temperature(Map<Signal, Double> known) {
    for (Path zone : folders(sys.resolve("class/thermal"), "thermal_zone*")) {
      OptionalDouble milli = number(zone.resolve("temp"));
      if (ZONE.matcher(text(zone.resolve("type"))).matches() && milli.isPresent()) {
        put(known, milli.getAsDouble(), slowdownOf(zone));
        return;
      }
    }
    for (Path chip : folders(sys.resolve("class/hwmon"), "hwmon*")) {
      OptionalDouble milli = number(chip.resolve("temp1_input"));
      if (CHIP.matcher(text(chip.resolve("name"))).matches() && milli.isPresent()) {
        OptionalDouble high = number(chip.resolve("temp1_max"));
        put(
            known,
            milli.getAsDouble(),
            high.isPresent() ? high : number(chip.resolve("temp1_crit")));
        return;
      }
    }
  }

  private static void put(Map<Signal, Double> known, double milli, OptionalDouble limitMilli) {
    known.put(Signal.DEVICE_TEMPERATURE, milli / 1000);
    if (limitMilli.isPresent()) {
      known.put(Signal.DEVICE_TEMPERATURE_LIMIT, limitMilli.getAsDouble() / 1000);
      known.put(Signal.THERMAL_MARGIN, (limitMilli.getAsDouble() - milli) / 1000);
    }
  }

  /** The lowest trip point at which the kernel slows the processor down. */
  private static OptionalDouble slowdownOf(Path zone) {
    return Stream.iterate(0, i -> i + 1)
        .takeWhile(i -> Files.exists(zone.resolve("trip_point_" + i + "_type")))
        .filter(i -> SLOWDOWN.matcher(text(zone.resolve("trip_point_" + i + "_type"))).matches())
        .map(i -> number(zone.resolve("trip_point_" + i + "_temp")))
        .flatMapToDouble(OptionalDouble::stream)
        .filter(milli -> milli > 0)
        .min();
  }

  private static List<Path> folders(Path parent, String glob) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, glob)) {
      all.forEach(found::add);
    } catch (IOException e) {
      return List.of();
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private static OptionalDouble number(Path file) {
    String text = text(file);
    try {
      return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).trim();
    } catch (IOException e) {
      // absent, asleep or masked: all the same to us
      return "";
    }
  }
}
