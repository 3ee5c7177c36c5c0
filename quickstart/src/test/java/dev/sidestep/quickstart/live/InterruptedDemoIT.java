package dev.sidestep.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Topics;
import dev.sidestep.quickstart.broker.EmbeddedBroker;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.RunFacts;
import dev.sidestep.quickstart.console.RunTotals;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.TopicTail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process that is killed in the middle of a move, started again, and ended. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class InterruptedDemoIT {
  private static final Pattern PAGE = Pattern.compile("page http://127.0.0.1:(\\d+)/");

  @TempDir Path folder;

  @Test
  void findsTheMoveThatWasInterruptedAndEndsIt() throws Exception {
    try (ChildProcess first = demo("tmp-1")) {
      first.awaitSaying("step [5-9] of 10 \\(");
      first.kill();
    }
    RunRecord left = RunRecord.read(data().resolve("run.properties")).orElseThrow();
    long start = System.nanoTime();
    try (ChildProcess second = demo("tmp-2")) {
      second.awaitSaying("where an interrupted run of it goes on");
      second.awaitSaying("was interrupted in the middle of the move of minilm");
      second.awaitSaying("The interrupted move of minilm from minilm-gpu to minilm-npu has been ");
      System.out.printf(
          "kill -9 in a move, start, move ended after %d ms of the wall%n",
          Duration.ofNanos(System.nanoTime() - start).toMillis());
      Duration ending = second.end(Duration.ofSeconds(20));
      System.out.println("demo ended within " + ending.toMillis() + " ms");
      assertThat(ending).as(second.said()).isLessThan(Duration.ofSeconds(5));
      assertThat(port(second)).satisfies(InterruptedDemoIT::isFree);
    }
    assertThat(leftovers()).as("temporary files").isEmpty();

    Story story = story();
    List<Outcome> moves =
        story.outcomes().stream().filter(outcome -> !outcome.steps().isEmpty()).toList();
    assertThat(moves.get(0).status()).isIn(Outcome.Status.SUCCEEDED, Outcome.Status.UNDONE);
    assertThat(moves.get(0).reason()).startsWith("found after a restart");
    assertThat(moves.get(0).at()).as("demo time goes on").isAfter(left.at());
    List<Instant> ticks = story.frames().stream().map(frame -> frame.tick()).toList();
    assertThat(ticks).as("event time never runs backwards").isSorted();
  }

  private ChildProcess demo(String temporary) {
    return ChildProcess.start(
        folder.resolve(temporary),
        Map.of(),
        "demo",
        "--scenario",
        "src/test/resources/run/live-fan.yaml",
        "--data",
        data().toString(),
        "--speed",
        "20",
        "--port",
        "0");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Story story() {
    RunFacts facts =
        new RunFacts(
            "live-fan",
            1,
            1,
            Outcome.Mode.AUTOMATIC,
            RunFacts.Phase.FINISHED,
            Instant.EPOCH,
            Instant.EPOCH,
            RunTotals.NONE,
            null,
            null);
    Story story = new Story(Topics.DEFAULT, new ConsoleModel(facts), Instant.EPOCH);
    try (EmbeddedBroker broker = EmbeddedBroker.start(data().resolve("broker"), 0)) {
      KafkaSettings kafka = broker.settings(Topics.DEFAULT);
      try (TopicTail tail = new TopicTail(kafka, "test", Story.of(Topics.DEFAULT))) {
        tail.pumpToEnd(story::accept);
      }
    }
    return story;
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("tmp-2"))) {
      return files.toList();
    }
  }

  private static int port(ChildProcess demo) {
    Matcher matcher = PAGE.matcher(demo.said());
    assertThat(matcher.find()).as(demo.said()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static void isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(probe.isBound()).isTrue();
    } catch (IOException e) {
      throw new AssertionError("port " + port + " is still taken", e);
    }
  }
}
