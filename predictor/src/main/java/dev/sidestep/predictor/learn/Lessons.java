package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.network.Dl4jNetwork;
import dev.sidestep.predictor.network.Standardization;
import dev.sidestep.predictor.run.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Examples in batches of one length, standardized once. */
final class Lessons {
  private final List<float[][]> inputs = new ArrayList<>();
  private final List<float[][]> labels = new ArrayList<>();
  private final int batch;

  Lessons(List<Example> examples, Standardization scales, int batch) {
    this.batch = batch;
    int longest = examples.stream().mapToInt(Example::ticks).max().orElse(0);
    for (Example example : examples) {
      Example padded = example.padded(longest);
      inputs.add(standardized(padded.features(), scales));
      labels.add(padded.labels());
    }
  }

  int batches() {
    return inputs.size() / batch + (inputs.size() % batch == 0 ? 0 : 1);
  }

  /** One pass in random order; gives the mean loss. */
  double teach(Dl4jNetwork network, Random random, double rate) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    double loss = 0;
    for (int from = 0; from < order.size(); from += batch) {
      List<Integer> chosen = order.subList(from, Math.min(order.size(), from + batch));
      loss +=
          network.learn(
              chosen.stream().map(inputs::get).toList(),
              chosen.stream().map(labels::get).toList(),
              rate);
    }
    return loss / batches();
  }

  static float[][] standardized(float[][] features, Standardization scales) {
    float[][] rows = new float[features.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = scales.apply(features[i]);
    }
    return rows;
  }
}
