package dev.sidestep.predictor.warn;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the last looks have in common. It follows from the looks alone, so that reading old frames
 * again brings it back.
 */
final class Streaks {
  private final WarningSettings settings;
  private int hot;
  private int calm;
  private @Nullable Instant calmSince;
  private int quiet;
  private boolean began;
  private @Nullable Instant lastSeen;
  private @Nullable Instant eventSince;
  private @Nullable Instant eventLast;

  Streaks(WarningSettings settings) {
    this.settings = settings;
  }

  void note(Look look) {
    began = false;
    if (look.seen()) {
      lastSeen = look.tick();
    }
    if (look.event()) {
      noteEvent(look);
    } else if (look.seen() && quiet < Integer.MAX_VALUE) {
      quiet++;
    }
    // a look that shows nothing is no look: streaks start again
    double probability = look.chance() == null ? Double.NaN : look.chance().probability();
    boolean ruledOut = look.ruledOut() != null;
    hot = probability >= settings.raiseAt() && !ruledOut ? hot + 1 : 0;
    calm = (probability < settings.clearAt() || ruledOut) && !look.event() ? calm + 1 : 0;
    calmSince = calm == 0 ? null : calm == 1 ? look.tick() : calmSince;
  }

  private void noteEvent(Look look) {
    if (eventLast == null || over()) {
      eventSince = look.eventSince();
      began = true;
    }
    eventLast = look.tick();
    quiet = 0;
  }

  boolean hot() {
    return hot >= settings.raiseLooks();
  }

  boolean calm() {
    return calm >= settings.clearLooks();
  }

  /** The first of the calm looks in a row; null where the last look is none. */
  @Nullable Instant calmSince() {
    return calmSince;
  }

  /** Whether an event goes on, or has ended so lately that it may come back. */
  boolean eventGoesOn() {
    return eventLast != null && !over();
  }

  /** Whether an event began with this look. */
  boolean eventBegan() {
    return began;
  }

  /** When the last event began, if it was still seen at or after an instant. */
  @Nullable Instant eventSeenAfter(Instant instant) {
    return eventLast == null || eventLast.isBefore(instant) ? null : eventSince;
  }

  /** Whether there has been no valid reading for too long to judge by. */
  boolean stale(Instant tick) {
    return lastSeen == null || lastSeen.plus(settings.staleAfter()).isBefore(tick);
  }

  @Nullable Instant lastSeen() {
    return lastSeen;
  }

  private boolean over() {
    return quiet >= settings.clearLooks();
  }
}
