package dev.sidestep.quickstart.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.collector.CollectorProperties;
import dev.sidestep.collector.CollectorService;
import dev.sidestep.contracts.Topics;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicWriter;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final Duration STARTING = Duration.ofSeconds(60);

  @TempDir Path dir;

  @Test
  void keepsWhatWasWrittenOverARestart() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
      broker.createTopics(Topics.DEFAULT);
      write(broker, Topics.DEFAULT.telemetry(), 100);
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
      broker.createTopics(Topics.DEFAULT);
      assertThat(values(broker, Topics.DEFAULT.telemetry())).hasSize(100).contains("value-99");
    }
  }

  @Test
  void keepsWhatWasWrittenOverAKillAndComesBackWithinSixSeconds() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerChild.class.getName(),
                dir.toString(),
                "500")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = child.inputReader()) {
      String line = out.readLine();
      while (line != null && !line.equals("WRITTEN")) {
        line = out.readLine();
      }
      assertThat(line).as("the child wrote").isEqualTo("WRITTEN");
      assertThatThrownBy(() -> EmbeddedBroker.start(dir, 0))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("in use by another sidestep (process " + child.pid() + ")");
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();

    long start = System.nanoTime();
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
      broker.createTopics(Topics.DEFAULT);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.println("start after kill -9: " + took.toMillis() + " ms");
      assertThat(values(broker, Topics.DEFAULT.telemetry())).hasSize(500);
      assertThat(took).as("by default it takes 12 s").isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void takesRecordsFromTheFutureAndKeepsInstallationsApart() throws Exception {
    Topics run = new Topics("run-1.");
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      broker.createTopics(Topics.DEFAULT);
      broker.createTopics(run);
      try (var producer = broker.settings(run).producer("test")) {
        long inTenYears = Instant.parse("2036-11-24T00:00:00Z").toEpochMilli();
        producer
            .send(
                new ProducerRecord<>(
                    run.frames(), 0, inTenYears, "k".getBytes(UTF_8), "v".getBytes(UTF_8)))
            .get();
      }
      assertThat(values(broker, run.frames())).containsExactly("v");
      assertThat(values(broker, Topics.DEFAULT.frames())).isEmpty();

      broker.deleteTopics(run);
      Set<String> left = admin.listTopics().names().get();
      assertThat(left).containsAll(Topics.DEFAULT.all()).noneMatch(name -> name.startsWith("run-"));
      broker.createTopics(run);
      assertThat(values(broker, run.frames())).isEmpty();
    }
  }

  @Test
  void theCollectorFindsItsChangelogAndMakesNone() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker"), 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      broker.createTopics(Topics.DEFAULT);
      Set<String> before = admin.listTopics().names().get();
      try (CollectorService collector = collector(broker.settings(Topics.DEFAULT))) {
        collector.start();
        for (long start = System.nanoTime(); !collector.ready(); ) {
          assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STARTING);
          admin.listTopics().names().get();
        }
      }
      assertThat(admin.listTopics().names().get())
          .as("topics that Kafka Streams makes are asked for before the broker knows of them")
          .isEqualTo(before)
          .contains("sidestep.collector-targets-changelog");
    }
  }

  @Test
  void fiveServicesMayMakeTheSameTopicsAtOnce() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
      List<CompletableFuture<Void>> services = new ArrayList<>();
      for (int service = 0; service < 5; service++) {
        services.add(
            CompletableFuture.runAsync(
                () -> makeTopics(broker), task -> new Thread(task, "service").start()));
      }
      services.forEach(CompletableFuture::join);
      assertThat(values(broker, Topics.DEFAULT.frames())).isEmpty();
    }
  }

  @Test
  void saysInOneLineWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(dir, taken.getLocalPort()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " is taken")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void saysInOneLineThatADirectoryCannotBeUsed() throws Exception {
    Path file = Files.writeString(dir.resolve("a-file"), "not a directory");
    assertThatThrownBy(() -> EmbeddedBroker.start(file.resolve("below"), 0))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("cannot be written")
        .hasMessageNotContaining("\n");

    Files.createDirectories(dir.resolve("log"));
    Files.writeString(dir.resolve("log/meta.properties"), "version=banana\n");
    assertThatThrownBy(() -> EmbeddedBroker.start(dir, 0))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot use its data in " + dir.resolve("log"))
        .hasMessageNotContaining("\n");
  }

  private CollectorService collector(KafkaSettings kafka) {
    CollectorProperties defaults = CollectorProperties.defaults();
    CollectorProperties.Streams streams = defaults.streams();
    return new CollectorService(
        new CollectorProperties(
            defaults.frames(),
            defaults.names(),
            new CollectorProperties.Streams(
                streams.guarantee(),
                streams.commitInterval(),
                dir.resolve("state"),
                streams.threads(),
                streams.sessionTimeout())),
        kafka,
        Clock.systemUTC(),
        new CollectorRegistry());
  }

  private static void write(EmbeddedBroker broker, String topic, int count) {
    try (TopicWriter writer = new TopicWriter(broker.settings(Topics.DEFAULT).producer("test"))) {
      for (int i = 0; i < count; i++) {
        writer.send(topic, "key", ("value-" + i).getBytes(UTF_8));
      }
      writer.flush();
    }
  }

  private static List<String> values(EmbeddedBroker broker, String topic) {
    List<String> values = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        broker.settings(Topics.DEFAULT).consumer("test", "test")) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(200))) {
          values.add(new String(read.value(), UTF_8));
        }
      }
    }
    return values;
  }

  private static void makeTopics(EmbeddedBroker broker) {
    try (KafkaTopics topics = new KafkaTopics(broker.settings(Topics.DEFAULT))) {
      topics.create(Topics.DEFAULT);
    }
  }
}
