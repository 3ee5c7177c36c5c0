package dev.sidestep.quickstart.service;

import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.ServiceOptions;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.remediator.KafkaRemediator;
import dev.sidestep.remediator.RemediatorProperties;
import dev.sidestep.remediator.cluster.HttpPodProbe;
import dev.sidestep.remediator.cluster.KubernetesCluster;
import io.prometheus.client.CollectorRegistry;

/** {@code sidestep remediator}: section {@code remediator} and those of {@link ServiceFile}. */
public final class RemediatorProcess implements Body<ServiceOptions> {
  @Override
  public int run(ServiceOptions options, Session session) {
    ServiceFile file = ServiceFile.read(options.config(), "remediator");
    RemediatorProperties properties = file.section(RemediatorProperties.defaults());
    KubernetesCluster cluster =
        session.closing(
            "Kubernetes client",
            KubernetesCluster.connect(properties.kubernetes(), properties.namespace()));
    KafkaRemediator remediator =
        session.closing(
            "remediator",
            new KafkaRemediator(
                file.kafka(),
                properties,
                cluster,
                new HttpPodProbe(properties.probe()),
                CollectorRegistry.defaultRegistry,
                file.clock()));
    file.open("remediator (" + properties.mode() + ")", remediator::healthy, session);
    remediator.run();
    return Failure.DONE;
  }
}
