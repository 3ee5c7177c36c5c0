package dev.sidestep.quickstart.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sidestep.quickstart.console.ConsoleModel;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the console answers. Every route reads. */
@RestController
final class SpringConsoleController {
  private final ConsoleModel model;
  private final EventStreams streams;
  private final CollectorRegistry registry;
  private final BooleanSupplier ready;

  SpringConsoleController(
      ConsoleModel model, EventStreams streams, CollectorRegistry registry, BooleanSupplier ready) {
    this.model = model;
    this.streams = streams;
    this.registry = registry;
    this.ready = ready;
  }

  @GetMapping("/")
  ResponseEntity<Resource> page() {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "html", UTF_8))
        .cacheControl(CacheControl.noCache())
        .body(new ClassPathResource("static/index.html"));
  }

  /** The chart library, from its WebJar, at an address that does not change with its version. */
  @GetMapping("/vendor/echarts.js")
  ResponseEntity<Resource> charts() throws IOException {
    Resource[] found =
        new PathMatchingResourcePatternResolver()
            .getResources(
                "classpath*:/META-INF/resources/webjars/echarts/*/dist/echarts.esm.min.js");
    return found.length == 0
        ? ResponseEntity.notFound().build()
        : ResponseEntity.ok()
            .contentType(MediaType.valueOf("text/javascript"))
            .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
            .body(found[0]);
  }

  @GetMapping("/api/state")
  ResponseEntity<byte[]> state() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(JacksonConsoleJson.write(model.view()));
  }

  /** Streams on the request's own thread: there are few clients, and their number is bounded. */
  @GetMapping("/api/events")
  void events(HttpServletResponse response) throws IOException, InterruptedException {
    if (!streams.enter()) {
      SpringConsoleErrors.answer(
          response, 503, "all event streams are taken; close another window of the console");
      return;
    }
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    try {
      streams.serve(response.getOutputStream());
    } catch (IOException e) {
      // the client has gone, which is how streams end
    }
  }

  @GetMapping("/metrics")
  ResponseEntity<String> metrics() throws IOException {
    StringWriter text = new StringWriter();
    TextFormat.write004(text, registry.metricFamilySamples());
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(TextFormat.CONTENT_TYPE_004))
        .cacheControl(CacheControl.noStore())
        .body(text.toString());
  }

  @GetMapping("/livez")
  ResponseEntity<String> live() {
    return plain(HttpStatus.OK, "alive\n");
  }

  @GetMapping("/readyz")
  ResponseEntity<String> ready() {
    return ready.getAsBoolean()
        ? plain(HttpStatus.OK, "ready\n")
        : plain(HttpStatus.SERVICE_UNAVAILABLE, "not ready\n");
  }

  private static ResponseEntity<String> plain(HttpStatus status, String line) {
    return ResponseEntity.status(status)
        .contentType(MediaType.TEXT_PLAIN)
        .cacheControl(CacheControl.noStore())
        .body(line);
  }
}
