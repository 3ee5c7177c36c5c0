package dev.sidestep.quickstart.console.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;

/** Tomcat with a bound on everything a client could hold, and with plain errors. */
final class TomcatConsoleServer extends TomcatServletWebServerFactory {
  private static final int SPARE_THREADS = 8;

  TomcatConsoleServer(ConsoleSettings settings, Path work) {
    super(settings.port());
    setAddress(settings.address());
    setBaseDirectory(work.toFile());
    setShutdown(Shutdown.IMMEDIATE);
    setRegisterDefaultServlet(false);
    setDisableMBeanRegistry(true);
    addConnectorCustomizers(connector -> bound(connector, settings));
    addContextCustomizers(
        context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(PlainErrors.class.getName());
          }
        });
  }

  private static void bound(Connector connector, ConsoleSettings settings) {
    int threads = settings.clients() + SPARE_THREADS;
    connector.setProperty("maxThreads", String.valueOf(threads));
    connector.setProperty("minSpareThreads", "2");
    connector.setProperty("maxConnections", String.valueOf(threads * 4));
    connector.setProperty("acceptCount", "16");
    // also the time-out of a write, which is what drops a client that takes nothing
    connector.setProperty("connectionTimeout", String.valueOf(settings.stall().toMillis()));
    connector.setProperty("maxHttpRequestHeaderSize", "16384");
    connector.setProperty("socket.txBufSize", String.valueOf(64 * 1024));
    connector.setMaxPostSize(0);
  }

  /** What Tomcat itself refuses, for example a malformed path, in one plain line. */
  public static final class PlainErrors extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable throwable) {
      if (response.getStatus() < 400 || response.getContentWritten() > 0) {
        return;
      }
      response.setContentType("text/plain");
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      try {
        response.getReporter().write("the request could not be understood\n");
        response.finishResponse();
      } catch (IOException | IllegalStateException e) {
        // the client has gone or has been answered
      }
    }
  }
}
