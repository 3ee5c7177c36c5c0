package dev.sidestep.quickstart.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The four services as processes of their own: each has one option. */
final class ServiceCommands {
  private ServiceCommands() {}

  /** {@code sidestep node}. */
  @Command(
      name = "node",
      description = "Serve a quantized model on this machine's devices and report how they are.")
  static final class Node extends Service {
    Node(SidestepCommand root) {
      super(root, root.bodies().node());
    }
  }

  /** {@code sidestep collector}. */
  @Command(name = "collector", description = "Turn telemetry into frames.")
  static final class Collector extends Service {
    Collector(SidestepCommand root) {
      super(root, root.bodies().collector());
    }
  }

  /** {@code sidestep predictor}. */
  @Command(name = "predictor", description = "Turn frames into forecasts and warnings.")
  static final class Predictor extends Service {
    Predictor(SidestepCommand root) {
      super(root, root.bodies().predictor());
    }
  }

  /** {@code sidestep remediator}. */
  @Command(
      name = "remediator",
      description = "Turn warnings into moves on Kubernetes; observes unless told otherwise.")
  static final class Remediator extends Service {
    Remediator(SidestepCommand root) {
      super(root, root.bodies().remediator());
    }
  }

  private abstract static class Service implements Callable<Integer> {
    private final SidestepCommand root;
    private final Body<ServiceOptions> body;

    @Spec @Nullable CommandSpec spec;

    @Option(
        names = "--config",
        paramLabel = "FILE.yaml",
        required = true,
        description = "The service's configuration; docs/configuration.md lists the keys.")
    Path config = Path.of("");

    Service(SidestepCommand root, Body<ServiceOptions> body) {
      this.root = root;
      this.body = body;
    }

    @Override
    public Integer call() throws Exception {
      return root.execute(
          Options.of(spec), body, new ServiceOptions(Options.existing("--config", config)));
    }
  }
}
