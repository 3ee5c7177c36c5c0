package dev.sidestep.quickstart.service;

import dev.sidestep.collector.CollectorProperties;
import dev.sidestep.collector.CollectorService;
import dev.sidestep.quickstart.command.Body;
import dev.sidestep.quickstart.command.ServiceOptions;
import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.Session;
import dev.sidestep.service.DirectoryUnusableException;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.Optional;

/** {@code sidestep collector}: section {@code collector} and those of {@link ServiceFile}. */
public final class CollectorProcess implements Body<ServiceOptions> {
  private static final Duration LOOK = Duration.ofMillis(500);

  @Override
  public int run(ServiceOptions options, Session session) {
    ServiceFile file = ServiceFile.read(options.config(), "collector");
    CollectorProperties properties = file.section(CollectorProperties.defaults());
    CollectorService collector = session.closing("collector", collector(properties, file));
    file.open("collector", collector::ready, session);
    collector.start();
    while (!session.awaitEnd(LOOK)) {
      Optional<Throwable> why = collector.failure();
      if (why.isPresent()) {
        throw Failure.couldNotRun("collector has stopped: " + why.get().getMessage(), why.get());
      }
    }
    return Failure.DONE;
  }

  private static CollectorService collector(CollectorProperties properties, ServiceFile file) {
    try {
      return new CollectorService(
          properties, file.kafka(), file.clock(), CollectorRegistry.defaultRegistry);
    } catch (DirectoryUnusableException e) {
      throw Failure.couldNotRun(String.valueOf(e.getMessage()), e);
    }
  }
}
