package dev.sidestep.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page docs/signals.md and the enum say the same. */
class SignalCatalogueTest {
  private static final Path PAGE = Path.of("..", "docs", "signals.md");

  @Test
  void thePageHasARowForEachSignal() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.matches("\\| \\d+ \\|.*")).toList();
    assertThat(rows).isEqualTo(Arrays.stream(Signal.values()).map(this::row).toList());
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByNameAndByCode(Signal signal) {
    assertThat(Signal.byName(signal.otelName())).contains(signal);
    assertThat(Signal.byCode(signal.code())).contains(signal);
  }

  @ParameterizedTest
  @EnumSource
  void acceptsItsRangeAndNothingElse(Signal signal) {
    assertThat(signal.accepts(signal.min())).isTrue();
    assertThat(signal.accepts(signal.max())).isTrue();
    assertThat(signal.accepts(Math.nextDown(signal.min()))).isFalse();
    assertThat(signal.accepts(Math.nextUp(signal.max()))).isFalse();
    assertThat(signal.accepts(Double.NaN)).isFalse();
  }

  private String row(Signal signal) {
    return "| %d | `%s` | `%s` | %s | %s | %s to %s | %s |"
        .formatted(
            signal.code(),
            signal.name(),
            signal.otelName(),
            signal.unit(),
            signal.harm().name().toLowerCase(Locale.ROOT),
            number(signal.min()),
            number(signal.max()),
            signal.rollup().name().toLowerCase(Locale.ROOT));
  }

  private static String number(double value) {
    return Math.abs(value) >= 1e6
        ? String.format(Locale.ROOT, "%.0e", value).replace("e+0", "e").replace("e+", "e")
        : String.format(Locale.ROOT, "%.0f", value);
  }
}
