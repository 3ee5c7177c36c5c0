package dev.sidestep.remediator.cluster;

import java.time.Duration;

/**
 * Where the Kubernetes API is. With both empty the client finds it as usual: the pod's service
 * account, or the user's kubeconfig.
 *
 * @param masterUrl the API's address, without credentials; for the embedded one
 * @param kubeconfig path of a kubeconfig file
 * @param timeout for one request; none is repeated by the client
 */
public record KubernetesSettings(String masterUrl, String kubeconfig, Duration timeout) {
  public KubernetesSettings {
    if (!masterUrl.isEmpty() && !masterUrl.matches("https?://\\S+")) {
      throw new IllegalArgumentException(
          "kubernetes.master-url is '" + masterUrl + "'; give an http or https address");
    }
    if (!masterUrl.isEmpty() && !kubeconfig.isEmpty()) {
      throw new IllegalArgumentException(
          "kubernetes.master-url and kubernetes.kubeconfig are both given; give one of them");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "kubernetes.timeout is " + timeout + "; it must be longer than zero");
    }
  }

  public static KubernetesSettings defaults() {
    return new KubernetesSettings("", "", Duration.ofSeconds(5));
  }
}
