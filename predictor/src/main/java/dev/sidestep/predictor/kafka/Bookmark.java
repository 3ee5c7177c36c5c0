package dev.sidestep.predictor.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to read from after a restart to have the last hours again. It travels as the metadata of
 * the committed position, so that nobody has to search, and record timestamps play no part.
 */
final class Bookmark {
  private static final Pattern FORM = Pattern.compile("rebuild-from=(\\d{1,18})");

  private final Duration back;
  private final Deque<Page> pages = new ArrayDeque<>();

  private record Page(Instant tick, long offset) {}

  Bookmark(Duration back) {
    this.back = back;
  }

  /** Notes where a tick begins. */
  void turn(Instant tick, long offset) {
    pages.addLast(new Page(tick, offset));
    while (pages.getFirst().tick().isBefore(tick.minus(back))) {
      pages.removeFirst();
    }
  }

  /** The text to commit; there must have been a tick. */
  String text() {
    return "rebuild-from=" + pages.getFirst().offset();
  }

  /** The offset in such a text; the beginning of the partition in any other. */
  static long offset(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
