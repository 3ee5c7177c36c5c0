package dev.sidestep.quickstart.service;

import dev.sidestep.quickstart.broker.KafkaTopics;
import dev.sidestep.quickstart.config.ClockProperties;
import dev.sidestep.quickstart.config.KafkaProperties;
import dev.sidestep.quickstart.config.OpsProperties;
import dev.sidestep.quickstart.config.YamlFile;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.service.BrokerWatch;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.OpsServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a service that lives on Kafka: its own section, and {@code kafka}, {@code ops} and
 * {@code clock}, which all have.
 */
final class ServiceFile {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceFile.class);

  private final YamlFile file;
  private final String service;
  private final KafkaSettings kafka;
  private final OpsProperties ops;
  private final Clock clock;

  private ServiceFile(YamlFile file, String service) {
    this.file = file;
    this.service = service;
    this.kafka = file.section("kafka", KafkaProperties.defaults()).settings();
    this.ops = file.section("ops", OpsProperties.defaults());
    this.clock = file.section("clock", ClockProperties.defaults()).clock();
  }

  static ServiceFile read(Path file, String service) {
    return new ServiceFile(YamlFile.read(file, service, "kafka", "ops", "clock"), service);
  }

  /** The service's own section. */
  <T extends Record> T section(T defaults) {
    return file.section(service, defaults);
  }

  KafkaSettings kafka() {
    return kafka;
  }

  Clock clock() {
    return clock;
  }

  /**
   * Opens the operations port, says that the service is there, and returns when the broker has the
   * topics. A broker that does not answer is waited for.
   *
   * @param ready what besides the broker's answers makes the service ready
   */
  void open(String name, BooleanSupplier ready, Session session) {
    BrokerWatch watch =
        session.closing("broker watch", BrokerWatch.start(kafka, "kafka.bootstrap-servers"));
    openPort(name, () -> watch.answers() && ready.getAsBoolean(), session);
    while (!madeTopics(watch, session)) {
      LOG.debug("the topics are not there yet");
    }
  }

  /** Whichever service comes first makes the topics; says whether they are there. */
  private boolean madeTopics(BrokerWatch watch, Session session) {
    try (KafkaTopics topics = new KafkaTopics(kafka)) {
      topics.create(kafka.topics());
      return true;
    } catch (Failure e) {
      if (session.isEnding() || !KafkaTopics.mayPass(e)) {
        throw e;
      }
      if (watch.answers()) { // otherwise the watch tells
        LOG.warn("{} (it is asked again)", e.getMessage());
      }
      return false;
    }
  }

  private void openPort(String name, BooleanSupplier ready, Session session) {
    DefaultExports.initialize();
    try {
      OpsServer server =
          session.closing(
              "operations port",
              new OpsServer(ops.socket(), CollectorRegistry.defaultRegistry, ready));
      session
          .out()
          .printf(
              "%s: broker %s, metrics http://%s:%d/metrics%n",
              name, kafka.bootstrapServers(), ops.address(), server.port());
      session.out().flush();
    } catch (IOException e) {
      throw Failure.couldNotRun(
          "ops.port " + ops.port() + " on " + ops.address() + " is taken; set another", e);
    }
  }
}
