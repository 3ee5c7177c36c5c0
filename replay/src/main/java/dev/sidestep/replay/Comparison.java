package dev.sidestep.replay;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay made beside what was recorded, byte for byte and in order.
 *
 * @param noun "forecasts", "warnings" or "plans"
 * @param firstDifference the first place where they part, as a sentence; null where they are equal
 */
public record Comparison(
    String noun, int recorded, int replayed, @Nullable String firstDifference) {

  public boolean equal() {
    return firstDifference == null;
  }

  static Comparison of(String noun, List<byte[]> recorded, List<byte[]> replayed) {
    return new Comparison(
        noun, recorded.size(), replayed.size(), firstDifference(noun, recorded, replayed));
  }

  private static @Nullable String firstDifference(
      String noun, List<byte[]> recorded, List<byte[]> replayed) {
    int common = Math.min(recorded.size(), replayed.size());
    for (int i = 0; i < common; i++) {
      int at = Arrays.mismatch(recorded.get(i), replayed.get(i));
      if (at >= 0) {
        return "number %d of the %s differs from byte %d on: recorded %s, replayed %s"
            .formatted(i + 1, noun, at, excerpt(recorded.get(i), at), excerpt(replayed.get(i), at));
      }
    }
    return recorded.size() == replayed.size()
        ? null
        : "%d %s were recorded, %d replayed".formatted(recorded.size(), noun, replayed.size());
  }

  private static String excerpt(byte[] bytes, int at) {
    byte[] part = Arrays.copyOfRange(bytes, Math.max(0, at - 24), Math.min(bytes.length, at + 24));
    for (byte b : part) {
      if (b < ' ') {
        return HexFormat.of().formatHex(part);
      }
    }
    return "'..." + new String(part, java.nio.charset.StandardCharsets.UTF_8) + "...'";
  }
}
