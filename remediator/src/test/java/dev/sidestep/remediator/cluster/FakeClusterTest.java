package dev.sidestep.remediator.cluster;

import dev.sidestep.contracts.DeviceClass;
import java.time.Instant;

class FakeClusterTest extends ClusterContract {
  private final FakeCluster cluster =
      new FakeCluster(Instant.EPOCH)
          .with("minilm", DeviceClass.GPU, "device/local/gpu-0", 1, 100)
          .with("minilm", DeviceClass.CPU, "device/local/cpu-0", 0, 0);

  @Override
  protected Cluster cluster() {
    return cluster;
  }
}
