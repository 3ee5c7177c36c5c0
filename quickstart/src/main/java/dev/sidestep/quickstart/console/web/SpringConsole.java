package dev.sidestep.quickstart.console.web;

import dev.sidestep.quickstart.console.ConsoleModel;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/** The web application of the console: a {@link ConsoleModel} at an address, read only. */
public final class SpringConsole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpringConsole.class);

  private final AnnotationConfigServletWebServerApplicationContext context;
  private final EventStreams streams;
  private final Path work;

  private SpringConsole(
      AnnotationConfigServletWebServerApplicationContext context, EventStreams streams, Path work) {
    this.context = context;
    this.streams = streams;
    this.work = work;
  }

  /**
   * Starts to answer. The console's own metrics join the registry, which is what {@code /metrics}
   * shows.
   *
   * @param ready what {@code /readyz} says
   * @throws BindException when the port is taken; the message names the remedy
   * @throws IOException when no directory can be made for Tomcat's files
   */
  public static SpringConsole start(
      ConsoleSettings settings,
      ConsoleModel model,
      CollectorRegistry registry,
      BooleanSupplier ready)
      throws IOException {
    Path work = Files.createTempDirectory("sidestep-console");
    EventStreams streams = new EventStreams(model, settings, new ConsoleMetrics(registry));
    AnnotationConfigServletWebServerApplicationContext context =
        new AnnotationConfigServletWebServerApplicationContext();
    context.registerBean(ConsoleSettings.class, () -> settings);
    context.registerBean(ConsoleModel.class, () -> model);
    context.registerBean(CollectorRegistry.class, () -> registry);
    context.registerBean(EventStreams.class, () -> streams);
    context.registerBean(BooleanSupplier.class, () -> ready);
    context.registerBean(TomcatConsoleServer.class, () -> new TomcatConsoleServer(settings, work));
    context.register(SpringConsoleConfiguration.class);
    SpringConsole console = new SpringConsole(context, streams, work);
    try {
      context.refresh();
      return console;
    } catch (RuntimeException e) {
      console.close();
      if (taken(e)) {
        throw busy(settings, e);
      }
      throw e;
    }
  }

  /**
   * Refuses a port that is taken as {@link #start} would, for those who start slow things beside it
   * and want to know before.
   *
   * @throws BindException when the port is taken; the message names the remedy
   */
  public static void probe(ConsoleSettings settings) throws BindException {
    try (ServerSocket probe = new ServerSocket(settings.port(), 1, settings.address())) {
      LOG.debug("port {} is free", probe.getLocalPort());
    } catch (IOException e) {
      throw busy(settings, e);
    }
  }

  public int port() {
    return Objects.requireNonNull(context.getWebServer(), "the console is closed").getPort();
  }

  /** Ends the event streams with a farewell, then the server. May be called again. */
  @Override
  public void close() {
    streams.close();
    context.close();
    // Tomcat keeps it as the home of the next one in this JVM, which would make the directory again
    System.getProperties().remove("catalina.home", work.toString());
    if (!Files.exists(work)) {
      return;
    }
    try (Stream<Path> files = Files.walk(work)) {
      List<Path> leavesFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : leavesFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the console's directory could not be removed: " + work, e);
    }
  }

  private static boolean taken(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException || cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static BindException busy(ConsoleSettings settings, Exception cause) {
    BindException busy =
        new BindException(
            "port "
                + settings.port()
                + " of "
                + settings.address().getHostAddress()
                + " is taken; stop what listens there or choose another with --port");
    busy.initCause(cause);
    return busy;
  }
}
