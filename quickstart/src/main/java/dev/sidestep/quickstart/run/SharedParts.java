package dev.sidestep.quickstart.run;

import dev.sidestep.node.onnx.OnnxEncoder;
import dev.sidestep.node.text.Encoder;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** What all runs of a process share because it is slow to start. */
final class SharedParts implements AutoCloseable {
  private final Path directory;
  private final EmbeddedBroker broker;
  private final Encoder encoder;
  private final Supplier<? extends Forecaster> forecasters;
  private final ExecutorService workers;

  private SharedParts(
      Path directory,
      EmbeddedBroker broker,
      Encoder encoder,
      Supplier<? extends Forecaster> forecasters) {
    this.directory = directory;
    this.broker = broker;
    this.encoder = encoder;
    this.forecasters = forecasters;
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
   * @param directory empty, for files that live as long as the process
   * @param forecasters makes a forecaster without a past
   */
  static SharedParts start(Path directory, Supplier<? extends Forecaster> forecasters) {
    EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    try {
      return new SharedParts(directory, broker, OnnxEncoder.load(), forecasters);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
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
      broker.close();
    } finally {
      encoder.close();
    }
  }
}
