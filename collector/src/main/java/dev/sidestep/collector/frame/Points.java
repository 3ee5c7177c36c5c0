package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Signal.Harm;
import dev.sidestep.contracts.Source;
import java.util.Arrays;

/**
 * The samples of one series in one tick, by instant. It is a set in the mathematical sense: what it
 * holds does not depend on the order in which samples came, nor on how often.
 *
 * <p>Of two values for one instant the more alarming one stands, and of equal values the less real
 * source. When full, the latest samples are kept.
 */
final class Points {
  /** 16 a second in a tick of 15 s; 4 KB at most for each series. */
  static final int LIMIT = 240;

  private final Signal signal;
  private long[] nanos = new long[16];
  private double[] values = new double[16];
  private Source[] sources = new Source[16];
  private int size;

  Points(Signal signal) {
    this.signal = signal;
  }

  int size() {
    return size;
  }

  long nanos(int i) {
    return nanos[i];
  }

  double value(int i) {
    return values[i];
  }

  Source source(int i) {
    return sources[i];
  }

  Acceptance add(long at, double value, Source source) {
    int found = Arrays.binarySearch(nanos, 0, size, at);
    if (found >= 0) {
      return resolve(found, value, source);
    }
    int place = -found - 1;
    if (size == LIMIT) {
      if (place == 0) {
        return Acceptance.SURPLUS;
      }
      place--;
      shift(1, 0, place);
    } else {
      grow();
      shift(place, place + 1, size - place);
      size++;
    }
    nanos[place] = at;
    values[place] = value;
    sources[place] = source;
    return Acceptance.ACCEPTED;
  }

  private Acceptance resolve(int i, double value, Source source) {
    int alarming = Double.compare(value, values[i]) * (lowIsAlarming() ? -1 : 1);
    if (alarming < 0 || (alarming == 0 && source.compareTo(sources[i]) <= 0)) {
      return Acceptance.DUPLICATE;
    }
    values[i] = value;
    sources[i] = source;
    return Acceptance.ACCEPTED;
  }

  private boolean lowIsAlarming() {
    return signal.harm() == Harm.LOW
        || signal == Signal.DEVICE_TEMPERATURE_LIMIT
        || signal == Signal.POD_MEMORY_LIMIT;
  }

  private void grow() {
    if (size == nanos.length) {
      int larger = Math.min(LIMIT, 2 * size);
      nanos = Arrays.copyOf(nanos, larger);
      values = Arrays.copyOf(values, larger);
      sources = Arrays.copyOf(sources, larger);
    }
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(nanos, from, nanos, to, count);
    System.arraycopy(values, from, values, to, count);
    System.arraycopy(sources, from, sources, to, count);
  }
}
