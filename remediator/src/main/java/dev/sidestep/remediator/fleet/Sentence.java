package dev.sidestep.remediator.fleet;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text for people that is the same in every locale, because a replay compares it byte for byte. */
public final class Sentence {
  private Sentence() {}

  public static String of(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
