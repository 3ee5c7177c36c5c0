package dev.sidestep.node;

/** Pods reached within the process. */
class NodeRuntimePodsTest extends PodRuntimeContract {
  @Override
  PodRuntime reach(NodeRuntime node) {
    return node;
  }
}
