package dev.sidestep.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Frame;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Topics;
import dev.sidestep.contracts.VariantState;
import dev.sidestep.contracts.Warning;
import dev.sidestep.quickstart.command.SandboxOptions;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.RunFacts;
import dev.sidestep.quickstart.console.RunTotals;
import dev.sidestep.quickstart.kubernetes.EmbeddedKubernetes;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.quickstart.record.KafkaTail;
import dev.sidestep.quickstart.sandbox.Sandbox;
import dev.sidestep.remediator.cluster.KubernetesCluster;
import dev.sidestep.service.KafkaSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four services as processes of their own, with the files of deploy/local, around a sandbox in
 * this JVM: a fan fails, and it ends as it does in one process.
 */
@Tag("processes")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class FourProcessesIT {
  private static final Path FILES = Path.of("..", "deploy", "local");
  private static final double SPEED = 20;

  private final StringWriter said = new StringWriter();
  private final Session session = new Session(new PrintWriter(said), false);
  private final Map<String, ChildProcess> children = new HashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Map<String, String> environment;
  private CompletableFuture<Integer> sandbox;
  private KafkaTail tail;
  private Story story;
  private KubernetesCluster cluster;

  @TempDir Path folder;

  @BeforeEach
  void startEverything() throws IOException {
    int nodePort = freePort();
    Path token = folder.resolve("node.token");
    SandboxOptions options =
        new SandboxOptions(
            FILES.resolve("scenario.yaml").toString(),
            1,
            SPEED,
            Instant.parse("2026-01-01T00:00:00Z"),
            folder.resolve("sandbox"),
            URI.create("http://127.0.0.1:" + nodePort),
            token,
            true,
            0,
            0,
            0,
            0);
    sandbox =
        CompletableFuture.supplyAsync(() -> new Sandbox(Clock.systemUTC()).run(options, session));
    Waiting.until(() -> sandbox.isDone() || said.toString().contains("metrics http"));
    String broker = found("broker ([\\d.:]+),");
    String kubernetes = found("Kubernetes API (\\S+),");
    environment =
        Map.of(
            "SIDESTEP_SPEED",
            String.valueOf(SPEED),
            "SIDESTEP_FAULT_AFTER",
            "4m",
            "SIDESTEP_BROKER",
            broker,
            "SIDESTEP_KUBERNETES",
            kubernetes,
            "SIDESTEP_NODE_PORT",
            String.valueOf(nodePort),
            "SIDESTEP_NODE_TOKEN",
            token.toString(),
            "SIDESTEP_COLLECTOR_STATE",
            folder.resolve("collector").toString(),
            "SIDESTEP_OPS_PORT",
            "0");
    for (String service : List.of("node", "collector", "predictor", "remediator")) {
      start(service);
    }
    KafkaSettings kafka = KafkaSettings.of(broker, Topics.DEFAULT);
    story = new Story(Topics.DEFAULT, new ConsoleModel(nothing()));
    tail = new KafkaTail(kafka, "test", Story.of(Topics.DEFAULT));
    cluster = new KubernetesCluster(EmbeddedKubernetes.connect(kubernetes), "models");
    open.addAll(List.of(tail, cluster));
  }

  @AfterEach
  void endEverything() throws Exception {
    children.values().forEach(ChildProcess::close);
    for (AutoCloseable each : open) {
      each.close();
    }
    session.close();
  }

  @Test
  void endAsInOneProcess() throws Exception {
    Outcome moved = awaitOutcome(Outcome::terminal);

    assertThat(moved.status()).as(everything()).isEqualTo(Outcome.Status.SUCCEEDED);
    assertThat(moved.plan().to()).isEqualTo("minilm-npu");
    assertThat(moved.parity().equal()).isEqualTo(moved.parity().checked()).isPositive();
    Warning warning = story.warnings().get(0).first();
    assertThat(warning.kind()).isEqualTo(Warning.Kind.THERMAL_THROTTLE);
    assertThat(warning.target().name()).isEqualTo("gpu-0");
    assertThat(firstThrottle()).as("throttle").isEmpty();

    awaitMoved();
    children.forEach((service, child) -> assertEnds(service, child));
    session.end();
    assertThat(sandbox.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(said.toString()).as(everything()).containsPattern("requests: \\d+ sent, [1-9]");
    assertThat(said.toString()).as("failed because of the move").contains(" 0 failed");
  }

  @Test
  void endTheMoveOfARemediatorThatWasKilled() {
    awaitOutcome(
        outcome -> outcome.status() == Outcome.Status.RUNNING && outcome.steps().size() >= 2);
    children.get("remediator").kill();
    long start = System.nanoTime();
    start("remediator");

    Outcome ended = awaitOutcome(Outcome::terminal);
    System.out.printf(
        "remediator killed in a move and started again: %s after %d ms of the wall%n",
        ended.status(), Duration.ofNanos(System.nanoTime() - start).toMillis());
    assertThat(ended.status())
        .as(everything())
        .isIn(Outcome.Status.SUCCEEDED, Outcome.Status.UNDONE);
    assertThat(ended.reason()).startsWith("found after a restart");
    boolean moved = ended.status() == Outcome.Status.SUCCEEDED;
    Waiting.until(() -> weight("minilm-npu") == (moved ? 100 : 0));
    Waiting.until(() -> desired(moved ? "minilm-gpu" : "minilm-npu") == 0);
  }

  private void start(String service) {
    children.put(
        service,
        ChildProcess.start(
            folder.resolve("tmp-" + service),
            environment,
            service,
            "--config",
            FILES.resolve(service + ".yaml").toString()));
  }

  /** The first outcome of a plan with steps that is so. */
  private Outcome awaitOutcome(java.util.function.Predicate<Outcome> so) {
    List<Outcome> found = new ArrayList<>();
    Waiting.until(
        () -> {
          tail.pump(Duration.ofMillis(100), story::accept);
          story.outcomes().stream()
              .filter(outcome -> !outcome.plan().actions().isEmpty())
              .filter(outcome -> outcome.status() != Outcome.Status.DECLINED)
              .filter(so)
              .findFirst()
              .ifPresent(found::add);
          return !found.isEmpty() || sandbox.isDone();
        });
    assertThat(found).as(everything()).isNotEmpty();
    return found.get(0);
  }

  private void awaitMoved() {
    Waiting.until(() -> weight("minilm-npu") == 100 && weight("minilm-gpu") == 0);
    Waiting.until(() -> desired("minilm-gpu") == 0 && pods("minilm-gpu") == 0);
    tail.pumpToEnd(story::accept);
  }

  private int weight(String variant) {
    return variant(variant).weight();
  }

  private int desired(String variant) {
    return variant(variant).desired();
  }

  private int pods(String variant) {
    return cluster.pods(variant).size();
  }

  private VariantState variant(String name) {
    return cluster.variants().stream()
        .filter(variant -> variant.variant().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Optional<Instant> firstThrottle() {
    return story.frames().stream()
        .filter(
            frame ->
                frame.reading(Signal.DEVICE_THERMAL_THROTTLING).present()
                    && frame.reading(Signal.DEVICE_THERMAL_THROTTLING).value() > 0)
        .map(Frame::tick)
        .findFirst();
  }

  private void assertEnds(String service, ChildProcess child) {
    assertThat(child.end(Duration.ofSeconds(20))).as(service).isLessThan(Duration.ofSeconds(5));
  }

  private String found(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(said.toString());
    assertThat(matcher.find()).as(pattern + " in " + said + sandbox).isTrue();
    return matcher.group(1);
  }

  private String everything() {
    StringBuilder all = new StringBuilder(said.toString());
    children.forEach(
        (service, child) -> all.append("--- ").append(service).append('\n').append(child.said()));
    return all.toString();
  }

  private static RunFacts nothing() {
    return new RunFacts(
        "local",
        1,
        SPEED,
        RunFacts.Phase.RUNNING,
        Instant.EPOCH,
        Instant.EPOCH,
        RunTotals.NONE,
        null);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
