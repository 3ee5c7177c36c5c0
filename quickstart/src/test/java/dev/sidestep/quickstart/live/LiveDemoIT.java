package dev.sidestep.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.quickstart.command.DemoOptions;
import dev.sidestep.quickstart.command.SeedRange;
import dev.sidestep.quickstart.console.TerminalTable;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.quickstart.run.LineForecaster;
import dev.sidestep.replay.Comparison;
import dev.sidestep.replay.RecordingReplay;
import dev.sidestep.replay.ReplayResult;
import dev.sidestep.replay.recording.Recording;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live demo in this JVM: real requests, a clock that runs, a page that answers. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LiveDemoIT {
  private static final String SCENARIO = "src/test/resources/run/live-fan.yaml";

  private final StringWriter out = new StringWriter();
  private final ByteArrayOutputStream table = new ByteArrayOutputStream();
  private final LiveDemo demo =
      new LiveDemo(
          LineForecaster::new,
          Clock.systemUTC(),
          () -> 0,
          new TerminalTable(new PrintStream(table, true, StandardCharsets.UTF_8), false, 120));

  @TempDir Path folder;

  @Test
  void movesTheModelAwayAndItsRecordingReplaysToTheByte() throws Exception {
    Session session = new Session(new PrintWriter(out), false);
    Path report = folder.resolve("report.json");
    Path recording = folder.resolve("recording");
    CompletableFuture<Integer> exit =
        CompletableFuture.supplyAsync(
            () -> demo.run(options(0, report, recording, folder.resolve("data")), session));
    Waiting.until(() -> exit.isDone() || out.toString().contains("until Ctrl-C"));
    String page = out.toString().replaceAll("(?s).*(http://127.0.0.1:\\d+/).*", "$1");
    JsonNode state = exit.isDone() ? null : json(page + "api/state");
    String metrics = exit.isDone() ? "" : get(page + "metrics");
    session.end();
    assertThat(exit.get(1, TimeUnit.MINUTES)).as(story()).isZero();
    session.close();

    JsonNode told = new ObjectMapper().readTree(report.toFile());
    assertThat(told.at("/without/throttledSeconds").asDouble()).as(story()).isPositive();
    assertThat(told.at("/with/throttledSeconds").asDouble()).as(story()).isZero();
    assertThat(told.at("/with/moves/0/to").asText()).as(story()).isEqualTo("minilm-npu");
    assertThat(told.at("/with/moves/0/undone").asBoolean()).isFalse();
    assertThat(told.at("/with/requests/failed").asInt()).as(story()).isZero();
    assertThat(told.at("/with/requests/throughRealModel"))
        .as("each live request goes through the model")
        .isEqualTo(told.at("/with/requests/total"));
    assertThat(state.at("/run/phase").asText()).isEqualTo("FINISHED");
    assertThat(state.at("/run/without/throttledSeconds").asDouble()).isPositive();
    assertThat(metrics)
        .contains("sidestep_forecasts_total", "sidestep_router_requests_total")
        .contains("sidestep_deadletter_total{topic=\"sidestep.frames\"")
        .contains("sidestep_deadletter_total{topic=\"sidestep.warnings\"");

    ReplayResult replayed =
        new RecordingReplay(PredictorProperties.defaults(), LineForecaster::new)
            .run(Recording.open(recording));
    assertThat(replayed.comparisons()).hasSize(3).allMatch(Comparison::equal);
  }

  @Test
  void saysInOneLineWhatIsInTheWay() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start(options(taken.getLocalPort(), null, null, data("a"))))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("--port")
          .hasMessageNotContaining("\n");
      assertThat(data("a")).as("nothing has begun").doesNotExist();
    }
    Path file = Files.writeString(folder.resolve("a-file"), "no folder");
    assertThatThrownBy(() -> start(options(0, null, null, file.resolve("below"))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("a-file")
        .hasMessageContaining("cannot be written");
    try (DataFolder mine = DataFolder.open(data("b"))) {
      assertThatThrownBy(() -> start(options(0, null, null, mine.path())))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("in use by another sidestep");
    }
  }

  private void start(DemoOptions options) {
    try (Session session = new Session(new PrintWriter(out), false)) {
      demo.run(options, session);
    }
  }

  private Path data(String name) {
    return folder.resolve(name);
  }

  private String story() {
    return out + "\n" + table.toString(StandardCharsets.UTF_8);
  }

  private static DemoOptions options(int port, Path report, Path recording, Path data) {
    return new DemoOptions(
        false,
        SeedRange.one(1),
        SCENARIO,
        Outcome.Mode.AUTOMATIC,
        report,
        recording,
        null,
        30,
        data,
        false,
        port,
        false);
  }

  private static JsonNode json(String address) throws Exception {
    return new ObjectMapper().readTree(get(address));
  }

  private static String get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }
}
