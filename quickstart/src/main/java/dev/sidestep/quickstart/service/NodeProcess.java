package dev.sidestep.quickstart.service;

import dev.sidestep.node.NodeProperties;
import dev.sidestep.node.NodeService;
import dev.sidestep.node.text.EncoderUnavailableException;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.ServiceOptions;
import dev.sidestep.quickstart.config.ClockProperties;
import dev.sidestep.quickstart.config.YamlFile;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.UncheckedIOException;

/** {@code sidestep node}: sections {@code node} and {@code clock}. */
public final class NodeProcess implements Body<ServiceOptions> {
  @Override
  public int run(ServiceOptions options, Session session) {
    YamlFile file = YamlFile.read(options.config(), "node", "clock");
    ClockProperties clock = file.section("clock", ClockProperties.defaults());
    NodeProperties properties =
        atSpeed(clock.speed(), file.section("node", NodeProperties.defaults()));
    DefaultExports.initialize();
    NodeService node = open(properties, clock, session);
    session
        .out()
        .printf(
            "node %s/%s: control http://127.0.0.1:%d, metrics http://127.0.0.1:%d/metrics%n",
            properties.cluster(), properties.name(), node.controlPort(), node.opsPort());
    session.out().flush();
    node.run();
    return Failure.DONE;
  }

  private static NodeService open(
      NodeProperties properties, ClockProperties clock, Session session) {
    try {
      return session.closing(
          "node", NodeService.open(properties, clock.clock(), CollectorRegistry.defaultRegistry));
    } catch (EncoderUnavailableException | UncheckedIOException e) {
      throw Failure.couldNotRun(String.valueOf(e.getMessage()), e);
    }
  }

  /** A node keeps its own pace; it has to be that of its clock. */
  private static NodeProperties atSpeed(double speed, NodeProperties given) {
    if (given.speed() != 1 && given.speed() != speed) {
      throw Failure.usedWrongly(
          "node.speed is "
              + given.speed()
              + " and clock.speed "
              + speed
              + "; leave node.speed out");
    }
    return new NodeProperties(
        given.cluster(),
        given.name(),
        given.devices(),
        given.pods(),
        given.faults(),
        given.kafka(),
        given.control(),
        speed,
        given.seed());
  }
}
