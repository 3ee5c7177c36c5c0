package dev.sidestep.quickstart.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of {@code sandbox}: everything around the four services.
 *
 * @param data directory of broker and cluster
 * @param node address of the node's control interface
 * @param tokenFile holds the bearer token of the node
 * @param broker whether a broker is started; without, the services name one that runs elsewhere
 * @param brokerPort of Kafka on 127.0.0.1
 * @param kubernetesPort of the Kubernetes API on 127.0.0.1
 * @param routerPort of the router's HTTP front on 127.0.0.1
 * @param opsPort of metrics and probes on 127.0.0.1
 * @param speed how much faster than the wall traffic runs; the services' must be the same
 * @param since when demo time and the wall said the same; null for the start
 */
public record SandboxOptions(
    String scenario,
    long seed,
    double speed,
    @Nullable Instant since,
    Path data,
    URI node,
    Path tokenFile,
    boolean broker,
    int brokerPort,
    int kubernetesPort,
    int routerPort,
    int opsPort) {}
