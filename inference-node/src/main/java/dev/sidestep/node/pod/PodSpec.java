package dev.sidestep.node.pod;

/**
 * A pod to run.
 *
 * @param variant the Deployment it belongs to, for example {@code minilm-gpu}
 * @param device name or target key of the device it runs on
 * @param memoryLimitBytes above this it is killed
 */
public record PodSpec(
    String namespace,
    String name,
    String uid,
    String model,
    String variant,
    String device,
    long memoryLimitBytes) {
  public PodSpec {
    text("pod namespace", namespace);
    text("pod name", name);
    text("model of pod " + name, model);
    text("variant of pod " + name, variant);
    text("device of pod " + name, device);
    if (memoryLimitBytes <= 0) {
      throw new IllegalArgumentException(
          "memory limit of pod " + name + " is " + memoryLimitBytes + " bytes; it must be above 0");
    }
  }

  private static void text(String field, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + " is blank; it must be a non-empty text");
    }
  }
}
