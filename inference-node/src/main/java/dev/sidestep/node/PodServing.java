package dev.sidestep.node;

import dev.sidestep.node.http.Serving;
import dev.sidestep.node.pod.PodStatus.Phase;

/** A pod as its HTTP interface sees it. */
record PodServing(NodeRuntime node, String pod, String model) implements Serving {
  @Override
  public boolean ready() {
    return node.phase(pod) == Phase.READY;
  }

  @Override
  public boolean warm() {
    return node.warm(pod);
  }

  @Override
  public Admission admit(int tokens) {
    return node.admit(pod, tokens);
  }

  @Override
  public void computed(long request) {
    node.computed(pod, request);
  }

  @Override
  public void lost(long request) {
    node.lost(pod, request);
  }

  @Override
  public String metrics() {
    return node.scrape(pod);
  }
}
