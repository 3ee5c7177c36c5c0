package dev.sidestep.remediator.act;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Parity;
import dev.sidestep.remediator.cluster.ClusterConflictException;
import dev.sidestep.remediator.cluster.ClusterRefusedException;
import dev.sidestep.remediator.cluster.ClusterUnavailableException;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a plan that another process has left goes on: it does when it is past its parity check,
 * its last record is young, both sides serve and no freeze is set.
 */
final class Resumption {
  private final Site site;

  Resumption(Site site) {
    this.site = site;
  }

  /**
   * What speaks against going on; empty where nothing does.
   *
   * @throws ClusterUnavailableException when the cluster cannot be asked now
   * @throws ClusterConflictException when it is being changed meanwhile
   */
  Optional<String> against(Outcome last, Instant now) {
    try {
      return examine(last, now);
    } catch (ClusterUnavailableException | ClusterConflictException e) {
      throw e;
    } catch (ClusterRefusedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Optional.of("unexpected: " + e);
    }
  }

  private Optional<String> examine(Outcome last, Instant now) {
    Parity parity = last.parity();
    if (parity == null || parity.equal() < parity.checked()) {
      return Optional.of("it had not passed the parity check");
    }
    if (last.at().plus(site.settings().resumeWithin()).isBefore(now)) {
      return Optional.of("its last record is of " + last.at());
    }
    if (site.cluster().frozen()) {
      return Optional.of("the ConfigMap sidestep-freeze exists");
    }
    if (site.fresh().isEmpty()) {
      return Optional.of("no pod of " + site.to() + " that takes over serves");
    }
    boolean left = site.cluster().route(site.plan().model()).weight(site.from()) == 0;
    return left || !site.serving(site.from()).isEmpty()
        ? Optional.empty()
        : Optional.of("no pod of " + site.from() + " serves");
  }
}
