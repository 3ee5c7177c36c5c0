package dev.sidestep.quickstart.broker;

import java.nio.file.Path;
import java.util.Properties;

/** The settings of a broker that has one node, little memory and clients that run ahead of time. */
final class BrokerSettings {
  private static final String FOREVER = String.valueOf(Long.MAX_VALUE);

  private BrokerSettings() {}

  static Properties of(Path logDirectory, int port, int controllerPort) {
    Properties settings = new Properties();
    oneNode(settings, port, controllerPort);
    settings.put("log.dirs", logDirectory.toString());
    quickToComeBack(settings);
    keepEverything(settings);
    small(settings);
    return settings;
  }

  private static void oneNode(Properties settings, int port, int controllerPort) {
    String broker = "PLAINTEXT://127.0.0.1:" + port;
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("listeners", broker + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", broker);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    // a static voter, so that the controller's port may change from start to start
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("auto.create.topics.enable", "false");
    settings.put("num.partitions", "1");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    for (String log : new String[] {"offsets.topic", "transaction.state.log"}) {
      settings.put(log + ".replication.factor", "1");
      settings.put(log + ".num.partitions", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
  }

  /** After a kill -9 the old registration has to time out before the new one counts: 9 s of 12. */
  private static void quickToComeBack(Properties settings) {
    settings.put("broker.session.timeout.ms", "1500");
    settings.put("broker.heartbeat.interval.ms", "300");
    settings.put("controller.quorum.election.timeout.ms", "200");
    settings.put("controller.quorum.election.backoff.max.ms", "200");
    settings.put("group.initial.rebalance.delay.ms", "0");
  }

  /** A demo's time runs ahead of the wall by hours; age by the wall must not delete anything. */
  private static void keepEverything(Properties settings) {
    settings.put("log.message.timestamp.before.max.ms", FOREVER);
    settings.put("log.message.timestamp.after.max.ms", FOREVER);
    settings.put("log.retention.ms", "-1");
    settings.put("log.retention.bytes", "-1");
    settings.put("log.roll.ms", FOREVER);
    settings.put("offsets.retention.minutes", String.valueOf(365 * 24 * 60));
  }

  private static void small(Properties settings) {
    settings.put("message.max.bytes", String.valueOf(1 << 20));
    settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(2 << 20)); // default: 128 MB
    settings.put("log.cleaner.io.buffer.size", String.valueOf(64 << 10));
    settings.put("log.segment.bytes", String.valueOf(64 << 20));
    settings.put("log.index.size.max.bytes", String.valueOf(1 << 20));
    settings.put("log.segment.delete.delay.ms", "1000");
    settings.put("metadata.max.idle.interval.ms", "5000");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
  }
}
