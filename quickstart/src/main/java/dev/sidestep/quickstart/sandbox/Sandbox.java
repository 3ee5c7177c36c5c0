package dev.sidestep.quickstart.sandbox;

import dev.sidestep.contracts.Topics;
import dev.sidestep.node.http.HttpPodRuntime;
import dev.sidestep.quickstart.clock.ScaledClock;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.SandboxOptions;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.kubernetes.ClusterSeed;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.run.PlannedMachine;
import dev.sidestep.quickstart.sandbox.Surroundings.Machine;
import dev.sidestep.quickstart.sandbox.Surroundings.Ports;
import dev.sidestep.quickstart.scenario.WorldPlan;
import dev.sidestep.quickstart.scenario.YamlScenarios;
import dev.sidestep.quickstart.traffic.SeededTraffic;
import dev.sidestep.service.OpsServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code sidestep sandbox}: broker, Kubernetes API, kubelet of a node that runs elsewhere, router
 * and traffic. The services come as processes of their own.
 */
public final class Sandbox implements Body<SandboxOptions> {
  private static final Duration PASS = Duration.ofMillis(50);

  private final Clock wall;

  public Sandbox(Clock wall) {
    this.wall = wall;
  }

  @Override
  public int run(SandboxOptions options, Session session) {
    WorldPlan plan = YamlScenarios.load(options.scenario()).resolve(options.seed());
    Instant same = options.since() == null ? wall.instant() : options.since();
    Clock clock = ScaledClock.since(wall, same, options.speed());
    Surroundings surroundings = surroundings(options, plan, clock, session);
    Machine machine =
        surroundings.run(
            new HttpPodRuntime(options.node(), NodeToken.readOrMake(options.tokenFile())),
            PlannedMachine.NAMESPACE,
            options.routerPort(),
            CollectorRegistry.defaultRegistry,
            session);
    int metrics = metrics(options.opsPort(), session);
    session
        .out()
        .printf(
            "sandbox: broker %s, Kubernetes API %s, models http://127.0.0.1:%d/v1, metrics"
                + " http://127.0.0.1:%d/metrics%n",
            options.broker() ? surroundings.broker().bootstrapServers() : "elsewhere",
            surroundings.kubernetes().url(),
            machine.door().port(),
            metrics);
    session.out().flush();
    HttpTraffic traffic = serve(plan, options.speed(), machine, clock, session);
    session.out().println(traffic.account().text());
    return Failure.DONE;
  }

  private static Surroundings surroundings(
      SandboxOptions options, WorldPlan plan, Clock clock, Session session) {
    Ports ports = new Ports(options.brokerPort(), options.kubernetesPort(), options.routerPort());
    ClusterSeed seed = PlannedMachine.cluster(plan);
    return options.broker()
        ? Surroundings.start(options.data(), ports, Topics.DEFAULT, seed, clock, session)
        : Surroundings.withoutBroker(options.data(), ports, seed, clock, session);
  }

  /** Keeps pods as the cluster wants them; traffic starts with the first pod that is ready. */
  private static HttpTraffic serve(
      WorldPlan plan, double speed, Machine machine, Clock clock, Session session) {
    String model = plan.model().name();
    while (machine.router().route(model).isEmpty() && !session.awaitEnd(PASS)) {
      machine.reconcile(clock.instant());
    }
    HttpTraffic traffic =
        session.closing(
            "traffic",
            new HttpTraffic(
                machine.door().port(),
                model,
                new SeededTraffic(plan, clock.instant()),
                speed,
                Duration.ofMillis(Math.round(RunResult.Requests.SLOW_SECONDS * 1000))));
    while (!session.awaitEnd(PASS)) {
      machine.reconcile(clock.instant());
      traffic.sendUntil(clock.instant());
    }
    return traffic;
  }

  private static int metrics(int port, Session session) {
    DefaultExports.initialize();
    try {
      return session
          .closing(
              "operations port",
              new OpsServer(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                  CollectorRegistry.defaultRegistry,
                  () -> true))
          .port();
    } catch (IOException e) {
      throw Failure.couldNotRun("port " + port + " is taken; give --ops-port another", e);
    }
  }
}
