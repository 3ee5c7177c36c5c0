package dev.sidestep.remediator.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;

/** Turns what the Kubernetes client throws into what happens next. */
final class KubernetesFailures {
  private KubernetesFailures() {}

  static <T> T translate(String what, Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      String message = what + ": " + e.getCode() + " " + firstLine(e);
      throw switch (e.getCode()) {
        case 409 -> new ClusterConflictException(message, e);
        case 403 -> new ClusterForbiddenException(message, e);
        case 400, 404, 405, 410, 415, 422 -> new ClusterRefusedException(message, e);
        // no answer at all, a token that has run out (401) until it is renewed, throttled, or the
        // server is in trouble
        default -> new ClusterUnavailableException(message, e);
      };
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
  }
}
