package dev.sidestep.remediator;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.remediator.act.MoveSettings;
import dev.sidestep.remediator.cluster.KubernetesSettings;
import dev.sidestep.remediator.cluster.ProbeSettings;
import dev.sidestep.remediator.decide.Pace;
import dev.sidestep.remediator.decide.Policy;
import dev.sidestep.remediator.guard.Limits;
import dev.sidestep.remediator.place.PlacementSettings;
import java.time.Duration;

/**
 * Configuration of the remediator. It looks after one namespace of one cluster.
 *
 * @param mode how far it may go; observe unless said otherwise; approve publishes plans as waiting
 *     for approval, which this version has no way to give
 * @param cluster the cluster's name, as targets carry it
 * @param namespace the namespace whose variants it may act on, if that is labelled so
 * @param limits the numbers of the rails
 * @param placement how receivers are judged
 * @param pace the shape of a move and the times that its steps are assumed to take
 * @param move timeouts and checks while a plan is carried out
 * @param probe how pods are asked
 * @param kubernetes where the Kubernetes API is
 * @param futureSkew how far a frame or a forecast may lie ahead of our clock
 * @param recordsBack how many records a partition of frames and of forecasts are read at the start
 */
public record RemediatorProperties(
    Outcome.Mode mode,
    String cluster,
    String namespace,
    Limits limits,
    PlacementSettings placement,
    Pace pace,
    MoveSettings move,
    ProbeSettings probe,
    KubernetesSettings kubernetes,
    Duration futureSkew,
    int recordsBack) {
  public RemediatorProperties {
    name("cluster", cluster);
    name("namespace", namespace);
    if (futureSkew.isNegative()) {
      throw new IllegalArgumentException(
          "remediator.future-skew is " + futureSkew + "; give zero or more");
    }
    if (recordsBack < 1) {
      throw new IllegalArgumentException(
          "remediator.records-back is " + recordsBack + "; it must be 1 or more");
    }
  }

  public static RemediatorProperties defaults() {
    return new RemediatorProperties(
        Outcome.Mode.OBSERVE,
        "local",
        "sidestep-demo",
        Limits.defaults(),
        PlacementSettings.defaults(),
        Pace.defaults(),
        MoveSettings.defaults(),
        ProbeSettings.defaults(),
        KubernetesSettings.defaults(),
        Duration.ofSeconds(30),
        20_000);
  }

  /** The same in another mode. */
  public RemediatorProperties in(Outcome.Mode other) {
    return new RemediatorProperties(
        other,
        cluster,
        namespace,
        limits,
        placement,
        pace,
        move,
        probe,
        kubernetes,
        futureSkew,
        recordsBack);
  }

  /** The same with receivers judged otherwise. */
  public RemediatorProperties placing(PlacementSettings other) {
    return new RemediatorProperties(
        mode,
        cluster,
        namespace,
        limits,
        other,
        pace,
        move,
        probe,
        kubernetes,
        futureSkew,
        recordsBack);
  }

  /** The same for another namespace of another cluster. */
  public RemediatorProperties of(String otherCluster, String otherNamespace) {
    return new RemediatorProperties(
        mode,
        otherCluster,
        otherNamespace,
        limits,
        placement,
        pace,
        move,
        probe,
        kubernetes,
        futureSkew,
        recordsBack);
  }

  /** The part that decides. */
  public Policy policy() {
    return new Policy(cluster, namespace, limits, placement, pace);
  }

  private static void name(String field, String value) {
    if (!value.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")) {
      throw new IllegalArgumentException(
          "remediator."
              + field
              + " is '"
              + value
              + "'; give 1 to 63 letters, digits, '.', '_' or '-'");
    }
  }
}
