package dev.sidestep.quickstart.command;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seeds of runs: one, or all from the first to the last. */
public record SeedRange(long first, long last) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");
  private static final int MOST = 10_000;

  public SeedRange {
    if (first < 0 || last < first || last - first >= MOST) {
      throw new IllegalArgumentException(
          "seeds are "
              + first
              + ".."
              + last
              + "; give N, or N..M with N <= M and at most "
              + MOST
              + " of them");
    }
  }

  public static SeedRange one(long seed) {
    return new SeedRange(seed, seed);
  }

  public boolean isOne() {
    return first == last;
  }

  public List<Long> seeds() {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  static final class Converter implements ITypeConverter<SeedRange> {
    @Override
    public SeedRange convert(String value) {
      Matcher form = FORM.matcher(value);
      if (!form.matches()) {
        throw new TypeConversionException("'" + value + "' is no seed; give N or N..M, like 1..20");
      }
      long first = Long.parseLong(form.group(1));
      try {
        return new SeedRange(first, form.group(2) == null ? first : Long.parseLong(form.group(2)));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
