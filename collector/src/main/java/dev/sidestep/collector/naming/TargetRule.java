package dev.sidestep.collector.naming;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.Target;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a sender names what a metric is about. Each part is a {@link Template}.
 *
 * @param when attributes that must be there for the rule to apply
 * @param cluster where the sender names none, the collector's own is taken
 * @param uid may be absent
 * @param deviceClass CPU, GPU or NPU; may be absent but for devices
 */
public record TargetRule(
    Condition when,
    Target.Kind kind,
    Template cluster,
    Template namespace,
    Template name,
    Template uid,
    Template deviceClass) {

  /** Makes a rule of the columns of a data file. */
  public static TargetRule parse(
      String when,
      String kind,
      String cluster,
      String namespace,
      String name,
      String uid,
      String deviceClass) {
    return new TargetRule(
        Condition.parse(when),
        Target.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        new Template(cluster),
        new Template(namespace),
        new Template(name),
        new Template(uid),
        new Template(deviceClass));
  }

  /**
   * The target that the attributes name; empty where they name none.
   *
   * @throws IllegalArgumentException when they name one that cannot be
   */
  Optional<Target> target(Attributes attributes, String ownCluster) {
    Optional<String> named = name.fill(attributes).map(TargetRule::legal);
    if (!when.holds(attributes) || named.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Target(
            kind,
            cluster.fill(attributes).map(TargetRule::legal).orElse(ownCluster),
            namespace.fill(attributes).map(TargetRule::legal).orElse(""),
            named.get(),
            uid.fill(attributes).orElse(""),
            deviceClass.fill(attributes).map(TargetRule::deviceClass).orElse(null)));
  }

  /** Names such as {@code org/model} have characters that a target's name has not. */
  private static String legal(String name) {
    return name.replaceAll("[^A-Za-z0-9._:-]", "-");
  }

  private static @Nullable DeviceClass deviceClass(String text) {
    return text.isEmpty() ? null : DeviceClass.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
