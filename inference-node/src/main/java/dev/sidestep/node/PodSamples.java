package dev.sidestep.node;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.node.pod.PodSecond;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a pod says about its last second. */
final class PodSamples {
  private PodSamples() {}

  /** Empty once the pod has ended. */
  static List<Sample> of(HostedPod hosted, Instant at) {
    if (hosted.pod.phase().ended()) {
      return List.of();
    }
    PodSecond second = hosted.second;
    Source serving = hosted.device.source();
    // pods share a process: what one of them takes is computed, never read
    Source memory = serving == Source.SIMULATED ? Source.SIMULATED : Source.MODELLED;
    List<Sample> samples = new ArrayList<>();
    samples.add(sample(hosted, Signal.POD_MEMORY, at, (double) second.memoryBytes(), memory));
    samples.add(
        sample(
            hosted, Signal.POD_MEMORY_LIMIT, at, (double) hosted.spec.memoryLimitBytes(), memory));
    samples.add(sample(hosted, Signal.REQUEST_RATE, at, second.served(), serving));
    second
        .p99Seconds()
        .ifPresent(
            p99 -> samples.add(sample(hosted, Signal.REQUEST_DURATION_P99, at, p99, serving)));
    samples.add(sample(hosted, Signal.REQUESTS_WAITING, at, second.waiting(), serving));
    samples.add(sample(hosted, Signal.REQUESTS_FAILED_RATE, at, second.failed(), serving));
    return samples;
  }

  private static Sample sample(
      HostedPod hosted, Signal signal, Instant at, double value, Source source) {
    return new Sample(hosted.target, signal, at, value, source);
  }
}
