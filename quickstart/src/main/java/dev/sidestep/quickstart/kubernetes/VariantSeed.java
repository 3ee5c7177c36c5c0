package dev.sidestep.quickstart.kubernetes;

import dev.sidestep.contracts.DeviceClass;

/**
 * One variant of a model as a cluster starts with it.
 *
 * @param name of the Deployment and its Service
 * @param device key of the device that its pods run on
 * @param replicas to start with, 0 or more
 * @param weight share of the model's traffic; the weights of a model add up to 100
 * @param memoryLimitBytes of each pod
 */
public record VariantSeed(
    String model,
    String name,
    DeviceClass deviceClass,
    String device,
    int replicas,
    int weight,
    long memoryLimitBytes) {
  public VariantSeed {
    if (!name.matches("[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "variant name is '" + name + "'; use 1 to 52 of a-z, 0-9 and '-'");
    }
    if (model.isBlank() || device.isBlank()) {
      throw new IllegalArgumentException("variant " + name + " needs a model and a device");
    }
    if (replicas < 0 || weight < 0 || weight > 100 || memoryLimitBytes <= 0) {
      throw new IllegalArgumentException(
          "variant "
              + name
              + " has replicas "
              + replicas
              + ", weight "
              + weight
              + ", memory limit "
              + memoryLimitBytes
              + "; replicas are 0 or more, the weight 0 to 100, the limit above 0");
    }
  }
}
