package dev.sidestep.collector.frame;

import dev.sidestep.contracts.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The targets of a partition. Senders may name one pod more or less exactly, one of them without
 * its uid or device class: then it is the one of that name that was last named by its uid, so that
 * the usage of one sender meets the limit of another, and a pod that is gone does not live on by
 * what is said of its successor. Two uids are two pods.
 */
final class Roster {
  private static final Comparator<TargetState> LIKELIEST =
      Comparator.comparing((TargetState state) -> !state.target.uid().isEmpty())
          .thenComparingLong(state -> state.namedAt)
          .thenComparing(state -> state.target.deviceClass() != null)
          .thenComparingLong(TargetState::newest)
          .thenComparing(state -> state.key);

  private final SortedMap<String, TargetState> byKey = new TreeMap<>();
  private final Map<String, List<TargetState>> byName = new HashMap<>();

  /** Who a sender means by this target; null where nobody is known that it may be. */
  @Nullable TargetState find(Target target) {
    return byName.getOrDefault(target.key(), List.of()).stream()
        .filter(state -> mayBe(state.target, target))
        .max(LIKELIEST)
        .orElse(null);
  }

  @Nullable TargetState get(String key) {
    return byKey.get(key);
  }

  /** By key. */
  Collection<TargetState> all() {
    return byKey.values();
  }

  int size() {
    return byKey.size();
  }

  void add(TargetState state) {
    byKey.put(state.key, state);
    byName.computeIfAbsent(state.target.key(), name -> new ArrayList<>(1)).add(state);
  }

  void remove(TargetState state) {
    byKey.remove(state.key);
    byName.computeIfPresent(
        state.target.key(),
        (name, states) -> {
          states.remove(state);
          return states.isEmpty() ? null : states;
        });
  }

  /** What two names of one target say of it together. */
  static Target together(Target known, Target other) {
    return new Target(
        known.kind(),
        known.cluster(),
        known.namespace(),
        known.name(),
        known.uid().isEmpty() ? other.uid() : known.uid(),
        known.deviceClass() == null ? other.deviceClass() : known.deviceClass());
  }

  private static boolean mayBe(Target one, Target other) {
    boolean uid = one.uid().isEmpty() || other.uid().isEmpty() || one.uid().equals(other.uid());
    return uid
        && (one.deviceClass() == null
            || other.deviceClass() == null
            || one.deviceClass() == other.deviceClass());
  }
}
