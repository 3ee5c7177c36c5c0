package dev.sidestep.quickstart.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sidestep sandbox}. */
@Command(
    name = "sandbox",
    description =
        "Run what stands around the four services: broker, Kubernetes API, kubelet, router and"
            + " traffic.")
final class SandboxCommand implements Callable<Integer> {
  private final SidestepCommand root;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--scenario",
      paramLabel = "NAME|FILE",
      description = "Models and traffic; faults are the node's. Default: fan-failure.")
  String scenario = "fan-failure";

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the traffic. Default: 1.")
  long seed = 1;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = {"How much faster than the wall; the services'", "clock.speed. Default: 1."})
  double speed = 1;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      description = "When demo time and the wall said the same; the services' clock.since.")
  @Nullable Instant since;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {"Keeps broker and cluster.", "Default: .sidestep/sandbox."})
  Path data = Path.of(".sidestep", "sandbox");

  @Option(
      names = "--node",
      paramLabel = "URL",
      description = {"The node's control interface.", "Default: http://127.0.0.1:7070."})
  URI node = URI.create("http://127.0.0.1:7070");

  @Option(
      names = "--node-token",
      paramLabel = "FILE",
      description = {"Holds the node's token.", "Default: .sidestep/node.token."})
  Path tokenFile = Path.of(".sidestep", "node.token");

  @Option(
      names = "--no-broker",
      description = "Start no Kafka: the services use one that runs elsewhere.")
  boolean noBroker;

  @Option(
      names = "--broker-port",
      paramLabel = "PORT",
      description = "Port of Kafka on 127.0.0.1. Default: 9092.")
  int brokerPort = 9092;

  @Option(
      names = "--kubernetes-port",
      paramLabel = "PORT",
      description = "Port of the Kubernetes API on 127.0.0.1. Default: 8001.")
  int kubernetesPort = 8001;

  @Option(
      names = "--router-port",
      paramLabel = "PORT",
      description = "Port of the router on 127.0.0.1. Default: 8090.")
  int routerPort = 8090;

  @Option(
      names = "--ops-port",
      paramLabel = "PORT",
      description = "Port of metrics and probes on 127.0.0.1. Default: 9400.")
  int opsPort = 9400;

  SandboxCommand(SidestepCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws Exception {
    return root.execute(
        Options.of(spec),
        root.bodies().sandbox(),
        new SandboxOptions(
            scenario,
            seed,
            speed,
            since,
            data,
            node,
            tokenFile,
            !noBroker,
            Options.port("--broker-port", brokerPort),
            Options.port("--kubernetes-port", kubernetesPort),
            Options.port("--router-port", routerPort),
            Options.port("--ops-port", opsPort)));
  }
}
