package dev.sidestep.quickstart.kubernetes;

import dev.sidestep.node.pod.PodRuntime;
import dev.sidestep.node.pod.PodSpec;
import dev.sidestep.node.pod.PodStatus;
import dev.sidestep.node.pod.PodStatus.Phase;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A machine whose pods do as the test says; it keeps a list of what happened. */
final class FakeMachine implements PodRuntime {
  final List<String> happened = new ArrayList<>();
  private final Map<String, PodStatus> pods = new TreeMap<>();
  private int nextPort = 20_000;
  private boolean reachable = true;
  private boolean broken;

  @Override
  public void start(PodSpec spec) {
    happened.add("start " + spec.name());
    if (pods.containsKey(spec.name())) {
      throw new IllegalStateException("pod " + spec.name() + " still runs");
    }
    if (!spec.device().startsWith("device/")) {
      throw new IllegalArgumentException("no device " + spec.device());
    }
    put(new PodStatus(spec.name(), Phase.STARTING, false, "127.0.0.1", nextPort++, 0, ""));
  }

  @Override
  public void drain(String pod) {
    happened.add("drain " + pod);
    PodStatus status = pods.get(pod);
    if (status != null && !status.phase().ended()) {
      set(pod, Phase.DRAINING);
    }
  }

  @Override
  public void stop(String pod) {
    happened.add("stop " + pod);
    pods.remove(pod);
  }

  @Override
  public List<PodStatus> pods() {
    if (!reachable) {
      throw new UncheckedIOException(new ConnectException("connection refused"));
    }
    if (broken) {
      throw new IllegalStateException("a bug");
    }
    return List.copyOf(pods.values());
  }

  void reachable(boolean is) {
    reachable = is;
  }

  /** It answers, and what it says cannot be read. */
  void broken(boolean is) {
    broken = is;
  }

  void set(String pod, Phase phase) {
    PodStatus old = pods.get(pod);
    put(
        new PodStatus(
            pod,
            phase,
            phase == Phase.READY,
            phase.ended() ? "" : old.host(),
            phase.ended() ? 0 : old.port(),
            old.inFlight(),
            phase == Phase.KILLED ? "out of memory" : ""));
  }

  Phase phase(String pod) {
    return pods.get(pod).phase();
  }

  List<String> in(Phase phase) {
    return pods.values().stream().filter(pod -> pod.phase() == phase).map(PodStatus::name).toList();
  }

  private void put(PodStatus status) {
    pods.put(status.name(), status);
  }
}
