package dev.sidestep.quickstart.broker;

import dev.sidestep.collector.CollectorService;
import dev.sidestep.contracts.Topics;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.service.DirectoryLock;
import dev.sidestep.service.KafkaSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this process, reachable from this machine only. What was written survives a
 * restart and a kill -9; a start after the latter takes about 3 s instead of 2.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final DirectoryLock lock;
  private final KafkaRaftServer server;
  private final int port;
  private final KafkaTopics topics;

  private EmbeddedBroker(DirectoryLock lock, KafkaRaftServer server, int port) {
    this.lock = lock;
    this.server = server;
    this.port = port;
    this.topics = new KafkaTopics(settings(Topics.DEFAULT));
  }

  /**
   * Starts and returns when clients can connect.
   *
   * @param directory holds the data; made where it is missing
   * @param port of the broker on 127.0.0.1; 0 takes a free one
   * @throws Failure in one line when the port is taken or the directory is unusable
   */
  public static EmbeddedBroker start(Path directory, int port) {
    DirectoryLock lock = DataDirectory.take(directory);
    try {
      int chosen = freePort(port);
      Path log = directory.resolve("log");
      BrokerHalt.install(directory);
      KafkaRaftServer server = startServer(log, chosen);
      return new EmbeddedBroker(lock, server, chosen);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The address as Kafka clients want it. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** How services reach this broker. */
  public KafkaSettings settings(Topics names) {
    return KafkaSettings.of(bootstrapServers(), names);
  }

  /**
   * Makes those topics that are missing, one partition each, and returns when they can be used.
   *
   * <p>The collector's changelog is one of them: Kafka Streams would make it, ask at once where it
   * ends, and log an error for each answer of a broker that does not know of it yet.
   */
  public void createTopics(Topics names) {
    topics.create(names);
    topics.createCompacted(CollectorService.changelog(names));
  }

  /**
   * Deletes every topic and consumer group whose name starts with the prefix of {@code names}, the
   * internal ones of Kafka Streams too.
   */
  public void deleteTopics(Topics names) {
    topics.delete(names.prefix());
  }

  @Override
  public void close() {
    topics.close();
    try {
      server.shutdown();
      server.awaitShutdown();
    } finally {
      lock.close();
    }
  }

  private static KafkaRaftServer startServer(Path log, int port) {
    try {
      format(log);
      int controllerPort = freePort(0);
      while (controllerPort == port) {
        controllerPort = freePort(0);
      }
      KafkaConfig config =
          new KafkaConfig(BrokerSettings.of(log.toAbsolutePath(), port, controllerPort), false);
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      try {
        server.startup();
      } catch (RuntimeException e) {
        server.shutdown();
        throw e;
      }
      return server;
    } catch (Failure e) {
      throw e;
    } catch (Exception e) { // the broker declares little and throws much
      throw Failure.couldNotRun(
          "the broker cannot use its data in "
              + log
              + " ("
              + rootMessage(e)
              + "); move the directory away or give --data another one",
          e);
    }
  }

  private static void format(Path log) throws Exception {
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(log);
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(log.toString())
        .addDirectory(log.toString())
        .setIgnoreFormatted(true)
        .setUnstableFeatureVersionsEnabled(false)
        .run();
  }

  private static int freePort(int wanted) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true); // as the broker does: a port in TIME_WAIT is free
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return probe.getLocalPort();
    } catch (BindException e) {
      throw Failure.couldNotRun(
          "port "
              + wanted
              + " is taken by another process; end it or give --broker-port another port",
          e);
    } catch (IOException e) {
      throw Failure.couldNotRun("no port on 127.0.0.1 can be had: " + e.getMessage(), e);
    }
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
  }
}
