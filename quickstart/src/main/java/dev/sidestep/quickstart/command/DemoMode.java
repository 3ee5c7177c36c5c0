package dev.sidestep.quickstart.command;

import dev.sidestep.contracts.Outcome;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The modes that make sense where nobody stands by to approve a plan. */
final class DemoMode implements ITypeConverter<Outcome.Mode> {
  @Override
  public Outcome.Mode convert(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "observe" -> Outcome.Mode.OBSERVE;
      case "advise" -> Outcome.Mode.ADVISE;
      case "automatic" -> Outcome.Mode.AUTOMATIC;
      case "approve" ->
          throw new TypeConversionException(
              "'approve' does not work here, because nobody can approve a plan yet; give observe,"
                  + " advise or automatic");
      default ->
          throw new TypeConversionException(
              "'" + value + "' is no mode; give observe, advise or automatic");
    };
  }
}
