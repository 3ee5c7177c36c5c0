package dev.sidestep.quickstart.command;

import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.quickstart.process.LogbackLevels;
import dev.sidestep.quickstart.process.Session;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
    name = "sidestep",
    versionProvider = SidestepCommand.Version.class,
    description =
        "Watches model deployments, sees a device or pod failing before it fails, and moves the"
            + " model out of the way.",
    footer = {
      "",
      "Start with:  ./sidestep demo",
      "Exit codes: 0 done, 1 the answer is no, 2 used wrongly, 3 could not run."
    })
public final class SidestepCommand implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SidestepCommand.class);

  private final Bodies bodies;
  private final Consumer<Session> started;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  boolean version;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the log, and the stack of an error.")
  boolean verbose;

  private SidestepCommand(Bodies bodies, Consumer<Session> started) {
    this.bodies = bodies;
    this.started = started;
  }

  /**
   * The command line, ready to execute.
   *
   * @param started is told of each session before its command runs, so that a signal can end it
   */
  public static CommandLine of(Bodies bodies, Consumer<Session> started) {
    SidestepCommand root = new SidestepCommand(bodies, started);
    CommandLine line = new CommandLine(root);
    line.addSubcommand(new DemoCommand(root));
    line.addSubcommand(new ServiceCommands.Node(root));
    line.addSubcommand(new ServiceCommands.Collector(root));
    line.addSubcommand(new ServiceCommands.Predictor(root));
    line.addSubcommand(new ServiceCommands.Remediator(root));
    line.addSubcommand(new SandboxCommand(root));
    line.addSubcommand(new ReplayCommand(root));
    line.addSubcommand(new TrainCommand(root));
    line.addSubcommand(new EvaluateCommand(root));
    line.addSubcommand(new DoctorCommand(root));
    OneLineErrors errors = new OneLineErrors(() -> root.verbose);
    line.setParameterExceptionHandler(errors);
    line.setExecutionExceptionHandler(errors);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  Bodies bodies() {
    return bodies;
  }

  /** Runs a body in a session that is closed whatever happens. */
  <O> int execute(CommandSpec command, Body<O> body, O options) throws Exception {
    if (verbose) {
      LogbackLevels.verbose();
    }
    Session session = new Session(command.commandLine().getOut(), verbose);
    started.accept(session);
    try (session) {
      return run(body, options, session);
    }
  }

  private static <O> int run(Body<O> body, O options, Session session) throws Exception {
    try {
      return body.run(options, session);
    } catch (OutOfMemoryError e) {
      throw Failure.couldNotRun(
          "memory is used up; give more with SIDESTEP_JAVA_OPTS=-Xmx1g ./sidestep ...", e);
    } catch (LinkageError e) {
      throw Failure.couldNotRun(
          "a native library or class cannot be loaded ("
              + e.getMessage()
              + "); run ./sidestep doctor",
          e);
    } catch (Exception e) {
      if (!session.isEnding()) {
        throw e;
      }
      LOG.debug("failed while it was ending, which is no news", e);
      return Failure.DONE;
    }
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SidestepCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "sidestep " + (version == null ? "(not packaged)" : version),
        "Java " + Runtime.version() + ", " + System.getProperty("os.name")
      };
    }
  }
}
