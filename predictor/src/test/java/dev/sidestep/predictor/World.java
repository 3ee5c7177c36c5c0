package dev.sidestep.predictor;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Reading;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Five devices and five pods with faults, glitches and gaps: the frames of all ticks. */
public final class World {
  public final List<List<Frame>> frames = new ArrayList<>();
  private final Map<Target, Double> levels = new TreeMap<>();
  private final Map<Target, Double> slopes = new TreeMap<>();
  private final Map<Target, Integer> silentFor = new TreeMap<>();
  private final Random random;

  public World(long seed, int ticks) {
    random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      levels.put(Target.device("demo", "gpu-" + i, DeviceClass.GPU), 30.0);
      levels.put(Target.pod("demo", "default", "pod-" + i, "uid", null), 250.0);
    }
    for (int i = 0; i < ticks; i++) {
      frames.add(tick(Story.tick(i)));
    }
  }

  private List<Frame> tick(Instant tick) {
    List<Frame> all = new ArrayList<>();
    for (Target target : levels.keySet()) {
      boolean silent = silentFor.merge(target, -1, Integer::sum) > 0;
      if (random.nextInt(300) == 0) {
        silentFor.put(target, 1 + random.nextInt(80));
      }
      live(target);
      boolean leftOut = silent && target.name().endsWith("1");
      if (!leftOut) {
        all.add(silent ? Story.missing(target, tick) : seen(target, tick));
      }
    }
    return all;
  }

  private void live(Target target) {
    boolean device = target.kind() == Target.Kind.DEVICE;
    if (random.nextInt(40) == 0) {
      slopes.put(target, device ? random.nextGaussian() : 3 * random.nextGaussian());
    }
    double now = levels.get(target) + slopes.getOrDefault(target, 0.0);
    if (device) {
      levels.put(target, random.nextInt(400) == 0 ? -1 : Math.max(-4, Math.min(45, now)));
    } else if (now > 512) {
      levels.put(target, 120.0);
      silentFor.put(target, random.nextInt(2) * 8);
    } else {
      levels.put(target, Math.max(100, now));
    }
  }

  private Frame seen(Target target, Instant tick) {
    double value = levels.get(target) + 0.2 * random.nextGaussian();
    if (target.kind() == Target.Kind.POD) {
      return Story.frame(
          target,
          tick,
          Map.of(
              Signal.POD_MEMORY, Story.valid(value * Story.MIB),
              Signal.POD_MEMORY_LIMIT, Story.valid(512 * Story.MIB)));
    }
    double margin = random.nextInt(200) == 0 ? -30 : value;
    Reading reading =
        random.nextInt(50) == 0 ? Reading.carried(margin, Source.SIMULATED) : Story.valid(margin);
    return Story.frame(
        target,
        tick,
        Map.of(
            Signal.THERMAL_MARGIN,
            reading,
            Signal.DEVICE_THERMAL_THROTTLING,
            Story.valid(value <= 0 ? 0.3 : 0)));
  }
}
