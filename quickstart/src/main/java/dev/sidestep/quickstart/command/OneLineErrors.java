package dev.sidestep.quickstart.command;

import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.service.Closest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Whatever goes wrong is told in one line; {@code --verbose} adds the stack. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final BooleanSupplier verbose;

  OneLineErrors(BooleanSupplier verbose) {
    this.verbose = verbose;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    say(command, message(e, command.getCommandSpec()), e);
    return Failure.USED_WRONGLY;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    if (e instanceof Failure failure) {
      say(command, failure.getMessage(), failure);
      return failure.exitCode();
    }
    if (e instanceof IllegalArgumentException) { // a record refused a value: it says which
      say(command, e.getMessage(), e);
      return Failure.USED_WRONGLY;
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String hint = verbose.getAsBoolean() ? "" : " (--verbose shows where)";
    say(command, message + reason(e) + hint, e);
    return Failure.COULD_NOT_RUN;
  }

  /** What is at the root, where the message itself does not tell it. */
  private static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    if (root == thrown || text.isEmpty() || String.valueOf(thrown.getMessage()).contains(text)) {
      return "";
    }
    // a login configuration that does not parse is quoted, and may quote half a password
    return ": " + (text.contains("JAAS") ? text.replaceAll("'[^']*'", "'...'") : text);
  }

  private void say(CommandLine command, @Nullable String message, Exception e) {
    PrintWriter err = command.getErr();
    err.println("sidestep: " + String.valueOf(message).replaceAll("\\s*\\R\\s*", " ").strip());
    if (verbose.getAsBoolean()) {
      e.printStackTrace(err);
    }
    err.flush();
  }

  private static String message(ParameterException e, CommandSpec command) {
    String help = "; see ./" + command.qualifiedName() + " --help";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String typed = unmatched.getUnmatched().get(0);
      boolean option = typed.startsWith("-");
      List<String> known = new ArrayList<>();
      if (option) {
        command.options().forEach(o -> known.addAll(List.of(o.names())));
      } else {
        known.addAll(command.subcommands().keySet());
      }
      String suggestion = Closest.suggestion(typed.replaceFirst("=.*", ""), known);
      return (option ? "unknown option " : "unknown command ")
          + typed
          + (suggestion.isEmpty() ? help : suggestion);
    }
    if (e instanceof MissingParameterException) {
      return lowered(e.getMessage()) + help;
    }
    return lowered(e.getMessage());
  }

  private static String lowered(@Nullable String message) {
    return message == null || message.isEmpty()
        ? "the command cannot be understood"
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
