package dev.sidestep.quickstart.kubernetes;

/** Labels and annotations that the cluster's objects carry. */
public final class Names {
  /** Label of everything that belongs to the demo. */
  public static final String PART_OF = "app.kubernetes.io/part-of";

  /** Value of {@link #PART_OF}. */
  public static final String DEMO = "sidestep-demo";

  /** Label of a namespace in which Sidestep may act. */
  public static final String MANAGED = "sidestep.dev/managed";

  /** Label: the model that a Deployment or pod serves. */
  public static final String MODEL = "sidestep.dev/model";

  /** Label: cpu, gpu or npu. */
  public static final String DEVICE_CLASS = "sidestep.dev/device-class";

  /** Label of a pod: its Deployment. */
  public static final String VARIANT = "sidestep.dev/variant";

  /** Annotation: the key of the device that the pods run on. */
  public static final String DEVICE = "sidestep.dev/device";

  /** Annotation of a Deployment: how many pods it ever had, so that no pod's name comes twice. */
  public static final String PODS_CREATED = "sidestep.dev/pods-created";

  /** Kubernetes' own annotation: pods with the lowest cost go first. */
  public static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  /** Pod condition: warmed up, so the first request is as fast as the next. */
  public static final String WARM = "sidestep.dev/Warm";

  static final String FINALIZER = "sidestep.dev/kubelet";

  private Names() {}
}
