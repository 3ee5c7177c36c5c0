package dev.sidestep.contracts;

import java.util.List;

/**
 * One variant of a model as the cluster shows it: a Deployment bound to one device.
 *
 * @param variant the Deployment's name
 * @param device the key of the device that its pods run on
 * @param desired replicas asked for
 * @param ready replicas that answer
 * @param weight share of the model's traffic, in the weight units of its HTTPRoute
 * @param pods its pods that are there and not on their way out, by name
 */
public record VariantState(
    String model,
    String variant,
    DeviceClass deviceClass,
    String device,
    int desired,
    int ready,
    int weight,
    List<Pod> pods) {

  /** One pod; the uid tells it from an earlier or later one of the same name. */
  public record Pod(String name, String uid) {
    public Pod {
      Require.text("pod name", name);
    }
  }

  public VariantState {
    Require.text("variant model", model);
    Require.text("variant name", variant);
    Require.text("variant device", device);
    Require.atLeast("variant desired replicas", 0, desired);
    Require.atLeast("variant ready replicas", 0, ready);
    Require.atLeast("variant weight", 0, weight);
    pods = List.copyOf(pods);
  }
}
