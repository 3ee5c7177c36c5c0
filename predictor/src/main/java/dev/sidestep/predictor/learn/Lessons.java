package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.network.Dl4jNetwork;
import dev.sidestep.predictor.network.Standardization;
import dev.sidestep.predictor.run.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Examples in batches of like length, standardized batch by batch: they are most of the memory. */
final class Lessons {
  /** Examples are padded to a multiple of this many ticks, so that few lengths occur. */
  private static final int LENGTH_STEP = 60;

  private final SortedMap<Integer, List<Example>> byLength = new TreeMap<>();
  private final Standardization scales;
  private final int batch;

  Lessons(List<Example> examples, Standardization scales, int batch) {
    this.scales = scales;
    this.batch = batch;
    for (Example example : examples) {
      int steps = (example.ticks() + LENGTH_STEP - 1) / LENGTH_STEP;
      byLength.computeIfAbsent(steps * LENGTH_STEP, length -> new ArrayList<>()).add(example);
    }
  }

  /** One pass in random order; gives the mean loss. */
  double teach(Dl4jNetwork network, Random random, double rate) {
    List<List<Example>> batches = batches(random);
    double loss = 0;
    for (List<Example> chosen : batches) {
      loss +=
          network.learn(
              chosen.stream().map(example -> standardized(example.features())).toList(),
              chosen.stream().map(Example::labels).toList(),
              rate);
    }
    return loss / batches.size();
  }

  private List<List<Example>> batches(Random random) {
    List<List<Example>> batches = new ArrayList<>();
    byLength.forEach(
        (length, examples) -> {
          List<Example> order = new ArrayList<>(examples);
          Collections.shuffle(order, random);
          for (int from = 0; from < order.size(); from += batch) {
            List<Example> chosen = order.subList(from, Math.min(order.size(), from + batch));
            batches.add(chosen.stream().map(example -> example.padded(length)).toList());
          }
        });
    Collections.shuffle(batches, random);
    return batches;
  }

  private float[][] standardized(float[][] features) {
    float[][] rows = new float[features.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = scales.apply(features[i]);
    }
    return rows;
  }
}
