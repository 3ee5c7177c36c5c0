package dev.sidestep.remediator.place;

import dev.sidestep.contracts.DeviceClass;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How receivers are judged.
 *
 * @param loadWeight share of the load in the score, 0..1; energy has the rest
 * @param classes what is assumed of each kind of processor; all kinds must be there
 */
public record PlacementSettings(double loadWeight, Map<DeviceClass, ClassTraits> classes) {
  public PlacementSettings {
    if (!(loadWeight >= 0 && loadWeight <= 1)) {
      throw new IllegalArgumentException(
          "placement.load-weight is " + loadWeight + "; it must lie in 0..1");
    }
    classes = Map.copyOf(classes);
    for (DeviceClass kind : DeviceClass.values()) {
      if (!classes.containsKey(kind)) {
        throw new IllegalArgumentException("placement.classes has no " + kind + "; give all kinds");
      }
    }
  }

  /**
   * The brief's weights; priors of one server CPU, one inference card and one small NPU. The margin
   * that full load costs follows from published heat resistances (220 W at 0.2 K/W, 400 W at 0.09
   * K/W, 1.5 W at 15 K/W), rounded up.
   */
  public static PlacementSettings defaults() {
    Map<DeviceClass, ClassTraits> classes = new EnumMap<>(DeviceClass.class);
    classes.put(DeviceClass.CPU, new ClassTraits(1, 1.0, 45));
    classes.put(DeviceClass.GPU, new ClassTraits(4, 0.6, 36));
    classes.put(DeviceClass.NPU, new ClassTraits(2, 0.2, 25));
    return new PlacementSettings(0.6, classes);
  }

  /**
   * The same for processors of other speeds.
   *
   * @param speeds inferences a second at full load, in any unit; kinds that are not there keep the
   *     speed that they have, so give all that are in use
   */
  public PlacementSettings withSpeeds(Map<DeviceClass, Double> speeds) {
    Map<DeviceClass, ClassTraits> others = new EnumMap<>(classes);
    speeds.forEach((kind, speed) -> others.put(kind, of(kind).withSpeed(speed)));
    return new PlacementSettings(loadWeight, others);
  }

  ClassTraits of(DeviceClass kind) {
    @Nullable ClassTraits traits = classes.get(kind);
    if (traits == null) {
      throw new IllegalStateException("the constructor lets no class be missing, yet " + kind);
    }
    return traits;
  }
}
