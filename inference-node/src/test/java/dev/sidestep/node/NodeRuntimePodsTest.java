package dev.sidestep.node;

import dev.sidestep.node.pod.PodRuntime;

/** Pods reached within the process. */
class NodeRuntimePodsTest extends PodRuntimeContract {
  @Override
  PodRuntime reach(NodeRuntime node) {
    return node;
  }
}
