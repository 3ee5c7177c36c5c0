package dev.sidestep.quickstart.console;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest values of one kind by key, bounded, each with the revision that set it. */
final class Ledger<V> {
  private record Entry<V>(V value, long revision) {}

  private final int capacity;
  private final Comparator<V> byAge;
  private final Map<String, Entry<V>> entries = new HashMap<>();

  Ledger(int capacity, Comparator<V> byAge) {
    this.capacity = capacity;
    this.byAge = byAge;
  }

  @Nullable V get(String key) {
    Entry<V> entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  void put(String key, V value, long revision) {
    entries.put(key, new Entry<>(value, revision));
    if (entries.size() > capacity) {
      V oldest = Collections.min(newestFirst(0), byAge);
      entries.values().removeIf(entry -> entry.value() == oldest);
    }
  }

  /** The values that were set after a revision. */
  List<V> newestFirst(long after) {
    return entries.values().stream()
        .filter(entry -> entry.revision() > after)
        .map(Entry::value)
        .sorted(byAge.reversed())
        .toList();
  }
}
