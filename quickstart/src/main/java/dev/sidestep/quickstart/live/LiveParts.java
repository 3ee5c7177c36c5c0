package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.Topics;
import dev.sidestep.node.onnx.OnnxEncoder;
import dev.sidestep.node.text.Encoder;
import dev.sidestep.node.text.EncoderUnavailableException;
import dev.sidestep.predictor.forecast.Forecaster;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.web.ConsoleSettings;
import dev.sidestep.quickstart.console.web.SpringConsole;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.kubernetes.ClusterSeed;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.quickstart.sandbox.Surroundings;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What takes its time to start and does not need one another, so it starts together. */
record LiveParts(SpringConsole console, Surroundings surroundings, Encoder encoder) {
  private static final Logger LOG = LoggerFactory.getLogger(LiveParts.class);
  private static final int OTHERS_SECONDS = 8;

  /**
   * Starts them; the session closes them.
   *
   * @param port of the page
   * @param forecasters is asked for one, so that its model is loaded when the first is needed
   * @throws Failure of the first that cannot be had, when the others have settled
   */
  static LiveParts start(
      int port,
      ConsoleModel page,
      CollectorRegistry metrics,
      Path data,
      ClusterSeed seed,
      Clock clock,
      Supplier<? extends Forecaster> forecasters,
      Session session) {
    ExecutorService starters = Executors.newFixedThreadPool(4, LiveParts::daemon);
    CompletableFuture<SpringConsole> console =
        CompletableFuture.supplyAsync(
            () -> session.closing("page", openConsole(port, page, metrics)), starters);
    CompletableFuture<Surroundings> surroundings =
        CompletableFuture.supplyAsync(
            () ->
                Surroundings.start(
                    data, Surroundings.Ports.FREE, Topics.DEFAULT, seed, clock, session),
            starters);
    CompletableFuture<Encoder> encoder =
        CompletableFuture.supplyAsync(() -> session.closing("model", loadEncoder()), starters);
    CompletableFuture<String> forecaster =
        CompletableFuture.supplyAsync(() -> forecasters.get().model(), starters);
    starters.shutdown();
    List<CompletableFuture<?>> all = List.of(console, encoder, forecaster, surroundings);
    try {
      all.forEach(CompletableFuture::join);
      return new LiveParts(console.join(), surroundings.join(), encoder.join());
    } catch (CompletionException e) {
      settle(all);
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      if (e.getCause() instanceof Error failed) { // the command line names missing natives
        throw failed;
      }
      throw e;
    }
  }

  /** What is still starting registers with the session, or would be left behind half started. */
  private static void settle(List<CompletableFuture<?>> all) {
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .get(OTHERS_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      LOG.debug("all parts have settled, the first failure is told", e);
    } catch (TimeoutException e) {
      LOG.debug("a part is still starting; it ends with the process", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SpringConsole openConsole(int port, ConsoleModel page, CollectorRegistry metrics) {
    try {
      return SpringConsole.start(ConsoleSettings.onPort(port), page, metrics, () -> true);
    } catch (IOException e) { // a busy port says so itself, with the remedy
      throw Failure.couldNotRun(String.valueOf(e.getMessage()), e);
    }
  }

  private static Encoder loadEncoder() {
    try {
      return OnnxEncoder.load();
    } catch (EncoderUnavailableException e) {
      throw Failure.couldNotRun(String.valueOf(e.getMessage()), e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "starting");
    thread.setDaemon(true);
    return thread;
  }
}
