package dev.sidestep.quickstart.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.FanFailureStory;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {
  private static final int CLIENTS = 2;
  private static final ConsoleSettings SETTINGS =
      new ConsoleSettings(
          InetAddress.getLoopbackAddress(),
          0,
          CLIENTS,
          Duration.ofMillis(20),
          Duration.ofMillis(500),
          Duration.ofSeconds(1));

  private final ConsoleModel model = new ConsoleModel(FanFailureStory.starting());
  private final FanFailureStory story = new FanFailureStory(model);
  private final CollectorRegistry registry = new CollectorRegistry();
  private SpringConsole console;

  @BeforeEach
  void start() throws IOException {
    console = SpringConsole.start(SETTINGS, model, registry, () -> true);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void streamsTheWholeFirstThenOnlyWhatHasChangedThenAFarewell() throws Exception {
    story.tellUpTo(30);
    try (EventReader events = new EventReader(console.port())) {
      assertThat(events.next().event()).isEqualTo("snapshot");
      story.tellUpTo(31);
      EventReader.Event delta = events.nextOf("delta");
      assertThat(delta.json().at("/complete").asBoolean()).isFalse();
      assertThat(delta.data().length()).isLessThan(12_000);
      Thread closer = new Thread(console::close);
      closer.start();
      assertThat(events.nextOf("bye").event()).isEqualTo("bye");
      closer.join();
    }
  }

  @Test
  void beatsWhenNothingHappens() throws Exception {
    try (EventReader events = new EventReader(console.port())) {
      assertThat(events.nextOf("beat").data()).isEqualTo("{}");
    }
  }

  @Test
  void refusesOneStreamTooManyAndTakesTheNextWhenOneHasLeft() throws Exception {
    try (EventReader first = new EventReader(console.port())) {
      first.next();
      try (EventReader second = new EventReader(console.port())) {
        second.next();
        URI uri = URI.create("http://127.0.0.1:" + console.port() + "/api/events");
        HttpResponse<String> third =
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.body()).contains("all event streams are taken");
      }
      awaitClients(1);
      try (EventReader again = new EventReader(console.port())) {
        assertThat(again.next().event()).isEqualTo("snapshot");
      }
    }
  }

  @Test
  void dropsAClientThatTakesNothing() throws Exception {
    story.tellUpTo(90);
    try (Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), console.port()));
      deaf.getOutputStream()
          .write(
              "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                  .formatted(console.port())
                  .getBytes(UTF_8));
      for (int i = 0; i < 200 && ended("left") < 1; i++) {
        new FanFailureStory(model).tellUpTo(60);
        model.awaitChangeAfter(model.view().revision(), Duration.ofMillis(30));
      }
      assertThat(ended("left")).isEqualTo(1);
    }
  }

  @Test
  void leavesNoDirectoryEvenWhenAnotherConsoleFollowsInTheSameProcess() throws IOException {
    Path home = Path.of(System.getProperty("catalina.home"));
    assertThat(home).isDirectory();
    console.close();
    SpringConsole.start(SETTINGS, model, new CollectorRegistry(), () -> true).close();
    assertThat(home).doesNotExist();
  }

  private double ended(String reason) {
    Double count =
        registry.getSampleValue(
            "sidestep_console_clients_ended_total", new String[] {"reason"}, new String[] {reason});
    return count == null ? 0 : count;
  }

  private void awaitClients(int wanted) throws InterruptedException {
    for (int i = 0; i < 100 && registry.getSampleValue("sidestep_console_clients") > wanted; i++) {
      model.awaitChangeAfter(model.view().revision(), Duration.ofMillis(50));
    }
  }

  /** Reads server-sent events off a socket. */
  private static final class EventReader implements AutoCloseable {
    record Event(String event, String data) {
      JsonNode json() throws IOException {
        return new ObjectMapper().readTree(data);
      }
    }

    private final InputStream body;
    private final BufferedReader lines;

    EventReader(int port) throws IOException, InterruptedException {
      URI uri = URI.create("http://127.0.0.1:" + port + "/api/events");
      body =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream())
              .body();
      lines = new BufferedReader(new InputStreamReader(body, UTF_8));
    }

    Event next() throws IOException {
      List<String> block = new ArrayList<>();
      String line = lines.readLine();
      while (line != null && !line.isEmpty()) {
        block.add(line);
        line = lines.readLine();
      }
      assertThat(block).as("event").hasSize(2);
      return new Event(block.get(0).substring(7), block.get(1).substring(6));
    }

    Event nextOf(String kind) throws IOException {
      Event event = next();
      while (!event.event().equals(kind)) {
        event = next();
      }
      return event;
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
