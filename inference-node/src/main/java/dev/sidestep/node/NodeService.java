package dev.sidestep.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sidestep.node.NodeProperties.ControlProperties;
import dev.sidestep.node.http.HttpPodRuntimeServer;
import dev.sidestep.node.onnx.OnnxEncoder;
import dev.sidestep.node.text.Encoder;
import dev.sidestep.service.BrokerWatch;
import dev.sidestep.service.KafkaSettings;
import dev.sidestep.service.OpsServer;
import dev.sidestep.service.SecretFile;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node as a process of its own: devices, pods, control interface, telemetry to Kafka. */
public final class NodeService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeService.class);

  /** An hour of six targets. */
  private static final int TELEMETRY_BUFFER = 6 * 3600;

  private final Clock clock;
  private final double speed;
  private final NodeRuntime runtime;
  private final HttpPodRuntimeServer control;
  private final OpsServer ops;
  private final Deque<AutoCloseable> opened;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean running;

  private NodeService(
      Clock clock,
      double speed,
      NodeRuntime runtime,
      HttpPodRuntimeServer control,
      OpsServer ops,
      Deque<AutoCloseable> opened) {
    this.clock = clock;
    this.speed = speed;
    this.runtime = runtime;
    this.control = control;
    this.ops = ops;
    this.opened = opened;
  }

  /**
   * Loads the model and opens the ports; whatever was opened before a failure is closed again.
   *
   * @param clock runs at {@link NodeProperties#speed}
   * @throws dev.sidestep.node.text.EncoderUnavailableException when the model cannot be run here
   * @throws UncheckedIOException when a port is taken or the token file cannot be used
   */
  public static NodeService open(
      NodeProperties properties, Clock clock, CollectorRegistry registry) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      Encoder encoder = OnnxEncoder.load();
      opened.push(encoder);
      KafkaSettings settings = properties.kafka().settings();
      KafkaTelemetrySink kafka = KafkaTelemetrySink.open(settings, properties.name());
      opened.push(kafka);
      BufferedTelemetrySink sink = new BufferedTelemetrySink(kafka, TELEMETRY_BUFFER, registry);
      opened.push(sink);
      NodeRuntime runtime = NodeRuntime.live(properties, encoder, sink, clock, registry);
      opened.push(runtime);
      ControlProperties ports = properties.control();
      HttpPodRuntimeServer control =
          new HttpPodRuntimeServer(ports.port(), token(ports.tokenFile()), runtime);
      opened.push(control);
      BrokerWatch watch = BrokerWatch.start(settings, "node.kafka.bootstrap-servers");
      opened.push(watch);
      OpsServer ops =
          new OpsServer(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.opsPort()),
              registry,
              watch::answers);
      opened.push(ops);
      return new NodeService(clock, properties.speed(), runtime, control, ops, opened);
    } catch (IOException e) {
      closeAll(opened);
      throw new UncheckedIOException(
          "node "
              + properties.name()
              + " cannot open its ports "
              + properties.control().port()
              + " and "
              + properties.control().opsPort()
              + " or its token file "
              + properties.control().tokenFile()
              + ": "
              + e.getMessage(),
          e);
    } catch (RuntimeException e) {
      closeAll(opened);
      throw e;
    }
  }

  public NodeRuntime runtime() {
    return runtime;
  }

  public int controlPort() {
    return control.port();
  }

  public int opsPort() {
    return ops.port();
  }

  /** Moves the node on, second by second of its clock, until {@link #close}. */
  public void run() {
    running = true;
    try {
      do {
        pump();
      } while (!closing.await(untilNextSecond().toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /** Moves the node up to now. */
  public void pump() {
    runtime.advance(clock.instant());
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      if (running && !ended.await(3, TimeUnit.SECONDS)) {
        LOG.warn("the node's loop did not end within 3 s; closing its parts under it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeAll(opened);
  }

  private Duration untilNextSecond() {
    Instant now = clock.instant();
    Duration left = Duration.between(now, now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
    return Duration.ofNanos(Math.max(1_000_000, Math.round(left.toNanos() / speed)));
  }

  /** Reads the token, or writes a new one that only the owner can read. */
  private static String token(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Path absolute = file.toAbsolutePath();
      Path parent = absolute.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, HexFormat.of().formatHex(random), US_ASCII);
    }
    return SecretFile.read(file);
  }

  private static void closeAll(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      AutoCloseable one = opened.pop();
      try {
        one.close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", one.getClass().getSimpleName(), e);
      }
    }
  }
}
