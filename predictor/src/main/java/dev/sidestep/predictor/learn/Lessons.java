package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.network.Dl4jNetwork;
import dev.sidestep.predictor.network.Standardization;
import dev.sidestep.predictor.run.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Examples in batches of one length, standardized batch by batch: they are most of the memory. */
final class Lessons {
  private final List<Example> examples;
  private final Standardization scales;
  private final int batch;
  private final int longest;

  Lessons(List<Example> examples, Standardization scales, int batch) {
    this.examples = List.copyOf(examples);
    this.scales = scales;
    this.batch = batch;
    this.longest = examples.stream().mapToInt(Example::ticks).max().orElse(0);
  }

  /** One pass in random order; gives the mean loss. */
  double teach(Dl4jNetwork network, Random random, double rate) {
    List<Example> order = new ArrayList<>(examples);
    Collections.shuffle(order, random);
    double loss = 0;
    int batches = 0;
    for (int from = 0; from < order.size(); from += batch) {
      List<Example> chosen =
          order.subList(from, Math.min(order.size(), from + batch)).stream()
              .map(example -> example.padded(longest))
              .toList();
      loss +=
          network.learn(
              chosen.stream().map(example -> standardized(example.features())).toList(),
              chosen.stream().map(Example::labels).toList(),
              rate);
      batches++;
    }
    return loss / batches;
  }

  private float[][] standardized(float[][] features) {
    float[][] rows = new float[features.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = scales.apply(features[i]);
    }
    return rows;
  }
}
