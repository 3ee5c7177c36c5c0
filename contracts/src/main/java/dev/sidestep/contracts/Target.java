package dev.sidestep.contracts;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is watched: a device, a pod, a node (machine) or a model.
 *
 * @param namespace the Kubernetes namespace; empty for devices and nodes, which have none
 * @param uid tells two things of the same name apart over time; may be empty where nobody gives one
 * @param deviceClass the processor kind; always given for devices, where known for pods
 */
public record Target(
    Kind kind,
    String cluster,
    String namespace,
    String name,
    String uid,
    @Nullable DeviceClass deviceClass)
    implements Comparable<Target> {

  /** The kinds of things that are watched. */
  public enum Kind {
    DEVICE,
    POD,
    NODE,
    MODEL
  }

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._:-]{0,251}[A-Za-z0-9])?");
  private static final Comparator<Target> BY_KEY =
      Comparator.comparing(Target::key)
          .thenComparing(Target::uid)
          .thenComparing(t -> String.valueOf(t.deviceClass()));

  public Target {
    checkName("target cluster", cluster);
    checkName("target name", name);
    boolean namespaced = kind == Kind.POD || kind == Kind.MODEL;
    if (namespaced) {
      checkName("target namespace", namespace);
    } else if (!namespace.isEmpty()) {
      throw new IllegalArgumentException(
          "target namespace is '" + namespace + "'; a " + kind + " has none, leave it empty");
    }
    if (uid.length() > 253) {
      throw new IllegalArgumentException(
          "target uid has " + uid.length() + " characters; at most 253 are allowed");
    }
    if (kind == Kind.DEVICE && deviceClass == null) {
      throw new IllegalArgumentException(
          "target '" + name + "' is a DEVICE without a device class; give CPU, GPU or NPU");
    }
  }

  public static Target device(String cluster, String name, DeviceClass deviceClass) {
    return new Target(Kind.DEVICE, cluster, "", name, "", deviceClass);
  }

  public static Target pod(
      String cluster,
      String namespace,
      String name,
      String uid,
      @Nullable DeviceClass deviceClass) {
    return new Target(Kind.POD, cluster, namespace, name, uid, deviceClass);
  }

  public static Target model(String cluster, String namespace, String name) {
    return new Target(Kind.MODEL, cluster, namespace, name, "", null);
  }

  /** The Kafka key: {@code device/cluster/name} or {@code pod/cluster/namespace/name}. */
  public String key() {
    String head = kind.name().toLowerCase(Locale.ROOT) + "/" + cluster + "/";
    return namespace.isEmpty() ? head + name : head + namespace + "/" + name;
  }

  /** Orders by key, so that batches and reports come out the same each time. */
  @Override
  public int compareTo(Target other) {
    return BY_KEY.compare(this, other);
  }

  private static void checkName(String field, String value) {
    if (!NAME.matcher(value).matches()) {
      String shown = value.length() > 60 ? value.substring(0, 60) + "..." : value;
      throw new IllegalArgumentException(
          field
              + " is '"
              + shown
              + "'; use 1 to 253 letters, digits, '.', '_', ':' or '-', with a letter or digit at both ends");
    }
  }
}
