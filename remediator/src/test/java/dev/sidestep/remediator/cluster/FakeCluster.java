package dev.sidestep.remediator.cluster;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.contracts.VariantState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory, with a little kubelet that {@link #advance} drives. It keeps a list of what
 * happened to it, and one of what must never happen.
 */
public final class FakeCluster implements Cluster {
  /** What goes wrong with a call. */
  public enum Fault {
    NONE,
    /** No answer, and nothing was done. */
    LOST,
    /** No answer, and it was done all the same. */
    ANSWER_LOST,
    CONFLICT,
    REFUSED,
    FORBIDDEN,
    /** A failure that nobody has thought of: an odd object that cannot be read. */
    UNEXPECTED
  }

  /** Every write, in order: "scale minilm-cpu 0 -> 1". */
  public final List<String> happened = new ArrayList<>();

  /** Broken promises: traffic to nobody, a model without a ready pod. */
  public final List<String> violations = new ArrayList<>();

  public final Set<String> neverReady = new HashSet<>();
  public Function<String, Fault> faults = call -> Fault.NONE;
  public Duration startsIn = Duration.ofSeconds(5);
  public Duration leavesIn = Duration.ofSeconds(2);
  public boolean optedIn = true;
  public boolean frozen;

  private final Map<String, Variant> variants = new TreeMap<>();
  private final List<FakePod> pods = new ArrayList<>();
  private Instant now;
  private int version = 1;
  private int names;

  public FakeCluster(Instant start) {
    now = start;
  }

  /** Adds a variant whose pods are ready at once. */
  public FakeCluster with(String model, DeviceClass kind, String device, int replicas, int weight) {
    String name = model + "-" + kind.name().toLowerCase(java.util.Locale.ROOT);
    variants.put(name, new Variant(model, name, kind, device, replicas, weight));
    for (int i = 0; i < replicas; i++) {
      start(name).ready = true;
    }
    return this;
  }

  /** Lets time pass: pods start, get ready and go. */
  public void advance(Instant to) {
    now = to;
    for (Variant variant : variants.values()) {
      List<FakePod> staying = staying(variant.name);
      for (int i = staying.size(); i < variant.desired; i++) {
        start(variant.name);
      }
      staying.stream()
          .sorted(
              Comparator.comparing((FakePod pod) -> pod.ready)
                  .thenComparing(pod -> pod.cost == null ? 0 : pod.cost)
                  .thenComparing(pod -> pod.name))
          .limit(Math.max(0, staying.size() - variant.desired))
          .forEach(pod -> pod.goneAt = now.plus(leavesIn));
    }
    for (FakePod pod : pods) {
      if (!neverReady.contains(pod.variant) && !pod.createdAt.plus(startsIn).isAfter(now)) {
        pod.ready = true;
      }
    }
    pods.removeIf(pod -> pod.goneAt != null && !pod.goneAt.isAfter(now));
    check("after " + now);
  }

  /** Somebody else scales. */
  public void meddle(String variant, int replicas) {
    variant(variant).desired = replicas;
    variant(variant).version = version++;
  }

  /** Somebody else shifts traffic. */
  public void meddle(String variant, String other, int weight, int otherWeight) {
    variant(variant).weight = weight;
    variant(other).weight = otherWeight;
    variant(variant).version = version++;
  }

  /** Somebody else gives one variant another weight. */
  public void meddleWeight(String variant, int weight) {
    variant(variant).weight = weight;
    variant(variant).version = version++;
  }

  /** A pod dies without being asked to; the kubelet starts another one. */
  public void kill(String pod) {
    pods.removeIf(each -> each.name.equals(pod));
  }

  /** A pod stays and does not serve any more. */
  public void unready(String pod) {
    pods.stream()
        .filter(each -> each.name.equals(pod))
        .forEach(
            each -> {
              neverReady.add(each.variant);
              each.ready = false;
            });
  }

  @Override
  public List<VariantState> variants() {
    fault("list", () -> {});
    return variants.values().stream()
        .map(
            variant ->
                new VariantState(
                    variant.model,
                    variant.name,
                    variant.kind,
                    variant.device,
                    variant.desired,
                    serving(variant.name),
                    variant.weight,
                    staying(variant.name).stream()
                        .map(pod -> new VariantState.Pod(pod.name, pod.uid))
                        .toList()))
        .toList();
  }

  @Override
  public List<VariantPod> pods(String variant) {
    fault("pods", () -> {});
    return pods.stream()
        .filter(pod -> pod.variant.equals(variant))
        .map(FakePod::seen)
        .sorted(Comparator.comparing(VariantPod::name))
        .toList();
  }

  @Override
  public Scale scale(String variant) {
    fault("scale?", () -> {});
    Variant found = variant(variant);
    return new Scale(variant, found.desired, String.valueOf(found.version));
  }

  @Override
  public void scale(Scale seen, int replicas) {
    Variant variant = variant(seen.variant());
    same(seen.version(), variant.version);
    fault(
        "scale",
        () -> {
          happened.add("scale %s %d -> %d".formatted(variant.name, variant.desired, replicas));
          variant.desired = replicas;
          variant.version = version++;
          if (replicas < 0 || (replicas == 0 && variant.weight > 0)) {
            violations.add("scaled to " + replicas + " with weight: " + happened);
          }
        });
  }

  @Override
  public Route route(String model) {
    fault("route?", () -> {});
    Map<String, Integer> weights = new TreeMap<>();
    of(model).forEach(variant -> weights.put(variant.name, variant.weight));
    return new Route(model, weights, versions(model));
  }

  @Override
  public void weights(Route seen, Map<String, Integer> weights) {
    same(seen.version(), versions(seen.model()));
    fault(
        "weights",
        () -> {
          new TreeMap<>(weights)
              .forEach(
                  (name, weight) -> {
                    if (weight > variant(name).weight && serving(name) == 0) {
                      violations.add("weight to " + name + ", which is not ready: " + happened);
                    }
                    variant(name).weight = weight;
                  });
          of(seen.model()).get(0).version = version++;
          happened.add("weights " + new TreeMap<>(weights));
          check("after weights");
        });
  }

  @Override
  public void deletionCost(VariantPod seen, @Nullable Integer cost) {
    FakePod pod =
        pods.stream()
            .filter(each -> each.name.equals(seen.name()) && each.uid.equals(seen.uid()))
            .findFirst()
            .orElseThrow(() -> new ClusterRefusedException("no pod " + seen.name()));
    same(seen.version(), pod.version);
    fault(
        "cost",
        () -> {
          happened.add("cost " + pod.name + " " + cost);
          pod.cost = cost;
          pod.version = version++;
        });
  }

  @Override
  public boolean optedIn() {
    fault("label?", () -> {});
    return optedIn;
  }

  @Override
  public boolean frozen() {
    return frozen;
  }

  private void fault(String call, Runnable effect) {
    switch (faults.apply(call)) {
      case NONE -> effect.run();
      case LOST -> throw new ClusterUnavailableException("injected: " + call + " gets no answer");
      case ANSWER_LOST -> {
        effect.run();
        throw new ClusterUnavailableException("injected: the answer to " + call + " is lost");
      }
      case CONFLICT -> throw new ClusterConflictException("injected: " + call + " conflicts");
      case REFUSED -> throw new ClusterRefusedException("injected: " + call + " is refused");
      case FORBIDDEN -> throw new ClusterForbiddenException("injected: " + call + " is forbidden");
      case UNEXPECTED -> throw new IllegalArgumentException("injected: " + call + " is odd");
    }
  }

  private static void same(String seen, Object current) {
    if (!seen.equals(String.valueOf(current))) {
      throw new ClusterConflictException("version " + seen + " is not " + current);
    }
  }

  private String versions(String model) {
    return String.valueOf(of(model).stream().map(variant -> variant.version).toList());
  }

  private void check(String when) {
    for (String model : variants.values().stream().map(each -> each.model).distinct().toList()) {
      boolean served =
          of(model).stream().anyMatch(each -> each.weight > 0 && serving(each.name) > 0);
      if (!served) {
        violations.add(when + ": nobody serves " + model + ": " + happened);
      }
    }
  }

  private FakePod start(String variant) {
    FakePod pod = new FakePod(variant, variant + "-" + names, "uid-" + names++, now);
    pod.version = version++;
    pods.add(pod);
    return pod;
  }

  private List<Variant> of(String model) {
    return variants.values().stream().filter(each -> each.model.equals(model)).toList();
  }

  private List<FakePod> staying(String variant) {
    return pods.stream().filter(pod -> pod.variant.equals(variant) && pod.goneAt == null).toList();
  }

  private int serving(String variant) {
    return (int) staying(variant).stream().filter(pod -> pod.ready).count();
  }

  private Variant variant(String name) {
    Variant found = variants.get(name);
    if (found == null) {
      throw new ClusterRefusedException("no variant " + name);
    }
    return found;
  }

  private static final class Variant {
    final String model;
    final String name;
    final DeviceClass kind;
    final String device;
    int desired;
    int weight;
    int version;

    Variant(String model, String name, DeviceClass kind, String device, int desired, int weight) {
      this.model = model;
      this.name = name;
      this.kind = kind;
      this.device = device;
      this.desired = desired;
      this.weight = weight;
    }
  }

  private static final class FakePod {
    final String variant;
    final String name;
    final String uid;
    final Instant createdAt;
    boolean ready;
    int version;
    @Nullable Integer cost;
    @Nullable Instant goneAt;

    FakePod(String variant, String name, String uid, Instant createdAt) {
      this.variant = variant;
      this.name = name;
      this.uid = uid;
      this.createdAt = createdAt;
    }

    VariantPod seen() {
      return new VariantPod(
          name,
          uid,
          URI.create("http://" + name + ":8080"),
          ready,
          goneAt != null,
          cost,
          String.valueOf(version));
    }
  }
}
