package dev.sidestep.remediator.cluster;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** Pods that answer from memory. The beginning of a pod's name says how it behaves. */
public final class FakePodProbe implements PodProbe {
  public final List<String> happened = new ArrayList<>();
  public final Map<String, Integer> inFlight = new HashMap<>();

  /** Pods whose answers are noise. */
  public Predicate<String> spoiled = pod -> false;

  public Predicate<String> cold = pod -> false;
  public Predicate<String> silent = pod -> false;

  @Override
  public boolean warm(URI pod) {
    asked("warm", pod);
    return !cold.test(pod.getHost());
  }

  @Override
  public int inFlight(URI pod) {
    asked("in-flight", pod);
    return inFlight.getOrDefault(pod.getHost(), 0);
  }

  @Override
  public List<float[]> embeddings(URI pod, String model, List<String> inputs) {
    asked("embeddings", pod);
    List<float[]> vectors = new ArrayList<>();
    for (String input : inputs) {
      Random random = new Random(input.hashCode() + (spoiled.test(pod.getHost()) ? 1_000_003 : 0));
      float[] vector = new float[32];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private void asked(String question, URI pod) {
    happened.add(question + " " + pod.getHost());
    if (silent.test(pod.getHost())) {
      throw new ClusterUnavailableException(pod + " is silent");
    }
  }
}
